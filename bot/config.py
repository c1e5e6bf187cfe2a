"""Settings from the environment and `.env`; whatever is wrong with one is said in a sentence."""

import hashlib
import hmac
import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot import shelf
from bot.i18n import languages
from bot.rules.fair_use import FairUse
from storage.engine import async_url

ENV_FILE = Path(".env")
TELEGRAM = "https://api.telegram.org"
TOKEN_SHAPE = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{10,}")
WEBHOOK_PORTS = (443, 80, 88, 8443)  # the only ones that Telegram goes to
WEBHOOK_PATH = re.compile(r"[A-Za-z0-9/._~-]*")
LISTEN = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})")
LISTEN_BY_DEFAULT = "127.0.0.1:8080"
NOT_SET_UP = (
    "BOT_TOKEN is not set: get one from @BotFather and put it into .env, "
    "or try everything without a token first: helpdesk demo"
)

# What to do about each setting, said after what is wrong with it. Values are never repeated:
# a token pasted into the wrong line must not end up on a screen.
ADVICE = {
    "BOT_TOKEN": "must be the whole token from @BotFather, like 123456789:ABCdef…",
    "BOT_API_URL": f"must be an address like {TELEGRAM}, without a token or path of a method",
    "WEBHOOK_URL": "must be an address like https://desk.example.org/telegram, "
    "on port 443, 80, 88 or 8443, without a token in it (leave it out and the desk polls)",
    "HTTP_LISTEN": f"must be an address and a port like {LISTEN_BY_DEFAULT}",
    "STAFF_CHAT_ID": "must be the negative number of the staff group, like -1001234567890 "
    "(leave it out and send /setup in the group instead)",
    "ADMIN_IDS": "must be Telegram ids of people, positive numbers separated by commas",
    "DATABASE_URL": "must be an address like sqlite:///data/helpdesk.db "
    "or postgresql://user:password@host/name",
    "DEFAULT_LANGUAGE": f"must be one of {', '.join(languages())}",
    "TIME_ZONE": "must be a name like Europe/Berlin or UTC",
    **dict.fromkeys(
        ("LIMIT_OPEN_TICKETS", "LIMIT_MESSAGES_A_MINUTE", "LIMIT_FILES_A_TICKET"),
        "must be a number from 0 (no limit) to 1000",
    ),
    "KEEP_FILES": "must be a folder like data/files, or a bucket like s3://bucket/prefix "
    "(?endpoint=https://… names another server than Amazon's)",
    "LOG_LEVEL": "must be one of debug, info, warning, error",
    "LOG_FORMAT": "must be text or json",
}


class SettingsError(Exception):
    """Settings that cannot be worked with; the message has one sentence per line."""


class Listen(NamedTuple):
    """Where this machine answers over HTTP."""

    host: str
    port: int


class Settings(BaseSettings):
    """Everything that can be set; `.env.example` describes each."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = TELEGRAM
    webhook_url: str | None = None
    http_listen: str | None = None
    staff_chat_id: int | None = None
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    database_url: SecretStr = SecretStr("sqlite:///data/helpdesk.db")
    default_language: str = "en"
    time_zone: ZoneInfo = ZoneInfo("UTC")
    limit_open_tickets: Annotated[int, Field(ge=0, le=1000)] = FairUse.open_tickets
    limit_messages_a_minute: Annotated[int, Field(ge=0, le=1000)] = FairUse.messages_a_minute
    limit_files_a_ticket: Annotated[int, Field(ge=0, le=1000)] = FairUse.files_a_ticket
    keep_files: SecretStr | None = None
    aws_access_key_id: SecretStr | None = None
    aws_secret_access_key: SecretStr | None = None
    aws_region: str | None = None
    aws_endpoint_url: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("*", mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    @field_validator("bot_token")
    @classmethod
    def _whole_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN_SHAPE.fullmatch(value.get_secret_value()):
            raise ValueError
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _server(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ValueError
        if TOKEN_SHAPE.search(value):
            raise ValueError
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _public(cls, value: str | None, info: Any) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if not parts.hostname or not WEBHOOK_PATH.fullmatch(parts.path):
            raise ValueError
        if parts.query or parts.fragment or "@" in parts.netloc or TOKEN_SHAPE.search(value):
            raise ValueError
        if info.data.get("bot_api_url") == TELEGRAM:  # a server of one's own is less strict
            if parts.scheme != "https" or (parts.port or 443) not in WEBHOOK_PORTS:
                raise ValueError
        elif parts.scheme not in ("http", "https"):
            raise ValueError
        return value if parts.path else f"{value}/"

    @field_validator("http_listen")
    @classmethod
    def _port(cls, value: str | None) -> str | None:
        match = LISTEN.fullmatch(value) if value is not None else None
        if value is not None and (match is None or not 1 <= int(match[2]) <= 65535):
            raise ValueError
        return value

    @field_validator("staff_chat_id")
    @classmethod
    def _group(cls, value: int | None) -> int | None:
        if value is not None and value >= 0:
            raise ValueError
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _list(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = [int(item) for item in re.split(r"[\s,;]+", value) if item]
            if any(item <= 0 for item in value):
                raise ValueError
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        try:
            url = async_url(value.get_secret_value())
        except ArgumentError:
            raise ValueError from None
        # In memory, the writer and the readers would each have a database of their own.
        if not url.database or url.database == ":memory:":
            raise ValueError
        return value

    @field_validator("keep_files")
    @classmethod
    def _place(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            shelf.parse(value.get_secret_value())
        return value

    @field_validator("default_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value.lower() not in languages():
            raise ValueError
        return value.lower()

    @field_validator("time_zone", mode="before")
    @classmethod
    def _zone(cls, value: Any) -> Any:
        try:
            return ZoneInfo(value) if isinstance(value, str) else value
        except (OSError, ValueError, KeyError):
            raise ValueError from None

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: Any, info: Any) -> Any:
        change: Callable[[str], str] = str.upper if info.field_name == "log_level" else str.lower
        return change(value) if isinstance(value, str) else value

    def fair_use(self) -> FairUse:
        """Return the limits for each requester, until the group chooses others."""
        return FairUse(
            self.limit_open_tickets, self.limit_messages_a_minute, self.limit_files_a_ticket
        )

    def aws(self) -> dict[str, str]:
        """Return what is said of the bucket beside its address, as the library calls it."""
        said = {
            "access_key_id": self.aws_access_key_id,
            "secret_access_key": self.aws_secret_access_key,
            "region": self.aws_region,
            "endpoint": self.aws_endpoint_url,
        }
        return {
            name: value.get_secret_value() if isinstance(value, SecretStr) else value
            for name, value in said.items()
            if value is not None
        }

    def listen(self) -> Listen | None:
        """Return where to answer over HTTP; None if nobody asked for it."""
        where = self.http_listen or (LISTEN_BY_DEFAULT if self.webhook_url else None)
        if where is None:
            return None
        host, _, port = where.rpartition(":")
        return Listen(host.strip("[]"), int(port))

    def webhook_secret(self) -> str:
        """Return what Telegram has to say with each update: another one for another token.

        Made from the token, so that every process knows it and nothing has to be kept.
        """
        return hmac.new(self.token().encode(), b"webhook", hashlib.sha256).hexdigest()

    def token(self) -> str:
        """Return the token; SettingsError if there is none."""
        if self.bot_token is None:
            raise SettingsError(NOT_SET_UP)
        return self.bot_token.get_secret_value()

    def secrets(self) -> set[str]:
        """Return what must never be seen in a log: token, webhook secret, passwords."""
        found = set()
        if self.bot_token is not None:
            token = self.bot_token.get_secret_value()
            found |= {token, token.partition(":")[2], self.webhook_secret()}
        password = make_url(self.database_url.get_secret_value()).password
        if password:
            # A short one would be found in half of all words: only where URLs have it.
            form = ":{}@" if len(str(password)) < 6 else "{}"
            found |= {form.format(password), form.format(quote(str(password), safe=""))}
        where = shelf.parse(self.keep_files.get_secret_value()) if self.keep_files else None
        keys = (
            [self.aws_secret_access_key.get_secret_value()] if self.aws_secret_access_key else []
        )
        if isinstance(where, shelf.Bucket) and where.secret:
            keys.append(where.secret)
        for key in keys:
            found |= {key, quote(key, safe="")}
        return found


NAMES = frozenset(name.upper() for name in Settings.model_fields)


def load(env_file: Path = ENV_FILE) -> Settings:
    """Read the settings; SettingsError with a sentence for each that is malformed."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings takes it
    except ValidationError as error:
        wrong = dict.fromkeys(str(item["loc"][0]).upper() for item in error.errors())
        sentences = [f"{name} is malformed: it {ADVICE[name]}." for name in wrong]
        raise SettingsError("\n".join(sentences)) from None
    except (OSError, UnicodeError):
        raise SettingsError(
            f"{env_file} cannot be read: make it a readable text file in UTF-8."
        ) from None


def typos(env_file: Path = ENV_FILE) -> list[str]:
    """Return a sentence for each name in `.env` that is almost one of ours."""
    if not env_file.is_file():
        return []
    found = []
    for key in dotenv_values(env_file, encoding="utf-8-sig"):
        near = get_close_matches(key.upper(), NAMES, n=1, cutoff=0.8)
        if near and key.upper() not in NAMES:
            found.append(f"{key} in {env_file} is not a setting: did you mean {near[0]}?")
    return found

"""The menus of commands and the bot's introduction, kept at Telegram as they are here."""

import asyncio
import logging
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.context import Opener
from bot.i18n import languages, texts
from bot.loops.transport import DeskBot, FloodWait

log = logging.getLogger(__name__)

# Commands by who sees them; the second is the id of the description.
REQUESTER = (
    ("new", "commands-new"),
    ("tickets", "commands-own-tickets"),
    ("search", "commands-search"),
    ("transcript", "commands-own-transcript"),
    ("language", "commands-requester-language"),
    ("privacy", "commands-privacy"),
    ("help", "commands-requester-help"),
    ("cancel", "commands-cancel"),
)
STAFF = (
    ("tickets", "commands-tickets"),
    ("mine", "commands-mine"),
    ("find", "commands-find"),
    ("ticket", "commands-ticket"),
    ("note", "commands-note"),
    ("c", "commands-c"),
    ("canned", "commands-canned"),
    ("subject", "commands-subject"),
    ("take", "commands-take"),
    ("release", "commands-release"),
    ("assign", "commands-assign"),
    ("resolve", "commands-resolve"),
    ("close", "commands-close"),
    ("askclose", "commands-askclose"),
    ("reopen", "commands-reopen"),
    ("withdraw", "commands-withdraw"),
    ("status", "commands-status"),
    ("priority", "commands-priority"),
    ("category", "commands-category"),
    ("link", "commands-link"),
    ("unlink", "commands-unlink"),
    ("merge", "commands-merge"),
    ("split", "commands-split"),
    ("tag", "commands-tag"),
    ("untag", "commands-untag"),
    ("tags", "commands-tags"),
    ("log", "commands-log"),
    ("who", "commands-who"),
    ("transcript", "commands-transcript"),
    ("stats", "commands-stats"),
    ("ban", "commands-ban"),
    ("unban", "commands-unban"),
    ("categories", "commands-categories"),
    ("agents", "commands-agents"),
    ("settings", "commands-settings"),
    ("language", "commands-language"),
    ("help", "commands-help"),
)
SET_UP = (("setup", "commands-setup"),)

Scope = dict[str, Any]
Commands = tuple[tuple[str, str], ...]

PRIVATE: Scope = {"type": "all_private_chats"}
OTHER_GROUPS: Scope = {"type": "all_chat_administrators"}
FIRST_RETRY_S, LAST_RETRY_S = 10.0, 600.0
GAP_S = 0.05  # between calls: menus are never urgent


class Menus:
    """Brings Telegram up to date at start and whenever another group is bound."""

    def __init__(self, bot: DeskBot, opener: Opener, default_language: str) -> None:
        self._bot = bot
        self._opener = opener
        self._default = default_language
        self._wake = asyncio.Event()
        self._done_for: int | None = None

    def wake(self) -> None:
        """Look whether another group is bound; cheap enough for every commit."""
        if self._opener.group_chat_id != self._done_for:
            self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; failures are logged and tried again later."""
        wait = FIRST_RETRY_S
        while True:
            self._wake.clear()
            group = self._opener.group_chat_id
            try:
                await self.bring_up_to_date(group)
            except TelegramError as error:
                pause = error.seconds if isinstance(error, FloodWait) else wait
                wait = min(LAST_RETRY_S, wait * 2)
                log.warning("The menus are not up to date, next try in %.0f s: %s", pause, error)
                await asyncio.sleep(pause)
                continue
            self._done_for, wait = group, FIRST_RETRY_S
            if self._opener.group_chat_id == group:
                await self._wake.wait()

    async def bring_up_to_date(self, group: int | None) -> None:
        """Set whatever differs, for every kind of chat and language."""
        scopes: list[tuple[Scope, Commands]] = [(PRIVATE, REQUESTER), (OTHER_GROUPS, SET_UP)]
        if group is not None:
            scopes.append(({"type": "chat", "chat_id": group}, STAFF))
        for code in ("", *languages()):
            t = texts(code or self._default)
            for scope, commands in scopes:
                wanted = [{"command": name, "description": t(key)} for name, key in commands]
                await self._set("Commands", "commands", wanted, scope=scope, language_code=code)
            await self._set("Description", "description", t("about-long"), language_code=code)
            await self._set(
                "ShortDescription", "short_description", t("about-short"), language_code=code
            )

    async def _set(self, what: str, field: str, wanted: Any, **where: Any) -> None:
        try:
            there = await self._bot.call(f"getMy{what}", where)
            if what != "Commands":
                there = there[field]
            if there != wanted:
                await asyncio.sleep(GAP_S)
                await self._bot.call(f"setMy{what}", {**where, field: wanted})
            await asyncio.sleep(GAP_S)
        except InvalidToken:
            raise
        except (BadRequest, Forbidden) as error:  # trying again would not help
            log.warning("Telegram refused setMy%s for %s: %s", what, where, error)

"""Settings: where they come from, and the sentence for each that is wrong."""

import re
from pathlib import Path

import pytest

from bot.config import NAMES, NOT_SET_UP, Settings, SettingsError, load, typos

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def env_file(folder: Path, *lines: str) -> Path:
    file = folder / ".env"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_nothing_set_means_the_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path / ".env")
    assert settings.bot_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.staff_chat_id is None
    assert settings.admin_ids == frozenset()
    assert settings.database_url.get_secret_value() == "sqlite:///data/helpdesk.db"
    assert settings.default_language == "en"
    assert settings.time_zone.key == "UTC"
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_env_file_and_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = env_file(
        tmp_path,
        f"BOT_TOKEN= {TOKEN} ",
        "STAFF_CHAT_ID=-1001234567890",
        "ADMIN_IDS=12, 34 56",
        "TIME_ZONE=Europe/Berlin",
        "BOT_API_URL=http://localhost:8081/",
        "LOG_LEVEL=debug",
        "LOG_FORMAT=JSON",
        "DEFAULT_LANGUAGE=en",
    )
    monkeypatch.setenv("DEFAULT_LANGUAGE", "RU")
    settings = load(file)
    assert settings.token() == TOKEN
    assert settings.staff_chat_id == -1001234567890
    assert settings.admin_ids == {12, 34, 56}
    assert settings.time_zone.key == "Europe/Berlin"
    assert settings.bot_api_url == "http://localhost:8081"
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.default_language == "ru"  # the environment goes before the file


def test_empty_is_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = env_file(tmp_path, *(f"{name}=" for name in NAMES))
    monkeypatch.setenv("STAFF_CHAT_ID", "")
    assert load(file) == load(tmp_path / "none")


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TIME_ZONE=Asia/Tokyo\n", encoding="utf-8-sig")
    assert load(file).time_zone.key == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not a token"),
        ("BOT_TOKEN", "987654321"),
        ("BOT_TOKEN", f"{TOKEN} and more"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", f"https://api.telegram.org/bot{TOKEN}"),
        ("WEBHOOK_URL", "http://desk.example.org/telegram"),
        ("WEBHOOK_URL", "https://desk.example.org:8080/telegram"),
        ("WEBHOOK_URL", f"https://desk.example.org/{TOKEN}"),
        ("WEBHOOK_URL", "https://user:hunter2@desk.example.org/"),
        ("WEBHOOK_URL", "https://desk.example.org/{path}"),
        ("WEBHOOK_URL", "https://desk.example.org/telegram?hunter2"),
        ("WEBHOOK_URL", "https://desk.example.org:port/"),
        ("WEBHOOK_URL", "desk.example.org"),
        ("HTTP_LISTEN", "8080"),
        ("HTTP_LISTEN", "127.0.0.1"),
        ("HTTP_LISTEN", "127.0.0.1:0"),
        ("HTTP_LISTEN", "127.0.0.1:65536"),
        ("HTTP_LISTEN", "http://127.0.0.1:8080"),
        ("STAFF_CHAT_ID", "1001234567890"),
        ("STAFF_CHAT_ID", "@support"),
        ("ADMIN_IDS", "12,boris"),
        ("ADMIN_IDS", "-12"),
        ("DATABASE_URL", "mysql://user:hunter2hunter2@host/name"),
        ("DATABASE_URL", "hunter2hunter2"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DEFAULT_LANGUAGE", "tlh"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "yaml"),
    ],
)
def test_malformed_is_one_sentence_without_the_value(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as failed:
        load(env_file(tmp_path, f"{name}={value}"))
    sentence = str(failed.value)
    assert sentence.startswith(f"{name} is malformed: it must be ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    if name == "BOT_TOKEN" or TOKEN in value or "hunter2" in value:
        assert value not in sentence
        assert "hunter2" not in sentence
    assert failed.value.__cause__ is None


def test_where_http_is_answered(tmp_path: Path) -> None:
    def listen(*lines: str) -> object:
        return load(env_file(tmp_path, *lines)).listen()

    assert listen() is None
    assert listen("WEBHOOK_URL=https://desk.example.org/telegram") == ("127.0.0.1", 8080)
    assert listen("HTTP_LISTEN=0.0.0.0:80") == ("0.0.0.0", 80)
    assert listen("HTTP_LISTEN=[::1]:9000", "WEBHOOK_URL=https://x.org:8443") == ("::1", 9000)
    assert load(tmp_path / ".env").webhook_url == "https://x.org:8443/"
    own = ("BOT_API_URL=http://localhost:8081", "WEBHOOK_URL=http://desk:8080/telegram")
    assert listen(*own) == ("127.0.0.1", 8080)


def test_the_webhook_secret_follows_the_token(tmp_path: Path) -> None:
    first = load(env_file(tmp_path, f"BOT_TOKEN={TOKEN}"))
    again = load(env_file(tmp_path, f"BOT_TOKEN={TOKEN}", "TIME_ZONE=Asia/Tokyo"))
    other = load(env_file(tmp_path, f"BOT_TOKEN={TOKEN[:-1]}f"))
    assert first.webhook_secret() == again.webhook_secret() != other.webhook_secret()
    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", first.webhook_secret())
    assert first.webhook_secret() in first.secrets()
    assert first.webhook_secret() not in f"{first!r}"


def test_several_wrong_ones_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as failed:
        load(env_file(tmp_path, "BOT_TOKEN=x", "TIME_ZONE=y"))
    assert [line.split()[0] for line in str(failed.value).splitlines()] == [
        "BOT_TOKEN",
        "TIME_ZONE",
    ]


def test_an_unreadable_file_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"TIME_ZONE=\xff\xfe\n")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(file)


def test_no_token_points_to_the_demo() -> None:
    with pytest.raises(SettingsError, match="helpdesk demo"):
        Settings().token()
    assert "BOT_TOKEN" in NOT_SET_UP


def test_secrets_are_not_shown() -> None:
    settings = Settings(
        bot_token=TOKEN,  # type: ignore[arg-type]  # as from the environment
        database_url="postgresql://desk:p%40ss-word@db/desk",  # type: ignore[arg-type]
    )
    shown = f"{settings} {settings!r} {settings.model_dump_json()}"
    assert TOKEN not in shown
    assert "ss-word" not in shown
    assert settings.secrets() == {
        *(TOKEN, TOKEN.partition(":")[2], settings.webhook_secret()),
        *("p@ss-word", "p%40ss-word"),
    }


def test_typos_are_noticed(tmp_path: Path) -> None:
    file = env_file(tmp_path, "BOT_TOKN=x", "STAF_CHAT_ID=-1", "PATH_TO_TEA=z", "time_zone=UTC")
    assert typos(file) == [
        f"BOT_TOKN in {file} is not a setting: did you mean BOT_TOKEN?",
        f"STAF_CHAT_ID in {file} is not a setting: did you mean STAFF_CHAT_ID?",
    ]
    assert typos(tmp_path / "none") == []


def test_the_example_names_every_setting_and_can_be_copied() -> None:
    example = Path(__file__).parent.parent / ".env.example"
    lines = example.read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(names) == sorted(NAMES)
    for index, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[index - 1].startswith("# "), f"{line} has no sentence"
    assert load(example) == Settings()
    assert typos(example) == []


def test_keys_of_a_bucket_are_secrets(tmp_path: Path) -> None:
    file = env_file(tmp_path, "KEEP_FILES=s3://key:a%2Fb@desk/kept", "AWS_SECRET_ACCESS_KEY=c/d")
    settings = load(file)
    assert {"a/b", "a%2Fb", "c/d", "c%2Fd"} <= settings.secrets()
    assert settings.aws() == {"secret_access_key": "c/d"}
    assert "a%2Fb" not in repr(settings)
    with pytest.raises(SettingsError, match="KEEP_FILES is malformed: it must be a folder"):
        load(env_file(tmp_path, "KEEP_FILES=ftp://desk"))

"""Logs: two formats, and no secret in either, whoever logs it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import HIDDEN, set_up

TOKEN = "123456789:AAExampleExampleExampleExampleExample"
PASSWORD = 'p@"ß\\word'
SECRETS = (TOKEN, TOKEN.partition(":")[2], PASSWORD)


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)


def lines(stream: io.StringIO) -> list[str]:
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_written(form: str, secret: str) -> None:
    stream = io.StringIO()
    set_up("DEBUG", form, SECRETS, stream)
    log = logging.getLogger("some.library")
    log.info(f"in the message {secret}")
    log.info("in the arguments: %s %r", f"https://host/bot{secret}/getMe", {"key": secret})
    log.info("beside it", extra={"url": f"x{secret}x"})
    log.info("with a stack", stack_info=True)
    try:
        raise ValueError(f"https://host/{secret}") from KeyError(secret)
    except ValueError:
        log.exception("in the exception")
    written = stream.getvalue()
    assert HIDDEN in written
    for shape in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1]):
        assert shape not in written


def test_a_record_that_cannot_be_formatted_shows_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger().handlers.clear()  # pytest's own would raise where ours keeps silent
    set_up("INFO", "text", SECRETS)
    logging.getLogger("some.library").info("%d", TOKEN)
    written = capsys.readouterr().err
    assert written == "A log record of some.library could not be written\n"


def test_text() -> None:
    stream = io.StringIO()
    set_up("INFO", "text", stream=stream)
    logging.getLogger("bot.app").info("The desk is %s", "open")
    logging.getLogger("bot.app").debug("not shown")
    (line,) = lines(stream)
    assert line.endswith("INFO    bot.app: The desk is open")


def test_json() -> None:
    stream = io.StringIO()
    set_up("INFO", "json", stream=stream)
    logging.getLogger("bot.app").warning("Стол %s", "открыт", extra={"ticket": 1042})
    try:
        raise RuntimeError("boom")
    except RuntimeError:
        logging.getLogger("bot.app").exception("failed")
    first, second = map(json.loads, lines(stream))
    assert first["level"] == "WARNING"
    assert first["logger"] == "bot.app"
    assert first["message"] == "Стол открыт"
    assert first["ticket"] == 1042
    assert first["time"]
    assert "RuntimeError: boom" in second["exc_info"]


def test_libraries_are_quiet() -> None:
    stream = io.StringIO()
    set_up("DEBUG", "text", stream=stream)
    for name in ("httpx", "aiohttp.access", "telegram.ext.Application", "sqlalchemy.engine"):
        logging.getLogger(name).info("chatter")
    logging.getLogger("telegram.ext").warning("a word")
    assert [line.rpartition(": ")[2] for line in lines(stream)] == ["a word"]


def test_set_up_twice_writes_once() -> None:
    old, new = io.StringIO(), io.StringIO()
    set_up("INFO", "text", stream=old)
    set_up("INFO", "text", stream=new)
    logging.getLogger("bot").info("once")
    assert (len(lines(old)), len(lines(new))) == (0, 1)

"""Logging: readable text or JSON, libraries kept quiet, secrets never written."""

import json
import logging
import sys
from collections.abc import Iterable
from typing import TextIO

HIDDEN = "•••"
QUIET = (
    *("aiohttp", "aiosqlite", "alembic", "asyncio", "filelock", "httpcore", "httpx"),
    *("sqlalchemy", "telegram"),
)
FORMAT = "{asctime} {levelname:<7} {name}: {message}"


class Scrubber:
    """Replaces secrets wherever they stand in what is about to be written."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms: set[str] = set()
        for secret in filter(None, secrets):
            # As it is, as JSON writes it, and as Python's repr does.
            forms |= {
                secret,
                json.dumps(secret)[1:-1],
                json.dumps(secret, ensure_ascii=False)[1:-1],
            }
            forms.add(repr(secret)[1:-1])
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        for form in self._forms:
            text = text.replace(form, HIDDEN)
        return text


class ScrubbingHandler(logging.StreamHandler[TextIO]):
    """Writes records; the finished line is scrubbed, so nothing in a record can slip through.

    Message, arguments, extra fields, tracebacks and stacks are all in that line by then.
    """

    def __init__(self, scrub: Scrubber, stream: TextIO | None = None) -> None:
        super().__init__(stream or sys.stderr)
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record without secrets."""
        return self._scrub(super().format(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Tell that a record could not be written, without the record: it may hold a secret."""
        sys.stderr.write(f"A log record of {record.name} could not be written\n")


def set_up(
    level: str = "INFO",
    form: str = "text",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send all logs of the process to `stream` (standard error) as `text` or `json` lines."""
    handler = ScrubbingHandler(Scrubber(secrets), stream)
    handler.setFormatter(_json() if form == "json" else logging.Formatter(FORMAT, style="{"))
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old, ScrubbingHandler):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        "{asctime}{levelname}{name}{message}",
        style="{",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        json_ensure_ascii=False,
    )

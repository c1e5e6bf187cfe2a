"""Erasing one's data in a test, and looking for what is left of it."""

import json
from typing import Any

from sqlalchemy import text

from storage.engine import Database
from tests.people import Chat

MARK = "zqxmark"  # in everything Anna ever says, and in all that is said to her
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


async def dump(database: Database) -> str:
    """Everything in every column of every table as text, those behind the search index too."""
    lines = []
    dialect = "sqlite" if database.is_sqlite else "postgresql"
    async with database.read() as session:
        for (table,) in (await session.execute(text(TABLES[dialect]))).all():
            rows = (await session.execute(text(f'SELECT * FROM "{table}"'))).all()
            lines += [f"{table}: {[_readable(value) for value in row]}" for row in rows]
    return "\n".join(lines).lower()


def _readable(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return json.dumps(value, ensure_ascii=False, default=str)


async def raw_pages(database: Database) -> str:
    """All bytes of SQLite's file, free pages too, once the log is written back to it."""
    if database.file is None:
        return ""
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        raw.raw.commit()
        (is_busy, _, _) = raw.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not is_busy
    return database.file.read_bytes().decode("latin-1").lower()


async def erase(chat: Chat) -> None:
    """Go through both questions."""
    asked = await chat.says("/privacy")
    await chat.taps("Erase my data", "Your data", after=asked)
    await chat.taps("Go on", "Erase all your data?", after=asked)
    await chat.taps("Erase everything now", "Really erase?", after=asked)
    await chat.sees("your data is erased", after=asked)


def shown(message: dict[str, Any]) -> str:
    """All that a message shows; whose chat it is, and what it replies to, stand elsewhere."""
    kept = {
        key: value for key, value in message.items() if key not in ("chat", "reply_to_message")
    }
    return json.dumps(kept, ensure_ascii=False).lower()


async def said_by_bot(chat: Chat) -> str:
    return "\n".join(shown(m) for m in await chat.history() if m["from"]["is_bot"])

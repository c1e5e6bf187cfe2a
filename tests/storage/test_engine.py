"""Promises of the connections themselves."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engine import Database
from storage.enums import EventKind
from storage.migrate import migrate
from storage.models import Event
from tests.databases import SqliteFiles


async def test_references_are_enforced_also_right_after_migrating(database: Database) -> None:
    await migrate(database)
    with pytest.raises(DBAPIError):
        await _refer_to_nothing(database)
    async with database.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM counters")) == 0


async def _refer_to_nothing(database: Database) -> None:
    async with database.write() as session:
        await session.execute(text("INSERT INTO counters (name, value) VALUES ('x', 1)"))
        session.add(Event(ticket_id=uuid4(), kind=EventKind.TAKEN, at=datetime.now(UTC)))


async def test_readers_of_sqlite_cannot_write(sqlite_files: SqliteFiles) -> None:
    async with sqlite_files.fresh() as database:
        with pytest.raises(DBAPIError, match="readonly"):
            async with database.read() as session:
                await session.execute(text("INSERT INTO counters (name, value) VALUES ('x', 1)"))

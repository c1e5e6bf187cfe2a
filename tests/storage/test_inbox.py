"""Promises of the inbox's queries."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from storage.engine import Database
from storage.models import InboxRow
from storage.queries import inbox


async def test_an_album_is_done_as_a_whole_or_not_at_all(database: Database) -> None:
    now = datetime.now(UTC)
    parts = [inbox.Arrival(number, "1:1", "{}", "album") for number in (1, 2)]
    async with database.write() as session:
        await inbox.store(session, parts, now)
    async with database.read() as session:
        first, second = list(await session.scalars(select(InboxRow.id).order_by(InboxRow.id)))
    async with database.write() as session:
        await inbox.finish(session, [first], now)  # by another process
    with pytest.raises(inbox.Overtaken):
        async with database.write() as session:
            await inbox.finish(session, [first, second], now)
    async with database.read() as session:
        assert [row.id for row in await inbox.load(session, [first, second])] == [second]

"""Lanes that processes share: only the head can be claimed, by one at a time."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.loops.duty import Duty
from bot.loops.share import LanesShared, slots_of
from storage.engine import Database
from storage.models import InboxRow
from storage.queries import inbox, lanes
from storage.queries.inbox import Arrival, Overtaken
from tests.databases import Postgres

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
ALL = range(lanes.SLOTS)


@pytest.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[Database]:
    async with postgres_server.fresh() as fresh:
        yield fresh


async def arrive(database: Database, *update_ids: int, lane: str = "1:1") -> list[int]:
    """Have updates come in; returns the ids of their rows."""
    async with database.write() as session:
        rows = [Arrival(update_id, lane, "{}", None) for update_id in update_ids]
        await inbox.store(session, rows, NOW)
    return await ids_of(database, *update_ids)


async def ids_of(database: Database, *update_ids: int) -> list[int]:
    async with database.read() as session:
        query = select(InboxRow.update_id, InboxRow.id)
        found = {row.update_id: row.id for row in await session.execute(query)}
    return [found[update_id] for update_id in update_ids]


async def claim(database: Database, *ids: int) -> None:
    async with database.write() as session:
        await lanes.claim(session, ids, NOW)


async def open_updates(database: Database) -> list[int]:
    async with database.read() as session:
        return [row.update_id for row in await inbox.waiting(session, 0, 100)]


async def test_nothing_goes_before_or_beside_what_came_earlier(database: Database) -> None:
    first, second, third = await arrive(database, 11, 12, 13)
    with pytest.raises(Overtaken):
        await claim(database, second)
    async with database.write() as session:
        await lanes.claim(session, [first], NOW)
        for others in ([first], [second], [first, second], [third]):
            with pytest.raises(Overtaken):
                await claim(database, *others)  # skipped, not waited for
    with pytest.raises(Overtaken):
        await claim(database, first)  # it is done
    await claim(database, second)
    await claim(database, third)
    assert await open_updates(database) == []


async def test_what_is_rolled_back_is_the_head_again(database: Database) -> None:
    first, second = await arrive(database, 11, 12)
    async with database.write() as session:
        await lanes.claim(session, [first], NOW)
        await session.rollback()
    with pytest.raises(Overtaken):
        await claim(database, second)
    await claim(database, first)


async def test_other_lanes_do_not_wait(database: Database) -> None:
    [first] = await arrive(database, 11)
    [other] = await arrive(database, 12, lane="2:2")
    async with database.write() as session:
        await lanes.claim(session, [first], NOW)
        await claim(database, other)


async def test_a_row_that_waits_for_another_try_holds_its_lane(database: Database) -> None:
    first, second = await arrive(database, 11, 12)
    async with database.write() as session:
        await inbox.postpone(session, [first], NOW + timedelta(minutes=1), "broken")
    with pytest.raises(Overtaken):
        await claim(database, second)
    async with database.write() as session:
        await inbox.park(session, [first], "ref", "broken", NOW)
    await claim(database, second)


async def test_an_album_is_claimed_whole_around_what_stands_between(database: Database) -> None:
    one, between, two = await arrive(database, 11, 12, 13)
    with pytest.raises(Overtaken):
        await claim(database, between)
    await claim(database, one, two)
    await claim(database, between)


async def test_what_another_process_is_through_with_is_not_parked(database: Database) -> None:
    [first] = await arrive(database, 11)
    await claim(database, first)
    with pytest.raises(Overtaken):
        async with database.write() as session:
            await inbox.park(session, [first], "ref", "broken", NOW)


async def numbered(session: AsyncSession, update_id: int) -> int:
    """Have an update come in whose commit is still to come; returns the id of its row."""
    await inbox.store(session, [Arrival(update_id, "1:1", "{}", None)], NOW)
    await session.flush()
    return await session.scalar(select(func.max(InboxRow.id))) or 0


async def test_what_is_committed_late_is_found_in_its_place(database: Database) -> None:
    share = LanesShared(Duty())
    async with database.write() as slow:
        lower = await numbered(slow, 11)
        [higher] = await arrive(database, 12)
        assert lower < higher
        async with database.read() as session:
            rows = await share.more(session, {}, 100)
        assert [row.id for row in rows] == [higher]
    held = {"1:1": rows}
    async with database.read() as session:
        late = await share.more(session, held, 100)
    assert [row.id for row in late] == [lower]
    with pytest.raises(Overtaken):
        await claim(database, higher)
    await claim(database, lower)
    await claim(database, higher)


async def test_each_lane_is_one_processes_own(database: Database) -> None:
    for person in range(40):
        await arrive(database, person, lane=f"{person}:{person}")
    processes = {"a:1:x", "b:2:y", "c:3:z"}
    async with database.read() as session:
        found = [
            await lanes.mine(session, slots_of(process, processes), 0, [], 100)
            for process in processes
        ]
    assert all(rows for rows in found)
    assert sorted(row.update_id for rows in found for row in rows) == [*range(40)]


def test_few_lanes_move_when_a_process_goes() -> None:
    three, two = {"a:1:x", "b:2:y", "c:3:z"}, {"a:1:x", "b:2:y"}
    for process in two:
        assert set(slots_of(process, three)) <= set(slots_of(process, two))
    assert sorted(slot for process in two for slot in slots_of(process, two)) == [*ALL]


async def test_others_take_only_the_head_of_what_lies_about(database: Database) -> None:
    first, _ = await arrive(database, 11, 12)
    later = NOW + timedelta(seconds=1)
    async with database.read() as session:
        assert await lanes.stray(session, [], NOW, 10) == []  # not long enough
        assert [row.id for row in await lanes.stray(session, [], later, 10)] == [first]
        assert await lanes.stray(session, ALL, later, 10) == []  # they are its own
    async with database.write() as session:
        await inbox.postpone(session, [first], later + timedelta(minutes=1))
    async with database.read() as session:
        assert await lanes.stray(session, [], later, 10) == []  # the second has to wait, too


async def test_the_head_of_a_lane_is_found_by_an_index(database: Database) -> None:
    statement = lanes.CLAIM.replace(":ids", "'{1}'::bigint[]").replace(":now", "now()")
    async with database.write() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        rows = await session.execute(text(f"EXPLAIN {statement}".replace(":", "\\:")))
        found = "\n".join(row[0] for row in rows)
    assert "ix_inbox_lane" in found
    assert "Seq Scan" not in found

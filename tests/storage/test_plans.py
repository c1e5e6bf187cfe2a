"""Lists and searches go by an index, on both databases, whatever their filters."""

import re
import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Database
from storage.enums import ListOrder, Priority, Status
from storage.models import TicketMessage
from storage.queries.messages import measures_query, whole
from storage.queries.queue import NOT_CLOSED, Spot, Which, rows_query
from storage.queries.search import POSTGRESQL, SQLITE, sqlite_query, ts_query
from storage.words import terms
from tests.storage.test_queue import NOW

CASES = [
    (Which(NOT_CLOSED), ListOrder.NEWEST, "not_closed_number"),
    (Which(NOT_CLOSED, priority=Priority.URGENT), ListOrder.OLDEST, "not_closed_number"),
    (Which(NOT_CLOSED, assignee_id=2), ListOrder.NEWEST, "assignee_id_number"),
    (Which(NOT_CLOSED, is_unassigned=True), ListOrder.NEWEST, "ix_tickets_not_closed"),
    (Which((Status.CLOSED,)), ListOrder.NEWEST, "ix_tickets_status_number"),
    (Which(), ListOrder.NEWEST, "number"),
    (Which(category_id=2), ListOrder.OLDEST, "category_id_number"),
    (Which(), ListOrder.LONGEST, "owed_at_number"),
    (Which(requester_id=1), ListOrder.NEWEST, "requester_id"),
    (Which(requester_id=1, priority=Priority.LOW), ListOrder.NEWEST, "requester_id"),
    (Which(requester_id=1, category_id=2), ListOrder.NEWEST, "requester_id"),
    (Which((Status.OPEN,), requester_id=1), ListOrder.NEWEST, "requester_id_status_number"),
    (Which(requester_id=1, other_than=7), ListOrder.NEWEST, "requester_id"),
    (Which(tag_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2), ListOrder.OLDEST, "ticket_tags"),
    (Which((Status.CLOSED,), tag_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2, assignee_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2, is_unassigned=True), ListOrder.NEWEST, "ticket_tags"),
    (Which(tag_id=2, category_id=2, priority=Priority.LOW), ListOrder.NEWEST, "ticket_tags"),
    (Which(tag_id=2), ListOrder.LONGEST, "owed_at_number"),
]

SLOW = r"SCAN \w+$|TEMP B-TREE|Seq Scan|Sort"


async def plan(session: AsyncSession, asked: Any, **values: Any) -> str:
    bind = session.get_bind()
    if not isinstance(asked, str):
        asked = str(asked.compile(bind, compile_kwargs={"literal_binds": True}))
    how = "EXPLAIN QUERY PLAN" if bind.dialect.name == "sqlite" else "EXPLAIN"
    if bind.dialect.name == "postgresql":
        # A few rows are read fastest whole: ask what is done when there are many.
        for node in ("seqscan", "sort", "bitmapscan"):
            await session.execute(text(f"SET LOCAL enable_{node} = off"))
    rows = await session.execute(text(f"{how} {asked}"), values)
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize(("which", "order", "index"), CASES)
@pytest.mark.parametrize("after", [True, False])
async def test_a_page_is_read_from_an_index_in_its_order(
    database: Database, which: Which, order: ListOrder, index: str, after: bool
) -> None:
    async with database.read() as session:
        found = await plan(session, rows_query(which, order, Spot(1042, NOW, after), 8))
    assert index in found
    assert not re.search(SLOW, found, re.MULTILINE), found


@pytest.mark.parametrize("scopes", [["12_", "11_"], ["_77_"]])
async def test_a_search_goes_by_its_index(database: Database, scopes: list[str]) -> None:
    wanted = terms("printer smo", 8)
    async with database.read() as session:
        if database.is_sqlite:
            query = sqlite_query(scopes, wanted)
            found = await plan(session, SQLITE, query=query, most=10)
            assert "search_index VIRTUAL TABLE INDEX" in found
            assert "USING INTEGER PRIMARY KEY" in found
            assert "TEMP B-TREE" not in found
            return
        query = ts_query(scopes, wanted)
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        statement = POSTGRESQL.replace(":query", f"'{query.replace(chr(39), chr(39) * 2)}'")
        statement = statement.replace(":most", "10")
        rows = await session.execute(text(f"EXPLAIN {statement}"))
        found = "\n".join(str(row[0]) for row in rows)
        assert "Bitmap Index Scan on search_index" in found


@pytest.mark.parametrize("internal", [True, False])
async def test_a_conversation_is_read_by_its_index(database: Database, internal: bool) -> None:
    ticket_id, is_sqlite = uuid.uuid4(), database.is_sqlite
    measured = measures_query(ticket_id, is_sqlite=is_sqlite, internal=internal)
    read = whole(ticket_id, internal=internal).where(TicketMessage.position.in_([7, 8]))
    async with database.read() as session:
        for query in (measured, read):
            found = await plan(session, query)
            # By ticket and position together, and in the order of positions.
            assert re.search(r"autoindex_ticket_messages|uq_ticket_messages_ticket_id", found)
            assert not re.search(SLOW, found, re.MULTILINE), found

"""Lists and searches go by an index, on both databases, whatever their filters."""

import itertools
import re
import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Database
from storage.enums import ListOrder, Priority, Status
from storage.models import Ticket, TicketMessage
from storage.queries.messages import measures_query, whole
from storage.queries.queue import NOT_CLOSED, Spot, Which, rows_query
from storage.queries.search import POSTGRESQL, SQLITE, sqlite_query, ts_query
from storage.words import terms
from tests.storage.test_queue import NOW

CASES = [
    (Which(NOT_CLOSED), ListOrder.NEWEST, "ix_tickets_not_closed"),
    (Which(NOT_CLOSED, priority=Priority.URGENT), ListOrder.OLDEST, "ix_tickets_not_closed"),
    (Which(NOT_CLOSED, assignee_id=2), ListOrder.NEWEST, "assignee"),
    (Which(NOT_CLOSED, is_unassigned=True), ListOrder.NEWEST, "ix_tickets_not_closed"),
    (Which(NOT_CLOSED, category_id=2), ListOrder.OLDEST, "ix_tickets_not_closed_by_category"),
    (Which((Status.CLOSED,)), ListOrder.NEWEST, "ix_tickets_by_status"),
    (Which(), ListOrder.NEWEST, "number"),
    (Which(priority=Priority.URGENT), ListOrder.NEWEST, "ix_tickets_by_priority"),
    (Which(category_id=2), ListOrder.OLDEST, "ix_tickets_by_category"),
    (Which(), ListOrder.LONGEST, "ix_tickets_owed"),
    (Which(requester_id=1), ListOrder.NEWEST, "ix_tickets_by_requester"),
    (Which(requester_id=1, priority=Priority.LOW), ListOrder.NEWEST, "ix_tickets_by_requester"),
    (Which(requester_id=1, category_id=2), ListOrder.NEWEST, "ix_tickets_by_requester"),
    (Which((Status.OPEN,), requester_id=1), ListOrder.NEWEST, "by_requester_and_status"),
    (Which(requester_id=1, other_than=7), ListOrder.NEWEST, "ix_tickets_by_requester"),
    (Which(tag_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2), ListOrder.OLDEST, "ticket_tags"),
    (Which((Status.CLOSED,), tag_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2, assignee_id=2), ListOrder.NEWEST, "ticket_tags"),
    (Which(NOT_CLOSED, tag_id=2, is_unassigned=True), ListOrder.NEWEST, "ticket_tags"),
    (Which(tag_id=2, category_id=2, priority=Priority.LOW), ListOrder.NEWEST, "ticket_tags"),
    (Which(tag_id=2), ListOrder.LONGEST, "ix_tickets_owed"),
]
# Every choice of filters that a list can have.
STATUSES = [tuple(Status), NOT_CLOSED, (Status.CLOSED,), (Status.RESOLVED,)]
CHOICES = [
    Which(statuses, requester_id, assignee_id, is_unassigned, priority, category_id, tag_id)
    for statuses, requester_id, (assignee_id, is_unassigned), priority, category_id, tag_id in (
        itertools.product(
            *(STATUSES, [None, 1], [(None, False), (2, False), (None, True)]),
            *([None, Priority.URGENT], [None, 2], [None, 2]),
        )
    )
    if requester_id is None or (assignee_id is None and not is_unassigned and tag_id is None)
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
    if database.is_sqlite:  # PostgreSQL chooses by what it knows of many tickets
        assert index in found
    assert not re.search(SLOW, found, re.MULTILINE), found


@pytest.mark.parametrize("order", ListOrder)
async def test_every_choice_of_filters_goes_by_an_index(
    database: Database, order: ListOrder
) -> None:
    async with database.read() as session:
        for which in CHOICES:
            if which.requester_id is not None and order is not ListOrder.NEWEST:
                continue  # nobody's own list has another order
            pages = rows_query(which, order, Spot(1042, NOW), 8)
            found = await plan(session, pages)
            assert not re.search(SLOW, found, re.MULTILINE), (which, found)
            counted = await plan(session, pages.with_only_columns(Ticket.number))
            if database.is_sqlite:  # counting reads the index alone
                covered = r"tickets USING COVERING INDEX|ticket_tags"
                assert re.search(covered, counted), (which, counted)


@pytest.mark.parametrize("scopes", [["12_", "11_"], ["_77_"]])
async def test_a_search_goes_by_its_index(database: Database, scopes: list[str]) -> None:
    wanted = terms("printer smo", 8)
    async with database.read() as session:
        if database.is_sqlite:
            query = sqlite_query(scopes, wanted)
            statement = SQLITE.replace("{checks}", "AND instr(d.words, 'x') > 0 ")
            found = await plan(session, statement, query=query, most=10)
            assert "search_index VIRTUAL TABLE INDEX" in found
            assert "USING INTEGER PRIMARY KEY" in found
            assert "TEMP B-TREE" not in found
            return
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        statement = POSTGRESQL.replace("{checks}", "AND strpos(d.words, 'x') > 0 ")
        queries = [ts_query(scope, wanted) for scope in scopes]
        values = {"query": queries, "most": 10}
        rows = await session.execute(text(f"EXPLAIN {statement}"), values)
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

"""Turning pages shows every ticket that is not closed once, newest first, both ways."""

import random
import uuid
from datetime import UTC, datetime

import pytest

from storage.engine import Database
from storage.enums import Status
from storage.models import Ticket, User
from storage.queries.queue import page

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA, BORIS = 1, 2


async def fill(database: Database, count: int) -> list[Ticket]:
    dice = random.Random(count)
    tickets = [
        Ticket(
            id=uuid.uuid4(),
            number=1000 + number,
            requester_id=ANNA,
            subject="Printer",
            description="",
            status=dice.choice(list(Status)),
            assignee_id=dice.choice([None, BORIS]),
            source={},
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(count)
    ]
    async with database.write() as session:
        session.add_all(
            User(id=number, first_name=name, created_at=NOW, updated_at=NOW)
            for number, name in ((ANNA, "Anna"), (BORIS, "Boris"))
        )
        await session.flush()
        session.add_all(tickets)
    return tickets


@pytest.mark.parametrize("count", [1, 8, 60])
@pytest.mark.parametrize("agent_id", [None, BORIS])
async def test_pages_meet_without_gap(
    database: Database, count: int, agent_id: int | None
) -> None:
    tickets = await fill(database, count)
    expected = [
        item.number
        for item in reversed(tickets)
        if item.status is not Status.CLOSED and agent_id in (None, item.assignee_id)
    ]
    async with database.read() as session:
        found, pages = [], []
        shown = await page(session, agent_id=agent_id, size=8)
        while True:
            pages.append([item.number for item in shown.tickets])
            found += pages[-1]
            assert shown.total == len(expected)
            assert shown.has_newer == (len(pages) > 1)
            if not shown.has_older:
                break
            last = shown.tickets[-1].number
            shown = await page(session, agent_id=agent_id, older_than=last, size=8)
        assert found == expected
        for before in reversed(pages[:-1]):
            first = shown.tickets[0].number
            shown = await page(session, agent_id=agent_id, newer_than=first, size=8)
            assert [item.number for item in shown.tickets] == before


async def test_a_page_that_ran_empty_is_the_first_again(database: Database) -> None:
    tickets = await fill(database, 30)
    newest = max(item.number for item in tickets if item.status is not Status.CLOSED)
    async with database.read() as session:
        for bounds in ({"older_than": 1000}, {"newer_than": 1029}):
            shown = await page(session, size=8, **bounds)
            assert shown.tickets[0].number == newest
            assert not shown.has_newer


async def test_an_empty_list(database: Database) -> None:
    async with database.read() as session:
        shown = await page(session, size=8)
    assert (list(shown.tickets), shown.total, shown.has_newer, shown.has_older) == (
        [],
        0,
        False,
        False,
    )

"""Turning pages shows every listed ticket once, in order, both ways, whatever the filters."""

import itertools
import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from storage.engine import Database
from storage.enums import ListOrder, Priority, Status
from storage.models import Tag, Ticket, TicketCategory, TicketTag, User
from storage.queries.queue import NOT_CLOSED, QueuePage, Spot, Which, page

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA, BORIS, TOM = 1, 2, 3


async def fill(database: Database, count: int) -> list[Ticket]:
    dice = random.Random(count)
    tickets = [
        Ticket(
            id=uuid.uuid4(),
            number=1000 + number,
            requester_id=dice.choice([ANNA, TOM]),
            subject="Printer",
            description="",
            status=(status := dice.choice(list(Status))),
            priority=dice.choice(list(Priority)),
            category_id=dice.choice([None, 1, 2]),
            owed_at=NOW + timedelta(seconds=dice.randrange(5))
            if status in (Status.OPEN, Status.IN_PROGRESS)
            else None,
            assignee_id=dice.choice([None, BORIS]),
            tags=["refund"] if dice.random() < 0.5 else None,
            source={},
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(count)
    ]
    async with database.write() as session:
        session.add_all(
            User(id=number, first_name=name, created_at=NOW, updated_at=NOW)
            for number, name in ((ANNA, "Anna"), (BORIS, "Boris"), (TOM, "Tom"))
        )
        session.add_all(
            TicketCategory(id=number, names={}, icon="", colour="", sort_order=number)
            for number in (1, 2)
        )
        await session.flush()
        session.add_all(tickets)
        session.add(Tag(id=1, name="refund", uses=0))
        await session.flush()
        session.add_all(TicketTag(tag_id=1, number=item.number) for item in tickets if item.tags)
    return tickets


WHICH = {
    "not closed": Which(NOT_CLOSED),
    "Boris's": Which(NOT_CLOSED, assignee_id=BORIS),
    "nobody's": Which(NOT_CLOSED, is_unassigned=True),
    "closed": Which((Status.CLOSED,)),
    "all": Which(),
    "urgent": Which(NOT_CLOSED, priority=Priority.URGENT),
    "of a category": Which(category_id=2),
    "Anna's": Which(requester_id=ANNA),
    "Anna's, filtered": Which(
        (Status.OPEN,), requester_id=ANNA, priority=Priority.LOW, category_id=1
    ),
    "with a tag": Which(tag_id=1),
    "with a tag, filtered": Which(NOT_CLOSED, tag_id=1, category_id=2),
}


def is_listed(which: Which, order: ListOrder, item: Ticket) -> bool:
    return (
        item.status in which.statuses
        and which.requester_id in (None, item.requester_id)
        and which.assignee_id in (None, item.assignee_id)
        and not (which.is_unassigned and item.assignee_id)
        and which.priority in (None, item.priority)
        and which.category_id in (None, item.category_id)
        and (which.tag_id is None or item.tags is not None)
        and (order is not ListOrder.LONGEST or item.owed_at is not None)
    )


def in_order(order: ListOrder, tickets: Sequence[Ticket]) -> list[Ticket]:
    match order:
        case ListOrder.NEWEST:
            return sorted(tickets, key=lambda item: -item.number)
        case ListOrder.OLDEST:
            return sorted(tickets, key=lambda item: item.number)
    return sorted(tickets, key=lambda item: (item.owed_at or NOW, item.number))


def beside(ticket: Ticket, *, after: bool) -> Spot:
    return Spot(ticket.number, ticket.owed_at, after)


@pytest.mark.parametrize("count", [8, 60])
@pytest.mark.parametrize("order", ListOrder)
async def test_pages_meet_without_gap(database: Database, count: int, order: ListOrder) -> None:
    tickets = await fill(database, count)
    async with database.read() as session:
        for name, which in WHICH.items():
            listed = [item for item in tickets if is_listed(which, order, item)]
            expected = [item.number for item in in_order(order, listed)]
            pages: list[QueuePage] = [await page(session, which, order, Spot(), 8)]
            while pages[-1].has_older:
                last = pages[-1].tickets[-1]
                pages.append(await page(session, which, order, beside(last, after=True), 8))
            found = [item.number for shown in pages for item in shown.tickets]
            assert found == expected, name
            assert [shown.total for shown in pages] == [len(expected)] * len(pages)
            assert [shown.has_newer for shown in pages] == [at > 0 for at in range(len(pages))]
            for before, shown in itertools.pairwise(pages):
                first = shown.tickets[0]
                back = await page(session, which, order, beside(first, after=False), 8)
                assert list(back.tickets) == list(before.tickets), name


async def test_a_page_that_ran_empty_is_the_first_again(database: Database) -> None:
    tickets = await fill(database, 30)
    newest = max(item.number for item in tickets if item.status is not Status.CLOSED)
    async with database.read() as session:
        for spot in (Spot(1000), Spot(1029, after=False), Spot(2**40, after=False)):
            shown = await page(session, Which(NOT_CLOSED), ListOrder.NEWEST, spot, 8)
            assert shown.tickets[0].number == newest
            assert not shown.has_newer


async def test_an_empty_list(database: Database) -> None:
    async with database.read() as session:
        shown = await page(session, Which(NOT_CLOSED), ListOrder.NEWEST, Spot(), 8)
    assert shown == QueuePage((), 0, has_newer=False, has_older=False)

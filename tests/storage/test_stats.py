"""What the database counts is what one would count by hand."""

import random
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import ceil

import pytest

from storage.engine import Database
from storage.enums import ContentKind, Delivery, Priority, Status
from storage.models import Ticket, TicketCategory, TicketMessage, User
from storage.queries.stats import OPEN_NOW, Spread, figures

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA, BORIS, VERA, GROUP = 1, 2, 3, -100


def people() -> list[User]:
    return [
        User(id=number, first_name=name, created_at=NOW, updated_at=NOW)
        for number, name in ((ANNA, "Anna"), (BORIS, "Boris"), (VERA, "Vera"), (GROUP, "Staff"))
    ]


def moment(dice: random.Random, after: datetime) -> datetime:
    return min(NOW, after + timedelta(microseconds=int(dice.paretovariate(0.7) * 1e9)))


def ticket(dice: random.Random, number: int) -> Ticket:
    created = NOW - timedelta(microseconds=dice.randrange(60 * 86_400 * 10**6))
    status = dice.choice(list(Status))
    answered = dice.random() < 0.7
    resolved = status is Status.RESOLVED or (status is Status.CLOSED and dice.random() < 0.5)
    ended = moment(dice, created)
    return Ticket(
        id=uuid.uuid4(),
        number=number,
        requester_id=ANNA,
        category_id=dice.choice([None, 1, 2]),
        subject="Printer",
        description="It burns",
        status=status,
        priority=dice.choice(list(Priority)),
        assignee_id=dice.choice([None, BORIS, VERA]),
        source={},
        created_at=created,
        updated_at=created,
        first_responded_at=moment(dice, created) if answered else None,
        resolved_at=ended if resolved else None,
        closed_at=moment(dice, ended) if status is Status.CLOSED else None,
    )


def message(dice: random.Random, of: Ticket, position: int) -> TicketMessage:
    return TicketMessage(
        id=uuid.uuid4(),
        ticket_id=of.id,
        position=position,
        author_id=dice.choice([ANNA, BORIS, VERA, GROUP]),
        kind=ContentKind.TEXT,
        text="words",
        is_staff_reply=dice.random() < 0.5,
        delivery=Delivery.DELIVERED,
        created_at=moment(dice, of.created_at),
    )


def spread(tickets: list[Ticket], ends: list[datetime | None], since: datetime | None) -> Spread:
    times = sorted(
        int(end.timestamp()) - int(item.created_at.timestamp())
        for item, end in zip(tickets, ends, strict=True)
        if end and (since is None or end >= since)
    )
    if not times:
        return Spread(0)
    return Spread(
        len(times), times[ceil(len(times) * 50 / 100) - 1], times[ceil(len(times) * 90 / 100) - 1]
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("days", [1, 7, 30, None])
async def test_figures_are_those_counted_by_hand(
    database: Database, seed: int, days: int | None
) -> None:
    dice = random.Random(seed)
    tickets = [ticket(dice, number) for number in range(1, dice.choice([1, 2, 40, 151]) + 1)]
    said = [message(dice, item, at) for item in tickets for at in range(1, dice.randrange(1, 6))]
    async with database.write() as session:
        session.add_all(people())
        session.add_all(
            TicketCategory(id=at, names={"en": str(at)}, icon="💳", colour="🟦", sort_order=at)
            for at in (1, 2)
        )
        await session.flush()
        session.add_all(tickets)
        await session.flush()
        session.add_all(said)
    since = NOW - timedelta(days=days) if days else None

    async with database.read() as session:
        found = await figures(session, since)

    def within(instant: datetime | None) -> bool:
        return instant is not None and (since is None or instant >= since)

    resolved_at = [item.resolved_at for item in tickets]
    done = [item for item, end in zip(tickets, resolved_at, strict=True) if within(end)]
    open_now = [item for item in tickets if item.status in OPEN_NOW]
    opened = [item for item in tickets if within(item.created_at)]
    assert found.total == len(tickets)
    assert found.opened == len(opened)
    assert found.done == len(done)
    assert found.open_now == len(open_now)
    assert found.by_status == Counter(item.status for item in open_now)
    assert found.by_priority == Counter(item.priority for item in open_now)
    by_category = {category.id if category else None: n for category, n in found.by_category}
    assert by_category == Counter(item.category_id for item in opened)
    answers = Counter(
        item.author_id for item in said if item.is_staff_reply and within(item.created_at)
    )
    resolved = Counter(item.assignee_id for item in done if item.assignee_id)
    assigned = Counter(item.assignee_id for item in open_now if item.assignee_id)
    assert {row.agent.id: (row.answers, row.done, row.assigned) for row in found.agents} == {
        who: (answers[who], resolved[who], assigned[who])
        for who in {*answers, *resolved, *assigned}
    }
    assert found.first_answer == spread(
        tickets, [item.first_responded_at for item in tickets], since
    )
    assert found.resolution == spread(tickets, resolved_at, since)


async def test_an_empty_desk_has_figures_too(database: Database) -> None:
    async with database.read() as session:
        found = await figures(session, None)
    assert (found.total, found.open_now, found.agents) == (0, 0, [])
    assert found.first_answer == found.resolution == Spread(0)

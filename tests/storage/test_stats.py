"""What the database counts is what one would count by hand."""

import random
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from sqlalchemy import select

from storage.engine import Database
from storage.enums import BacklogStep, ContentKind, Delivery, Priority, Status
from storage.models import BacklogChange, Rating, Ticket, TicketCategory, TicketMessage, User
from storage.queries.figures import Spread
from storage.queries.rating import Ratings
from storage.queries.stats import (
    FIRST_ANSWERS,
    OPEN_NOW,
    RESOLUTIONS,
    WITHIN_S,
    answers_query,
    category_ratings_query,
    counts,
    figures,
)
from tests.storage.test_plans import plan

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA, BORIS, VERA, GROUP = 1, 2, 3, -100
AGENTS = (BORIS, VERA, GROUP)
OUT = (BacklogStep.RESOLVED, BacklogStep.CLOSED)


def people() -> list[User]:
    return [
        User(id=number, first_name=name, created_at=NOW, updated_at=NOW)
        for number, name in ((ANNA, "Anna"), (BORIS, "Boris"), (VERA, "Vera"), (GROUP, "Staff"))
    ]


def moment(dice: random.Random, after: datetime) -> datetime:
    """Some later moment; most come soon."""
    return after + timedelta(microseconds=int(dice.paretovariate(0.7) * 1e9))


@dataclass
class Story:
    """Everything that happened to one ticket."""

    ticket: Ticket
    said: list[TicketMessage] = field(default_factory=list)
    steps: list[BacklogChange] = field(default_factory=list)
    rating: Rating | None = None

    def is_open(self, at: datetime) -> bool:
        """Whether it was in the backlog just before a moment."""
        if self.ticket.created_at >= at:
            return False
        done = [step for step in self.steps if step.at < at]
        return not done or done[-1].step is BacklogStep.REOPENED


def story(dice: random.Random, number: int) -> Story:
    """Make a ticket and lead it through a life of its own, up to now."""
    created = NOW - timedelta(microseconds=dice.randrange(1, 60 * 86_400 * 10**6))
    ticket = Ticket(
        id=uuid.uuid4(),
        number=number,
        requester_id=ANNA,
        category_id=dice.choice([None, 1, 2]),
        subject="Printer",
        description="It burns",
        status=dice.choice(OPEN_NOW),
        priority=dice.choice(list(Priority)),
        assignee_id=dice.choice([None, BORIS, VERA]),
        source={},
        created_at=created,
        updated_at=created,
    )
    made = Story(ticket)
    at = created
    while (at := moment(dice, at)) < NOW and dice.random() < 0.8:
        match dice.choice(["answer", "answer", "write", "end", "reopen"]):
            case "answer":
                made.said.append(message(ticket, dice.choice(AGENTS), at, len(made.said) + 1))
                if dice.random() < 0.2:
                    made.said[-1].delivery = Delivery.WITHDRAWN
                elif ticket.first_responded_at is None:
                    ticket.first_responded_at = at
                    ticket.first_responder_id = made.said[-1].author_id
            case "write":
                made.said.append(message(ticket, ANNA, at, len(made.said) + 1))
            case "end" if ticket.status in OPEN_NOW:
                end(dice, made, at)
            case "reopen" if ticket.status not in OPEN_NOW:
                ticket.status = dice.choice(OPEN_NOW)
                ticket.resolved_at = ticket.closed_at = None
                made.steps.append(step_of(ticket, BacklogStep.REOPENED, at))
    return made


def message(ticket: Ticket, author: int, at: datetime, position: int) -> TicketMessage:
    return TicketMessage(
        id=uuid.uuid4(),
        ticket_id=ticket.id,
        position=position,
        author_id=author,
        kind=ContentKind.TEXT,
        text="words",
        is_staff_reply=author != ANNA,
        delivery=Delivery.DELIVERED,
        created_at=at,
    )


def end(dice: random.Random, made: Story, at: datetime) -> None:
    ticket = made.ticket
    ticket.status = dice.choice([Status.RESOLVED, Status.RESOLVED, Status.CLOSED])
    resolved = ticket.status is Status.RESOLVED or dice.random() < 0.5
    if resolved:
        ticket.resolved_at = at
    if ticket.status is Status.CLOSED:
        ticket.closed_at = at
    made.steps.append(
        step_of(ticket, BacklogStep.RESOLVED if resolved else BacklogStep.CLOSED, at)
    )
    if resolved and dice.random() < 0.7:
        score = dice.choice([None, 1, 3, 4, 5])
        made.rating = Rating(
            ticket_id=ticket.id, agent_id=ticket.assignee_id, score=score, asked_at=at
        )


def step_of(ticket: Ticket, step: BacklogStep, at: datetime) -> BacklogChange:
    return BacklogChange(ticket_id=ticket.id, step=step, at=at)


def spread(times: Iterable[int]) -> Spread:
    all_of = sorted(times)
    if not all_of:
        return Spread(0)
    median, p90 = (all_of[ceil(len(all_of) * share / 100) - 1] for share in (50, 90))
    return Spread(len(all_of), median, p90, all_of[-1])


def seconds(start: datetime, end: datetime) -> int:
    return int(end.timestamp()) - int(start.timestamp())


def waits(stories: Iterable[Story], since: datetime, until: datetime | None = None) -> list[int]:
    return [
        seconds(one.ticket.created_at, at)
        for one in stories
        if (at := one.ticket.first_responded_at) and at >= since and (not until or at < until)
    ]


def spans(stories: Iterable[Story], since: datetime) -> list[int]:
    return [
        seconds(one.ticket.created_at, at)
        for one in stories
        if (at := one.ticket.resolved_at) and at >= since
    ]


def ratings(found: Iterable[Rating]) -> Ratings:
    scores = [rating.score for rating in found]
    rated = [score for score in scores if score is not None]
    return Ratings(len(scores), len(rated), sum(score >= 4 for score in rated))


def came_back(one: Story, since: datetime) -> bool:
    """Whether it was reopened at any time after having been resolved in the span."""
    steps = [step.step for step in one.steps if step.at >= since]
    if BacklogStep.RESOLVED not in steps:
        return False
    return BacklogStep.REOPENED in steps[steps.index(BacklogStep.RESOLVED) :]


async def store(database: Database, stories: list[Story]) -> None:
    async with database.write() as session:
        session.add_all(people())
        session.add_all(
            TicketCategory(id=at, names={"en": str(at)}, icon="💳", colour="🟦", sort_order=at)
            for at in (1, 2)
        )
        await session.flush()
        session.add_all(one.ticket for one in stories)
        await session.flush()
        for one in stories:
            session.add_all([*one.said, *one.steps, *([one.rating] if one.rating else [])])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("edges_ago", [(1,), (7, 6, 5, 4, 3, 2, 1), (30, 20.5, 3), (90, 60, 30)])
async def test_figures_are_those_counted_by_hand(
    database: Database, seed: int, edges_ago: tuple[float, ...]
) -> None:
    dice = random.Random(seed)
    stories = [story(dice, number) for number in range(1, dice.choice([1, 2, 40, 151]) + 1)]
    await store(database, stories)
    edges = [NOW - timedelta(days=days) for days in edges_ago]
    since = edges[0]

    async with database.snapshot() as session:
        found = await figures(session, edges, NOW)

    tickets = [one.ticket for one in stories]
    open_now = [one for one in tickets if one.status in OPEN_NOW]
    opened = [one for one in tickets if one.created_at >= since]
    asked = [one.rating for one in stories if one.rating and one.rating.asked_at >= since]
    answers = Counter(
        item.author_id
        for one in stories
        for item in one.said
        if item.is_staff_reply
        and item.delivery is not Delivery.WITHDRAWN
        and item.created_at >= since
    )
    assert found.total == len(tickets)
    assert found.whole.opened == len(opened)
    assert found.whole.open_now == len(open_now)
    assert found.whole.answers == answers.total()
    assert found.whole.first_answer == spread(waits(stories, since))
    assert found.whole.resolution == spread(spans(stories, since))
    assert found.whole.resolved == len(spans(stories, since))
    assert found.whole.ratings == ratings(asked)
    assert found.scores == Counter(one.score for one in asked if one.score is not None)
    assert found.by_status == Counter(one.status for one in open_now)
    assert found.by_priority == Counter(one.priority for one in open_now)
    assert found.age == spread(seconds(one.created_at, NOW) for one in open_now)
    limits = [0, *WITHIN_S]
    by_time = [
        sum(low < took <= high or (took == 0 and low == 0) for took in waits(stories, since))
        for low, high in zip(limits, [*WITHIN_S, 10**12], strict=True)
    ]
    assert list(found.within) == by_time
    ever = [
        one
        for one in stories
        if any(step.step is BacklogStep.RESOLVED and step.at >= since for step in one.steps)
    ]
    assert found.ever_resolved == len(ever)
    assert found.reopened == sum(came_back(one, since) for one in stories)

    stops = [*edges[1:], NOW + timedelta(days=9999)]
    for bar, start, stop in zip(found.bars, edges, stops, strict=True):
        assert bar.start == start
        assert bar.opened == sum(start <= one.created_at < stop for one in tickets)
        ends = [one.resolved_at for one in tickets if one.resolved_at]
        assert bar.resolved == sum(start <= at < stop for at in ends)
        assert bar.backlog == sum(one.is_open(stop) for one in stories)
        assert bar.first_answer == spread(waits(stories, start, stop))

    agents = {agent.id: of for agent, of in found.agents}
    for agent in (BORIS, VERA, GROUP):
        mine = [one for one in stories if one.ticket.assignee_id == agent]
        first = [one for one in stories if one.ticket.first_responder_id == agent]
        expected = (
            answers[agent],
            len(spans(mine, since)),
            sum(one.ticket.status in OPEN_NOW for one in mine),
            spread(waits(first, since)),
            ratings(one for one in asked if one.agent_id == agent),
        )
        if agent not in agents:
            assert expected == (0, 0, 0, Spread(0), Ratings())
            continue
        of = agents[agent]
        got = (of.answers, of.resolved, of.open_now, of.first_answer, of.ratings)
        assert got == expected
    assert ANNA not in agents

    categories = {item.id if item else None: of for item, of in found.categories}
    for category in (None, 1, 2):
        mine = [one for one in stories if one.ticket.category_id == category]
        rated = [one.rating for one in mine if one.rating in asked and one.rating]
        if category not in categories:
            assert not waits(mine, since)
            assert not rated
            continue
        of = categories[category]
        assert of.opened == sum(one.ticket.created_at >= since for one in mine)
        assert of.resolution == spread(spans(mine, since))
        assert of.open_now == sum(one.ticket.status in OPEN_NOW for one in mine)
        assert of.first_answer == spread(waits(mine, since))
        assert of.ratings == ratings(rated)


@pytest.mark.parametrize("seed", range(3))
async def test_duplicates_are_in_no_figure(database: Database, seed: int) -> None:
    dice = random.Random(seed)
    stories = [story(dice, number) for number in range(1, 121)]
    for one in stories:
        if one.ticket.status not in OPEN_NOW and dice.random() < 0.4:
            one.ticket.merged_into = 1
    await store(database, stories)
    counted = [one for one in stories if one.ticket.merged_into is None]
    edges = [NOW - timedelta(days=days) for days in (40, 20, 10, 5, 1)]
    since = edges[0]

    async with database.snapshot() as session:
        found = await figures(session, edges, NOW)

    assert found.total == len(counted) < len(stories)
    assert found.whole.opened == sum(one.ticket.created_at >= since for one in counted)
    assert found.whole.first_answer == spread(waits(counted, since))
    assert found.whole.resolution == spread(spans(counted, since))
    for bar, stop in zip(found.bars, [*edges[1:], NOW], strict=True):
        assert bar.backlog == sum(one.is_open(stop) for one in counted)
    resolved = [
        one
        for one in counted
        if any(step.step is BacklogStep.RESOLVED and step.at >= since for step in one.steps)
    ]
    assert found.ever_resolved == len(resolved)
    assert found.reopened == sum(came_back(one, since) for one in counted)


async def test_what_is_not_broken_down_is_counted_all_the_same(database: Database) -> None:
    dice = random.Random(5)
    await store(database, [story(dice, number) for number in range(1, 81)])
    edges = [NOW - timedelta(days=days) for days in (60, 30)]

    async with database.snapshot() as session:
        every = await figures(session, edges, NOW)
        plain = await figures(session, edges, NOW, by_agent=False, by_category=False)

    assert (plain.whole, plain.bars, plain.within) == (every.whole, every.bars, every.within)
    for (agent, less), (same, more) in zip(plain.agents, every.agents, strict=True):
        assert agent.id == same.id
        assert replace(more, first_answer=Spread(0), resolution=Spread(0)) == less
    for (category, less), (kind, more) in zip(plain.categories, every.categories, strict=True):
        assert (category and category.id) == (kind and kind.id)
        counted = (less.opened, less.resolved, less.open_now)
        assert counted == (more.opened, more.resolved, more.open_now)


async def test_an_empty_desk_has_figures_too(database: Database) -> None:
    async with database.snapshot() as session:
        found = await figures(session, [NOW], NOW)
    assert (found.total, found.whole.open_now, found.agents) == (0, 0, [])
    assert found.whole.first_answer == found.whole.resolution == found.age == Spread(0)
    assert [(bar.opened, bar.backlog) for bar in found.bars] == [(0, 0)]


async def test_a_snapshot_does_not_see_what_comes_later(database: Database) -> None:
    await store(database, [])
    async with database.snapshot() as session:
        before = await figures(session, [NOW], NOW)
        async with database.write() as writer:
            writer.add(story(random.Random(1), 1).ticket)
        assert (await figures(session, [NOW], NOW)).total == before.total == 0


async def test_duplicates_are_found_without_a_look_at_every_ticket(database: Database) -> None:
    async with database.read() as session:
        found = await plan(session, select(Ticket.id).where(~counts()))
    assert "ix_tickets_merged_into" in found


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (FIRST_ANSWERS, "ix_tickets_first_answers"),
        (RESOLUTIONS, "ix_tickets_resolutions"),
    ],
)
async def test_times_are_read_from_an_index(database: Database, query: Any, index: str) -> None:
    async with database.read() as session:
        found = await plan(session, query.params(start=NOW - timedelta(days=7), stop=NOW))
    assert index in found
    if database.is_sqlite:
        assert "COVERING" in found


async def test_answers_are_looked_up_author_by_author(database: Database) -> None:
    async with database.read() as session:
        found = await plan(session, answers_query(NOW - timedelta(days=7)))
    assert "ix_ticket_messages_answers_author_id_created_at" in found
    assert "SCAN ticket_messages" not in found
    assert "Seq Scan" not in found


async def test_ratings_by_category_are_read_from_indexes(database: Database) -> None:
    async with database.read() as session:
        found = await plan(session, category_ratings_query(NOW - timedelta(days=7)))
    if database.is_sqlite:  # PostgreSQL joins by hashes, or whatever it holds for better
        assert "ix_tickets_id_category_id" in found
        assert "ix_ratings_ticket_id_asked_at_score" in found
        assert found.count("COVERING") == 2

"""What the desk has done in a span of time: exact, and read in steps that hold nobody up.

A ticket is *resolved* when it was last resolved; one that was reopened, or closed without being
resolved, is not. The *backlog* is every ticket that is neither resolved nor closed. Times to first
answer (created to the first public answer that was not taken back) and to resolution belong to the
span in which they ended, so that the long ones are not left out. A first answer counts for whoever
wrote it, a resolution for who has the ticket, a rating for who had it when it was resolved.

Percentiles are by nearest rank: the shortest time within which at least that share of the tickets
was through, so always a time that really occurred. The databases count; times come as bare
numbers, one bar of the picture after the other: sorting 100,000 of them here took a third of what
SQLite's window functions did, and memory never holds more than one bar of rows.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, exists, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.enums import BacklogStep, Priority, Status
from storage.models import BacklogChange, Rating, Ticket, TicketCategory, TicketMessage, User
from storage.models.tickets import IS_ANSWER
from storage.queries.rating import GOOD, Ratings

OPEN_NOW = (Status.OPEN, Status.IN_PROGRESS, Status.WAITING)
WITHIN_S = (15 * 60, 3600, 4 * 3600, 24 * 3600)  # how first answers are sorted by time
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


def counts() -> ColumnElement[bool]:
    """Which tickets any figure is about: a duplicate was no work of its own."""
    return Ticket.merged_into.is_(None)


class seconds_between(FunctionElement[int]):  # noqa: N801  (reads as the SQL function it stands for)
    """Whole seconds from one instant to another, each cut to its second."""

    type = BigInteger()
    name = "seconds_between"
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _sqlite(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST(strftime('%s', {end}) AS INTEGER) - CAST(strftime('%s', {start}) AS INTEGER))"


@compiles(seconds_between, "postgresql")
def _postgresql(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    seconds = "CAST(floor(extract(epoch FROM {})) AS BIGINT)"
    return f"({seconds.format(end)} - {seconds.format(start)})"


@dataclass(frozen=True)
class Spread:
    """How long something took, in seconds, over `count` tickets; None over none."""

    count: int
    median: int | None = None
    p90: int | None = None
    longest: int | None = None

    @classmethod
    def of(cls, seconds: Iterable[int]) -> "Spread":
        """Measure times by nearest rank."""
        times = sorted(seconds)
        if not times:
            return cls(0)
        ranks = ((len(times) * share + 99) // 100 for share in (50, 90))
        median, p90 = (times[rank - 1] for rank in ranks)
        return cls(len(times), median, p90, times[-1])


NEVER = Spread(0)
UNASKED = Ratings()


@dataclass(frozen=True)
class Measures:
    """What is counted alike for the whole desk, one agent, one category."""

    opened: int = 0
    resolved: int = 0
    answers: int = 0  # public ones, by an agent; a category has none
    open_now: int = 0
    first_answer: Spread = NEVER
    resolution: Spread = NEVER
    ratings: Ratings = UNASKED


@dataclass(frozen=True)
class Bar:
    """A step of the span: what happened in it, and the backlog at its end."""

    start: datetime
    opened: int
    resolved: int
    backlog: int
    first_answer: Spread


@dataclass(frozen=True)
class Figures:
    """The statistics of one span of time."""

    total: int  # tickets ever, to tell a quiet day from an empty desk
    whole: Measures
    bars: list[Bar]
    agents: list[tuple[User, Measures]]  # busiest first
    categories: list[tuple[TicketCategory | None, Measures]]  # most opened first
    by_status: dict[Status, int]  # open now
    by_priority: dict[Priority, int]  # open now
    age: Spread  # of what is open now
    within: tuple[int, ...]  # first answers by `WITHIN_S`, the last longer than all of them
    ever_resolved: int  # tickets resolved in the span, whatever became of them since
    reopened: int  # of these
    scores: dict[int, int]


@dataclass
class _Tally:
    """Measures under way."""

    opened: int = 0
    answers: int = 0
    open_now: int = 0
    waits: "array[int]" = field(default_factory=lambda: array("q"))
    spans: "array[int]" = field(default_factory=lambda: array("q"))
    scores: Counter[int | None] = field(default_factory=Counter)

    def measures(self) -> Measures:
        asked = self.scores.total()
        good = sum(count for score, count in self.scores.items() if score and score >= GOOD)
        return Measures(
            opened=self.opened,
            resolved=len(self.spans),
            answers=self.answers,
            open_now=self.open_now,
            first_answer=Spread.of(self.waits),
            resolution=Spread.of(self.spans),
            ratings=Ratings(asked, asked - self.scores[None], good),
        )


class _Count:
    """Everything that is counted, while it is."""

    def __init__(self, session: AsyncConnection, since: datetime, now: datetime) -> None:
        self.session = session  # bare: rows of objects take three times as long
        self.since, self.now = since, now
        self.whole = _Tally()
        self.agents: defaultdict[int, _Tally] = defaultdict(_Tally)
        self.categories: defaultdict[int | None, _Tally] = defaultdict(_Tally)
        self.ages = array("q")
        self.by_status: Counter[Status] = Counter()
        self.by_priority: Counter[Priority] = Counter()

    def of(self, agent: int | None, category: int | None) -> list[_Tally]:
        """Return what a ticket of this agent and category counts in."""
        agents = [self.agents[agent]] if agent is not None else []
        return [self.whole, self.categories[category], *agents]

    async def bar(self, start: datetime, stop: datetime) -> tuple[int, int, int, Spread]:
        """Count one step; returns opened, resolved, how the backlog grew, and first answers."""
        whole = self.whole
        opened, resolved, answered = whole.opened, len(whole.spans), len(whole.waits)
        category = Ticket.category_id
        query = select(category, func.count()).where(counts(), _in(Ticket.created_at, start, stop))
        for number, count in await self.session.execute(query.group_by(category)):
            for tally in self.of(None, number):
                tally.opened += count
        who = Ticket.first_responder_id
        waits = await self._times(who, Ticket.first_responded_at, start, stop)
        for (agent, number), times in waits.items():
            for tally in self.of(agent, number):
                tally.waits.extend(times)
        spans = await self._times(Ticket.assignee_id, Ticket.resolved_at, start, stop)
        for (agent, number), times in spans.items():
            for tally in self.of(agent, number):
                tally.spans.extend(times)
        grew = whole.opened - opened - await self._left(start, stop)
        return (
            whole.opened - opened,
            len(whole.spans) - resolved,
            grew,
            Spread.of(whole.waits[answered:]),
        )

    async def _times(
        self, who: Any, end: Any, start: datetime, stop: datetime
    ) -> dict[tuple[int | None, int | None], list[int]]:
        """Return how long tickets took, by agent and category."""
        query = times_query(who, end, start, stop)
        found = defaultdict(list)
        for agent, category, took in await self.session.execute(query):
            found[agent, category].append(took)
        return found

    async def _left(self, start: datetime, stop: datetime) -> int:
        """Return how many tickets left the backlog, less those that came back."""
        left = 0
        for step, sign in (
            (BacklogStep.RESOLVED, 1),
            (BacklogStep.CLOSED, 1),
            (BacklogStep.REOPENED, -1),
        ):
            query = select(func.count()).select_from(BacklogChange)
            found = await self.session.scalar(
                query.where(*_steps(step), _in(BacklogChange.at, start, stop))
            )
            left += sign * (found or 0)
        return left

    async def open_now(self) -> None:
        """Count what waits for somebody, and since when."""
        age = seconds_between(Ticket.created_at, literal(self.now, Ticket.created_at.type))
        query = select(
            Ticket.assignee_id, Ticket.category_id, Ticket.status, Ticket.priority, age
        ).where(counts(), Ticket.status.in_(OPEN_NOW))
        for agent, category, status, priority, seconds in await self.session.execute(query):
            for tally in self.of(agent, category):
                tally.open_now += 1
            self.by_status[status] += 1
            self.by_priority[priority] += 1
            self.ages.append(seconds)

    async def answers(self) -> None:
        """Count public answers by who gave them, those taken back left out."""
        author = TicketMessage.author_id
        query = select(author, func.count()).where(
            text(f"({IS_ANSWER})"), TicketMessage.created_at >= self.since
        )
        for agent, count in await self.session.execute(query.group_by(author)):
            self.agents[agent].answers += count
            self.whole.answers += count

    async def ratings(self, *, by_category: bool) -> None:
        """Count the questions asked in the span, and their answers.

        Only their tickets know the categories, and a look at each takes longer than all the rest.
        """
        asked = Rating.asked_at >= self.since
        keys = (Rating.agent_id, Rating.score)
        query = select(*keys, func.count()).where(asked).group_by(*keys)
        for agent, score, count in await self.session.execute(query):
            self.whole.scores[score] += count
            if agent is not None:
                self.agents[agent].scores[score] += count
        if by_category:
            of = (Ticket.category_id, Rating.score)
            query = select(*of, func.count()).join_from(Rating, Ticket).where(asked).group_by(*of)
            for category, score, count in await self.session.execute(query):
                self.categories[category].scores[score] += count

    async def reopened(self) -> tuple[int, int]:
        """Return how many tickets were resolved in the span, and how many of them came back."""
        session = self.session
        ticket, at = BacklogChange.ticket_id, BacklogChange.at
        resolved = select(ticket).where(*_steps(BacklogStep.RESOLVED), at >= self.since)
        back = (
            select(ticket, func.max(at).label("at"))
            .where(*_steps(BacklogStep.REOPENED), at >= self.since)
            .group_by(ticket)
            .subquery()
        )
        before = aliased(BacklogChange)
        was_resolved = exists().where(
            before.step == BacklogStep.RESOLVED,
            before.ticket_id == back.c.ticket_id,
            before.at >= self.since,
            before.at < back.c.at,
        )
        ever = select(func.count()).select_from(resolved.group_by(ticket).subquery())
        again = select(func.count()).select_from(back).where(was_resolved)
        return await session.scalar(ever) or 0, await session.scalar(again) or 0


def times_query(
    who: Any, end: Any, start: datetime, stop: datetime
) -> Select[*tuple[int | None, int | None, int]]:
    """Agent, category and seconds of tickets for which something ended in a step of time."""
    seconds = seconds_between(Ticket.created_at, end)
    return select(who, Ticket.category_id, seconds).where(counts(), _in(end, start, stop))


def _in(column: Any, start: datetime, stop: datetime) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = (column >= start) & (column < stop)
    return condition


def _steps(step: BacklogStep) -> list[ColumnElement[bool]]:
    """Conditions for changes of one kind, of tickets that count."""
    uncounted = select(Ticket.id).where(~counts())
    return [BacklogChange.step == step, BacklogChange.ticket_id.not_in(uncounted)]


async def first_opened_at(session: AsyncSession) -> datetime | None:
    """Return when the first ticket was opened."""
    return await session.scalar(select(func.min(Ticket.created_at)))


async def figures(
    session: AsyncSession, edges: Sequence[datetime], now: datetime, *, by_category: bool = True
) -> Figures:
    """Count what happened from `edges[0]` on, in bars that begin at the edges.

    Without `by_category` the ratings of categories are left out.
    """
    count = _Count(await session.connection(), edges[0], now)
    steps = [
        await count.bar(start, stop)
        for start, stop in zip(edges, [*edges[1:], FOR_EVER], strict=True)
    ]
    await count.open_now()
    await count.answers()
    await count.ratings(by_category=by_category)
    ever_resolved, reopened = await count.reopened()
    whole = count.whole.measures()
    bars: list[Bar] = []
    backlog = whole.open_now
    for start, (opened, resolved, grew, waits) in reversed(list(zip(edges, steps, strict=True))):
        bars.insert(0, Bar(start, opened, resolved, backlog, waits))
        backlog -= grew
    total = await session.scalar(select(func.count()).select_from(Ticket).where(counts()))
    return Figures(
        total=total or 0,
        whole=whole,
        bars=bars,
        agents=await _agents(session, count),
        categories=await _categories(session, count),
        by_status=dict(count.by_status),
        by_priority=dict(count.by_priority),
        age=Spread.of(count.ages),
        within=_within(count.whole.waits),
        ever_resolved=ever_resolved,
        reopened=reopened,
        scores={score: n for score, n in count.whole.scores.items() if score is not None},
    )


def _within(waits: Iterable[int]) -> tuple[int, ...]:
    found = Counter(bisect_left(WITHIN_S, seconds) for seconds in waits)
    return tuple(found[place] for place in range(len(WITHIN_S) + 1))


async def _agents(session: AsyncSession, count: _Count) -> list[tuple[User, Measures]]:
    query = select(User).where(User.id.in_(count.agents))
    rows = [(user, count.agents[user.id].measures()) for user in await session.scalars(query)]

    def busy(row: tuple[User, Measures]) -> tuple[int, ...]:
        user, of = row
        return (-of.answers, -of.resolved, -of.open_now, user.id)

    return sorted(rows, key=busy)


async def _categories(
    session: AsyncSession, count: _Count
) -> list[tuple[TicketCategory | None, Measures]]:
    named = {item.id: item for item in await session.scalars(select(TicketCategory))}
    rows = [
        (named[number] if number is not None else None, tally.measures())
        for number, tally in count.categories.items()
    ]
    return sorted(
        rows,
        key=lambda row: (-row[1].opened, -row[1].resolved, row[0].sort_order if row[0] else 10**9),
    )

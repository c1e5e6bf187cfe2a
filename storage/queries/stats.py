"""What the desk has done in a span of time: exact, and read in steps that hold nobody up.

A ticket is *resolved* when it was last resolved; one that was reopened, or closed without being
resolved, is not. The *backlog* is every ticket that is neither resolved nor closed. Times to first
answer (created to the first public answer that was not taken back) and to resolution belong to the
span in which they ended, so that the long ones are not left out. A first answer counts for whoever
wrote it, a resolution for who has the ticket, a rating for who had it when it was resolved.

Percentiles are by nearest rank: the shortest time within which at least that share of the tickets
was through, so always a time that really occurred. Measured on SQLite at 100,000 tickets: sorting
and grouping there took three times as long as a plain list of everything in one row, one statement
for each bar of the picture, which is sorted and grouped here.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import aliased

from storage.enums import BacklogStep, Priority, Status
from storage.models import BacklogChange, Rating, Ticket, TicketCategory, TicketMessage, User
from storage.models.tickets import IS_ANSWER
from storage.queries.counting import Count
from storage.queries.figures import Bar, Figures, Measures, Spread
from storage.sql import packed, place_among, seconds_between

OPEN_NOW = (Status.OPEN, Status.IN_PROGRESS, Status.WAITING)
WITHIN_S = (15 * 60, 3600, 4 * 3600, 24 * 3600)  # how first answers are sorted by time
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
START = bindparam("start", type_=Ticket.created_at.type)  # of a bar, and where the next begins
STOP = bindparam("stop", type_=Ticket.created_at.type)


def counts() -> ColumnElement[bool]:
    """Which tickets any figure is about: a duplicate was no work of its own."""
    return Ticket.merged_into.is_(None)


def _in_bar(at: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = (at >= START) & (at < STOP)
    return condition


def times_query(name: str, who: Any, end: Any) -> Select[*tuple[Any, ...]]:
    """Agents, categories and seconds of tickets for which something ended in a bar."""
    return select(
        packed(who).label(f"{name}_agents"),
        packed(Ticket.category_id).label(f"{name}_categories"),
        packed(seconds_between(Ticket.created_at, end)).label(name),
    ).where(counts(), _in_bar(end))


FIRST_ANSWERS = times_query("waits", Ticket.first_responder_id, Ticket.first_responded_at)
RESOLUTIONS = times_query("spans", Ticket.assignee_id, Ticket.resolved_at)


def _bar_query() -> Select[*tuple[Any, ...]]:
    """Everything that happened in a bar, in one row; the steps are those of duplicates too."""
    opened = select(packed(Ticket.category_id).label("opened"))
    opened = opened.where(counts(), _in_bar(Ticket.created_at))
    rated = select(
        packed(Rating.agent_id).label("scores_agents"), packed(Rating.score).label("scores")
    )
    rated = rated.where(_in_bar(Rating.asked_at))
    parts = [part.subquery() for part in (opened, FIRST_ANSWERS, RESOLUTIONS, rated)]
    together: Any = parts[0]
    for part in parts[1:]:
        together = together.join(part, true())
    change = select(func.count()).select_from(BacklogChange).where(_in_bar(BacklogChange.at))
    steps = (
        change.where(BacklogChange.step == step).scalar_subquery().label(step.value)
        for step in BacklogStep
    )
    return select(*parts, *steps).select_from(together)


BAR = _bar_query()


def answers_query(since: datetime) -> Select[*tuple[int, int]]:
    """How many public answers each person gave, those taken back left out.

    An index has them by author: it is asked who comes next, and that author's recent ones.
    """
    is_answer, author = text(f"({IS_ANSWER})"), TicketMessage.author_id
    least = select(func.min(author).label("id")).where(is_answer)
    authors = least.cte("authors", recursive=True)
    following = select(func.min(author)).where(is_answer, author > authors.c.id)
    authors = authors.union_all(
        select(following.scalar_subquery()).where(authors.c.id.is_not(None))
    )
    given = (
        select(func.count())
        .select_from(TicketMessage)
        .where(is_answer, author == authors.c.id, TicketMessage.created_at >= since)
        .scalar_subquery()
    )
    return select(authors.c.id, given).where(authors.c.id.is_not(None))


@asynccontextmanager
async def _planned_once(session: AsyncConnection) -> AsyncIterator[None]:
    """Have PostgreSQL plan a statement once for all bars: it takes as long as running one."""
    if session.dialect.name == "postgresql":
        await session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
    yield
    if session.dialect.name == "postgresql":
        await session.execute(text("SET LOCAL plan_cache_mode = auto"))


async def _bars(
    session: AsyncConnection, count: Count, edges: Sequence[datetime]
) -> list[tuple[int, int, Spread]]:
    """Count one bar after the other."""
    found = []
    for place, (start, stop) in enumerate(zip(edges, [*edges[1:], FOR_EVER], strict=True)):
        row = (await session.execute(BAR, {"start": start, "stop": stop})).one()
        found.append(count.bar(place, row))
    at = place_among(BacklogChange.at, edges).label("bar")
    query = (
        select(at, BacklogChange.step, func.count())
        .where(BacklogChange.step.in_(list(BacklogStep)), BacklogChange.at >= edges[0])
        .where(BacklogChange.ticket_id.in_(select(Ticket.id).where(~counts())))
        .group_by("bar", BacklogChange.step)
    )
    for place, step, uncounted in await session.execute(query):
        count.steps[place, step] -= uncounted
    return found


async def _open_now(
    session: AsyncConnection, count: Count, now: datetime
) -> tuple[Counter[Status], Counter[Priority]]:
    """Count what waits for somebody, and since when; returns how many by status and priority."""
    age = seconds_between(Ticket.created_at, literal(now, Ticket.created_at.type))
    kinds = Ticket.status, Ticket.priority
    lists = packed(Ticket.assignee_id), packed(Ticket.category_id), packed(age)
    query = select(*kinds, *lists).where(counts(), Ticket.status.in_(OPEN_NOW)).group_by(*kinds)
    by_status: Counter[Status] = Counter()
    by_priority: Counter[Priority] = Counter()
    for status, priority, agents, categories, ages in await session.execute(query):
        count.open_now(agents, categories, ages)
        by_status[status] += len(ages)
        by_priority[priority] += len(ages)
    return by_status, by_priority


def category_ratings_query(since: datetime) -> Select[*tuple[Any, ...]]:
    """Each ticket's category and score, 0 for one not given, None for one not asked for.

    Every ticket is asked for its rating, in the order of an index of each: looking up the ticket
    of every rating, here and there, took four times as long.
    """
    was_asked = (Rating.ticket_id == Ticket.id) & (Rating.asked_at >= since)
    score = case((Rating.asked_at.is_not(None), func.coalesce(Rating.score, 0)))
    return select(packed(Ticket.category_id), packed(score)).outerjoin_from(
        Ticket, Rating, was_asked
    )


async def _came_back(session: AsyncConnection, since: datetime) -> tuple[int, int]:
    """Return how many resolutions were not the ticket's first, and how many tickets came back.

    Between two resolutions a ticket came back, so only those that did are looked at.
    """
    ticket, at = BacklogChange.ticket_id, BacklogChange.at
    back = (
        select(ticket, func.max(at).label("at"))
        .where(BacklogChange.step == BacklogStep.REOPENED, at >= since)
        .where(ticket.not_in(select(Ticket.id).where(~counts())))
        .group_by(ticket)
        .subquery()
    )
    other = aliased(BacklogChange)
    resolved = (
        other.step == BacklogStep.RESOLVED,
        other.ticket_id == back.c.ticket_id,
        other.at >= since,
    )
    times = select(func.count()).select_from(other).where(*resolved).scalar_subquery()
    was_resolved = exists().where(*resolved, other.at < back.c.at)
    each = (
        select(times.label("times"), was_resolved.label("was_resolved"))
        .select_from(back)
        .subquery()
    )
    again = func.sum(case((each.c.times > 1, each.c.times - 1), else_=0))
    reopened = func.sum(case((each.c.was_resolved, 1), else_=0))
    found = (await session.execute(select(again, reopened))).one()
    return int(found[0] or 0), int(found[1] or 0)


async def first_opened_at(session: AsyncSession) -> datetime | None:
    """Return when the first ticket was opened."""
    return await session.scalar(select(func.min(Ticket.created_at)))


async def figures(
    session: AsyncSession,
    edges: Sequence[datetime],
    now: datetime,
    *,
    by_agent: bool = True,
    by_category: bool = True,
) -> Figures:
    """Count what happened from `edges[0]` on, in bars that begin at the edges.

    Without `by_agent` their times are left out; without `by_category` their times and ratings.
    """
    bare = await session.connection()  # rows of objects take three times as long
    count = Count(by_agent=by_agent, by_category=by_category)
    async with _planned_once(bare):
        bars = await _bars(bare, count, edges)
    if by_category:
        found = (await bare.execute(category_ratings_query(edges[0]))).one()
        count.category_ratings(*found)
    by_status, by_priority = await _open_now(bare, count, now)
    count.answers.update(
        {agent: n for agent, n in await bare.execute(answers_query(edges[0])) if n}
    )
    repeated, reopened = await _came_back(bare, edges[0])
    all_tickets = select(func.count()).select_from(Ticket)
    total = await bare.scalar(all_tickets) or 0
    total -= await bare.scalar(all_tickets.where(~counts())) or 0
    return Figures(
        total=total,
        whole=count.whole(),
        bars=_with_backlog(edges, bars, count),
        agents=await _agents(session, count.agents()),
        categories=await _categories(session, count.categories()),
        by_status=dict(by_status),
        by_priority=dict(by_priority),
        age=Spread.of(count.ages),
        within=count.within(WITHIN_S),
        ever_resolved=count.resolutions() - repeated,
        reopened=reopened,
        scores={score: n for score, n in count.scores.items() if score is not None},
    )


def _with_backlog(
    edges: Sequence[datetime], bars: Sequence[tuple[int, int, Spread]], count: Count
) -> list[Bar]:
    """Go back from what is open now."""
    found: list[Bar] = []
    backlog = len(count.ages)
    for place, (opened, resolved, waits) in reversed(list(enumerate(bars))):
        found.append(Bar(edges[place], opened, resolved, backlog, waits))
        backlog += count.left(place) - opened
    return found[::-1]


async def _agents(
    session: AsyncSession, measures: dict[int, Measures]
) -> list[tuple[User, Measures]]:
    query = select(User).where(User.id.in_(measures))
    rows = [(user, measures[user.id]) for user in await session.scalars(query)]

    def busy(row: tuple[User, Measures]) -> tuple[int, ...]:
        user, of = row
        return (-of.answers, -of.resolved, -of.open_now, user.id)

    return sorted(rows, key=busy)


async def _categories(
    session: AsyncSession, measures: dict[int | None, Measures]
) -> list[tuple[TicketCategory | None, Measures]]:
    named = {item.id: item for item in await session.scalars(select(TicketCategory))}
    rows = [(named[id] if id is not None else None, of) for id, of in measures.items()]  # noqa: A001
    return sorted(
        rows,
        key=lambda row: (-row[1].opened, -row[1].resolved, row[0].sort_order if row[0] else 10**9),
    )

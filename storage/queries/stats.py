"""What the desk has done in a span of time, counted by the database.

A ticket is *done* when it was last resolved; one that was reopened, or closed without being
resolved, is not. *Open now* are the statuses in which somebody still has to do something. Times
to first answer and to resolution belong to the span in which they ended, so that the long ones are
not left out.

Percentiles are by nearest rank: the shortest time within which at least that share of the tickets
was through, so always a time that really occurred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.enums import Priority, Status
from storage.models import Ticket, TicketCategory, TicketMessage, User

OPEN_NOW = (Status.OPEN, Status.IN_PROGRESS, Status.WAITING)
# A duplicate was no work of its own: only the ticket that it was merged into counts.
NO_DUPLICATE = Ticket.merged_into.is_(None)


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


@dataclass(frozen=True)
class AgentFigures:
    """One agent: public answers given and tickets of theirs done in the span, open ones now."""

    agent: User
    answers: int
    done: int
    assigned: int


@dataclass(frozen=True)
class Figures:
    """The statistics of one span of time."""

    total: int  # tickets ever, to tell a quiet day from an empty desk
    opened: int
    done: int
    by_status: dict[Status, int]  # open now
    by_priority: dict[Priority, int]  # open now
    by_category: list[tuple[TicketCategory | None, int]]  # opened in the span, most first
    agents: list[AgentFigures]  # busiest first
    first_answer: Spread
    resolution: Spread

    @property
    def open_now(self) -> int:
        """How many tickets wait for somebody to do something."""
        return sum(self.by_status.values())


async def figures(session: AsyncSession, since: datetime | None) -> Figures:
    """Count what happened from `since` on (None: ever)."""
    opened = _since(Ticket.created_at, since) & NO_DUPLICATE
    done = _since(Ticket.resolved_at, since) & NO_DUPLICATE
    return Figures(
        total=await _count(session, true()),
        opened=await _count(session, opened),
        done=await _count(session, done),
        by_status=await _open_by(session, Ticket.status),
        by_priority=await _open_by(session, Ticket.priority),
        by_category=await _by_category(session, opened),
        agents=await _agents(session, since),
        first_answer=await _spread(session, Ticket.first_responded_at, since),
        resolution=await _spread(session, Ticket.resolved_at, since),
    )


def _since(column: Any, since: datetime | None) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column.is_not(None) if since is None else column >= since
    return condition


async def _count(session: AsyncSession, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Ticket).where(condition)
    return int(await session.scalar(query) or 0)


async def _open_by(session: AsyncSession, column: Any) -> dict[Any, int]:
    query = select(column, func.count()).where(Ticket.status.in_(OPEN_NOW)).group_by(column)
    return {value: count for value, count in await session.execute(query)}  # noqa: C416  (rows)


async def _by_category(
    session: AsyncSession, condition: ColumnElement[bool]
) -> list[tuple[TicketCategory | None, int]]:
    counts = select(Ticket.category_id, func.count()).where(condition).group_by(Ticket.category_id)
    found = (await session.execute(counts)).all()
    named = {item.id: item for item in await session.scalars(select(TicketCategory))}
    pairs = [(named[category] if category else None, count) for category, count in found]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0].sort_order if pair[0] else 10**9))


async def _agents(session: AsyncSession, since: datetime | None) -> list[AgentFigures]:
    answers = await _by_person(
        session,
        select(TicketMessage.author_id, func.count())
        .where(TicketMessage.is_staff_reply.is_(True), _since(TicketMessage.created_at, since))
        .group_by(TicketMessage.author_id),
    )
    held = Ticket.assignee_id.is_not(None)
    mine = select(Ticket.assignee_id, func.count()).group_by(Ticket.assignee_id)
    done = await _by_person(
        session, mine.where(held, NO_DUPLICATE, _since(Ticket.resolved_at, since))
    )
    assigned = await _by_person(session, mine.where(held, Ticket.status.in_(OPEN_NOW)))
    people: Sequence[User] = ()
    if ids := {*answers, *done, *assigned}:
        people = (await session.scalars(select(User).where(User.id.in_(ids)))).all()
    rows = [
        AgentFigures(user, answers.get(user.id, 0), done.get(user.id, 0), assigned.get(user.id, 0))
        for user in people
    ]
    return sorted(rows, key=lambda row: (-row.answers, -row.done, -row.assigned, row.agent.id))


async def _by_person(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> dict[int, int]:
    return {person: count for person, count in await session.execute(query)}  # noqa: C416  (rows)


async def _spread(session: AsyncSession, end: Any, since: datetime | None) -> Spread:
    seconds = seconds_between(Ticket.created_at, end).label("seconds")
    times = select(seconds).where(_since(end, since), NO_DUPLICATE).subquery()
    place = func.row_number().over(order_by=times.c.seconds).label("place")
    total = func.count().over().label("total")
    ranked = select(times.c.seconds, place, total).subquery()
    median, p90 = ((ranked.c.total * share + 99) // 100 for share in (50, 90))
    query = select(ranked.c.seconds, ranked.c.total).where(
        or_(ranked.c.place == median, ranked.c.place == p90)
    )
    rows = (await session.execute(query.order_by(ranked.c.place))).all()
    if not rows:
        return Spread(0)
    return Spread(rows[0].total, rows[0].seconds, rows[-1].seconds)

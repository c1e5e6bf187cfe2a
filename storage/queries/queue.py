"""The staff group's lists of tickets that are not closed, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.enums import Status
from storage.models import Ticket

NOT_CLOSED = tuple(status for status in Status if status is not Status.CLOSED)


@dataclass(frozen=True)
class QueuePage:
    """Some tickets of a list, newest first, with their assignees, and what lies around them."""

    tickets: Sequence[Ticket]
    total: int
    has_newer: bool
    has_older: bool


async def page(
    session: AsyncSession,
    *,
    agent_id: int | None = None,
    older_than: int = 0,
    newer_than: int = 0,
    size: int,
) -> QueuePage:
    """Return the tickets next to a number (0 leaves a bound away), of everybody or of one agent.

    Where the page asked for has run empty or short at the newest end, the first page is given.
    """
    listed: list[ColumnElement[bool]] = [Ticket.status.in_(NOT_CLOSED)]
    if agent_id is not None:
        listed.append(Ticket.assignee_id == agent_id)
    totals = select(func.count(), func.min(Ticket.number), func.max(Ticket.number)).where(*listed)
    total, oldest, newest = (await session.execute(totals)).one()
    query = select(Ticket).where(*listed).options(joinedload(Ticket.assignee)).limit(size)
    rows: Sequence[Ticket] = ()
    if newer_than:
        above = query.where(Ticket.number > newer_than).order_by(Ticket.number)
        rows = (await session.scalars(above)).all()[::-1]
    elif older_than:
        below = query.where(Ticket.number < older_than).order_by(Ticket.number.desc())
        rows = (await session.scalars(below)).all()
    if not rows or (newer_than and len(rows) < size):
        rows = (await session.scalars(query.order_by(Ticket.number.desc()))).all()
    if not rows:
        return QueuePage((), 0, has_newer=False, has_older=False)
    return QueuePage(rows, total, newest > rows[0].number, oldest < rows[-1].number)

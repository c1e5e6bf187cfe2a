"""Lists of tickets, a page at a time: which, in which order, next to which ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.enums import ListOrder, Priority, Status
from storage.models import Ticket, TicketTag
from storage.models.base import UtcDateTime
from storage.queries.tickets import MAX_NUMBER

COUNTED = 1000  # tickets that are counted: above, "more than" is as good
NOT_CLOSED = tuple(status for status in Status if status is not Status.CLOSED)


@dataclass(frozen=True)
class Which:
    """What is listed; None leaves a condition away."""

    statuses: tuple[Status, ...] = tuple(Status)
    requester_id: int | None = None
    assignee_id: int | None = None
    is_unassigned: bool = False
    priority: Priority | None = None
    category_id: int | None = None
    tag_id: int | None = None
    other_than: int | None = None  # the number of a ticket that is left out

    def listed(self, order: ListOrder) -> Select[Ticket]:
        """Return the query for the tickets that a list in this order has."""
        listed = select(Ticket).where(*self.conditions())
        bears_tag = (TicketTag.tag_id == self.tag_id) & (TicketTag.number == Ticket.number)
        if order is ListOrder.LONGEST:
            listed = listed.where(Ticket.owed_at.is_not(None))
            return listed if self.tag_id is None else listed.where(exists().where(bears_tag))
        return listed if self.tag_id is None else listed.join(TicketTag, bears_tag)

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a listed ticket fulfils, written so that the right index is used."""
        found: list[Any] = []
        if self.statuses == NOT_CLOSED:
            found.append(text("tickets.status != 'closed'"))  # as the partial indexes have it
        elif self.statuses != tuple(Status):
            found.append(
                Ticket.status == self.statuses[0]
                if len(self.statuses) == 1
                else Ticket.status.in_(self.statuses)
            )
        if self.requester_id is not None:
            found.append(Ticket.requester_id == self.requester_id)
        if self.assignee_id is not None:
            found.append(Ticket.assignee_id == self.assignee_id)
        if self.is_unassigned:
            found.append(Ticket.assignee_id.is_(None))
        if self.priority is not None:
            found.append(Ticket.priority == self.priority)
        if self.category_id is not None:
            # A sum has no index: among one person's tickets theirs is the better one.
            own = self.requester_id is not None
            column = Ticket.category_id + 0 if own else Ticket.category_id
            found.append(column == self.category_id)
        if self.other_than is not None:
            found.append(Ticket.number != self.other_than)
        return found


@dataclass(frozen=True)
class Spot:
    """A place in a list: `after` or before a ticket; 0 is the beginning."""

    number: int = 0
    owed_at: datetime | None = None  # of that ticket, where the order goes by it
    after: bool = True


@dataclass(frozen=True)
class QueuePage:
    """Some tickets of a list, with their assignees, and what lies around them."""

    tickets: Sequence[Ticket]
    total: int  # `COUNTED + 1` stands for any larger number
    has_newer: bool  # before these, in the order of the list
    has_older: bool


async def page(
    session: AsyncSession, which: Which, order: ListOrder, spot: Spot, size: int
) -> QueuePage:
    """Return the tickets next to a spot; where that has run empty or short, the first page."""
    rows: Sequence[Ticket] = ()
    if spot.number:
        rows = await _rows(session, which, order, spot, size)
    if not rows or (not spot.after and len(rows) < size):
        rows = await _rows(session, which, order, Spot(), size)
    if not rows:
        return QueuePage((), 0, has_newer=False, has_older=False)
    counted = which.listed(order).with_only_columns(Ticket.number).limit(COUNTED + 1).subquery()
    total = await session.scalar(select(func.count()).select_from(counted))
    first, last = rows[0], rows[-1]
    return QueuePage(
        rows,
        total or 0,
        bool(await _rows(session, which, order, _spot(first, after=False), 1)),
        bool(await _rows(session, which, order, _spot(last, after=True), 1)),
    )


def _spot(ticket: Ticket, *, after: bool) -> Spot:
    return Spot(ticket.number, ticket.owed_at, after)


async def _rows(
    session: AsyncSession, which: Which, order: ListOrder, spot: Spot, size: int
) -> Sequence[Ticket]:
    query = rows_query(which, order, spot, size).options(joinedload(Ticket.assignee))
    rows = (await session.scalars(query)).all()
    return rows if spot.after else rows[::-1]


def rows_query(which: Which, order: ListOrder, spot: Spot, size: int) -> Select[Ticket]:
    """Return the query for the tickets next to a spot; before it, the nearest come first."""
    listed = which.listed(order)
    # The column whose index has them in this order.
    by_number = Ticket.number if which.tag_id is None else TicketTag.number
    number = min(spot.number, MAX_NUMBER)
    # Rising numbers, or falling ones; turned round for what lies before the spot.
    rising = (order is not ListOrder.NEWEST) is spot.after
    if order is ListOrder.LONGEST:
        key = tuple_(Ticket.owed_at, Ticket.number)
        if number and spot.owed_at is not None:
            there = tuple_(literal(spot.owed_at, UtcDateTime()), literal(number))
            listed = listed.where(key > there if rising else key < there)
        by = [Ticket.owed_at, Ticket.number]
    else:
        if number:
            listed = listed.where(by_number > number if rising else by_number < number)
        by = [by_number]
    ordered = [column.asc() if rising else column.desc() for column in by]
    return listed.order_by(*ordered).limit(size)

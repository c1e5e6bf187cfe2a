"""Lists of tickets, a page at a time: which, in which order, next to which ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.functions import FunctionElement

from storage.enums import ListOrder, Priority, Status
from storage.models import Ticket, TicketTag
from storage.models.base import UtcDateTime
from storage.models.tickets import IS_NOT_CLOSED
from storage.queries.tickets import MAX_NUMBER

COUNTED = 1000  # tickets that are counted: above, "more than" is as good
NOT_CLOSED = tuple(status for status in Status if status is not Status.CLOSED)


class aside(FunctionElement[Any]):  # noqa: N801  (reads like a function of SQL)
    """A column that no index is chosen by: SQLite knows nothing of what is many, and what few.

    PostgreSQL has statistics, and is not told.
    """

    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(aside)
def _as_it_is(element: aside, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(aside, "sqlite")
def _with_a_sign(element: aside, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


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
        listed = select(Ticket).where(*self.conditions(order))
        bears_tag = (TicketTag.tag_id == self.tag_id) & (TicketTag.number == Ticket.number)
        if order is ListOrder.LONGEST:
            listed = listed.where(Ticket.owed_at.is_not(None))
            return listed if self.tag_id is None else listed.where(exists().where(bears_tag))
        return listed if self.tag_id is None else listed.join(TicketTag, bears_tag)

    def conditions(self, order: ListOrder) -> list[ColumnElement[bool]]:
        """Return what a listed ticket fulfils, written so that the right index is used."""
        leading = self.leading(order)

        def of(column: Any) -> Any:
            return column if column.key in leading else aside(column)

        found: list[Any] = []
        if self._is_not_closed:
            found.append(text(f"tickets.{IS_NOT_CLOSED}"))  # as the partial indexes have it
        if self.statuses not in (NOT_CLOSED, tuple(Status)):
            found.append(
                of(Ticket.status) == self.statuses[0]
                if len(self.statuses) == 1
                else aside(Ticket.status).in_(self.statuses)
            )
        if self.requester_id is not None:
            found.append(of(Ticket.requester_id) == self.requester_id)
        if self.assignee_id is not None:
            found.append(of(Ticket.assignee_id) == self.assignee_id)
        if self.is_unassigned:
            found.append(of(Ticket.assignee_id).is_(None))
        if self.priority is not None:
            found.append(of(Ticket.priority) == self.priority)
        if self.category_id is not None:
            found.append(of(Ticket.category_id) == self.category_id)
        if self.other_than is not None:
            found.append(Ticket.number != self.other_than)
        return found

    def leading(self, order: ListOrder) -> tuple[str, ...]:
        """Return the columns whose index has the fewest tickets besides those that are listed.

        It tells all the others, too, so that only what is listed is read as a whole.
        """
        is_plain = self.priority is None and self.category_id is None
        by_status = ("status",) if len(self.statuses) == 1 and is_plain else ()
        if order is ListOrder.LONGEST or self.tag_id is not None:
            return ()  # what is owed, or bears the tag, is few
        if self.requester_id is not None:
            return ("requester_id", *by_status)
        if self.assignee_id is not None or self.is_unassigned:
            return ("assignee_id",)
        if self.category_id is not None:
            return ("category_id",)
        if self.priority is not None and not self._is_not_closed:
            return ("priority",)
        return by_status

    @property
    def _is_not_closed(self) -> bool:
        return Status.CLOSED not in self.statuses


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
        rows = await _rows(session, which, order, spot, size + 1)
    if not rows or (not spot.after and len(rows) < size):
        spot = Spot()
        rows = await _rows(session, which, order, spot, size + 1)
    goes_on, rows = len(rows) > size, rows[:size]
    if not spot.number and not goes_on:
        return QueuePage(rows, len(rows), has_newer=False, has_older=False)
    # The other side of the spot: its ticket stood there, and may have left the list since.
    behind = Spot(rows[0].number, rows[0].owed_at, not spot.after)
    total, is_behind = await _around(session, which, order, behind if spot.number else None)
    if not spot.after:
        return QueuePage(rows[::-1], total, has_newer=goes_on, has_older=is_behind)
    return QueuePage(rows, total, has_newer=is_behind, has_older=goes_on)


async def _around(
    session: AsyncSession, which: Which, order: ListOrder, behind: Spot | None
) -> tuple[int, bool]:
    """Return how many tickets there are (`COUNTED + 1` for more), and whether any is there."""
    counted = which.listed(order).with_only_columns(Ticket.number).limit(COUNTED + 1).subquery()
    query: Any = select(select(func.count()).select_from(counted).scalar_subquery())
    if behind is None:
        return int(await session.scalar(query) or 0), False
    nearest = rows_query(which, order, behind, 1).with_only_columns(Ticket.number)
    total, is_behind = (await session.execute(query.add_columns(nearest.exists()))).one()
    return int(total), bool(is_behind)


async def _rows(
    session: AsyncSession, which: Which, order: ListOrder, spot: Spot, size: int
) -> Sequence[Ticket]:
    query = rows_query(which, order, spot, size).options(joinedload(Ticket.assignee))
    return tuple(await session.scalars(query))


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
        if which.is_unassigned and which.tag_id is None:
            # All the same, but PostgreSQL would go through all tickets for what few have.
            by.insert(0, Ticket.assignee_id)
    ordered = [column.asc() if rising else column.desc() for column in by]
    return listed.order_by(*ordered).limit(size)

"""How much waits in the queues, for how long, and how many tickets there are: for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import OutboxState, Status
from storage.models import InboxRow, OutboxRow, Ticket


@dataclass(frozen=True)
class Figures:
    """What stands in the tables at one moment; an instant is None where nothing waits."""

    inbox: int
    inbox_since: datetime | None
    outbox: int
    outbox_due_at: datetime | None  # of the oldest call that could have left
    tickets: dict[Status, int]


async def oldest_due(session: AsyncSession, now: datetime) -> datetime | None:
    """Return since when the oldest call of those that are due has been so."""
    return await session.scalar(
        select(func.min(OutboxRow.due_at)).where(
            OutboxRow.state == OutboxState.PENDING, OutboxRow.due_at <= now
        )
    )


async def figures(session: AsyncSession, now: datetime) -> Figures:
    """Count everything; the tickets alone are many, and all of them are looked at."""
    arrived = select(func.count(), func.min(InboxRow.received_at)).where(
        InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None)
    )
    inbox, inbox_since = (await session.execute(arrived)).one()
    # In the words of the partial index: among those rows are all calls of the last day.
    leaving = (
        select(func.count())
        .select_from(OutboxRow)
        .where(text("outbox.state IN ('pending', 'sending')"))
    )
    by_status = select(Ticket.status, func.count()).group_by(Ticket.status)
    return Figures(
        inbox=inbox,
        inbox_since=inbox_since,
        outbox=await session.scalar(leaving) or 0,
        outbox_due_at=await oldest_due(session, now),
        tickets={row[0]: row[1] for row in await session.execute(by_status)},
    )

"""The audit log: of a ticket, or of what belongs to none (`ticket_id` None)."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.enums import EventKind
from storage.models import Event


async def count_of(session: AsyncSession, ticket_id: uuid.UUID | None) -> int:
    """Return how many lines the log has."""
    query = select(func.count()).select_from(Event).where(Event.ticket_id == ticket_id)
    return int(await session.scalar(query) or 0)


async def slice_of(
    session: AsyncSession, ticket_id: uuid.UUID | None, offset: int, limit: int
) -> Sequence[Event]:
    """Return some lines of the log, oldest first, with who did it."""
    query = (
        select(Event)
        .where(Event.ticket_id == ticket_id)
        .options(joinedload(Event.actor))
        .order_by(Event.id)
        .offset(offset)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def last_of(
    session: AsyncSession, ticket_id: uuid.UUID, kinds: Collection[EventKind]
) -> EventKind | None:
    """Return which of these kinds the ticket's log has last."""
    query = (
        select(Event.kind)
        .where(Event.ticket_id == ticket_id, Event.kind.in_(kinds))
        .order_by(Event.id.desc())
        .limit(1)
    )
    return await session.scalar(query)

"""What a transcript is made of, read without a lock."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import EventKind
from storage.models import Event, Ticket
from storage.queries.tickets import WITH_PEOPLE


async def ticket(session: AsyncSession, ticket_id: uuid.UUID) -> Ticket | None:
    """Return a ticket with its people, as it was last committed."""
    query = select(Ticket).where(Ticket.id == ticket_id).options(*WITH_PEOPLE)
    return (await session.scalars(query)).one_or_none()


async def last_taken(session: AsyncSession, ticket_id: uuid.UUID, user_id: int) -> datetime | None:
    """Return when somebody was last given a transcript of a ticket."""
    query = (
        select(Event.at)
        .where(
            Event.ticket_id == ticket_id,
            Event.kind == EventKind.TRANSCRIPT_TAKEN,
            Event.actor_id == user_id,
        )
        .order_by(Event.id.desc())
        .limit(1)
    )
    return await session.scalar(query)

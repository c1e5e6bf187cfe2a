"""What a transcript is made of, read without a lock."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Ticket
from storage.queries.tickets import WITH_PEOPLE


async def ticket(session: AsyncSession, ticket_id: uuid.UUID) -> Ticket | None:
    """Return a ticket with its people, as it was last committed."""
    query = select(Ticket).where(Ticket.id == ticket_id).options(*WITH_PEOPLE)
    return (await session.scalars(query)).one_or_none()

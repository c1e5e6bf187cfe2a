"""Ratings: one ticket's, and what the figures of a span of time are made of."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.models import Rating, Ticket, TicketMessage

GOOD = 4  # this score and better ones


@dataclass(frozen=True)
class Ratings:
    """How many requesters were asked in a span, how many of them rated, how many well."""

    asked: int = 0
    rated: int = 0
    good: int = 0


async def of_ticket(session: AsyncSession, ticket_id: uuid.UUID) -> Rating | None:
    """Return the rating of a ticket, answered or not, with its agent."""
    query = select(Rating).where(Rating.ticket_id == ticket_id).options(joinedload(Rating.agent))
    return (await session.scalars(query)).one_or_none()


async def commented_by(session: AsyncSession, requester_id: int, message_id: int) -> Rating | None:
    """Return the rating whose comment is this message of the requester's chat."""
    query = (
        select(Rating)
        .join(Ticket, Ticket.id == Rating.ticket_id)
        .where(Ticket.requester_id == requester_id, Rating.comment_message_id == message_id)
    )
    return (await session.scalars(query)).first()


async def talked_since(session: AsyncSession, requester_id: int, since: datetime) -> bool:
    """Whether anybody has said anything public in any of the requester's tickets since then."""
    query = select(
        exists().where(
            Ticket.id == TicketMessage.ticket_id,
            Ticket.requester_id == requester_id,
            TicketMessage.is_internal.is_(False),
            TicketMessage.created_at > since,
        )
    )
    return bool(await session.scalar(query))

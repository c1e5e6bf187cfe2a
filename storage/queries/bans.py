"""People who may not write."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import EventKind
from storage.models import Event, Ticket, User


async def banned(session: AsyncSession, now: datetime, limit: int) -> Sequence[User]:
    """Return who may not write now, those banned last first."""
    query = (
        select(User)
        .where(User.is_banned.is_(True), or_(User.banned_until.is_(None), User.banned_until > now))
        .order_by(User.updated_at.desc(), User.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def ticket_of_last(session: AsyncSession, user_id: int) -> uuid.UUID | None:
    """Return the ticket for which somebody was banned last."""
    query = (
        select(Event.ticket_id)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(Ticket.requester_id == user_id, Event.kind == EventKind.BANNED)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return await session.scalar(query)

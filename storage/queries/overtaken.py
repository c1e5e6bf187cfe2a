"""What was said in a ticket lately, for those who answer it at the same time."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Delivery
from storage.models import TicketMessage


async def said_since(
    session: AsyncSession, ticket_id: uuid.UUID, since: datetime, limit: int
) -> Sequence[tuple[int, bool, datetime]]:
    """Return (author, is an answer, when) of what the requester knows of, newest first."""
    query = (
        select(TicketMessage.author_id, TicketMessage.is_staff_reply, TicketMessage.created_at)
        .where(
            TicketMessage.ticket_id == ticket_id,
            TicketMessage.is_internal.is_(False),
            TicketMessage.delivery != Delivery.WITHDRAWN,
            TicketMessage.created_at > since,
        )
        .order_by(TicketMessage.position.desc())
        .limit(limit)
    )
    return [(author, staff, at) for author, staff, at in await session.execute(query)]

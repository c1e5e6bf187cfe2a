"""What was said in a ticket lately, for those who answer it at the same time."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Delivery
from storage.models import TicketMessage

_SAID = (
    select(TicketMessage.author_id, TicketMessage.is_staff_reply, TicketMessage.created_at)
    .where(
        TicketMessage.ticket_id == bindparam("ticket"),
        TicketMessage.is_internal.is_(False),
        TicketMessage.delivery != Delivery.WITHDRAWN,
        TicketMessage.created_at > bindparam("since"),
    )
    .order_by(TicketMessage.position.desc())
    .limit(bindparam("most"))
)


async def said_since(
    session: AsyncSession, ticket_id: uuid.UUID, since: datetime, limit: int
) -> Sequence[tuple[int, bool, datetime]]:
    """Return (author, is an answer, when) of what the requester knows of, newest first."""
    found = await session.execute(_SAID, {"ticket": ticket_id, "since": since, "most": limit})
    return [(author, staff, at) for author, staff, at in found]

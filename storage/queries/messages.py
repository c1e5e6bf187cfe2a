"""What was said in a ticket."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from storage.enums import Delivery
from storage.models import TicketMessage


async def conversation(
    session: AsyncSession, ticket_id: uuid.UUID, *, internal: bool
) -> Sequence[TicketMessage]:
    """Return everything said, oldest first, with authors and files.

    Without `internal` notes, undecided and withdrawn messages are left out: what the requester
    may see.
    """
    query = (
        select(TicketMessage)
        .where(TicketMessage.ticket_id == ticket_id)
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    if not internal:
        query = query.where(
            TicketMessage.is_internal.is_(False),
            TicketMessage.is_undecided.is_(False),
            TicketMessage.delivery != Delivery.WITHDRAWN,
        )
    return (await session.scalars(query)).all()

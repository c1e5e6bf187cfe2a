"""How ticket messages stand on their way, asked by the delivery loop all the time: no ORM."""

import uuid
from collections.abc import Collection
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Delivery, OutboxRank, OutboxState
from storage.models import OutboxRow, TicketMessage
from storage.queries.outbox import UNFINISHED
from storage.sql import spelled

_MESSAGES = cast(Table, TicketMessage.__table__)
_CALLS = cast(Table, OutboxRow.__table__)
_AMONG = _MESSAGES.c.id.in_(bindparam("messages", expanding=True))
_PUBLIC = select(_MESSAGES.c.id, _MESSAGES.c.delivery).where(
    _AMONG, _MESSAGES.c.is_internal.is_(False)
)
_DELIVERED = update(_MESSAGES).where(_AMONG).values(delivery=spelled(Delivery.DELIVERED))
_UNSENT = select(_CALLS.c.ticket_message_id, _CALLS.c.chat_id).where(
    _CALLS.c.ticket_message_id.in_(bindparam("messages", expanding=True)),
    _CALLS.c.rank == spelled(OutboxRank.CONTENT),
    _CALLS.c.state.in_(
        [spelled(state) for state in (*UNFINISHED, OutboxState.HELD, OutboxState.FAILED)]
    ),
)


async def of(session: AsyncSession, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Delivery]:
    """Return how ticket messages stand, internal ones left out."""
    found = await session.execute(_PUBLIC, {"messages": list(ids)})
    return {row.id: row.delivery for row in found}


async def unsent(session: AsyncSession, ids: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, int]]:
    """Return (ticket message, chat) of those with a part in that chat that has not been sent."""
    found = await session.execute(_UNSENT, {"messages": list(ids)})
    return {(message_id, chat_id) for message_id, chat_id in found}


async def arrived(session: AsyncSession, ids: Collection[uuid.UUID]) -> None:
    """Note that ticket messages are whole on the other side; nobody goes on with their objects."""
    await session.execute(_DELIVERED, {"messages": list(ids)})

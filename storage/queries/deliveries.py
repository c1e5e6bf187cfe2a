"""How ticket messages stand on their way, asked by the delivery loop all the time: no ORM."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Table, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Delivery, OutboxRank, OutboxState
from storage.models import OutboxRow, TicketMessage
from storage.queries.outbox import UNFINISHED
from storage.sql import spelled

_MESSAGES = cast(Table, TicketMessage.__table__)
_CALLS = cast(Table, OutboxRow.__table__)
_AMONG = _MESSAGES.c.id.in_(bindparam("messages", expanding=True))
_STANDING = (
    select(_MESSAGES.c.id, _MESSAGES.c.delivery, _CALLS.c.chat_id)
    .select_from(_MESSAGES)
    .outerjoin(
        _CALLS,
        and_(
            _CALLS.c.ticket_message_id == _MESSAGES.c.id,
            _CALLS.c.rank == spelled(OutboxRank.CONTENT),
            _CALLS.c.state.in_(
                [spelled(state) for state in (*UNFINISHED, OutboxState.HELD, OutboxState.FAILED)]
            ),
        ),
    )
    .where(_AMONG, _MESSAGES.c.is_internal.is_(False))
)
_DELIVERED = update(_MESSAGES).where(_AMONG).values(delivery=spelled(Delivery.DELIVERED))


@dataclass
class Standing:
    """How a ticket message stands, and the chats in which a part of it has not been sent."""

    delivery: Delivery
    unsent: set[int] = field(default_factory=set)


async def of(session: AsyncSession, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """Return how ticket messages stand, internal ones left out."""
    found: dict[uuid.UUID, Standing] = {}
    for message_id, delivery, chat_id in await session.execute(_STANDING, {"messages": list(ids)}):
        standing = found.setdefault(message_id, Standing(delivery))
        if chat_id is not None:
            standing.unsent.add(chat_id)
    return found


async def arrived(session: AsyncSession, ids: Collection[uuid.UUID]) -> None:
    """Note that ticket messages are whole on the other side; nobody goes on with their objects."""
    await session.execute(_DELIVERED, {"messages": list(ids)})

"""Messages of the group that carry several of a requester's: joining, finding, leaving them."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from storage.enums import OutboxRank, OutboxState
from storage.models import MessageLink, OutboxRow, SharedCopy, Ticket, TicketMessage
from storage.sql import spelled

ALONE = -1  # in `rides_on`: Telegram refused it in company


# Built once, as those of the outbox are; a busy group's every message is asked about.
_CALLS = cast(Table, OutboxRow.__table__)
_MESSAGES = cast(Table, TicketMessage.__table__)
_FOLLOWING = (
    select(OutboxRow)
    .where(
        OutboxRow.chat_id == bindparam("chat"),
        OutboxRow.rank == spelled(OutboxRank.CONTENT),
        OutboxRow.state == spelled(OutboxState.PENDING),
        OutboxRow.id > bindparam("leader"),
        OutboxRow.ticket_id == bindparam("ticket"),
        OutboxRow.due_at <= bindparam("now"),
    )
    .order_by(OutboxRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_SAID = select(_MESSAGES).where(_MESSAGES.c.id.in_(bindparam("ids", expanding=True)))
_TICKET = (
    select(Ticket).where(Ticket.id == bindparam("ticket")).options(joinedload(Ticket.requester))
)
_RIDE = (
    update(_CALLS)
    .where(_CALLS.c.id.in_(bindparam("ids", expanding=True)))
    .values(rides_on=bindparam("leader"))
)


async def following(
    session: AsyncSession, leader: OutboxRow, now: datetime, most: int
) -> Sequence[OutboxRow]:
    """Return the calls with people's words that wait next for the same ticket in the same chat."""
    values = {
        "chat": leader.chat_id,
        "leader": leader.id,
        "ticket": leader.ticket_id,
        "now": now,
        "most": most,
    }
    return (await session.scalars(_FOLLOWING, values)).all()


async def said(
    session: AsyncSession, ids: Collection[uuid.UUID | None]
) -> dict[uuid.UUID | None, Any]:
    """Return ticket messages by their ids: their columns only, to be read."""
    found = await session.execute(_SAID, {"ids": [id_ for id_ in ids if id_]})
    return {message.id: message for message in found}


async def ticket_of(session: AsyncSession, row: OutboxRow) -> Ticket | None:
    """Return the ticket of a call with its requester, without a lock: nothing is changed."""
    return (await session.scalars(_TICKET, {"ticket": row.ticket_id})).one_or_none()


async def ride(session: AsyncSession, leader: OutboxRow, rows: Sequence[OutboxRow]) -> None:
    """Have one call go for several."""
    await session.execute(_RIDE, {"ids": [row.id for row in rows], "leader": leader.id})
    for row in rows:
        set_committed_value(row, "rides_on", leader.id)


async def is_under_way(session: AsyncSession, ids: Collection[uuid.UUID]) -> bool:
    """Whether one of these ticket messages is being sent together with others.

    Calls with them are locked, so that none of them leaves or lands before the commit.
    """
    query = (
        select(OutboxRow.state, OutboxRow.rides_on)
        .where(
            OutboxRow.ticket_message_id.in_(ids),
            OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD)),
        )
        .order_by(OutboxRow.id)
        .with_for_update()
    )
    return any(
        state is OutboxState.SENDING and rides_on not in (None, ALONE)
        for state, rides_on in await session.execute(query)
    )


async def parts(session: AsyncSession, chat_id: int, message_id: int) -> Sequence[TicketMessage]:
    """Return what one message of the group carries, in order."""
    query = (
        select(TicketMessage)
        .join(SharedCopy, SharedCopy.ticket_message_id == TicketMessage.id)
        .where(SharedCopy.chat_id == chat_id, SharedCopy.message_id == message_id)
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    return (await session.scalars(query)).all()


async def leave(session: AsyncSession, ticket_message_id: uuid.UUID) -> tuple[int, int] | None:
    """Take a text out of the message that carries it among others; returns that one's place.

    The last one leaves nothing behind but the message's link, which is then its own.
    """
    copy = await session.get(SharedCopy, ticket_message_id)
    if copy is None:
        return None
    place = copy.chat_id, copy.message_id
    await session.delete(copy)
    await session.flush()
    left = await parts(session, *place)
    link = await session.get(MessageLink, place)
    if link is not None and not left:
        link.ticket_message_id = ticket_message_id
        await session.flush()
    if not left:
        return None
    if link is not None:
        link.ticket_message_id, link.logical = left[0].id, None
        await session.flush()
    return place


async def forget(session: AsyncSession, chat_id: int) -> None:
    """Forget what stood in a chat whose messages are out of reach."""
    await session.execute(delete(SharedCopy).where(SharedCopy.chat_id == chat_id))

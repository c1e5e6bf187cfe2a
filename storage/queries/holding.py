"""Calls for chats that cannot be written to just now, or that Telegram gave another id."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import OutboxRank, OutboxState
from storage.models import MessageLink, OutboxRow
from storage.queries import shared
from storage.queries.outbox import UNFINISHED
from storage.sql import spelled

_HELD_CALLS = (
    select(OutboxRow)
    .where(
        OutboxRow.chat_id == bindparam("chat"),
        OutboxRow.logical == bindparam("logical"),
        OutboxRow.state == spelled(OutboxState.HELD),
    )
    .order_by(OutboxRow.id)
)
_HELD_FOR = (
    select(OutboxRow.chat_id)
    .where(
        OutboxRow.chat_id.in_(bindparam("chats", expanding=True)),
        OutboxRow.state == spelled(OutboxState.HELD),
    )
    .distinct()
)


async def hold(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Keep people's words for somebody who blocked the bot; its own words to them are dropped."""
    waiting = (OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.PENDING)
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.rank.in_((OutboxRank.CONTENT, OutboxRank.TOPIC)))
        .values(state=OutboxState.HELD)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.rank == OutboxRank.NOTICE)
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def held(session: AsyncSession, chat_id: int, logical: str) -> Sequence[OutboxRow]:
    """Return the calls to a logical message that wait until its chat can be written to again."""
    values = {"chat": chat_id, "logical": logical}
    return (await session.scalars(_HELD_CALLS, values)).all()


async def held_for(session: AsyncSession, chat_ids: Collection[int]) -> Sequence[int]:
    """Return those of the chats for which something is held."""
    return (await session.scalars(_HELD_FOR, {"chats": list(chat_ids)})).all()


async def resume(session: AsyncSession, chat_id: int, now: datetime) -> set[uuid.UUID]:
    """Send what was held for a chat; returns the ticket messages concerned.

    What failed there, for want of rights for example, is tried at once, not when it would be due;
    what is under way is due again, in case it left before the chat could be written to.
    """
    # Locked first: where a refusal is just being written down, what it holds is seen after that.
    under_way = (OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.SENDING)
    await session.execute(select(OutboxRow.id).where(*under_way).with_for_update())
    held = (OutboxRow.chat_id == chat_id, OutboxRow.state == spelled(OutboxState.HELD))
    messages = set(
        await session.scalars(select(OutboxRow.ticket_message_id).where(*held).distinct())
    )
    await session.execute(
        update(OutboxRow)
        .where(*held)
        # What they were to share a message with may go without them.
        .values(state=OutboxState.PENDING, due_at=now, attempts=0, rides_on=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            or_(
                OutboxRow.state == spelled(OutboxState.SENDING),
                and_(
                    OutboxRow.state == OutboxState.PENDING,
                    OutboxRow.error.is_not(None),
                    OutboxRow.due_at > now,
                ),
            ),
        )
        # Clocks differ: what is under way is due when its lease ends, whoever gave it.
        .values(due_at=func.coalesce(OutboxRow.lease_until, now))
        .execution_options(synchronize_session=False)
    )
    return {message for message in messages if message is not None}


async def move_chat(session: AsyncSession, old: int, new: int, now: datetime) -> None:
    """Send to the new id what waits for a chat that was upgraded.

    Its old message ids are void, and in the new chat they become those of other messages: what
    was to change or delete one of them, or replies to one, must not follow.
    """
    waiting = (OutboxRow.chat_id == old, OutboxRow.state.in_((*UNFINISHED, OutboxState.HELD)))
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.method.not_like("send%"))
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.reply_to.like("@%"))
        .values(reply_to=None)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(*waiting)
        .values(chat_id=new)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        delete(MessageLink)
        .where(MessageLink.chat_id == old)
        .execution_options(synchronize_session=False)
    )
    await shared.forget(session, old)

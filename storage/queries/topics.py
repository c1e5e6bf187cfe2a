"""Calls to Telegram that are for a ticket's topic: waiting for it, losing it, doing without it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import LinkRole, OutboxRank, OutboxState
from storage.models import MessageLink, OutboxRow

_COPIED = [column.key for column in OutboxRow.__table__.columns if column.key != "id"]


async def is_coming(session: AsyncSession, chat_id: int, name: str) -> bool:
    """Whether a topic is still to be made."""
    query = select(OutboxRow.id).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.logical == name,
        OutboxRow.rank == OutboxRank.TOPIC,
        OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD)),
    )
    return await session.scalar(query.limit(1)) is not None


async def waiting(session: AsyncSession, chat_id: int, name: str) -> Sequence[OutboxRow]:
    """Return the calls for a topic that have not left, oldest first, locked."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.thread == name,
            OutboxRow.state.in_((OutboxState.PENDING, OutboxState.HELD)),
        )
        .order_by(OutboxRow.id)
        .with_for_update()
    )
    return (await session.scalars(query)).all()


async def release(session: AsyncSession, chat_id: int, name: str, now: datetime) -> None:
    """Let the calls go that waited for a topic, which is there now or will never be."""
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.thread == name,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.due_at > now,
        )
        .values(due_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def put_last(session: AsyncSession, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Have calls go after everything recorded so far, in the order they had."""
    copies = [OutboxRow(**{key: getattr(row, key) for key in _COPIED}) for row in rows]
    for row in rows:
        row.state, row.finished_at = OutboxState.DROPPED, now
    session.add_all(copies)
    await session.flush()


async def do_without(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Send what waits for topics of a chat to the chat itself; changes of topics are dropped."""
    unsent = (
        OutboxRow.chat_id == chat_id,
        OutboxRow.state.in_((OutboxState.PENDING, OutboxState.HELD)),
    )
    await session.execute(
        update(OutboxRow)
        .where(*unsent, OutboxRow.method.like("%ForumTopic"))
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(*unsent, OutboxRow.thread.is_not(None))
        .values(thread=None, due_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def forget(session: AsyncSession, chat_id: int, thread_id: int) -> None:
    """Forget a topic that was deleted."""
    await session.execute(
        delete(MessageLink)
        .where(
            MessageLink.chat_id == chat_id,
            MessageLink.message_id == thread_id,
            MessageLink.role == LinkRole.TOPIC,
        )
        .execution_options(synchronize_session="fetch")
    )

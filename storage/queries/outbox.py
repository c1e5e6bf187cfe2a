"""The outbox: which call goes next in each chat, and what became of it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import OutboxRank, OutboxState
from storage.models import ChatPause, MessageLink, OutboxRow

KEPT = timedelta(days=1)
UNFINISHED = (OutboxState.PENDING, OutboxState.SENDING)


async def heads(
    session: AsyncSession, busy: Collection[int], now: datetime
) -> Sequence[OutboxRow]:
    """Return what may go next in every chat but the busy ones, best first within a chat.

    People's words keep their order: the oldest stands first even while it waits for another try.
    The bot's own words go after them, the oldest that is due.
    """
    due = or_(OutboxRow.rank == OutboxRank.CONTENT, OutboxRow.due_at <= now)
    firsts = (
        select(func.min(OutboxRow.id))
        .where(
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.rank != OutboxRank.ANSWER,
            OutboxRow.chat_id.not_in(busy),
            due,
        )
        .group_by(OutboxRow.chat_id, OutboxRow.rank)
    )
    query = (
        select(OutboxRow)
        .where(OutboxRow.id.in_(firsts), OutboxRow.due_at <= now)
        .order_by(OutboxRow.chat_id, OutboxRow.rank, OutboxRow.id)
    )
    if session.get_bind().dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    return (await session.scalars(query)).all()


async def answers(session: AsyncSession) -> Sequence[OutboxRow]:
    """Return the callback answers that wait; they have no lanes."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.chat_id == 0,
            OutboxRow.rank == OutboxRank.ANSWER,
            OutboxRow.state == OutboxState.PENDING,
        )
        .order_by(OutboxRow.id)
        .limit(50)
    )
    if session.get_bind().dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    return (await session.scalars(query)).all()


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """Return when the next waiting call is due, if any is due later than now."""
    return await session.scalar(
        select(func.min(OutboxRow.due_at)).where(
            OutboxRow.state == OutboxState.PENDING, OutboxRow.due_at > now
        )
    )


async def interrupted(session: AsyncSession) -> Sequence[OutboxRow]:
    """Return calls that were under way when the process died: they may have arrived or not."""
    query = select(OutboxRow).where(OutboxRow.state == OutboxState.SENDING).order_by(OutboxRow.id)
    return (await session.scalars(query)).all()


async def links(
    session: AsyncSession, names: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], MessageLink]:
    """Return the messages that stand under (chat, logical name)."""
    wanted = list(set(names))
    if not wanted:
        return {}
    query = select(MessageLink).where(tuple_(MessageLink.chat_id, MessageLink.logical).in_(wanted))
    return {
        (link.chat_id, link.logical): link
        for link in await session.scalars(query)
        if link.logical is not None
    }


async def unsent_parts(
    session: AsyncSession, ticket_message_id: uuid.UUID, chat_id: int
) -> Sequence[OutboxState]:
    """Return the states of a ticket message's parts in a chat that have not been sent."""
    query = select(OutboxRow.state).where(
        OutboxRow.ticket_message_id == ticket_message_id,
        OutboxRow.chat_id == chat_id,
        OutboxRow.rank == OutboxRank.CONTENT,
        OutboxRow.state.in_((*UNFINISHED, OutboxState.HELD, OutboxState.FAILED)),
    )
    return (await session.scalars(query)).all()


async def hold(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Keep people's words for somebody who blocked the bot; its own words to them are dropped."""
    waiting = (OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.PENDING)
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.rank == OutboxRank.CONTENT)
        .values(state=OutboxState.HELD)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(*waiting, OutboxRow.rank == OutboxRank.NOTICE)
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def resume(session: AsyncSession, chat_id: int, now: datetime) -> set[uuid.UUID]:
    """Send what was held for a chat; returns the ticket messages concerned."""
    held = (OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.HELD)
    messages = set(
        await session.scalars(select(OutboxRow.ticket_message_id).where(*held).distinct())
    )
    await session.execute(
        update(OutboxRow)
        .where(*held)
        .values(state=OutboxState.PENDING, due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    return {message for message in messages if message is not None}


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """Send to the new id what waits for a chat that was upgraded; its old message ids are void."""
    await session.execute(
        update(OutboxRow)
        .where(OutboxRow.chat_id == old, OutboxRow.state.in_((*UNFINISHED, OutboxState.HELD)))
        .values(chat_id=new)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        delete(MessageLink)
        .where(MessageLink.chat_id == old)
        .execution_options(synchronize_session=False)
    )


async def recently_sent(session: AsyncSession, since: datetime) -> Sequence[tuple[int, datetime]]:
    """Return (chat, time) of what was sent since then, oldest first."""
    query = (
        select(OutboxRow.chat_id, OutboxRow.finished_at)
        .where(OutboxRow.finished_at > since, OutboxRow.state == OutboxState.SENT)
        .order_by(OutboxRow.finished_at)
    )
    return [(chat, at) for chat, at in await session.execute(query) if at is not None]


async def pauses(session: AsyncSession, now: datetime) -> Sequence[ChatPause]:
    """Return the silences Telegram asked for that are not over."""
    return (await session.scalars(select(ChatPause).where(ChatPause.until > now))).all()


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget calls that ended a day ago; failures of people's words stay."""
    await session.execute(
        delete(OutboxRow).where(
            OutboxRow.finished_at < now - KEPT,
            OutboxRow.state.in_((OutboxState.SENT, OutboxState.DROPPED)),
        )
    )
    await session.execute(delete(ChatPause).where(ChatPause.until < now))

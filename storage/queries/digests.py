"""Cards that wait for a busy group, and the lists that stand in for them."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.enums import LinkRole, OutboxRank, OutboxState, Status
from storage.models import MessageLink, OutboxRow, Ticket
from storage.queries.tickets import WITH_PEOPLE

PREFIX = "digest:"  # of the logical name of a list


async def waiting_cards(
    session: AsyncSession, chat_id: int
) -> Sequence[tuple[uuid.UUID, datetime]]:
    """Return (ticket, since when) of the cards that have never left, oldest first, locked.

    One whose topic is there already, or is being made, goes into it.
    """
    query = (
        select(OutboxRow.ticket_id, OutboxRow.created_at, OutboxRow.thread)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.rank == OutboxRank.CONTENT,
            OutboxRow.role == LinkRole.CARD,
            OutboxRow.attempts == 0,
            OutboxRow.ticket_id.is_not(None),
        )
        .order_by(OutboxRow.id)
        .with_for_update(skip_locked=True)
    )
    cards = (await session.execute(query)).all()
    threads = {thread for _, _, thread in cards if thread is not None}
    fresh = await _fresh_topics(session, chat_id) if threads else set()
    return [(ticket, at) for ticket, at, thread in cards if ticket and thread in {None, *fresh}]


async def _fresh_topics(session: AsyncSession, chat_id: int) -> set[str | None]:
    """Return the names of the topics that nobody has begun to make, locked."""
    query = (
        select(OutboxRow.logical)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.rank == OutboxRank.TOPIC,
            OutboxRow.attempts == 0,
        )
        .with_for_update(skip_locked=True)
    )
    return set(await session.scalars(query))


async def any_since(session: AsyncSession, chat_id: int, moment: datetime) -> bool:
    """Whether a list was made for a chat since then."""
    query = select(OutboxRow.id).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.logical.startswith(PREFIX),
        OutboxRow.created_at >= moment,
    )
    return await session.scalar(query.limit(1)) is not None


async def unfilled(session: AsyncSession, chat_id: int, size: int) -> Sequence[uuid.UUID]:
    """Return the tickets of the newest list that waits to leave, if it has room; it is locked."""
    query = (
        select(OutboxRow.logical)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.attempts == 0,
            OutboxRow.logical.startswith(PREFIX),
        )
        .order_by(OutboxRow.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    name = await session.scalar(query)
    if name is None:
        return []
    found = (await session.scalars(select(Ticket.id).where(Ticket.digest == name))).all()
    return found if len(found) < size else []


async def drop(session: AsyncSession, chat_id: int, names: Collection[str]) -> None:
    """Forget lists that have not left: another one stands in for their tickets."""
    await session.execute(
        delete(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.logical.in_(names),
        )
        .execution_options(synchronize_session=False)
    )


async def tickets(session: AsyncSession, ids: Collection[uuid.UUID]) -> list[Ticket]:
    """Return tickets with their people, by number."""
    query = select(Ticket).where(Ticket.id.in_(ids)).options(*WITH_PEOPLE).order_by(Ticket.number)
    return list(await session.scalars(query))


async def take_back(session: AsyncSession, chat_id: int, ids: Collection[uuid.UUID]) -> None:
    """Forget the calls for tickets that wait in a chat, so that they are recorded again.

    Words of which a part has gone, or is going, stay: what is left of them still goes. With a
    topic goes what was to be done to it, and the history that was to stand in it.
    """
    other = aliased(OutboxRow)
    begun = exists().where(
        other.ticket_message_id == OutboxRow.ticket_message_id,
        other.role != LinkRole.CARD,
        other.state != OutboxState.PENDING,
    )
    is_content = OutboxRow.rank == OutboxRank.CONTENT
    await session.execute(
        delete(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.state == OutboxState.PENDING,
            OutboxRow.ticket_id.in_(ids),
            or_(
                is_content & (OutboxRow.role == LinkRole.CARD),
                is_content & OutboxRow.role.in_((LinkRole.COPY, LinkRole.HEADER)) & ~begun,
                is_content & (OutboxRow.role == LinkRole.NOTICE) & OutboxRow.thread.is_not(None),
                OutboxRow.method.like("%ForumTopic"),
            ),
        )
        .execution_options(synchronize_session=False)
    )


async def unseen(session: AsyncSession, chat_id: int) -> Sequence[Ticket]:
    """Return the tickets without a card whose list is gone, too, oldest first."""
    stands = exists().where(MessageLink.chat_id == chat_id, MessageLink.logical == Ticket.digest)
    comes = exists().where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.logical == Ticket.digest,
        OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING)),
    )
    query = (
        select(Ticket)
        .where(Ticket.digest.is_not(None), Ticket.status != Status.CLOSED, ~stands, ~comes)
        .options(*WITH_PEOPLE)
        .order_by(Ticket.number)
    )
    return (await session.scalars(query)).all()


async def named(session: AsyncSession, name: str) -> Sequence[Ticket]:
    """Return the tickets that a list stands in for, with their people."""
    query = select(Ticket).where(Ticket.digest == name).options(*WITH_PEOPLE)
    return (await session.scalars(query.order_by(Ticket.number))).all()

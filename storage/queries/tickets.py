"""Tickets and their messages: numbering, finding, listing."""

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from storage.enums import Delivery, LinkRole, OutboxState, Status
from storage.models import (
    Counter,
    MessageLink,
    OutboxRow,
    Ticket,
    TicketCategory,
    TicketMessage,
)
from storage.queries import shared

MAX_NUMBER = 2**31 - 1  # of a ticket, as both databases store it
WITH_PEOPLE = (
    joinedload(Ticket.requester),
    joinedload(Ticket.assignee),
    joinedload(Ticket.category),
)


async def next_number(session: AsyncSession) -> int:
    """Give out the next ticket number; no number is ever given twice."""
    number = await session.scalar(
        update(Counter)
        .where(Counter.name == "ticket")
        .values(value=Counter.value + 1)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )
    if number is None:
        raise LookupError("the ticket counter is missing")
    return int(number)


async def are_any(session: AsyncSession) -> bool:
    """Whether there has ever been a ticket."""
    return await session.scalar(select(Ticket.id).limit(1)) is not None


async def by_number(session: AsyncSession, number: int) -> Ticket | None:
    """Return a ticket with its people, locked against other processes until the commit."""
    if not 0 < number <= MAX_NUMBER:  # anybody can type or forge any number
        return None
    return await _locked(session, _BY_NUMBER, number)


async def by_id(session: AsyncSession, ticket_id: uuid.UUID) -> Ticket | None:
    """Return a ticket with its people, locked against other processes until the commit."""
    return await _locked(session, _BY_ID, ticket_id)


# To lock a ticket, and to read it.
Finding = tuple[Select[uuid.UUID], Select[Ticket]]


def _finding(which: ColumnElement[bool]) -> Finding:
    lock = select(Ticket.id).where(which).with_for_update(key_share=True)
    return lock, select(Ticket).where(which).options(*WITH_PEOPLE)


_BY_NUMBER = _finding(Ticket.number == bindparam("key"))
_BY_ID = _finding(Ticket.id == bindparam("key"))


async def _locked(session: AsyncSession, by: Finding, key: object) -> Ticket | None:
    lock, read = by
    # `key_share`: rows that refer to the ticket are checked at other transactions' commit, which
    # would wait for this one, and this one for the calls that they hold.
    if session.get_bind().dialect.name == "postgresql":
        # Locked first and read then: what is joined to a row that had to be waited for is stale.
        await session.execute(lock, {"key": key})
    return (await session.scalars(read, {"key": key})).one_or_none()


_NOT_CLOSED = (
    select(Ticket)
    .where(Ticket.requester_id == bindparam("requester"), Ticket.status != Status.CLOSED)
    .options(*WITH_PEOPLE)
    .order_by(Ticket.number.desc())
)
_NOT_CLOSED_LOCKED = _NOT_CLOSED.with_for_update(of=Ticket, key_share=True).execution_options(
    populate_existing=True
)


async def not_closed(
    session: AsyncSession, requester_id: int, *, locked: bool = False
) -> Sequence[Ticket]:
    """Return the requester's tickets that are not closed, newest first, with their people.

    `locked`, as they are now and until the commit: whoever writes into one of them needs that.
    """
    if locked:
        await session.flush()  # what is populated anew would be forgotten otherwise
    query = _NOT_CLOSED_LOCKED if locked else _NOT_CLOSED
    return (await session.scalars(query, {"requester": requester_id})).all()


async def without_card(session: AsyncSession, chat_id: int, limit: int) -> Sequence[Ticket]:
    """Return tickets that are not closed and have no card in a chat, oldest first."""
    carded = select(MessageLink.ticket_id).where(
        MessageLink.chat_id == chat_id,
        MessageLink.role == LinkRole.CARD,
        MessageLink.ticket_id.is_not(None),
    )
    query = (
        select(Ticket)
        .where(Ticket.status != Status.CLOSED, Ticket.id.not_in(carded))
        .options(*WITH_PEOPLE)
        .order_by(Ticket.number)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


_MESSAGE = (
    select(TicketMessage)
    .where(TicketMessage.id == bindparam("id"))
    .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
)


async def message(session: AsyncSession, message_id: uuid.UUID) -> TicketMessage | None:
    """Return a ticket message with its author and files."""
    return (await session.scalars(_MESSAGE, {"id": message_id})).one_or_none()


async def opening(session: AsyncSession, ticket: Ticket) -> Sequence[TicketMessage]:
    """Return what a ticket was opened with, in order, and what of older words followed.

    Words that were moved into a new ticket are older than it is.
    """
    query = (
        select(TicketMessage)
        .where(
            TicketMessage.ticket_id == ticket.id,
            TicketMessage.created_at <= ticket.created_at,
            TicketMessage.author_id == ticket.requester_id,
            TicketMessage.is_internal.is_(False),
        )
        .order_by(TicketMessage.position)
    )
    return (await session.scalars(query)).all()


async def held_messages(session: AsyncSession, chat_id: int) -> Sequence[TicketMessage]:
    """Return the ticket messages with a part that is held for a chat, oldest first."""
    held = select(OutboxRow.ticket_message_id).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.state == OutboxState.HELD,
        OutboxRow.ticket_message_id.is_not(None),
    )
    query = (
        select(TicketMessage)
        .where(TicketMessage.id.in_(held))
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.created_at, TicketMessage.position)
    )
    return (await session.scalars(query)).all()


async def album(
    session: AsyncSession, author_id: int, media_group_id: str
) -> TicketMessage | None:
    """Return the ticket message that the earlier parts of an album became."""
    query = (
        select(TicketMessage)
        .where(
            TicketMessage.media_group_id == media_group_id, TicketMessage.author_id == author_id
        )
        .order_by(TicketMessage.is_internal.desc())  # a part that became a note decides
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
    )
    return (await session.scalars(query)).first()


async def with_files(session: AsyncSession, ticket_id: uuid.UUID) -> Sequence[TicketMessage]:
    """Return the ticket's public messages that carry files, oldest first."""
    query = (
        select(TicketMessage)
        .where(
            TicketMessage.ticket_id == ticket_id,
            TicketMessage.is_internal.is_(False),
            TicketMessage.delivery != Delivery.WITHDRAWN,
            TicketMessage.attachments.any(),
        )
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    return (await session.scalars(query)).all()


async def burst(session: AsyncSession, burst_id: uuid.UUID) -> Sequence[TicketMessage]:
    """Return the messages that were routed together without asking, oldest first."""
    query = (
        select(TicketMessage)
        .where(TicketMessage.burst_id == burst_id)
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    return (await session.scalars(query)).all()


_MESSAGE_AT = select(TicketMessage).where(
    TicketMessage.ticket_id == bindparam("ticket"),
    TicketMessage.position == bindparam("position"),
)


async def message_at(
    session: AsyncSession, ticket_id: uuid.UUID, position: int
) -> TicketMessage | None:
    """Return the message at a position of a ticket's conversation."""
    values = {"ticket": ticket_id, "position": position}
    return (await session.scalars(_MESSAGE_AT, values)).one_or_none()


async def links_to(session: AsyncSession, message_id: uuid.UUID) -> Sequence[MessageLink]:
    """Return every Telegram message that stands for a ticket message."""
    query = select(MessageLink).where(MessageLink.ticket_message_id == message_id)
    return (await session.scalars(query)).all()


async def forget_copies(
    session: AsyncSession,
    message_id: uuid.UUID,
    now: datetime,
    delete: Callable[[int, int], None],
) -> tuple[int, int] | None:
    """Take back what the other side sees: waiting calls are dropped, copies deleted.

    What is under way goes once it lands; nothing of it may be under way with other words
    (`shared.is_under_way`).

    Returns the place of a message that carries other words too, to be shown without these.
    """
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.ticket_message_id == message_id,
            OutboxRow.state.in_((OutboxState.PENDING, OutboxState.HELD)),
            OutboxRow.role.in_((LinkRole.COPY, LinkRole.HEADER)),
        )
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.ticket_message_id == message_id,
            OutboxRow.state == OutboxState.SENDING,
            OutboxRow.role.in_((LinkRole.COPY, LinkRole.HEADER)),
        )
        .values(state=OutboxState.ERASED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )
    shown_without = await shared.leave(session, message_id)
    for link in await links_to(session, message_id):
        if link.role in (LinkRole.COPY, LinkRole.HEADER):
            delete(link.chat_id, link.message_id)
    return shown_without


async def never_relayed(session: AsyncSession, ticket_id: uuid.UUID) -> Sequence[TicketMessage]:
    """Return the requester's messages that no call has ever been recorded for, oldest first."""
    query = (
        select(TicketMessage)
        .where(
            TicketMessage.ticket_id == ticket_id,
            TicketMessage.is_internal.is_(False),
            TicketMessage.is_staff_reply.is_(False),
            TicketMessage.delivery == Delivery.PENDING,
            ~exists().where(OutboxRow.ticket_message_id == TicketMessage.id),
        )
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    return (await session.scalars(query)).all()


async def unsent_copies(session: AsyncSession, message_id: uuid.UUID) -> Sequence[OutboxRow]:
    """Return the calls with a ticket message that are not known to have arrived, oldest first."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.ticket_message_id == message_id,
            OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD)),
            OutboxRow.role == LinkRole.COPY,
        )
        .order_by(OutboxRow.id)
    )
    return (await session.scalars(query)).all()


_LINKS_OF = (
    select(MessageLink)
    .where(
        MessageLink.ticket_message_id == bindparam("message"),
        MessageLink.role == bindparam("role"),
    )
    .order_by(MessageLink.message_id)
)
_SOURCES = (
    select(MessageLink.chat_id, func.min(MessageLink.message_id))
    .where(
        MessageLink.ticket_message_id.in_(bindparam("messages", expanding=True)),
        MessageLink.role == LinkRole.SOURCE,
    )
    .group_by(MessageLink.ticket_message_id, MessageLink.chat_id)
)


async def links_of(
    session: AsyncSession, ticket_message_id: uuid.UUID, role: LinkRole
) -> Sequence[MessageLink]:
    """Return the Telegram messages that stand for a ticket message, oldest first."""
    values = {"message": ticket_message_id, "role": role}
    return (await session.scalars(_LINKS_OF, values)).all()


async def sources(
    session: AsyncSession, ticket_message_ids: Collection[uuid.UUID]
) -> Sequence[tuple[int, int]]:
    """Return (chat, message) of the first message of its author that each was said with."""
    found = await session.execute(_SOURCES, {"messages": list(ticket_message_ids)})
    return [(chat_id, message_id) for chat_id, message_id in found]


async def categories(session: AsyncSession) -> Sequence[TicketCategory]:
    """Return the categories that can be chosen, in their order."""
    query = (
        select(TicketCategory)
        .where(TicketCategory.is_active.is_(True))
        .order_by(TicketCategory.sort_order, TicketCategory.id)
    )
    return (await session.scalars(query)).all()


async def first_answer_times(
    session: AsyncSession, limit: int
) -> Sequence[tuple[datetime, datetime]]:
    """Return (created, first answered) of the tickets answered last."""
    query = (
        select(Ticket.created_at, Ticket.first_responded_at)
        .where(Ticket.first_responded_at.is_not(None))
        .order_by(Ticket.first_responded_at.desc())
        .limit(limit)
    )
    return [(created, at) for created, at in await session.execute(query) if at is not None]

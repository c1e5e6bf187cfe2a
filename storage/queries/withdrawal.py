"""What a taken back answer left behind: calls that wait or are under way, copies that stand."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Delivery, EventKind, LinkRole, OutboxState
from storage.models import Event, MessageLink, OutboxRow, TicketMessage

COPIES = (LinkRole.COPY, LinkRole.HEADER)
UNSENT = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD, OutboxState.FAILED)


async def drop_unsent(session: AsyncSession, message_id: uuid.UUID, now: datetime) -> bool:
    """Drop the calls that were to show a message; returns whether one is under way just now.

    Their rows are locked, so that one that lands meanwhile is seen as landed or lands later.
    """
    await session.flush()
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.ticket_message_id == message_id,
            OutboxRow.role.in_(COPIES),
            OutboxRow.state.in_(UNSENT),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = (await session.scalars(query)).all()
    for row in rows:
        if row.state is not OutboxState.SENDING:
            row.state, row.finished_at = OutboxState.DROPPED, now
    await session.flush()
    return any(row.state is OutboxState.SENDING for row in rows)


async def copies(session: AsyncSession, message_id: uuid.UUID) -> Sequence[MessageLink]:
    """Return the messages that show a ticket message on the other side, oldest first."""
    query = (
        select(MessageLink)
        .where(MessageLink.ticket_message_id == message_id, MessageLink.role.in_(COPIES))
        .order_by(MessageLink.message_id)
    )
    return (await session.scalars(query)).all()


async def is_withdrawn(session: AsyncSession, message_id: uuid.UUID) -> bool:
    """Whether a ticket message has been taken back."""
    query = select(TicketMessage.delivery).where(TicketMessage.id == message_id)
    return await session.scalar(query) is Delivery.WITHDRAWN


async def last_public(session: AsyncSession, ticket_id: uuid.UUID) -> TicketMessage | None:
    """Return the last thing said in a ticket that its requester knows of."""
    query = _public(ticket_id).order_by(TicketMessage.position.desc()).limit(1)
    return (await session.scalars(query)).first()


async def last_answer_at(session: AsyncSession, ticket_id: uuid.UUID) -> datetime | None:
    """Return when the requester was last answered, as far as they still know."""
    query = (
        _public(ticket_id)
        .where(TicketMessage.is_staff_reply.is_(True))
        .order_by(TicketMessage.position.desc())
        .limit(1)
    )
    last = (await session.scalars(query)).first()
    return last.created_at if last is not None else None


async def first_answer(session: AsyncSession, ticket_id: uuid.UUID) -> tuple[datetime, int] | None:
    """Return when the requester was first answered, as far as they still know, and by whom.

    When words went out is in the audit: they may have been kept as a note before.
    """
    answers = (
        _public(ticket_id)
        .where(TicketMessage.is_staff_reply.is_(True))
        .with_only_columns(TicketMessage.id, TicketMessage.author_id)
    )
    authors = {message.hex: author for message, author in await session.execute(answers)}
    sent = (
        select(Event.after, Event.at)
        .where(Event.ticket_id == ticket_id, Event.kind == EventKind.AGENT_ANSWERED)
        .order_by(Event.id)
    )
    for after, at in await session.execute(sent):
        if (author := authors.get(after.get("message", ""))) is not None:
            return at, author
    return None


def _public(ticket_id: uuid.UUID) -> Select[TicketMessage]:
    return select(TicketMessage).where(
        TicketMessage.ticket_id == ticket_id,
        TicketMessage.is_internal.is_(False),
        TicketMessage.delivery != Delivery.WITHDRAWN,
    )

"""Somebody's own data, as far as they may see it: counted, and read whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from storage.enums import Delivery, Status
from storage.models import Draft, Rating, Ticket, TicketAttachment, TicketMessage, User
from storage.queries.tickets import WITH_PEOPLE


@dataclass(frozen=True)
class Counted:
    """How much there is of somebody."""

    tickets: int
    not_closed: int
    messages: int  # theirs and the answers to them
    files: int


@dataclass(frozen=True)
class Data:
    """All that somebody said and received."""

    person: User
    tickets: Sequence[Ticket]
    messages: Sequence[TicketMessage]  # of all tickets, in the order of each
    ratings: Sequence[Rating]
    drafts: Sequence[Draft]


async def counted(session: AsyncSession, person_id: int) -> Counted:
    """Count what there is, without what a requester does not know of."""
    own = Ticket.requester_id == person_id

    async def count(query: Select[int]) -> int:
        return int(await session.scalar(query) or 0)

    tickets = select(func.count()).select_from(Ticket).where(own)
    messages = select(func.count()).select_from(TicketMessage).where(_public(person_id))
    files = (
        select(func.count())
        .select_from(TicketAttachment)
        .join(TicketMessage, TicketMessage.id == TicketAttachment.message_id)
        .where(_public(person_id))
    )
    return Counted(
        await count(tickets),
        await count(tickets.where(Ticket.status != Status.CLOSED)),
        await count(messages),
        await count(files),
    )


def _public(person_id: int) -> ColumnElement[bool]:
    return and_(
        TicketMessage.ticket_id.in_(select(Ticket.id).where(Ticket.requester_id == person_id)),
        TicketMessage.is_internal.is_(False),
        TicketMessage.is_undecided.is_(False),
        TicketMessage.delivery != Delivery.WITHDRAWN,
    )


async def everything(session: AsyncSession, person_id: int) -> Data | None:
    """Return all that somebody may see of their own; notes and withdrawn words are not read."""
    person = await session.get(User, person_id)
    if person is None:
        return None
    tickets = await session.scalars(
        select(Ticket)
        .where(Ticket.requester_id == person_id)
        .options(*WITH_PEOPLE)
        .order_by(Ticket.number)
    )
    messages = await session.scalars(
        select(TicketMessage)
        .where(_public(person_id))
        .options(joinedload(TicketMessage.author), selectinload(TicketMessage.attachments))
        .order_by(TicketMessage.position)
    )
    ratings = await session.scalars(
        select(Rating)
        .join(Ticket, Ticket.id == Rating.ticket_id)
        .where(Ticket.requester_id == person_id, Rating.score.is_not(None))
    )
    drafts = await session.scalars(select(Draft).where(Draft.user_id == person_id))
    return Data(person, tickets.all(), messages.all(), ratings.all(), drafts.all())

"""An answer is taken back: kept in the audit, gone at the requester's."""

import uuid
from dataclasses import dataclass

from bot.rules.access import Act, denial
from bot.rules.transitions import Move
from bot.services.tickets import get, move
from bot.services.work import Refused, Work
from storage.enums import Delivery, EventKind, Status
from storage.models import Ticket, TicketMessage
from storage.queries import tickets, withdrawal


@dataclass(frozen=True)
class Withdrawn:
    """A taken back answer."""

    ticket: Ticket
    message: TicketMessage


async def withdraw(work: Work, message_id: uuid.UUID | None) -> Withdrawn:
    """Take an answer back: one's own, or as an administrator anybody's."""
    user = work.allow(Act.WITHDRAW)
    message = await tickets.message(work.session, message_id) if message_id else None
    if message is None or not message.is_staff_reply:
        raise Refused("withdraw-how")
    ticket = await get(work, message.ticket_id)
    if message.author_id != user.id and (
        work.actor is None or denial(work.actor, Act.WITHDRAW_ANY) is not None
    ):
        raise Refused("withdraw-not-yours", name=message.author.name)
    if message.delivery is Delivery.WITHDRAWN:
        raise Refused("withdraw-already")
    message.delivery = Delivery.WITHDRAWN
    is_flying = await withdrawal.drop_unsent(work.session, message.id, work.now)
    ticket.file_count -= len(message.attachments)
    ticket.answered_at = await withdrawal.last_answer_at(work.session, ticket.id)
    first = await withdrawal.first_answer(work.session, ticket.id)
    ticket.first_responded_at, ticket.first_responder_id = first or (None, None)
    before = await _back_to_work(work, ticket, message)
    work.record(
        EventKind.WITHDRAWN,
        ticket,
        before={"status": before.value},
        after={
            "status": ticket.status.value,
            "message": message.id.hex,
            "text": message.text,
            "flying": is_flying,
        },
        message=message,
    )
    return Withdrawn(ticket, message)


async def _back_to_work(work: Work, ticket: Ticket, message: TicketMessage) -> Status:
    """A requester who waits for an answer again is not waited for; returns the status before."""
    last = await withdrawal.last_public(work.session, ticket.id)
    was_last = last is None or (not last.is_staff_reply and last.position < message.position)
    if ticket.status is Status.WAITING and was_last:
        return move(work, ticket, Move.WITHDRAW)
    return ticket.status

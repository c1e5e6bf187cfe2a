"""Words that were put in the wrong ticket: a whole burst is moved at once."""

import uuid
from typing import Any

from bot.rules.access import Act
from bot.rules.content import together
from bot.rules.transitions import Move
from bot.services import fair_use, intake, merge
from bot.services.tickets import content_of, get, move
from bot.services.work import Refused, Unsettled, Work
from storage.enums import Delivery, EventKind, Status
from storage.models import Ticket, TicketMessage
from storage.queries import shared, tickets


async def misplaced(work: Work, burst_id: uuid.UUID) -> tuple[Ticket, list[Ticket]]:
    """Return the ticket that a burst was put in and the others it could belong to."""
    messages = await _own_burst(work, burst_id)
    ticket = await get(work, messages[0].ticket_id)
    user = work.allow(Act.SEE_OWN, ticket)
    others = [
        other for other in await tickets.not_closed(work.session, user.id) if other.id != ticket.id
    ]
    return ticket, others


async def _own_burst(work: Work, burst_id: uuid.UUID) -> list[TicketMessage]:
    messages = list(await tickets.burst(work.session, burst_id))
    if not messages or work.user is None or messages[0].author_id != work.user.id:
        raise Refused("question-over")
    return messages


async def move_burst(work: Work, burst_id: uuid.UUID, number: int) -> tuple[Ticket, Ticket]:
    """Move a burst to ticket `number`, or to a new one for 0; returns (from, to).

    Raises Unsettled while some of it is being shown together with other words.
    """
    messages = await _own_burst(work, burst_id)
    source = await get(work, messages[0].ticket_id)
    work.allow(Act.WRITE_OWN, source)
    if await shared.is_under_way(work.session, [message.id for message in messages]):
        raise Unsettled  # others' words are in it, too: they can be taken out once it stands
    if number == 0:
        await fair_use.check(work)
        words, entities = together((message.text, message.entities) for message in messages)
        subject = intake.subject_of([content_of(message) for message in messages])
        target = await intake.open_ticket(work, [], subject=subject)
        target.description, target.description_entities = words, entities
    else:
        named = await tickets.by_number(work.session, number)
        found = await merge.heir(work, named) if named is not None else None
        if found is None or found.id == source.id:
            raise Refused("question-over")
        work.allow(Act.WRITE_OWN, found)
        target = found
    left = []
    for message in messages:
        before = move(work, target, Move.WRITE)
        left.append(await _move_message(work, message, source, target, before))
    after: dict[str, Any] = {"to": target.number, "count": len(messages)}
    places = sorted({place for place in left if place is not None})
    if places:
        after["shared"] = [list(place) for place in places]
    work.record(EventKind.MESSAGES_MOVED, source, after=after)
    return source, target


async def _move_message(
    work: Work, message: TicketMessage, source: Ticket, target: Ticket, before: Status
) -> tuple[int, int] | None:
    place = await tickets.forget_copies(work.session, message.id, work.now, work.out.delete)
    target.message_count += 1
    message.ticket_id, message.position = target.id, target.message_count
    message.burst_id, message.delivery = None, Delivery.PENDING
    source.file_count -= len(message.attachments)
    target.file_count += len(message.attachments)
    await work.session.flush()
    for link in await tickets.links_to(work.session, message.id):
        link.ticket_id = target.id
    work.record(
        EventKind.REQUESTER_WROTE,
        target,
        before={"status": before.value},
        after={"status": target.status.value, "message": message.id.hex},
        message=message,
    )
    return place

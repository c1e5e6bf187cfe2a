"""A duplicate is merged into another ticket of the same requester, where everything goes on.

Its words stay in it: nothing is moved or lost. What is said to it from then on goes to its heir.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.access import Act
from bot.rules.transitions import Move
from bot.services import links
from bot.services.tickets import find, move
from bot.services.work import Refused, Work
from storage.enums import EventKind, Status
from storage.models import Ticket, TicketMessage
from storage.queries import tickets


@dataclass(frozen=True)
class Merging:
    """A duplicate and the ticket that remains."""

    duplicate: Ticket
    into: Ticket


async def heir(work: Work, ticket: Ticket) -> Ticket:
    """Return the ticket in which this one goes on: itself unless it was merged."""
    while ticket.merged_into is not None:
        ticket = await find(work, ticket.merged_into)
    return ticket


async def goes_on_in(
    work: Work, ticket_id: uuid.UUID | None, open_tickets: Sequence[Ticket]
) -> uuid.UUID | None:
    """Return the ticket that a requester's words to this one belong to: its heir, if any."""
    if ticket_id is None or any(ticket.id == ticket_id for ticket in open_tickets):
        return ticket_id
    ticket = await tickets.by_id(work.session, ticket_id)
    return (await heir(work, ticket)).id if ticket is not None else None


async def check(work: Work, number: int, into: int) -> Merging:
    """Return what may be merged; who names a merged ticket as the other one means its heir."""
    work.allow(Act.MERGE)
    if number == into:
        raise Refused("merge-itself", number=number)
    found = await links.both(work, [number, into])
    duplicate, target = found[number], found[into]
    if duplicate.requester_id != target.requester_id:
        raise Refused("merge-others", number=number, into=into)
    if duplicate.merged_into is not None:
        raise Refused("merge-already", number=number, into=duplicate.merged_into)
    target = await heir(work, target)
    if target.id == duplicate.id:
        raise Refused("merge-circle", number=number, into=into)
    if target.status is Status.CLOSED:
        raise Refused(
            "merge-closed",
            number=target.number,
            reopen=f"/reopen {target.number}",
            other=f"/merge {target.number} {number}",
        )
    return Merging(duplicate, target)


async def merge(work: Work, number: int, into: int) -> Merging:
    """Merge; refused if anything has changed since it was asked about."""
    found = await check(work, number, into)
    duplicate, target = found.duplicate, found.into
    if target.number != into:
        raise Refused("merge-already", number=into, into=target.number)
    before = move(work, duplicate, Move.MERGE)
    duplicate.merged_into = target.number
    target.duplicates = [*(target.duplicates or []), duplicate.number]
    target.updated_at = work.now
    work.record(
        EventKind.MERGED,
        duplicate,
        before={"status": before.value},
        after={"status": duplicate.status.value, "other": target.number},
    )
    work.record(EventKind.DUPLICATE_MERGED, target, after={"other": duplicate.number})
    return found


async def cancel(work: Work, number: int) -> None:
    """Leave a ticket as it is; refused if it was merged meanwhile."""
    work.allow(Act.MERGE)
    duplicate = await find(work, number)
    if duplicate.merged_into is not None:
        raise Refused("merge-already", number=number, into=duplicate.merged_into)


async def carry(work: Work, message: TicketMessage, target: Ticket) -> None:
    """Take words that nobody has seen yet along to the heir: that is where they are sent."""
    target.message_count += 1
    message.ticket_id, message.position = target.id, target.message_count
    await work.session.flush()
    for link in await tickets.links_to(work.session, message.id):
        link.ticket_id = target.id

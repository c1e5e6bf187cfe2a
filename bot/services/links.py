"""Tickets that have to do with each other are linked: for the staff, on both sides alike."""

from collections.abc import Sequence

from bot.rules.access import Act
from bot.services.tickets import find
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import Ticket

MOST = 12  # links of one ticket: a card shows them all


async def link(work: Work, number: int, others: Sequence[int]) -> None:
    """Link a ticket with each of the others: all of them, or none if one is refused."""
    work.allow(Act.LINK)
    found = await both(work, [number, *others])
    for other in others:
        if other == number:
            raise Refused("link-itself", number=number)
        if other in (found[number].links or []):
            raise Refused("link-already", number=number, other=other)
        for one, two in ((found[number], found[other]), (found[other], found[number])):
            check_room(one)
            work.record(EventKind.LINKED, one, after={"other": two.number})
        pair(found[number], found[other])


async def unlink(work: Work, number: int, others: Sequence[int]) -> None:
    """Undo links: all of them, or none if one is refused."""
    work.allow(Act.LINK)
    found = await both(work, [number, *others])
    for other in others:
        if other not in (found[number].links or []):
            raise Refused("link-none", number=number, other=other)
        for one, two in ((found[number], found[other]), (found[other], found[number])):
            one.links = [item for item in one.links or [] if item != two.number]
            work.record(EventKind.UNLINKED, one, after={"other": two.number})


async def both(work: Work, numbers: Sequence[int]) -> dict[int, Ticket]:
    """Return tickets by number; locked from the newest on, as those of a writing requester are."""
    return {number: await find(work, number) for number in sorted(set(numbers), reverse=True)}


def check_room(ticket: Ticket) -> None:
    """Refuse one more link to a ticket that has as many as a card can show."""
    if len(ticket.links or []) >= MOST:
        raise Refused("link-full", number=ticket.number)


def pair(one: Ticket, two: Ticket) -> None:
    """Link two tickets that are not linked yet."""
    one.links = [*(one.links or []), two.number]
    two.links = [*(two.links or []), one.number]

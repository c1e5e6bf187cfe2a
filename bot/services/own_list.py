"""A requester's list of their own tickets: filtered, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.access import Act
from bot.rules.lists import Look, Shown, Way
from bot.services.work import Refused, Work
from storage.enums import ListOrder
from storage.models import TicketCategory
from storage.queries import queue, tickets
from storage.queries.queue import Spot, Which

PAGE = 6
FIRST = Look(Shown.ALL)


@dataclass(frozen=True)
class OwnListed:
    """A page of somebody's own tickets, newest first, and the filters that made it."""

    look: Look
    category_id: int
    categories: Sequence[TicketCategory]
    page: queue.QueuePage


async def turn_to(
    work: Work, look: Look = FIRST, category_id: int = 0, number: int = 0
) -> OwnListed:
    """Return the page next to ticket `number` (0: the first) of the person's own tickets."""
    user = work.allow(Act.OPEN_TICKET)
    if not all(0 <= value <= tickets.MAX_NUMBER for value in (number, category_id)):
        raise Refused("button-unknown")
    if look.order is not ListOrder.NEWEST:
        raise Refused("button-unknown")
    which = Which(
        statuses=look.shown.statuses,
        requester_id=user.id,
        priority=look.priority,
        category_id=category_id or None,
    )
    spot = Spot(number, after=look.way is Way.AFTER)
    page = await queue.page(work.session, which, look.order, spot, PAGE)
    return OwnListed(look, category_id, await tickets.categories(work.session), page)

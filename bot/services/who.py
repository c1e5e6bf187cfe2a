"""Who a ticket is from, as far as an agent needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.triage import seen
from bot.services.work import Work
from storage.enums import ListOrder
from storage.models import Ticket
from storage.queries import queue, who
from storage.queries.queue import QueuePage, Spot, Which

PAGE = 8
RATINGS = 5


@dataclass(frozen=True)
class Requester:
    """The requester of a ticket: what they have besides it, newest first."""

    ticket: Ticket
    total: int  # this one included
    still_open: int
    ratings: Sequence[tuple[int, int]]  # number and score
    others: QueuePage


async def look(work: Work, number: int, spot: Spot) -> Requester:
    """Return who a ticket is from, with their other tickets next to `spot`."""
    ticket = await seen(work, number)
    which = Which(requester_id=ticket.requester_id, other_than=ticket.number)
    total, still_open = await who.counts(work.session, ticket.requester_id)
    return Requester(
        ticket,
        total,
        still_open,
        await who.ratings(work.session, ticket.requester_id, RATINGS),
        await queue.page(work.session, which, ListOrder.NEWEST, spot, PAGE),
    )

"""The staff group's list of tickets: filtered, ordered, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.rules.access import Act
from bot.rules.lists import Look, Shown, Way
from bot.services import tags
from bot.services.work import Refused, Work
from bot.views.queue import EVERYBODY, MINE, NOBODY, View
from storage.enums import ListOrder
from storage.models import TicketCategory, User
from storage.queries import queue, tickets
from storage.queries.queue import Spot, Which
from storage.queries.tags import TagInUse

PAGE = 8
LAST_SECOND = 2**33  # of what buttons say: any later instant is forged


@dataclass(frozen=True)
class Listed:
    """A page of the list, and how it came about."""

    view: View
    categories: Sequence[TicketCategory]
    tags: Sequence[TagInUse]  # that can be chosen
    page: queue.QueuePage


async def turn_to(
    work: Work,
    look: Look,
    whose: int = EVERYBODY,
    category_id: int = 0,
    owed: int = 0,
    number: int = 0,
    tag_id: int = 0,
) -> Listed:
    """Return the page of a list next to ticket `number` (0: the first)."""
    user = work.allow(Act.SEE_ANY)
    agent = None
    if whose == MINE:
        if user.is_group or (work.actor is not None and work.actor.is_anonymous):
            raise Refused("queue-anonymous")
        agent = user
    elif whose > 0:
        agent = await work.session.get(User, whose)
    if whose < MINE or (whose > 0 and agent is None) or not 0 <= owed < LAST_SECOND:
        raise Refused("queue-unknown")
    if not 0 <= number <= tickets.MAX_NUMBER or not 0 <= category_id <= tickets.MAX_NUMBER:
        raise Refused("queue-unknown")
    tag = await tags.get(work, tag_id) if tag_id else None
    which = Which(
        statuses=look.shown.statuses,
        assignee_id=agent.id if agent else None,
        is_unassigned=whose == NOBODY,
        priority=look.priority,
        category_id=category_id or None,
        tag_id=tag.id if tag else None,
    )
    spot = Spot(number, datetime.fromtimestamp(owed, UTC), look.way is Way.AFTER)
    page = await queue.page(work.session, which, look.order, spot, PAGE)
    categories = await tickets.categories(work.session)
    in_use = await tags.in_use(work, tags.OFFERED)
    # Not "mine": a colleague who turns the page of Boris's list goes on reading Boris's.
    is_first_day = not page.tickets and not await tickets.are_any(work.session)
    view = View(look, agent.id if agent else whose, agent, category_id, tag, is_first_day)
    return Listed(view, categories, in_use, page)


FIRST = Look(Shown.NOT_CLOSED, order=ListOrder.NEWEST)

"""The staff group's lists: all tickets that are not closed, or one agent's."""

from dataclasses import dataclass

from bot.rules.access import Act
from bot.services.work import Refused, Work
from storage.models import User
from storage.queries import queue

PAGE = 8
ALL = "all"
ID_DIGITS = 16  # Telegram's ids have 52 significant bits at most
LAST_NUMBER = 2**31 - 1  # what the column of ticket numbers holds


@dataclass(frozen=True)
class Listed:
    """A page of a list; `agent` is whose it is, None for everybody's."""

    agent: User | None
    page: queue.QueuePage

    @property
    def whose(self) -> str:
        """The list's name in button data: `all`, or an agent's id.

        Not "mine": a colleague who turns the page of Boris's list goes on reading Boris's.
        """
        return str(self.agent.id) if self.agent else ALL


async def mine(work: Work) -> Listed:
    """Return the first page of the acting agent's tickets."""
    user = work.allow(Act.SEE_ANY)
    if user.is_group or (work.actor is not None and work.actor.is_anonymous):
        raise Refused("queue-anonymous")
    return Listed(user, await queue.page(work.session, agent_id=user.id, size=PAGE))


async def turn_to(work: Work, whose: str = ALL, way: str = "older", number: int = 0) -> Listed:
    """Return the page `older` or `newer` than ticket `number` (0: the first) of a list."""
    work.allow(Act.SEE_ANY)
    agent = None
    if whose != ALL:
        is_id = whose.isascii() and whose.isdigit() and len(whose) <= ID_DIGITS
        agent = await work.session.get(User, int(whose)) if is_id else None
    if (whose != ALL and agent is None) or not 0 <= number <= LAST_NUMBER:
        raise Refused("queue-unknown")
    page = await queue.page(
        work.session,
        agent_id=agent.id if agent else None,
        older_than=number if way == "older" else 0,
        newer_than=number if way == "newer" else 0,
        size=PAGE,
    )
    return Listed(agent, page)

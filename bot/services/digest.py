"""When new cards wait too long for a busy group, a list stands in for them.

Telegram lets a bot write 20 messages a minute to a group, and make 20 topics: a thousand tickets
at once would take fifty. A list names 55 of them; a ticket's own card, in its topic if the group
has topics, is made as soon as somebody opens it from there, or anything about it changes.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from bot.services.work import Work
from storage.models import Ticket
from storage.queries import digests

WAIT = timedelta(minutes=1)
SHORT = 10  # so few go as cards, however long it has been
MANY = 60  # with so many, the last would wait for minutes
SIZE = 55


async def waiting(work: Work) -> list[Ticket]:
    """Return the tickets whose cards wait too long, oldest first; none where they need not."""
    group = work.group
    if group is None:
        return []
    cards = await digests.waiting_cards(work.session, group.chat_id)
    if not cards:
        return []
    ids = [ticket_id for ticket_id, _ in cards]
    # A list that has not left yet takes in what came since: each is one of 19 messages that the
    # group may be sent in a minute.
    if listed := await digests.unfilled(work.session, group.chat_id, SIZE):
        return await digests.tickets(work.session, [*listed, *ids])
    if len(cards) <= SHORT:
        return []
    oldest = min(created_at for _, created_at in cards)
    is_soon = len(cards) <= MANY and work.now - oldest <= WAIT
    # Lists go on until the queue is short again: the last of many need not wait a minute more.
    if is_soon and not await digests.any_since(work.session, group.chat_id, work.now - WAIT):
        return []
    return await digests.tickets(work.session, ids)


async def take_back(work: Work, found: Sequence[Ticket]) -> str:
    """Take cards back, with the words that wait behind them and follow the card once it is made.

    Topics that are not being made yet are taken back with what was to stand in them.

    Returns the logical name of the list that is to stand in for them.
    """
    assert work.group is not None
    name = f"{digests.PREFIX}{uuid.uuid4().hex}"
    earlier = {ticket.digest for ticket in found if ticket.digest is not None}
    await digests.drop(work.session, work.group.chat_id, earlier)
    await digests.take_back(work.session, work.group.chat_id, [ticket.id for ticket in found])
    for ticket in found:
        ticket.digest, ticket.topic = name, None
    await work.session.flush()
    return name


async def went(work: Work) -> None:
    """Lists have been taken out of the group: what only they named gets a card."""
    if work.group is not None:
        for ticket in await digests.unseen(work.session, work.group.chat_id):
            work.touch(ticket)


def opened(work: Work, ticket: Ticket) -> bool:
    """Have the card of a ticket made that only a list names; False if it has one."""
    if ticket.digest is None:
        return False
    work.touch(ticket)
    return True

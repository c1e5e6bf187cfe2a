"""Lists in the place of cards that wait too long, and what follows once one stands."""

from bot.notices.group import show_card
from bot.notices.reader import group_texts
from bot.services import digest as service
from bot.services.work import Work
from bot.views.digest import digest
from storage.enums import LinkRole, OutboxRank
from storage.models import Ticket


async def stand_in(work: Work) -> None:
    """Say in lists what waits too long to be said in cards."""
    found = await service.waiting(work)
    for start in range(0, len(found), service.SIZE):
        some = found[start : start + service.SIZE]
        name = await service.take_back(work, some)
        assert work.group is not None
        work.out.say(
            work.group.chat_id,
            digest(some, group_texts(work)),
            rank=OutboxRank.CONTENT,
            role=LinkRole.NOTICE,
            logical=name,
        )


async def make_card(work: Work, ticket: Ticket) -> None:
    """Make the card of a ticket that only a list names so far, with all that was said."""
    ticket.digest = None
    await show_card(work, ticket)

"""Telling a requester that one of their messages has a ticket of its own."""

from bot.notices.reader import texts_of, ticket_of
from bot.services.outgoing import About
from bot.services.work import Happening, Work
from bot.views import split as view
from storage.enums import LinkRole
from storage.queries import tickets


async def told(work: Work, what: Happening) -> None:
    """Say which ticket it is; whoever replies to that means the new one."""
    original, message = ticket_of(what), what.message
    ticket = await tickets.by_number(work.session, what.event.after["other"])
    if message is None or ticket is None:
        return
    work.out.say(
        original.requester_id,
        view.told(ticket, message, texts_of(work, original.requester)),
        role=LinkRole.NOTICE,
        about=About(ticket.id),
    )

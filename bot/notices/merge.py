"""Who hears that a duplicate was merged: its requester, and its topic."""

from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.services import place
from bot.services.outgoing import About
from bot.services.work import Happening, Work
from bot.views import merge as view
from storage.enums import LinkRole
from storage.queries import tickets


async def told(work: Work, what: Happening) -> None:
    """Tell the requester where it goes on."""
    duplicate = ticket_of(what)
    into = await tickets.by_number(work.session, what.event.after["other"])
    if into is not None:
        work.out.say(
            duplicate.requester_id,
            view.told(duplicate, into, texts_of(work, duplicate.requester)),
            role=LinkRole.NOTICE,
            about=About(into.id),
        )


async def point_in_topic(work: Work, what: Happening) -> None:
    """Say at the end of the duplicate's topic where it goes on."""
    duplicate = ticket_of(what)
    spot = await place.of(work, duplicate)
    if spot is not None and spot.thread is not None:
        work.out.say(
            spot.chat_id,
            view.in_topic(what.event.after["other"], group_texts(work)),
            thread=spot.thread,
            about=About(duplicate.id),
            silent=True,
        )

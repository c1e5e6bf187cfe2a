"""Asking the requester whether their ticket may be closed, and telling the group if not."""

from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.services import askclose, place
from bot.services.outgoing import About
from bot.services.work import Happening, Work
from bot.views import askclose as view
from storage.enums import LinkRole, OutboxRank


async def asked(work: Work, what: Happening) -> None:
    """Put the question; an older one that was never answered goes."""
    ticket = ticket_of(what)
    work.out.say(
        ticket.requester_id,
        view.question(ticket, what.actor, texts_of(work, ticket.requester)),
        rank=OutboxRank.CONTENT,  # kept for somebody who has just blocked the bot
        role=LinkRole.FORM,
        logical=askclose.question_name(ticket.id),
        about=About(ticket.id),
    )


async def still_needed(work: Work, what: Happening) -> None:
    """Tell the group that the requester still needs help."""
    ticket = ticket_of(what)
    spot = await place.of(work, ticket)
    if spot is not None:
        screen = view.still_needed(ticket, group_texts(work))
        work.out.say(
            spot.chat_id,
            screen,
            thread=spot.thread,
            reply_to=spot.reply_to,
            about=About(ticket.id),
        )

"""Asking the requester how the help was, and telling the group what they say."""

from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.services import place, rating
from bot.services.outgoing import About
from bot.services.work import Happening, Work
from bot.views import rating as view
from bot.views.screen import Screen
from storage.enums import LinkRole, OutboxRank
from storage.models import Ticket
from storage.queries import rating as ratings


async def ask(work: Work, what: Happening) -> None:
    """Ask once how the help was; an older question that nobody answered gives way."""
    if not await rating.ask(work, what):
        return
    await work.session.flush()
    ticket = ticket_of(what)
    row = await ratings.of_ticket(work.session, ticket.id)
    assert row is not None
    chat_id, name = ticket.requester_id, rating.question_name(ticket.id)
    screen = view.question(ticket, row, texts_of(work, ticket.requester))
    if await work.out.unfinished(chat_id, name):
        await work.out.edit(chat_id, name, screen)
        return
    about = About(ticket.id)
    work.out.say(chat_id, screen, role=LinkRole.FORM, logical=name, about=about, silent=True)


async def score(work: Work, what: Happening) -> None:
    """Tell the group the score; a changed one where the first was told."""
    ticket = ticket_of(what)
    row = await ratings.of_ticket(work.session, ticket.id)
    if row is None or row.score is None:
        return
    screen = view.score_told(ticket, row, group_texts(work))
    await _tell(work, ticket, rating.score_name(ticket.id), screen)


async def comment(work: Work, what: Happening) -> None:
    """Tell the group the comment; a changed one where the first was told."""
    ticket = ticket_of(what)
    row = await ratings.of_ticket(work.session, ticket.id)
    if row is None or not row.comment:
        return
    screen = view.comment_told(ticket, row, group_texts(work))
    await _tell(work, ticket, rating.comment_name(ticket.id), screen)


async def _tell(work: Work, ticket: Ticket, name: str, screen: Screen) -> None:
    spot = await place.of(work, ticket)
    if spot is None:
        return
    waits = await work.out.unfinished(spot.chat_id, name)
    if waits or await work.out.stands(spot.chat_id, name):
        await work.out.edit(spot.chat_id, name, screen, About(ticket.id), waiting=waits)
        return
    work.out.say(
        spot.chat_id,
        screen,
        rank=OutboxRank.CONTENT,  # a customer's words
        logical=name,
        thread=spot.thread,
        reply_to=spot.reply_to,
        about=About(ticket.id),
        silent=True,
    )


async def comment_moved(work: Work, what: Happening) -> None:
    """Take the comment away from the group: its words go to the ticket instead."""
    ticket = ticket_of(what)
    spot = await place.of(work, ticket)
    if spot is not None:
        await work.out.withdraw(spot.chat_id, rating.comment_name(ticket.id))

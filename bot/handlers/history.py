"""A ticket's conversation and log in the staff group.

The buttons of a card ask for page 0 and get a message of their own, which replies to the card; the
buttons of that message ask for a page and turn it in place.
"""

from bot.buttons import Conversation, Log
from bot.context import Turn
from bot.rules.access import Act
from bot.services import place
from bot.services.outgoing import About, at
from bot.services.triage import seen
from bot.views.conversation import pages
from bot.views.history import ROOM, history_screen, page_number
from bot.views.log import log_text
from bot.views.screen import Screen
from storage.enums import LinkRole
from storage.models import Ticket
from storage.queries import events
from storage.queries.messages import conversation

LOG_PAGE = 15


async def show_conversation(turn: Turn) -> None:
    """Show everything said in a ticket, notes included."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Conversation)
    ticket = await seen(work, press.number)
    said = await conversation(work.session, ticket.id, internal=True)
    zone = work.desk.time_zone
    texts = pages(said, turn.texts, zone, for_staff=True, room=ROOM)
    page = page_number(press.page, len(texts))
    body = texts[page - 1]
    screen = history_screen("💬", ticket, Conversation, body, page, len(texts), turn.texts)
    await _put(turn, ticket, screen, press.page)


async def show_log(turn: Turn) -> None:
    """Show who did what to a ticket."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Log)
    ticket = await seen(work, press.number)
    total = await events.count_of(work.session, ticket.id)
    count = max(1, -(-total // LOG_PAGE))
    page = page_number(press.page, count)
    lines = await events.slice_of(work.session, ticket.id, (page - 1) * LOG_PAGE, LOG_PAGE)
    body = log_text(lines, turn.texts, work.desk.time_zone)
    screen = history_screen("📜", ticket, Log, body, page, count, turn.texts)
    await _put(turn, ticket, screen, press.page)


async def _put(turn: Turn, ticket: Ticket, screen: Screen, asked: int) -> None:
    """Turn the page in the pressed message if it is one of ours, else send a new one."""
    work, link, message = turn.work, turn.link, turn.query.message
    is_ours = link is not None and link.role is LinkRole.NOTICE and link.ticket_id == ticket.id
    if asked and is_ours and message is not None:
        await work.out.edit(work.chat_id, at(message.message_id), screen, About(ticket.id))
    else:
        spot = await place.of(work, ticket)
        work.out.say(
            work.chat_id,
            screen,
            role=LinkRole.NOTICE,
            reply_to=spot.reply_to if spot else None,
            thread=spot.thread if spot else None,
            about=About(ticket.id),
            silent=True,
        )
    work.out.answer(turn.query.id)

"""A ticket's conversation and log in the staff group, and the log of what belongs to no ticket.

The buttons of a card ask for page 0 and get a message of their own, which replies to the card; the
buttons of that message ask for a page and turn it in place.
"""

import uuid
from collections.abc import Sequence

from bot.buttons import Conversation, DeskLog, Log
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.words import leading_number
from bot.services import conversation, place
from bot.services.outgoing import About, at
from bot.services.tickets import get
from bot.services.triage import seen
from bot.services.work import Refused, Work
from bot.views.history import ROOM, desk_screen, history_screen, page_number
from bot.views.log import Known, log_text
from bot.views.screen import Screen
from storage.enums import LinkRole
from storage.models import Event, Ticket
from storage.queries import categories, events, people

LOG_PAGE = 15


async def show_conversation(turn: Turn) -> None:
    """Show everything said in a ticket, notes included."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Conversation)
    ticket = await seen(work, press.number)
    leaf = await conversation.leaf(work, ticket, press.page, turn.texts, for_staff=True, room=ROOM)
    screen = history_screen(
        "💬", ticket, Conversation, leaf.body, leaf.page, leaf.count, turn.texts
    )
    await put(turn, ticket, screen, press.page)


async def show_log(turn: Turn) -> None:
    """Show who did what to a ticket."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Log)
    ticket, screen = await _log(turn, press.number, press.page)
    await put(turn, ticket, screen, press.page)


async def log(turn: Turn) -> None:
    """`/log 1042`, by reply or in a topic; alone, what belongs to no ticket."""
    work = turn.work
    work.allow(Act.SEE_ANY)
    assert turn.command is not None
    named = leading_number(turn.command.rest)
    if named is not None:
        ticket, screen = await _log(turn, named[0], 0)
    elif turn.command.rest:
        raise Refused("log-which")
    elif turn.link is not None and turn.link.ticket_id is not None:
        number = (await get(work, turn.link.ticket_id)).number
        ticket, screen = await _log(turn, number, 0)
    elif work.may(Act.SEE_AUDIT):
        work.out.say(work.chat_id, await _desk_log(turn, 0), silent=True)
        return
    else:
        raise Refused("log-which")
    await say_there(turn, ticket, screen)


async def turn_desk_log(turn: Turn) -> None:
    """Another page of what belongs to no ticket, in place."""
    assert isinstance(turn.press, DeskLog)
    screen, message = await _desk_log(turn, turn.press.page), turn.query.message
    if message is not None:
        await turn.work.out.edit(turn.work.chat_id, at(message.message_id), screen)
    turn.work.out.answer(turn.query.id)


async def _desk_log(turn: Turn, asked: int) -> Screen:
    work = turn.work
    work.allow(Act.SEE_AUDIT)
    page, count, lines = await _lines(work, None, asked)
    whom = {item.before.get("person") or item.after.get("person") or 0 for item in lines}
    known = Known(
        await people.by_id(work.session, whom),
        {item.id: item for item in await categories.all_of_them(work.session)},
    )
    body = log_text(lines, turn.texts, work.desk.time_zone, known)
    return desk_screen(body, page, count, turn.texts)


async def _log(turn: Turn, number: int, asked: int) -> tuple[Ticket, Screen]:
    work = turn.work
    ticket = await seen(work, number)
    page, count, lines = await _lines(work, ticket.id, asked)
    body = log_text(lines, turn.texts, work.desk.time_zone)
    return ticket, history_screen("📜", ticket, Log, body, page, count, turn.texts)


async def _lines(
    work: Work, ticket_id: uuid.UUID | None, asked: int
) -> tuple[int, int, Sequence[Event]]:
    """Return which page of the log it is, of how many, and its lines."""
    total = await events.count_of(work.session, ticket_id)
    count = max(1, -(-total // LOG_PAGE))
    page = page_number(asked, count)
    lines = await events.slice_of(work.session, ticket_id, (page - 1) * LOG_PAGE, LOG_PAGE)
    return page, count, lines


async def put(turn: Turn, ticket: Ticket, screen: Screen, asked: int) -> None:
    """Turn the page in the pressed message if it is one of ours, else send a new one."""
    work, link, message = turn.work, turn.link, turn.query.message
    is_ours = link is not None and link.role is LinkRole.NOTICE and link.ticket_id == ticket.id
    if asked and is_ours and message is not None:
        await work.out.edit(work.chat_id, at(message.message_id), screen, About(ticket.id))
    else:
        await say_there(turn, ticket, screen)
    work.out.answer(turn.query.id)


async def say_there(turn: Turn, ticket: Ticket, screen: Screen) -> None:
    """Send a page as a message of its own, where the ticket is."""
    work, spot = turn.work, await place.of(turn.work, ticket)
    work.out.say(
        work.chat_id,
        screen,
        role=LinkRole.NOTICE,
        reply_to=spot.reply_to if spot else None,
        thread=spot.thread if spot else None,
        about=About(ticket.id),
        silent=True,
    )

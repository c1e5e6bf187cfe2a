"""A requester's tickets: page, files, reply, solved, reopen."""

import re

from bot.buttons import OpenTicket, OwnTicket
from bot.context import Turn
from bot.handlers import intake as intake_flow
from bot.handlers import merge as merge_flow
from bot.handlers import transcript
from bot.rules.access import Act
from bot.rules.words import TEXT_LIMIT
from bot.services import conversation, intake, own, routing
from bot.services.outgoing import About, at
from bot.services.tickets import content_of
from bot.services.work import Refused
from bot.views import own as view
from bot.views.names import agent_name
from bot.views.relay import Header, relay
from bot.views.screen import Screen
from storage.enums import LinkRole, Status
from storage.models import Ticket
from storage.queries import tickets

NUMBER = re.compile(r"#?(\d{1,9})")
HEAD_ROOM = 400  # for title, status and page number above a page of the conversation


async def ticket(turn: Turn) -> None:
    """`/ticket 1042`: the page of one's own ticket."""
    assert turn.command is not None
    known = NUMBER.fullmatch(turn.command.rest)
    if known is None:
        raise Refused("own-which")
    await show_page(turn, int(known.group(1)), 0)


async def _show(
    turn: Turn, screen: Screen, *, in_place: bool, about: Ticket | None = None
) -> None:
    out, chat_id = turn.work.out, turn.work.chat_id
    if in_place and turn.query.message is not None:
        await out.edit(chat_id, at(turn.query.message.message_id), screen)
    elif about is not None:
        out.say(chat_id, screen, role=LinkRole.NOTICE, about=About(about.id))
    else:
        out.say(chat_id, screen)


async def open_page(turn: Turn) -> None:
    """A ticket's page: anew below an answer, in place within a page's own buttons."""
    assert isinstance(turn.press, OpenTicket)
    await show_page(turn, turn.press.number, turn.press.page, in_place=turn.press.page > 0)
    turn.work.out.answer(turn.query.id)


async def show_page(turn: Turn, number: int, page: int, *, in_place: bool = False) -> None:
    """Show a page of the conversation of one's own ticket; 0 is the last."""
    work = turn.work
    ticket = await own.find(work, number)
    room = TEXT_LIMIT - HEAD_ROOM
    leaf = await conversation.leaf(work, ticket, page, turn.texts, for_staff=False, room=room)
    screen = view.ticket_page(ticket, leaf.body, leaf.page, leaf.count, turn.texts)
    await _show(turn, screen, in_place=in_place, about=ticket)


async def act(turn: Turn) -> None:
    """A button below an answer or on a ticket's page."""
    assert isinstance(turn.press, OwnTicket)
    work, number = turn.work, turn.press.number
    text = ""
    if await merge_flow.goes_on_elsewhere(turn):
        return
    match turn.press.act:
        case "reply":
            ticket = await own.find(work, number, Act.WRITE_OWN)
            if ticket.status is Status.CLOSED:
                screen = view.closed(ticket, turn.texts)
            else:
                await routing.choose(work, ticket)
                waits = intake.current(work) is not None
                screen = view.replying(ticket, turn.texts, form_waits=waits)
            await _show(turn, screen, in_place=False, about=ticket)
        case "stop":
            await own.find(work, number)
            await routing.stop(work)
            await _show(turn, Screen.of(turn.texts("own-stopped")), in_place=True)
            form = intake.current(work)
            if form is not None:
                await intake_flow.show(turn, form)
        case "solve":
            ticket = await own.solve(work, number)
            text = turn.texts("own-solved-done", number=f"#{number}")
            _confirm(turn, ticket, "own-solved-said")
        case "reopen":
            ticket = await own.find(work, number, Act.REOPEN_OWN)
            if ticket.status is Status.CLOSED:
                await _show(turn, view.closed(ticket, turn.texts), in_place=False, about=ticket)
            else:
                await own.reopen(work, number)
                text = turn.texts("own-reopened-done", number=f"#{number}")
                _confirm(turn, ticket, "own-reopened-said")
        case "files":
            await _files(turn, number)
        case "transcript":
            await transcript.give_own(turn, number)
        case "follow-up":
            ticket = await own.find(work, number)
            if ticket.status is not Status.CLOSED:
                raise Refused("too-late-reopened", number=f"#{number}")
            going_on = intake.current(work) is not None
            form = await intake.begin(work, follow_up_of=ticket.id)
            await intake_flow.show(turn, form, "form-going-on" if going_on else None)
        case _:
            raise Refused("button-unknown")
    work.out.answer(turn.query.id, text)


def _confirm(turn: Turn, ticket: Ticket, key: str) -> None:
    turn.work.out.say(
        turn.work.chat_id,
        view.notice(key, ticket, turn.texts),
        role=LinkRole.NOTICE,
        about=About(ticket.id),
        silent=True,
    )


async def _files(turn: Turn, number: int) -> None:
    """Send every public file of the ticket again, each below who sent it."""
    work = turn.work
    ticket = await own.find(work, number)
    said = await tickets.with_files(work.session, ticket.id)
    if not said:
        raise Refused("own-no-files")
    for message in said:
        mine = message.author_id == ticket.requester_id
        name = turn.texts("conversation-you") if mine else agent_name(message.author)
        head = f"head:again:{message.id.hex}"
        for call in relay(
            Header(f"📎 {name} · {view.title(ticket)}"), content_of(message), turn.texts
        ):
            work.out.call(
                work.chat_id,
                call.method,
                call.payload | {"disable_notification": True},
                role=LinkRole.NOTICE,
                logical=head if call.is_header else None,
                reply_to=head if call.replies_to_header else None,
                about=About(ticket.id),
            )

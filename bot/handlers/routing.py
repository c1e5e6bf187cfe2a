"""A requester's words in the private chat: to their ticket, or a question where they belong."""

from bot.buttons import MoveBurst, NotThisTicket, RouteTo
from bot.context import Turn
from bot.handlers import intake as intake_flow
from bot.handlers import merge as merge_flow
from bot.handlers.decode import content_of
from bot.rules.routing import BURST_QUIET_S
from bot.services import bursts, intake, routing
from bot.services.outgoing import About, at
from bot.services.work import Refused
from bot.views import routing as view
from bot.views.screen import Screen
from storage.enums import LinkRole
from storage.models import Ticket


async def wrote(turn: Turn) -> None:
    """Words, files, albums that are neither command nor part of a form."""
    content = content_of(turn.parts)
    if content is None:
        raise Refused("kind-refused")
    link = turn.link
    replied_to = link.ticket_id if link is not None else None
    result = await routing.wrote(turn.work, content, replied_to)
    out, chat_id = turn.work.out, turn.work.chat_id
    match result:
        case routing.Question():
            await ask(turn, result)
        case routing.Written(ticket=ticket, merged=merged) if merged is not None:
            merge_flow.say_followed(turn, merged, ticket)
        case routing.Written(ticket=ticket, burst_id=burst, new_burst=True) if burst is not None:
            out.say(
                chat_id,
                view.went(ticket, burst, turn.texts),
                role=LinkRole.NOTICE,
                about=About(ticket.id),
                silent=True,
            )


async def ask(turn: Turn, asked: routing.Question) -> None:
    """Ask where words belong, once their burst is over."""
    screen = _question(asked, turn)
    out, chat_id = turn.work.out, turn.work.chat_id
    await out.show(chat_id, routing.QUESTION, screen, delay_s=BURST_QUIET_S)


def _question(asked: routing.Question, turn: Turn) -> Screen:
    loose = asked.loose
    return view.question(
        loose.parts, loose.stamp, asked.open_tickets, asked.closed, turn.texts, asked.full
    )


async def ask_anew(turn: Turn) -> None:
    """Bring a standing question up to an edit or another language, where it stands."""
    asked = await routing.standing(turn.work)
    if asked is not None:
        out, chat_id = turn.work.out, turn.work.chat_id
        await out.edit(chat_id, routing.QUESTION, _question(asked, turn), delay_s=BURST_QUIET_S)


def is_tied(turn: Turn) -> bool:
    """Whether the sender has said, later than any form, which ticket the next words are for."""
    return routing.chosen(turn.work) is not None


def is_reply(turn: Turn) -> bool:
    """Whether the message replies to something of a ticket."""
    return turn.link is not None and turn.link.ticket_id is not None


async def answer(turn: Turn) -> None:
    """The question was answered."""
    assert isinstance(turn.press, RouteTo)
    work = turn.work
    ticket = await routing.answer(work, turn.press.number, turn.press.stamp)
    if ticket is None:
        await work.out.withdraw(work.chat_id, routing.QUESTION)
        form = intake.current(work)
        assert form is not None
        await intake_flow.show(turn, form)
        work.out.answer(turn.query.id)
        return
    address = await _settle_question(turn, ticket)
    if address is not None:
        await work.out.edit(work.chat_id, address, view.placed(ticket, turn.texts))
    work.out.answer(turn.query.id, turn.texts("routed-added", number=f"#{ticket.number}"))


async def _settle_question(turn: Turn, ticket: Ticket) -> str | None:
    """Return which message shows the choice: the newest copy of the question, if it stands.

    An older copy may have been pressed, which goes when the newer one comes; one that still waits
    must not appear any more. Whoever replies to the message later means the chosen ticket.
    """
    out, chat_id = turn.work.out, turn.work.chat_id
    await out.drop(chat_id, routing.QUESTION)
    if await out.unfinished(chat_id, routing.QUESTION):
        return routing.QUESTION  # on its way: edited once it stands
    link = await out.stands(chat_id, routing.QUESTION) or turn.link
    if link is not None:
        link.logical, link.ticket_id = None, ticket.id
        return at(link.message_id)
    message = turn.query.message
    return at(message.message_id) if message is not None else None


async def not_this(turn: Turn) -> None:
    """The guess was wrong: ask where the burst belongs."""
    assert isinstance(turn.press, NotThisTicket)
    ticket, others = await bursts.misplaced(turn.work, turn.press.burst)
    message = turn.query.message
    if message is not None:
        await turn.work.out.edit(
            turn.work.chat_id,
            at(message.message_id),
            view.elsewhere(ticket, others, turn.press.burst, turn.texts),
        )
    turn.work.out.answer(turn.query.id)


async def move(turn: Turn) -> None:
    """The burst is moved, or stays."""
    assert isinstance(turn.press, MoveBurst)
    work, press = turn.work, turn.press
    if press.number == -1:
        ticket, _ = await bursts.misplaced(work, press.burst)
        screen = view.placed(ticket, turn.texts)
    else:
        _, ticket = await bursts.move_burst(work, press.burst, press.number)
        screen = view.moved(ticket, turn.texts)
        if turn.link is not None:
            turn.link.ticket_id = ticket.id
    message = turn.query.message
    if message is not None:
        await work.out.edit(work.chat_id, at(message.message_id), screen)
    work.out.answer(turn.query.id)

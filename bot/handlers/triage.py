"""The card's buttons and the commands about one ticket, in the staff group."""

from bot.buttons import AssignTo, Card, SetCategory, SetPriority, SetStatus, SetTag, ShowCard
from bot.context import Turn
from bot.handlers import askclose as askclose_flow
from bot.handlers.named import number_and_words
from bot.rules.transitions import Move
from bot.rules.words import leading_number, visible_start
from bot.services import digest, place, tags, triage
from bot.services.outgoing import About, at, card_name
from bot.services.work import Refused
from bot.views import card as view
from bot.views.screen import Keyboard
from bot.views.tags import card_keyboard
from storage.enums import LinkRole, OutboxRank, Priority, Status
from storage.models import Ticket
from storage.queries import tickets

MOVES = {"resolve": Move.RESOLVE, "close": Move.CLOSE, "reopen": Move.REOPEN}


async def card(turn: Turn) -> None:
    """A button of the card."""
    assert isinstance(turn.press, Card)
    number, work, t = turn.press.number, turn.work, turn.texts
    text = ""
    match turn.press.act:
        case "take":
            await triage.take(work, number)
            text = t("take-done", number=f"#{number}")
        case "ask-close":
            text = await askclose_flow.pressed(turn, number)
        case "release":
            await triage.release(work, number)
        case "resolve" | "close" | "reopen" as name:
            await triage.make_move(work, number, MOVES[name])
        case "assign":
            ticket, agents = await triage.agents_for(work, number)
            await _menu(turn, ticket, view.assign_keyboard(ticket, agents, t))
        case "tags":
            ticket = await triage.seen(work, number)
            if await tags.in_use(work, 1):
                await _menu(turn, ticket, await _tags(turn, ticket))
            text = t("tags-new-word", number=str(number))
        case "more" | "status" | "priority" | "category" | "back" as menu:
            ticket = await triage.seen(work, number)
            await _menu(turn, ticket, await _keyboard(turn, ticket, menu))
        case _:
            raise Refused("button-unknown")
    work.out.answer(turn.query.id, text)


async def _keyboard(turn: Turn, ticket: Ticket, menu: str) -> Keyboard:
    t = turn.texts
    match menu:
        case "more":
            return view.more_keyboard(ticket, t)
        case "status":
            return view.status_keyboard(ticket, t)
        case "priority":
            return view.priority_keyboard(ticket, t)
        case "category":
            found = await tickets.categories(turn.work.session)
            return view.category_keyboard(ticket, found, t)
    return view.main_keyboard(ticket, t)


async def _menu(turn: Turn, ticket: Ticket, keyboard: Keyboard) -> None:
    """Show other buttons under the card that was pressed."""
    screen = view.card(ticket, turn.texts, turn.work.desk.time_zone, keyboard)
    assert turn.query.message is not None
    address = at(turn.query.message.message_id)
    await turn.work.out.edit(turn.work.chat_id, address, screen, About(ticket.id))


async def assign(turn: Turn) -> None:
    """An agent was picked."""
    assert isinstance(turn.press, AssignTo)
    await triage.assign(turn.work, turn.press.number, turn.press.user_id)
    turn.work.out.answer(turn.query.id)


async def set_status(turn: Turn) -> None:
    """A status was picked."""
    assert isinstance(turn.press, SetStatus)
    if turn.press.status not in list(Status):
        raise Refused("button-unknown")
    await triage.set_status(turn.work, turn.press.number, Status(turn.press.status))
    turn.work.out.answer(turn.query.id)


async def set_priority(turn: Turn) -> None:
    """A priority was picked."""
    assert isinstance(turn.press, SetPriority)
    if turn.press.priority not in list(Priority):
        raise Refused("button-unknown")
    ticket = await triage.set_priority(turn.work, turn.press.number, Priority(turn.press.priority))
    turn.work.touch(ticket)
    turn.work.out.answer(turn.query.id)


async def set_category(turn: Turn) -> None:
    """A category was picked."""
    assert isinstance(turn.press, SetCategory)
    ticket = await triage.set_category(turn.work, turn.press.number, turn.press.category_id)
    turn.work.touch(ticket)
    turn.work.out.answer(turn.query.id)


async def _tags(turn: Turn, ticket: Ticket) -> Keyboard:
    return card_keyboard(ticket, await tags.offered(turn.work, ticket), turn.texts)


async def set_tag(turn: Turn) -> None:
    """A tag was picked: the menu stays, since there may be more to pick."""
    assert isinstance(turn.press, SetTag)
    work, press = turn.work, turn.press
    ticket = await triage.seen(work, press.number)
    is_card = turn.link is not None and turn.link.logical == card_name(ticket.id)
    is_on = press.is_on == 1
    await tags.set_one(work, press.number, press.tag_id, is_on=is_on, shows_card=not is_card)
    await _menu(turn, ticket, await _tags(turn, ticket))
    work.out.answer(turn.query.id)


async def ticket(turn: Turn) -> None:
    """`/ticket 1042`: show its card here."""
    assert turn.command is not None
    named = leading_number(turn.command.rest)
    if named is not None:
        await show(turn, await triage.seen(turn.work, named[0]))
    elif turn.link is not None and turn.link.ticket_id is not None:
        found = await tickets.by_id(turn.work.session, turn.link.ticket_id)
        assert found is not None
        await show(turn, await triage.seen(turn.work, found.number))
    else:
        raise Refused("ticket-which")


async def show_card(turn: Turn) -> None:
    """A ticket was picked from a list."""
    assert isinstance(turn.press, ShowCard)
    await show(turn, await triage.seen(turn.work, turn.press.number))
    turn.work.out.answer(turn.query.id)


async def show(turn: Turn, ticket: Ticket) -> None:
    """Show the card at the bottom; from now on this copy is the one kept up to date."""
    if digest.opened(turn.work, ticket):
        return
    work, spot = turn.work, await place.of(turn.work, ticket)
    thread = spot.thread if spot is not None else None
    screen = view.card(ticket, turn.texts, work.desk.time_zone)
    name = card_name(ticket.id)
    old = await work.out.stands(work.chat_id, name)
    if old is not None:
        await work.out.drop(work.chat_id, name)  # it would reach the new one
        old.logical = None
        moved = view.moved(ticket, turn.texts)
        await work.out.edit(work.chat_id, at(old.message_id), moved, About(ticket.id))
        if thread is not None:
            work.out.call(work.chat_id, "unpinChatMessage", {}, logical=at(old.message_id))
    elif await work.out.unfinished(work.chat_id, name):
        return  # its first card is on the way
    work.out.say(
        work.chat_id,
        screen,
        rank=OutboxRank.CONTENT,
        role=LinkRole.CARD,
        logical=name,
        thread=thread,
        about=About(ticket.id),
    )


async def subject(turn: Turn) -> None:
    """`/subject 1042 New subject`, or by reply."""
    number, words = await number_and_words(turn)
    if number is None or visible_start(words) == len(words):
        raise Refused("subject-how")
    await triage.set_subject(turn.work, number, words)
    turn.work.out.react(turn.work.chat_id, turn.message.message_id, "👌")

"""`/start`, the menu, languages."""

import re

from bot.buttons import Menu, SetLanguage
from bot.context import Place, Turn
from bot.handlers import help as help_flow
from bot.handlers import intake as intake_flow
from bot.handlers import own as own_flow
from bot.handlers import own_list
from bot.handlers import privacy as privacy_flow
from bot.handlers import routing as routing_flow
from bot.i18n import languages, texts
from bot.rules.access import Act
from bot.services import group, intake
from bot.services.outgoing import at
from bot.services.people import choose_language
from bot.services.work import Refused
from bot.views import own
from bot.views.names import agent_name
from bot.views.screen import Screen
from storage.enums import DraftKind

TICKET_LINK = re.compile(r"t(\d{1,9})")


async def start(turn: Turn) -> None:
    """`/start`: the menu; a deep link `t1042` opens a ticket, any other payload a new one."""
    work = turn.work
    user = work.allow(Act.OPEN_TICKET)
    payload = turn.command.rest[:64] if turn.command else ""
    known = TICKET_LINK.fullmatch(payload)
    if known:
        await own_flow.show_page(turn, int(known.group(1)), 0)
        return
    if payload:
        going_on = intake_flow.has_form(turn)
        form = await intake.begin(work, payload=payload)
        await intake_flow.show(turn, form, "form-going-on" if going_on else None)
        return
    work.out.say(work.chat_id, own.menu(turn.texts, agent_name(user)))
    if work.draft(DraftKind.FORM) is not None:
        await intake_flow.new(turn)


async def menu(turn: Turn) -> None:
    """A button of the menu."""
    assert isinstance(turn.press, Menu)
    turn.work.allow(Act.OPEN_TICKET)
    match turn.press.to:
        case "new":
            await intake_flow.new(turn)
        case "tickets":
            await own_list.listing(turn)
        case "language":
            await language(turn)
        case "privacy":
            await privacy_flow.show(turn)
        case "help":
            await help_flow.help_requester(turn)
        case _:
            raise Refused("button-unknown")
    turn.work.out.answer(turn.query.id)


async def language(turn: Turn) -> None:
    """`/language`: ask which; in the group only administrators may."""
    if turn.place is Place.STAFF:
        turn.work.allow(Act.SET_GROUP)
    turn.work.out.say(turn.work.chat_id, own.language_choice(turn.texts))


async def set_language(turn: Turn) -> None:
    """A language was chosen."""
    assert isinstance(turn.press, SetLanguage)
    code, work = turn.press.language, turn.work
    if code not in languages():
        raise Refused("button-unknown")
    if turn.place is Place.STAFF:
        work.allow(Act.SET_GROUP)
        await group.choose_language(work, code)
    else:
        await choose_language(work, work.allow(Act.OPEN_TICKET), code)
    turn.texts = texts(code)
    screen = Screen.of(turn.texts("language-set", name=turn.texts("language-name")))
    message = turn.query.message
    if message is not None:
        await work.out.edit(work.chat_id, at(message.message_id), screen)
    form = intake.current(work)
    if turn.place is Place.PRIVATE and form is not None:
        await intake_flow.show(turn, form)
    if turn.place is Place.PRIVATE:
        await routing_flow.ask_anew(turn)
    work.out.answer(turn.query.id)

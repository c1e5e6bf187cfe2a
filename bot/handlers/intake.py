"""The new-ticket form in a private chat."""

from bot.buttons import FormChoice, FormGo
from bot.context import Turn
from bot.handlers import instead
from bot.handlers.decode import content_of, without_command
from bot.rules.access import Act
from bot.rules.form import Form
from bot.services import fair_use, intake, routing
from bot.services.tickets import get
from bot.services.work import Refused
from bot.views import form as view
from bot.views.screen import Screen
from storage.enums import DraftKind
from storage.queries import tickets


async def show(turn: Turn, form: Form, hint: str | None = None, *, below: bool = True) -> None:
    """Show the form: again at the bottom after something was typed, in place after a press."""
    categories = await tickets.categories(turn.work.session)
    screen = view.form_screen(form, categories, turn.texts, hint)
    out, chat_id = turn.work.out, turn.work.chat_id
    if below:
        await out.show(chat_id, intake.LOGICAL, screen)
    else:
        await out.edit(chat_id, intake.LOGICAL, screen)


async def new(turn: Turn) -> None:
    """`/new`: begin a form, or bring the unfinished one back; words after it are kept."""
    turn.work.allow(Act.OPEN_TICKET)
    going_on = has_form(turn)
    parts = [] if going_on else await routing.take_along(turn.work)
    if turn.parts and turn.command is not None and turn.command.name == "new":
        said = without_command(content_of(turn.parts), turn.command)
        parts += [said] if said is not None else []
    form = await intake.begin(turn.work, parts=parts)
    if await fair_use.full(turn.work):
        hint: str | None = "limit-open-hint"
    else:
        hint = "form-going-on" if going_on else None
    await show(turn, form, hint)


def has_form(turn: Turn) -> bool:
    """Whether the sender has a form open."""
    return intake.current(turn.work) is not None


async def typed(turn: Turn) -> None:
    """Words or a file while the form is open."""
    content = content_of(turn.parts)
    if content is None:
        raise Refused("kind-refused")
    result = await intake.typed(turn.work, content)
    await show(turn, result.form, result.hint)


async def _current_copy(turn: Turn) -> None:
    """Refuse a press on a copy of the form that stands further up, or has become a ticket."""
    link = turn.link
    if link is not None and link.logical == intake.LOGICAL:
        return
    if link is not None and link.ticket_id is not None:
        ticket = await get(turn.work, link.ticket_id)
        raise Refused("form-sent", number=ticket.number)
    raise Refused("form-moved-down" if has_form(turn) else "form-gone")


async def choose(turn: Turn) -> None:
    """An answer given by button."""
    assert isinstance(turn.press, FormChoice)
    turn.work.allow(Act.OPEN_TICKET)
    await _current_copy(turn)
    form = await intake.choose(turn.work, turn.press.step, turn.press.value)
    await show(turn, form, below=False)
    turn.work.out.answer(turn.query.id)


async def go(turn: Turn) -> None:
    """Back, next, change, send, cancel."""
    assert isinstance(turn.press, FormGo)
    turn.work.allow(Act.OPEN_TICKET)
    await _current_copy(turn)
    press, out = turn.press, turn.work.out
    if press.to == "send" and await instead.stopped(turn):
        out.answer(turn.query.id)
        return
    if press.to == "send":
        ticket = await intake.send(turn.work, press.step)
        out.answer(turn.query.id, turn.texts("form-saved", number=f"#{ticket.number}"))
        return
    form = await intake.go(turn.work, press.step, press.to)
    if form is None:
        name = f"cancelled:{turn.query.id}"
        await out.rename(turn.work.chat_id, intake.LOGICAL, name)
        await out.edit(turn.work.chat_id, name, view.cancelled(turn.texts))
    else:
        await show(turn, form, below=False)
    out.answer(turn.query.id)


async def cancel(turn: Turn) -> None:
    """`/cancel`: leave whatever is open."""
    work = turn.work
    work.allow(Act.OPEN_TICKET)
    was_tied = routing.chosen(work) is not None
    await routing.stop(work)
    if has_form(turn):
        await work.end_draft(DraftKind.FORM)
        await work.out.withdraw(work.chat_id, intake.LOGICAL)
        screen = view.cancelled(turn.texts)
    elif await routing.drop(work):
        screen = view.cancelled(turn.texts)
    else:
        screen = Screen.of(turn.texts("own-stopped" if was_tied else "cancel-nothing"))
    work.out.say(work.chat_id, screen)

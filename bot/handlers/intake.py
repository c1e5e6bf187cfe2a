"""The new-ticket form in a private chat."""

from bot.buttons import FormChoice, FormGo
from bot.context import Turn
from bot.handlers.decode import content_of
from bot.rules.access import Act
from bot.rules.content import Content
from bot.rules.form import Form
from bot.services import intake
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import form as view
from bot.views.screen import Screen
from storage.enums import ContentKind
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
    going_on = intake.current(turn.work) is not None
    form = await intake.begin(turn.work, parts=_words_after(turn))
    await show(turn, form, "form-going-on" if going_on else None)


def _words_after(turn: Turn) -> list[Content]:
    if not turn.parts or turn.command is None or turn.command.name != "new":
        return []
    rest, said = turn.command.rest, turn.message
    if not rest:
        return []
    return [Content(ContentKind.TEXT, rest, message_ids=[said.message_id], sent_at=said.date)]


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


def _current_copy(turn: Turn) -> None:
    """Refuse a press on a copy of the form that stands further up."""
    link = turn.link
    if link is None or link.logical != intake.LOGICAL:
        raise Refused("form-moved-down" if has_form(turn) else "form-gone")


async def choose(turn: Turn) -> None:
    """An answer given by button."""
    assert isinstance(turn.press, FormChoice)
    turn.work.allow(Act.OPEN_TICKET)
    _current_copy(turn)
    form = await intake.choose(turn.work, turn.press.step, turn.press.value)
    await show(turn, form, below=False)
    turn.work.out.answer(turn.query.id)


async def go(turn: Turn) -> None:
    """Back, next, change, send, cancel."""
    assert isinstance(turn.press, FormGo)
    turn.work.allow(Act.OPEN_TICKET)
    _current_copy(turn)
    press, out = turn.press, turn.work.out
    if press.to == "send":
        ticket = await intake.send(turn.work, press.step)
        out.answer(turn.query.id, turn.texts("form-saved", number=f"#{ticket.number}"))
        return
    form = await intake.go(turn.work, press.step, press.to)
    if form is None:
        await _leave(turn, view.cancelled(turn.texts))
    else:
        await show(turn, form, below=False)
    out.answer(turn.query.id)


async def _leave(turn: Turn, screen: Screen) -> None:
    assert turn.link is not None
    turn.link.logical = None
    await turn.work.out.edit(turn.work.chat_id, at(turn.link.message_id), screen)


async def cancel(turn: Turn) -> None:
    """`/cancel`: leave whatever is open."""
    work = turn.work
    work.allow(Act.OPEN_TICKET)
    from bot.services import routing
    from storage.enums import DraftKind

    had_form = has_form(turn)
    if had_form:
        await work.end_draft(DraftKind.FORM)
        await work.out.withdraw(work.chat_id, intake.LOGICAL)
    had_target = work.draft(DraftKind.TARGET) is not None
    await routing.stop(work)
    if had_form:
        work.out.say(work.chat_id, view.cancelled(turn.texts))
    elif had_target:
        work.out.say(work.chat_id, Screen.of(turn.texts("own-stopped")))
    else:
        work.out.say(work.chat_id, Screen.of(turn.texts("cancel-nothing")))

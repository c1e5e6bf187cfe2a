"""`/categories`: a menu of buttons; what must be typed is typed as a reply to a question.

The question's logical name says what it asks, so nothing else in the group is ever read as a
value, and a value is never anything else: the question belongs to no ticket.
"""

import re

from bot.buttons import CategoryMenu
from bot.context import Turn
from bot.i18n import languages
from bot.rules.access import Act
from bot.rules.words import looks_like_command
from bot.services import categories
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import categories as view
from bot.views.screen import Screen
from storage.enums import LinkRole
from storage.models import TicketCategory

QUESTION = re.compile(r"ask:category:(\d{1,9}):(add|icon|name-[a-z]{2,3})")
COLOUR = re.compile(r"colour-(\d)")


async def menu(turn: Turn) -> None:
    """`/categories`."""
    screen = view.listing(await categories.every(turn.work), turn.texts)
    turn.work.out.say(turn.work.chat_id, screen, silent=True)


async def press(turn: Turn) -> None:
    """A button of the menu, answered in place."""
    assert isinstance(turn.press, CategoryMenu)
    work, number, act = turn.work, turn.press.category_id, turn.press.act
    work.allow(Act.SET_GROUP)
    if act == "add" or act == "icon" or act.removeprefix("name-") in languages():
        category = await categories.get(work, number) if act != "add" else None
        _ask(turn, category, act)
    else:
        await _show(turn, await _screen(turn, number, act))
    work.out.answer(turn.query.id)


async def _screen(turn: Turn, number: int, act: str) -> Screen:
    work, t = turn.work, turn.texts
    colour = COLOUR.fullmatch(act)
    if colour is not None:
        return view.one(await categories.set_colour(work, number, int(colour.group(1))), t)
    match act:
        case "list":
            return view.listing(await categories.every(work), t)
        case "open":
            return view.one(await categories.get(work, number), t)
        case "colour":
            return view.colours(await categories.get(work, number), t)
        case "hide" | "show":
            is_active = act == "show"
            return view.one(await categories.set_active(work, number, is_active=is_active), t)
        case "up" | "down":
            await categories.move(work, number, -1 if act == "up" else 1)
            return view.listing(await categories.every(work), t)
    raise Refused("button-unknown")


async def _show(turn: Turn, screen: Screen) -> None:
    if turn.query.message is not None:
        await turn.work.out.edit(turn.work.chat_id, at(turn.query.message.message_id), screen)


def _ask(turn: Turn, category: TicketCategory | None, what: str) -> None:
    turn.work.out.say(
        turn.work.chat_id,
        view.asked(category, what, turn.texts),
        role=LinkRole.FORM,
        logical=f"ask:category:{category.id if category is not None else 0}:{what}",
        silent=True,
    )


def is_value(turn: Turn) -> bool:
    """Whether a message replies to one of the questions; a command is never a value."""
    link = turn.link
    if link is None or not QUESTION.fullmatch(link.logical or ""):
        return False
    texts = [part.text or part.caption or "" for part in turn.parts]
    return not any(looks_like_command(text) for text in texts)


async def typed(turn: Turn) -> None:
    """The reply to a question: take the value, and show what became of it."""
    work, link = turn.work, turn.link
    work.allow(Act.SET_GROUP)
    assert link is not None
    question = QUESTION.fullmatch(link.logical or "")
    assert question is not None
    number, what, said = int(question.group(1)), question.group(2), turn.message.text or ""
    if what == "add":
        category = await categories.add(work, said)
    elif what == "icon":
        category = await categories.set_icon(work, number, said)
    else:
        category = await categories.rename(work, number, what.removeprefix("name-"), said)
    await work.out.withdraw(work.chat_id, link.logical or "")
    work.out.say(
        work.chat_id,
        view.one(category, turn.texts),
        reply_to=at(turn.message.message_id),
        silent=True,
    )

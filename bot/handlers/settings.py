"""`/settings`: what administrators set for the desk."""

from bot.buttons import SettingMenu
from bot.context import Turn
from bot.rules.fair_use import NAMES
from bot.services import settings
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import settings as view
from bot.views.own import language_choice

CHOOSE, DEFAULT = -1, -2  # values of the buttons that set none


async def menu(turn: Turn) -> None:
    """Show how everything is set."""
    screen = view.menu(settings.seen(turn.work), turn.texts)
    turn.work.out.say(turn.work.chat_id, screen, silent=True)


async def press(turn: Turn) -> None:
    """A button of the menu, answered in place."""
    assert isinstance(turn.press, SettingMenu)
    work, name, value = turn.work, turn.press.name, turn.press.value
    limits = settings.seen(work)
    if name == "language":
        screen = language_choice(turn.texts)
    elif name == "list":
        screen = view.menu(limits, turn.texts)
    elif name not in NAMES:
        raise Refused("button-unknown")
    elif value == CHOOSE:
        screen = view.choices(name, limits, turn.texts)
    else:
        settings.set_limit(work, name, None if value == DEFAULT else value)
        screen = view.menu(settings.seen(work), turn.texts)
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id)

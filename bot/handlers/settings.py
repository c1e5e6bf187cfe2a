"""`/settings`: what administrators set for the desk."""

from bot.buttons import SettingMenu
from bot.context import Turn
from bot.rules.fair_use import NAMES
from bot.services import settings
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import settings as view
from bot.views.own import language_choice
from bot.views.screen import Screen
from bot.views.settings import RATINGS

CHOOSE, DEFAULT = -1, -2  # values of the buttons that set none


async def menu(turn: Turn) -> None:
    """Show how everything is set."""
    turn.work.out.say(turn.work.chat_id, _menu(turn), silent=True)


def _menu(turn: Turn) -> Screen:
    work = turn.work
    return view.menu(settings.seen(work), turn.texts, asks_ratings=settings.asks_ratings(work))


async def press(turn: Turn) -> None:
    """A button of the menu, answered in place."""
    assert isinstance(turn.press, SettingMenu)
    work, name, value = turn.work, turn.press.name, turn.press.value
    limits = settings.seen(work)
    if name == "language":
        screen = language_choice(turn.texts)
    elif name == "list":
        screen = _menu(turn)
    elif name == RATINGS and value == CHOOSE:
        screen = view.ratings(turn.texts, asks_ratings=settings.asks_ratings(work))
    elif name == RATINGS and value in (0, 1):
        settings.set_asks_ratings(work, is_on=value == 1)
        screen = _menu(turn)
    elif name not in NAMES:
        raise Refused("button-unknown")
    elif value == CHOOSE:
        screen = view.choices(name, limits, turn.texts)
    else:
        settings.set_limit(work, name, None if value == DEFAULT else value)
        screen = _menu(turn)
    if turn.query.message is not None:
        await work.out.edit(work.chat_id, at(turn.query.message.message_id), screen)
    work.out.answer(turn.query.id)

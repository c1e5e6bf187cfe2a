"""`/ban` and `/unban` in the staff group; banned people in their private chats."""

from bot.buttons import LiftBan
from bot.context import Place, Turn
from bot.handlers.named import number_and_words
from bot.rules.access import Act
from bot.rules.bans import parse
from bot.services import bans
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import bans as view
from bot.views.names import person_name, shown_name
from bot.views.screen import Screen


def is_banned(turn: Turn) -> bool:
    """Whether a banned person writes, edits or presses in their private chat."""
    actor = turn.work.actor
    said = bool(turn.parts) or turn.update.callback_query is not None
    return turn.place is Place.PRIVATE and said and actor is not None and actor.is_banned


async def turned_away(turn: Turn) -> None:
    """Tell a banned person once, then let whatever they do pass without a word."""
    work = turn.work
    if work.user is not None and bans.is_to_be_told(work):
        screen = view.told(work.user, turn.texts, work.desk.time_zone)
        work.out.say(work.chat_id, screen, silent=True)
    if turn.update.callback_query is not None:
        work.out.answer(turn.query.id)


async def ban(turn: Turn) -> None:
    """`/ban 1042 3d spam`, by reply too; alone it shows who is banned."""
    work = turn.work
    work.allow(Act.BAN)
    assert turn.command is not None
    number, words = await number_and_words(turn)
    zone = work.desk.time_zone
    if number is None and not words:
        _say(turn, view.listing(await bans.listed(work), turn.texts, zone))
        return
    sentence = parse(words)
    if number is None or sentence is None:
        raise Refused("ban-how")
    _, person = await bans.ban(work, number, sentence)
    _say(turn, view.banned(person, turn.texts, zone))


async def unban(turn: Turn) -> None:
    """`/unban 1042`, by reply too."""
    work = turn.work
    work.allow(Act.BAN)
    number, words = await number_and_words(turn)
    if number is None or words:
        raise Refused("unban-how")
    _lifted(turn, person_name(await bans.unban(work, number)))


async def lift(turn: Turn) -> None:
    """The button below a ban."""
    assert isinstance(turn.press, LiftBan)
    person = await bans.unban_person(turn.work, turn.press.user_id)
    _lifted(turn, shown_name(person, turn.texts))
    turn.work.out.answer(turn.query.id)


def _say(turn: Turn, screen: Screen) -> None:
    turn.work.out.say(turn.work.chat_id, screen, silent=True, reply_to=at(turn.message.message_id))


def _lifted(turn: Turn, name: str) -> None:
    screen = Screen.of(turn.texts("unban-done", name=name))
    turn.work.out.say(turn.work.chat_id, screen, silent=True)

"""`/tickets` and `/mine` in the staff group, and turning their pages."""

from bot.buttons import Queue
from bot.context import Turn
from bot.rules.access import Act
from bot.services import queue
from bot.services.outgoing import at
from bot.views.queue import queue_screen
from bot.views.screen import Screen


async def list_all(turn: Turn) -> None:
    """Show the newest tickets that are not closed."""
    turn.work.allow(Act.SEE_ANY)
    _say(turn, await queue.turn_to(turn.work))


async def list_mine(turn: Turn) -> None:
    """Show the newest tickets of the acting agent."""
    turn.work.allow(Act.SEE_ANY)
    _say(turn, await queue.mine(turn.work))


async def turn_page(turn: Turn) -> None:
    """Show another page in the pressed message."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Queue)
    listed = await queue.turn_to(work, press.whose, press.way, press.number)
    if turn.query.message is not None:
        address = at(turn.query.message.message_id)
        await work.out.edit(work.chat_id, address, _screen(turn, listed))
    work.out.answer(turn.query.id)


def _say(turn: Turn, listed: queue.Listed) -> None:
    turn.work.out.say(turn.work.chat_id, _screen(turn, listed), silent=True)


def _screen(turn: Turn, listed: queue.Listed) -> Screen:
    return queue_screen(listed.page, listed.agent, listed.whose, turn.texts)

"""`/tickets` and `/mine` in the staff group: filters, order, pages."""

from bot.buttons import Queue, TagQueue
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.lists import Look
from bot.services import queue, tags
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views.queue import MINE, queue_screen
from bot.views.screen import Screen


async def list_all(turn: Turn) -> None:
    """Show the newest tickets that are not closed; `/tickets refund` those that bear the tag."""
    turn.work.allow(Act.SEE_ANY)
    tag_id = await _tag(turn)
    _say(turn, await queue.turn_to(turn.work, queue.FIRST, tag_id=tag_id))


async def list_mine(turn: Turn) -> None:
    """Show the newest tickets of the acting agent."""
    turn.work.allow(Act.SEE_ANY)
    _say(turn, await queue.turn_to(turn.work, queue.FIRST, MINE, tag_id=await _tag(turn)))


async def _tag(turn: Turn) -> int:
    """Return the tag that stands behind the command, 0 without one."""
    words = turn.command.rest if turn.command else ""
    return (await tags.meant(turn.work, words)).id if words else 0


async def turn_page(turn: Turn) -> None:
    """Show another page, other filters, another order in the pressed message."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_ANY)
    assert isinstance(press, Queue)
    look = Look.parse(press.look)
    if look is None:
        raise Refused("button-unknown")
    tag_id = press.tag_id if isinstance(press, TagQueue) else 0
    listed = await queue.turn_to(
        work, look, press.whose, press.category_id, press.owed, press.number, tag_id
    )
    if turn.query.message is not None:
        address = at(turn.query.message.message_id)
        await work.out.edit(work.chat_id, address, _screen(turn, listed))
    work.out.answer(turn.query.id)


def _say(turn: Turn, listed: queue.Listed) -> None:
    turn.work.out.say(turn.work.chat_id, _screen(turn, listed), silent=True)


def _screen(turn: Turn, listed: queue.Listed) -> Screen:
    zone = turn.work.desk.time_zone
    return queue_screen(listed.page, listed.view, listed.categories, turn.texts, zone, listed.tags)

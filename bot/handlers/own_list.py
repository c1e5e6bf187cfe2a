"""`/tickets` in a private chat: a requester's own list, its filters and pages."""

from bot.buttons import OwnList
from bot.context import Turn
from bot.rules.lists import Look
from bot.services import own_list
from bot.services.outgoing import at
from bot.services.work import Refused
from bot.views import own_list as view
from bot.views.screen import Screen


async def listing(turn: Turn) -> None:
    """`/tickets`: the newest of one's own."""
    turn.work.out.say(turn.work.chat_id, _screen(turn, await own_list.turn_to(turn.work)))


async def turn_page(turn: Turn) -> None:
    """Another page or other filters, in place."""
    work, press = turn.work, turn.press
    assert isinstance(press, OwnList)
    look = Look.parse(press.look)
    if look is None:
        raise Refused("button-unknown")
    listed = await own_list.turn_to(work, look, press.category_id, press.number)
    if turn.query.message is not None:
        address = at(turn.query.message.message_id)
        await work.out.edit(work.chat_id, address, _screen(turn, listed))
    work.out.answer(turn.query.id)


def _screen(turn: Turn, listed: own_list.OwnListed) -> Screen:
    return view.own_list(
        listed.page, listed.look, listed.category_id, listed.categories, turn.texts
    )

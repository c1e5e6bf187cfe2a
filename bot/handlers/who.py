"""`/who 1042`, by reply or in a topic, and the button of a card: whom a ticket is from."""

from bot.buttons import Who
from bot.context import Turn
from bot.handlers.history import put, say_there
from bot.rules.access import Act
from bot.rules.lists import Way
from bot.rules.words import leading_number
from bot.services import who
from bot.services.tickets import get
from bot.services.work import Refused
from bot.views.screen import Screen
from bot.views.who import who_screen
from storage.models import Ticket
from storage.queries.queue import Spot


async def command(turn: Turn) -> None:
    """Show the requester of a ticket, where the ticket is."""
    work = turn.work
    work.allow(Act.SEE_ANY)
    assert turn.command is not None
    named = leading_number(turn.command.rest)
    if named is not None:
        number = named[0]
    elif turn.command.rest or turn.link is None or turn.link.ticket_id is None:
        raise Refused("who-which")
    else:
        number = (await get(work, turn.link.ticket_id)).number
    ticket, screen = await _screen(turn, number, Spot())
    await say_there(turn, ticket, screen)


async def press(turn: Turn) -> None:
    """The card's button, and pages of the other tickets in place."""
    assert isinstance(turn.press, Who)
    turn.work.allow(Act.SEE_ANY)
    number, other, way = turn.press.number, turn.press.other, turn.press.way
    if other < 0 or way not in list(Way):
        raise Refused("button-unknown")
    ticket, screen = await _screen(turn, number, Spot(other, after=way == Way.AFTER))
    await put(turn, ticket, screen, other)


async def _screen(turn: Turn, number: int, spot: Spot) -> tuple[Ticket, Screen]:
    found, zone = await who.look(turn.work, number, spot), turn.work.desk.time_zone
    counts = found.total, found.still_open
    screen = who_screen(found.ticket, counts, found.ratings, found.others, turn.texts, zone)
    return found.ticket, screen

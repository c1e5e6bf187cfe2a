"""`/link 1042 1050` and `/unlink`, with numbers or as a reply."""

from bot.context import Turn
from bot.rules.access import Act
from bot.rules.batch import AT_ONCE, is_repeated, numbers_and_rest
from bot.services import links
from bot.services.tickets import get
from bot.services.work import Refused

DONE = "👌"


async def link(turn: Turn) -> None:
    """Link the first ticket with the others."""
    turn.work.allow(Act.LINK)
    number, others = await _tickets(turn)
    await links.link(turn.work, number, others)
    turn.work.out.react(turn.work.chat_id, turn.message.message_id, DONE)


async def unlink(turn: Turn) -> None:
    """Undo that."""
    turn.work.allow(Act.LINK)
    number, others = await _tickets(turn)
    await links.unlink(turn.work, number, others)
    turn.work.out.react(turn.work.chat_id, turn.message.message_id, DONE)


async def _tickets(turn: Turn) -> tuple[int, list[int]]:
    """Return a ticket and those to link it with; one number alone goes with what it replies to."""
    assert turn.command is not None
    numbers, rest = numbers_and_rest(turn.command.rest)
    if rest or not numbers or len(numbers) > AT_ONCE:
        raise Refused("link-how")
    if len(numbers) == 1 and is_repeated(turn.command.rest):
        raise Refused("link-itself", number=numbers[0])
    if len(numbers) > 1:
        return numbers[0], numbers[1:]
    if turn.link is None or turn.link.ticket_id is None:
        raise Refused("link-how")
    return (await get(turn.work, turn.link.ticket_id)).number, numbers

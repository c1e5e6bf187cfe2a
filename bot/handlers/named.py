"""Which ticket a command is about: one it replies to, whose topic it is in, or a number."""

from bot.context import Turn
from bot.rules.words import leading_number, without_number
from bot.services.work import Refused
from storage.queries import tickets


async def number_and_words(turn: Turn) -> tuple[int | None, str]:
    """Return the number of the ticket meant, if any, and the words after it.

    Raises Refused where reply and number mean different tickets: words would go to the wrong one.
    """
    assert turn.command is not None
    rest, session = turn.command.rest, turn.work.session
    named = leading_number(rest)
    link = turn.link
    replied = await tickets.by_id(session, link.ticket_id) if link and link.ticket_id else None
    if replied is None:
        return (named[0], rest[named[1] :]) if named else (None, rest)
    if named and named[0] != replied.number and await tickets.by_number(session, named[0]):
        raise Refused("number-contradicts", replied=replied.number, named=named[0])
    return replied.number, without_number(rest, replied.number)

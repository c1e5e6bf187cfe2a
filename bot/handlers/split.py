"""`/split [subject]`, as a reply to a requester's message in the group."""

from bot.context import Turn
from bot.rules.access import Act
from bot.services import split as service
from bot.services.outgoing import About, at
from bot.views import split as view


async def split(turn: Turn) -> None:
    """Give the message that is replied to a ticket of its own."""
    work = turn.work
    work.allow(Act.SPLIT)
    assert turn.command is not None
    made = await service.split(work, turn.link, turn.command.rest)
    work.out.say(
        work.chat_id,
        view.done(made.ticket, turn.texts),
        reply_to=at(turn.message.message_id),
        about=About(made.original.id),
        silent=True,
    )

"""`/help`, in the staff group and in private chats."""

from bot.context import Turn
from bot.rules.access import Act
from bot.views.help import requester_help, staff_help


async def help_staff(turn: Turn) -> None:
    """Tell agents what they can do here."""
    turn.work.allow(Act.SEE_ANY)
    turn.work.out.say(turn.work.chat_id, staff_help(turn.texts), silent=True)


async def help_requester(turn: Turn) -> None:
    """Tell a requester what they can do here."""
    turn.work.allow(Act.OPEN_TICKET)
    turn.work.out.say(turn.work.chat_id, requester_help(turn.texts))

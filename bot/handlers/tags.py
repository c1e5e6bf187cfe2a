"""`/tags`: the words that the team has put on tickets."""

from bot.context import Turn
from bot.services import tags
from bot.views.tags import listing


async def in_use(turn: Turn) -> None:
    """Show the tags in use; each opens the list of its tickets."""
    found = await tags.in_use(turn.work)
    screen = listing(found, tags.LISTED, turn.texts)
    turn.work.out.say(turn.work.chat_id, screen, silent=True)

"""What agents do with topics by hand, and what the group is told of it."""

from bot.context import Turn
from bot.services import forum
from storage.enums import LinkRole
from storage.models import MessageLink


async def changed_by_hand(turn: Turn) -> None:
    """A colleague closed, reopened or renamed a topic; the bot's own doings are no news."""
    message, here = turn.message, turn.work.out.here
    if turn.work.user is None or here is None:
        return
    link = await turn.work.session.get(MessageLink, here)
    if link is None or link.role is not LinkRole.TOPIC or link.ticket_id is None:
        return
    if message.forum_topic_closed or message.forum_topic_reopened:
        await forum.by_hand(turn.work, link.ticket_id, closed=bool(message.forum_topic_closed))
    elif message.forum_topic_edited:
        await forum.by_hand(turn.work, link.ticket_id, name=None)

"""Where a ticket lives in the staff group: the only place that knows."""

from dataclasses import dataclass

from bot.services import forum
from bot.services.outgoing import card_name
from bot.services.work import Work
from storage.models import Ticket


@dataclass(frozen=True)
class Place:
    """A chat, and the topic there or the message that everything about a ticket replies to."""

    chat_id: int
    thread: str | None = None
    reply_to: str | None = None


async def of(work: Work, ticket: Ticket) -> Place | None:
    """Return the ticket's place, or None while no group is bound.

    In a forum its topic is made if there is none; a closed ticket goes without.
    """
    if work.group is None:
        return None
    thread = await forum.topic_of(work, ticket)
    # In its topic everything is about the ticket: a quotation of the card would only be noise.
    return Place(work.group.chat_id, thread, None if thread else card_name(ticket.id))

"""Where a ticket lives in the staff group: the only place that knows."""

from dataclasses import dataclass

from bot.services.outgoing import card_name
from bot.services.work import Work
from storage.models import Ticket


@dataclass(frozen=True)
class Place:
    """The chat, and the message there that everything about the ticket replies to."""

    chat_id: int
    reply_to: str


def of(work: Work, ticket: Ticket) -> Place | None:
    """Return the ticket's place, or None while no group is bound."""
    if work.group is None:
        return None
    return Place(work.group.chat_id, card_name(ticket.id))

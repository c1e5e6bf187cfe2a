"""Transcripts: what was said in a ticket is read, and that somebody took it is recorded."""

import uuid

from bot.services.work import Desk, Refused, Work
from bot.views.transcript import Chapter
from storage.enums import EventKind
from storage.models import Ticket
from storage.queries import messages, rating, transcript


async def look(desk: Desk, ticket_id: uuid.UUID, *, for_staff: bool) -> Chapter:
    """Read a ticket without a transaction: a long one takes a while, and holds nobody up.

    A requester's has no notes and no withdrawn words from the beginning.
    """
    async with desk.database.read() as session:
        ticket = await transcript.ticket(session, ticket_id)
        if ticket is None:
            raise Refused("denied-not-found")
        said = await messages.conversation(session, ticket_id, internal=for_staff)
        return Chapter(ticket, said, await rating.of_ticket(session, ticket_id))


def taken(work: Work, ticket: Ticket, *, notes: bool) -> None:
    """Put into the audit that the acting person was given a transcript."""
    work.record(EventKind.TRANSCRIPT_TAKEN, ticket, after={"notes": notes}, on_card=False)

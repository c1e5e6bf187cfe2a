"""Transcripts: what was said in a ticket is read, and that somebody took it is recorded."""

import uuid
from datetime import timedelta

from bot.rules.access import Act
from bot.services.work import Desk, Refused, Work
from bot.views.transcript import Chapter
from storage.enums import EventKind
from storage.models import Ticket
from storage.queries import messages, rating, transcript

PAUSE = timedelta(seconds=10)  # before a requester is given the same ticket again


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


async def check_pace(work: Work, ticket: Ticket) -> None:
    """Raise Refused if the acting person was given this ticket a moment ago: they tapped twice."""
    user = work.allow(Act.TRANSCRIPT_OWN, ticket)
    before = await transcript.last_taken(work.session, ticket.id, user.id)
    if before is not None and work.now - before < PAUSE:
        raise Refused("transcript-just-sent", number=ticket.number)


def taken(work: Work, ticket: Ticket, *, notes: bool) -> None:
    """Put into the audit that the acting person was given a transcript."""
    work.record(EventKind.TRANSCRIPT_TAKEN, ticket, after={"notes": notes}, on_card=False)

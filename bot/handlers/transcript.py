"""`/transcript 1042`: a ticket as an HTML file, for the team and for its requester."""

import asyncio
import re
import uuid
from dataclasses import dataclass

from bot.context import Turn
from bot.rules.access import Act
from bot.rules.batch import numbers_and_rest
from bot.rules.transcript import notes_asked
from bot.services import own, tickets, transcript
from bot.services.outgoing import About, at
from bot.services.work import LookFirst, Refused
from bot.views import transcript as view
from bot.views.files import UPLOAD_LIMIT, MadeFile, MadeKind
from storage.models import Ticket

NUMBER = re.compile(r"#?(\d{1,9})")


@dataclass(frozen=True)
class Made:
    """A transcript that was made before the transaction, and for what."""

    ticket_id: uuid.UUID
    is_staff: bool
    notes: bool
    content: bytes


async def for_staff(turn: Turn) -> None:
    """Any ticket, by number, by reply or in its topic; notes only where they are asked for."""
    work, link = turn.work, turn.link
    work.allow(Act.TRANSCRIPT_ANY)
    numbers, rest = numbers_and_rest(turn.command.rest if turn.command else "")
    notes = notes_asked(rest)
    if notes is None or len(numbers) > 1:
        raise Refused("transcript-how")
    if numbers:
        ticket = await tickets.find(work, numbers[0])
    elif link is not None and link.ticket_id is not None:
        ticket = await tickets.get(work, link.ticket_id)
    else:
        raise Refused("transcript-how")
    await _give(turn, ticket, is_staff=True, notes=notes)


async def for_requester(turn: Turn) -> None:
    """One's own ticket; anybody else's does not exist, and notes are never in it."""
    rest = turn.command.rest if turn.command else ""
    if known := NUMBER.fullmatch(rest):
        await give_own(turn, int(known.group(1)))
    elif not rest and turn.link is not None and turn.link.ticket_id is not None:
        await give_own(turn, (await tickets.get(turn.work, turn.link.ticket_id)).number)
    else:
        raise Refused("transcript-which")


async def give_own(turn: Turn, number: int) -> None:
    """Send the acting person a transcript of their own ticket."""
    ticket = await own.find(turn.work, number, Act.TRANSCRIPT_OWN)
    await transcript.check_pace(turn.work, ticket)
    await _give(turn, ticket, is_staff=False, notes=False)


async def _give(turn: Turn, ticket: Ticket, *, is_staff: bool, notes: bool) -> None:
    """Send the file; the first time it is made outside the transaction."""
    work, t, made, now = turn.work, turn.texts, turn.facts, turn.work.now
    desk, ticket_id = work.desk, ticket.id

    async def make() -> Made:
        chapter = await transcript.look(desk, ticket_id, for_staff=is_staff)
        html = await asyncio.to_thread(
            view.transcript,
            [chapter],
            t,
            desk.time_zone,
            for_staff=is_staff,
            notes=notes,
            at=now,
        )
        return Made(ticket_id, is_staff, notes, html.encode())

    wanted = (ticket_id, is_staff, notes)
    if not isinstance(made, Made) or (made.ticket_id, made.is_staff, made.notes) != wanted:
        raise LookFirst(make)
    if len(made.content) > UPLOAD_LIMIT:
        raise Refused("transcript-too-large", number=ticket.number)
    # Nobody is to forward the one with notes to a customer, taking it for the other.
    name = f"ticket-{ticket.number}{'-internal' if notes else ''}.html"
    await work.out.file(
        work.chat_id,
        MadeFile(MadeKind.DOCUMENT, name, made.content),
        view.caption(ticket, t, notes=notes),
        reply_to=at(turn.message.message_id) if turn.parts else None,
        about=About(ticket_id),
    )
    transcript.taken(work, ticket, notes=notes)

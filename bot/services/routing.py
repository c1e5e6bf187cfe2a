"""A requester's words outside any form: to their ticket, or one question for the whole burst."""

import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.rules.access import Act
from bot.rules.content import Content, together
from bot.rules.form import joined
from bot.rules.routing import ASK_AGAIN_AFTER, CHOICE_HOLDS, Ask, OpenTicket, route
from bot.rules.transitions import Move
from bot.services import fair_use, intake, merge
from bot.services.tickets import add_files, add_message, get, move
from bot.services.work import Refused, Work
from storage.enums import Delivery, DraftKind, EventKind, Status
from storage.models import Ticket, TicketMessage
from storage.queries import messages, tickets

QUESTION = "question"  # the logical name of the message that asks where words belong
BURST = timedelta(seconds=60)


@dataclass(frozen=True)
class Loose:
    """Words whose ticket is not known yet; `stamp` names the question about them."""

    parts: list[Content] = field(default_factory=list)
    stamp: int = 0
    asked: int = 1
    follow_up_of: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON for the draft."""
        return {
            "parts": [part.to_json() for part in self.parts],
            "stamp": self.stamp,
            "asked": self.asked,
            "follow_up_of": self.follow_up_of,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Loose":
        """Undo `to_json`."""
        return cls(
            [Content.from_json(part) for part in data["parts"]],
            data["stamp"],
            data["asked"],
            data["follow_up_of"],
        )


@dataclass(frozen=True)
class Written:
    """The words are in `ticket`; with `new_burst` the requester is told so once.

    `merged` is the duplicate that they were said to.
    """

    ticket: Ticket
    burst_id: uuid.UUID | None = None
    new_burst: bool = False
    merged: Ticket | None = None


@dataclass(frozen=True)
class Question:
    """The requester is asked; `closed` is the ticket they replied to, if it is closed.

    `full` is the one that has no room for the files.
    """

    loose: Loose
    open_tickets: list[Ticket]
    closed: Ticket | None = None
    full: Ticket | None = None


def current(work: Work) -> Loose | None:
    """Return the words that wait for an answer."""
    draft = work.draft(DraftKind.LOOSE)
    return Loose.from_json(draft.data) if draft else None


async def wrote(
    work: Work, content: Content, replied_to: uuid.UUID | None
) -> Written | Question | None:
    """Put words where they belong; None for a late part of an album that is placed already."""
    user = work.allow(Act.OPEN_TICKET)
    if content.media_group_id:
        earlier = await tickets.album(work.session, user.id, content.media_group_id)
        if earlier is not None:
            await add_late_part(work, earlier, content)
            return None
    open_tickets = list(await tickets.not_closed(work.session, user.id, locked=True))
    said_to = replied_to or chosen(work)
    replied_to = await merge.goes_on_in(work, replied_to, open_tickets)
    tied_to = await merge.goes_on_in(work, chosen(work), open_tickets)
    decision = route(
        [OpenTicket(ticket.id, ticket.answered_at) for ticket in open_tickets],
        work.now,
        replied_to=replied_to,
        chosen=tied_to,
        question_stands=work.draft(DraftKind.LOOSE) is not None,
    )
    if isinstance(decision, Ask):
        return await _ask(work, content, open_tickets, replied_to)
    ticket = next(item for item in open_tickets if item.id == decision.ticket_id)
    if not fair_use.has_room(work, ticket, content):
        others = [item for item in open_tickets if item is not ticket]
        return replace(await _ask(work, content, others, None), full=ticket)
    if not decision.guessed:
        write(work, ticket, content)
        if decision.ticket_id == tied_to:
            await choose(work, ticket)
        merged = await get(work, said_to) if said_to and said_to != ticket.id else None
        return Written(ticket, merged=merged)
    burst_id = await _burst(work, ticket)
    new = burst_id is None
    burst_id = burst_id or uuid.uuid4()
    write(work, ticket, content, burst_id)
    return Written(ticket, burst_id, new)


def chosen(work: Work) -> uuid.UUID | None:
    """Return the ticket that the person has tied their next words to, for as long as it holds."""
    draft = work.draft(DraftKind.TARGET)
    if draft is None or draft.due_at is None or draft.due_at <= work.now:
        return None
    return uuid.UUID(hex=draft.data["ticket_id"])


async def choose(work: Work, ticket: Ticket) -> None:
    """Send the person's next words to a ticket, for half an hour after the last of them."""
    work.allow(Act.WRITE_OWN, ticket)
    if ticket.status is Status.CLOSED:
        raise Refused("too-late-closed", number=ticket.number)
    await work.keep_draft(
        DraftKind.TARGET, {"ticket_id": ticket.id.hex}, due_at=work.now + CHOICE_HOLDS
    )


async def stop(work: Work) -> None:
    """Forget the chosen ticket."""
    await work.end_draft(DraftKind.TARGET)


def write(
    work: Work, ticket: Ticket, content: Content, burst_id: uuid.UUID | None = None
) -> TicketMessage:
    """Add a requester's words to their ticket that is not closed."""
    user = work.allow(Act.WRITE_OWN, ticket)
    before = move(work, ticket, Move.WRITE)
    message = add_message(work, ticket, user, content, burst_id=burst_id)
    work.record(
        EventKind.REQUESTER_WROTE,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value, "message": message.id.hex},
        message=message,
        on_card=_is_on_card(work, ticket, before, content),
    )
    return message


def _is_on_card(work: Work, ticket: Ticket, before: Status, content: Content) -> bool:
    """Whether a requester's words change the card or where it is: most do not.

    Each edit in vain would be a call less for what is new in the group.
    """
    has_moved = ticket.status is not before or bool(content.files)
    is_renamed = work.user is not None and work.user.updated_at == work.now
    may_lack_its_place = ticket.digest is not None or ticket.topic is not None
    in_forum = work.group is not None and work.group.is_forum
    return has_moved or is_renamed or may_lack_its_place or in_forum


async def add_late_part(work: Work, message: TicketMessage, content: Content) -> None:
    """Join a part that came after its album was relayed; it goes the way the album went."""
    ticket = await get(work, message.ticket_id)
    add_files(work, ticket, message, content)
    message.text, message.entities = together(
        [(message.text, message.entities), (content.text, content.entities)]
    )
    kind = EventKind.AGENT_ANSWERED if message.is_staff_reply else EventKind.REQUESTER_WROTE
    kind = EventKind.NOTE_ADDED if message.is_internal else kind
    if not message.is_internal:
        message.delivery = Delivery.PENDING
    work.record(
        kind,
        ticket,
        after={
            "message": message.id.hex,
            "late": len(content.files),
            "caption": content.text,
            "entities": content.entities,
        },
        message=message,
    )


async def _burst(work: Work, ticket: Ticket) -> uuid.UUID | None:
    """Return the burst that the ticket's last message belongs to, if it goes on."""
    last = await messages.last_said(work.session, ticket)
    if last is None or work.user is None:
        return None
    author_id, said_at, burst_id = last
    return burst_id if author_id == work.user.id and work.now - said_at <= BURST else None


async def _ask(
    work: Work, content: Content, open_tickets: list[Ticket], replied_to: uuid.UUID | None
) -> Question:
    loose = current(work) or Loose(stamp=secrets.randbelow(2**31))
    if len(loose.parts) >= intake.MAX_PARTS:
        raise Refused("question-first")
    closed = None
    if replied_to is not None:
        closed = await tickets.by_id(work.session, replied_to)
        if closed is not None and work.user is not None and closed.requester_id == work.user.id:
            loose = Loose(loose.parts, loose.stamp, loose.asked, closed.id.hex)
        else:
            closed = None
    parts = joined(loose.parts, content)
    loose = Loose(parts, loose.stamp, 1, loose.follow_up_of)
    await _keep(work, loose)
    return Question(loose, open_tickets, closed or await _closed(work, loose))


async def _closed(work: Work, loose: Loose) -> Ticket | None:
    """Return the closed ticket that the waiting words reply to; none that goes on by now."""
    if loose.follow_up_of is None:
        return None
    found = await tickets.by_id(work.session, uuid.UUID(hex=loose.follow_up_of))
    ticket = await merge.heir(work, found) if found is not None else None
    return ticket if ticket is not None and ticket.status is Status.CLOSED else None


async def standing(work: Work) -> Question | None:
    """Return the question that waits for an answer, as it would be asked now."""
    loose = current(work)
    if loose is None or work.user is None:
        return None
    open_tickets = list(await tickets.not_closed(work.session, work.user.id))
    return Question(loose, open_tickets, await _closed(work, loose))


async def drop(work: Work) -> bool:
    """Forget the waiting words on their author's wish; whether there were any."""
    if work.draft(DraftKind.LOOSE) is None:
        return False
    await work.end_draft(DraftKind.LOOSE)
    await work.out.withdraw(work.chat_id, QUESTION)
    return True


async def take_along(work: Work) -> list[Content]:
    """Hand over the waiting words of somebody who has no ticket that they could belong to."""
    question = await standing(work)
    if question is None or question.open_tickets or question.closed:
        return []
    await drop(work)
    return question.loose.parts


async def _keep(work: Work, loose: Loose) -> None:
    await work.keep_draft(DraftKind.LOOSE, loose.to_json(), due_at=work.now + ASK_AGAIN_AFTER)


async def answer(work: Work, number: int, stamp: int) -> Ticket | None:
    """Put the waiting words into ticket `number`; for 0 into a new form (returns None).

    While another form is open they become a ticket at once: the two are different matters.
    """
    work.allow(Act.OPEN_TICKET)
    loose = current(work)
    if loose is None or loose.stamp != stamp:
        raise Refused("question-over")
    if number == 0:
        follow_up = uuid.UUID(hex=loose.follow_up_of) if loose.follow_up_of else None
        await work.end_draft(DraftKind.LOOSE)
        if intake.current(work) is not None:
            await fair_use.check(work)
            return await intake.open_ticket(work, loose.parts, follow_up_of=follow_up)
        await intake.begin(work, parts=loose.parts, follow_up_of=follow_up)
        return None
    found = await tickets.by_number(work.session, number)
    if found is None:
        raise Refused("denied-not-found")
    ticket = await merge.heir(work, found)
    for part in loose.parts:
        fair_use.check_files(work, ticket, part)
        write(work, ticket, part)
    await work.end_draft(DraftKind.LOOSE)
    await choose(work, ticket)
    return ticket


async def remind(work: Work) -> Question | Ticket | None:
    """An hour has passed without an answer: ask once more, then make it a ticket by itself."""
    loose = current(work)
    user = work.user
    if loose is None or user is None:
        return None
    if loose.asked == 1:
        loose = Loose(loose.parts, loose.stamp, 2, loose.follow_up_of)
        await _keep(work, loose)
        return await standing(work)
    follow_up = uuid.UUID(hex=loose.follow_up_of) if loose.follow_up_of else None
    ticket = await intake.open_ticket(work, loose.parts, follow_up_of=follow_up)
    await work.end_draft(DraftKind.LOOSE)
    return ticket

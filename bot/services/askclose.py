"""Closing may be asked for instead of done: the requester accepts, or still needs help."""

import uuid

from bot.rules.access import Act
from bot.rules.transitions import Move
from bot.services import own
from bot.services.tickets import find, move
from bot.services.work import Refused, Work
from storage.enums import EventKind, Status
from storage.models import Ticket
from storage.queries import events

PENDING = (Status.WAITING, Status.RESOLVED)  # where a question may wait for its answer
SINCE = (  # a question that nothing of this came after is still before the requester
    EventKind.CLOSE_ASKED,
    EventKind.STILL_NEEDED,
    EventKind.REQUESTER_WROTE,
    EventKind.AGENT_ANSWERED,
    EventKind.STATUS_CHANGED,
    EventKind.RESOLVED,
    EventKind.CLOSED,
    EventKind.SOLVED,
    EventKind.REOPENED,
)


def question_name(ticket_id: uuid.UUID) -> str:
    """The logical name of the question in the requester's chat."""
    return f"askclose:{ticket_id.hex}"


async def ask(work: Work, number: int) -> Ticket:
    """Have the requester asked; the ticket waits for them, and is the asker's if nobody's."""
    ticket = await find(work, number)
    user = work.allow(Act.ASK_CLOSE, ticket)
    if not ticket.requester.is_reachable:
        raise Refused("askclose-unreachable", name=ticket.requester.name)
    if await events.last_of(work.session, ticket.id, SINCE) is EventKind.CLOSE_ASKED:
        raise Refused("askclose-already", number=number)
    before = move(work, ticket, Move.ASK_CLOSE)
    is_anonymous = work.actor is not None and work.actor.is_anonymous
    if ticket.assignee_id is None and not is_anonymous:
        ticket.assignee, ticket.assignee_id = user, user.id
        work.record(EventKind.ASSIGNED, ticket, after={"assignee": user.name, "by": "asking"})
    work.record(
        EventKind.CLOSE_ASKED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value},
    )
    return ticket


async def answer(work: Work, number: int, *, accept: bool) -> Ticket:
    """Close as solved, or put it back to work; refused once the ticket has moved on."""
    ticket = await own.find(work, number, Act.ANSWER_CLOSE_OWN)
    if ticket.status is not Status.CLOSED and ticket.status not in PENDING:
        raise Refused("askclose-over", number=number)
    if accept:
        return await own.solve(work, number)
    before = move(work, ticket, Move.STILL_NEEDED)
    work.record(
        EventKind.STILL_NEEDED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value},
    )
    return ticket

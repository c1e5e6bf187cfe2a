"""Where a requester's words belong when they are sent outside any form."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWERED_RECENTLY = timedelta(hours=24)
CHOICE_HOLDS = timedelta(minutes=30)
ASK_AGAIN_AFTER = timedelta(hours=1)
BURST_QUIET_S = 1.5  # a question waits for the end of the burst it is about


@dataclass(frozen=True)
class OpenTicket:
    """A ticket of the requester that is not closed."""

    id: uuid.UUID
    answered_at: datetime | None


@dataclass(frozen=True)
class ToTicket:
    """Straight to this ticket; `guessed` if the requester has not said so."""

    ticket_id: uuid.UUID
    guessed: bool


@dataclass(frozen=True)
class Ask:
    """The requester must say where it belongs."""


def route(
    open_tickets: Sequence[OpenTicket],
    now: datetime,
    *,
    replied_to: uuid.UUID | None,
    chosen: uuid.UUID | None,
    question_stands: bool,
) -> ToTicket | Ask:
    """Decide: an explicit reply comes first, then a standing question, a choice, no doubt.

    `replied_to` and `chosen` count only while their ticket is open.
    """
    ids = {ticket.id for ticket in open_tickets}
    if replied_to is not None:
        return ToTicket(replied_to, guessed=False) if replied_to in ids else Ask()
    if question_stands:
        return Ask()
    if chosen is not None and chosen in ids:
        return ToTicket(chosen, guessed=False)
    if len(open_tickets) == 1:
        return ToTicket(open_tickets[0].id, guessed=True)
    recent = [
        ticket
        for ticket in open_tickets
        if ticket.answered_at is not None and now - ticket.answered_at <= ANSWERED_RECENTLY
    ]
    if len(recent) == 1:
        return ToTicket(recent[0].id, guessed=True)
    return Ask()

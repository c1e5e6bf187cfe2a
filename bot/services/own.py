"""A requester and their own tickets: looking, solving, reopening."""

from bot.rules.access import Act
from bot.rules.transitions import Move
from bot.services.tickets import move
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import Ticket
from storage.queries import tickets


async def find(work: Work, number: int, act: Act = Act.SEE_OWN) -> Ticket:
    """Return one of the person's own tickets; anybody else's does not exist for them."""
    ticket = await tickets.by_number(work.session, number)
    if ticket is None:
        raise Refused("denied-not-found")
    work.allow(act, ticket)
    return ticket


async def solve(work: Work, number: int) -> Ticket:
    """Close the ticket as solved."""
    ticket = await find(work, number, Act.SOLVE_OWN)
    before = move(work, ticket, Move.SOLVE)
    work.record(
        EventKind.SOLVED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value},
    )
    return ticket


async def reopen(work: Work, number: int) -> Ticket:
    """Reopen a ticket that the team has resolved."""
    ticket = await find(work, number, Act.REOPEN_OWN)
    before = move(work, ticket, Move.REOPEN_OWN)
    work.record(
        EventKind.REOPENED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value, "by": "requester"},
    )
    return ticket

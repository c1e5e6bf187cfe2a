"""A requester and their own tickets: looking, solving, reopening."""

from dataclasses import dataclass

from bot.rules.access import Act
from bot.rules.transitions import Move
from bot.services.tickets import move
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import Ticket
from storage.queries import tickets

PAGE = 6


@dataclass(frozen=True)
class Page:
    """A page of somebody's tickets, newest first."""

    tickets: list[Ticket]
    total: int
    has_newer: bool
    has_older: bool


async def page(work: Work, way: str, number: int) -> Page:
    """Return the page `older` or `newer` than ticket `number`; 0 gives the first."""
    user = work.allow(Act.OPEN_TICKET)
    total = await tickets.count_of(work.session, user.id)
    if way == "newer" and number:
        rows = await tickets.page_of(work.session, user.id, newer_than=number, size=PAGE + 1)
        found = list(rows)[-PAGE:]
        if len(rows) < PAGE:  # less than a page above: the first page is meant
            way, number = "older", 0
        else:
            return Page(found, total, len(rows) > PAGE, has_older=True)
    rows = await tickets.page_of(
        work.session, user.id, older_than=number if way == "older" else 0, size=PAGE + 1
    )
    return Page(list(rows)[:PAGE], total, bool(number), len(rows) > PAGE)


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

"""Limits for each requester, from the settings or as the group has chosen them."""

from collections.abc import Sequence

from bot.rules.content import Content
from bot.rules.fair_use import COUNTED, FairUse, is_full, merged, takes_files
from bot.services.work import Refused, Work
from storage.models import Ticket
from storage.queries import fair_use


def limits(work: Work) -> FairUse:
    """Return the limits that hold now."""
    return merged(work.desk.fair_use, work.group.limits if work.group else None)


async def full(work: Work) -> Sequence[Ticket]:
    """Return the acting person's open tickets if they may not have one more, else nothing."""
    if work.user is None or not limits(work).open_tickets:
        return []
    await work.session.flush()
    tickets = await fair_use.tickets_in(work.session, work.user.id, COUNTED)
    return tickets if is_full(tickets, limits(work)) else []


async def check(work: Work) -> None:
    """Refuse one more ticket where that would be too many."""
    tickets = await full(work)
    if tickets:
        # A float: whole numbers in a refusal are numbers of tickets.
        raise Refused("limit-open", n=float(len(tickets)), number=tickets[0].number)


def has_room(work: Work, ticket: Ticket, content: Content) -> bool:
    """Whether the ticket takes the files that come with somebody's words."""
    return takes_files(ticket.file_count, len(content.files), limits(work))


def check_files(work: Work, ticket: Ticket, content: Content) -> None:
    """Refuse files that the ticket has no room for."""
    if not has_room(work, ticket, content):
        raise Refused("limit-files", number=ticket.number)

"""What agents do with a ticket besides writing: take, assign, change, resolve, close, reopen."""

from sqlalchemy import CursorResult, update
from sqlalchemy.orm.attributes import set_committed_value

from bot.rules.access import Act
from bot.rules.transitions import SETTING, Move
from bot.rules.words import one_line
from bot.services.people import known_agents
from bot.services.tickets import find, move
from bot.services.work import Refused, Work
from storage.enums import EventKind, Priority, Status
from storage.models import Ticket, User
from storage.queries import tickets

MOVED = {
    Move.RESOLVE: EventKind.RESOLVED,
    Move.CLOSE: EventKind.CLOSED,
    Move.REOPEN: EventKind.REOPENED,
}


async def take(work: Work, number: int) -> Ticket:
    """Make the acting agent the assignee if nobody is; the database decides between two."""
    ticket = await find(work, number)
    user = work.allow(Act.TAKE, ticket)
    if ticket.assignee is not None:
        key = "take-yours" if ticket.assignee_id == user.id else "take-taken"
        raise Refused(key, name=ticket.assignee.name, number=number)
    before = move(work, ticket, Move.TAKE)
    await work.session.flush()
    result = await work.session.execute(
        update(Ticket)
        .where(Ticket.id == ticket.id, Ticket.assignee_id.is_(None))
        .values(assignee_id=user.id)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    if result.rowcount == 0:
        raise Refused("take-lost", number=number)
    set_committed_value(ticket, "assignee_id", user.id)
    set_committed_value(ticket, "assignee", user)
    work.record(
        EventKind.TAKEN,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value, "assignee": user.name},
    )
    return ticket


async def assign(work: Work, number: int, user_id: int) -> Ticket:
    """Make a known agent the assignee."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    agent = next((item for item in await known_agents(work.session) if item.id == user_id), None)
    if agent is None:
        person = await work.session.get(User, user_id)
        if person is None:
            raise Refused("assign-unknown")
        raise Refused("assign-gone", name=person.name)
    if ticket.assignee_id == agent.id:
        raise Refused("assign-already", name=agent.name)
    before = move(work, ticket, Move.ASSIGN)
    previous = ticket.assignee.name if ticket.assignee else None
    ticket.assignee, ticket.assignee_id = agent, agent.id
    work.record(
        EventKind.ASSIGNED,
        ticket,
        before={"status": before.value, "assignee": previous},
        after={"status": ticket.status.value, "assignee": agent.name},
    )
    return ticket


async def release(work: Work, number: int) -> Ticket:
    """Give the ticket back to everybody."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    if ticket.assignee is None:
        raise Refused("release-nobody", number=number)
    before, previous = ticket.status, ticket.assignee.name
    ticket.assignee, ticket.assignee_id = None, None
    move(work, ticket, Move.RELEASE)
    work.record(
        EventKind.RELEASED,
        ticket,
        before={"status": before.value, "assignee": previous},
        after={"status": ticket.status.value},
    )
    return ticket


async def agents_for(work: Work, number: int) -> tuple[Ticket, list[User]]:
    """Return the ticket and the people it could be assigned to."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    return ticket, await known_agents(work.session)


async def seen(work: Work, number: int) -> Ticket:
    """Return any ticket for an agent to look at."""
    ticket = await find(work, number)
    work.allow(Act.SEE_ANY, ticket)
    return ticket


async def make_move(work: Work, number: int, what: Move) -> Ticket:
    """Resolve, close or reopen."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    before = move(work, ticket, what)
    work.record(
        MOVED[what],
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value},
    )
    return ticket


async def set_status(work: Work, number: int, status: Status) -> Ticket:
    """Set the status by hand; resolving and closing are what their buttons do."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    if ticket.status is status:
        raise Refused("status-already", number=number)
    what = SETTING[status]
    if what in MOVED:
        return await make_move(work, number, what)
    before = move(work, ticket, what)
    reopened = before in (Status.RESOLVED, Status.CLOSED)
    work.record(
        EventKind.REOPENED if reopened else EventKind.STATUS_CHANGED,
        ticket,
        before={"status": before.value},
        after={"status": ticket.status.value},
    )
    return ticket


async def set_priority(work: Work, number: int, priority: Priority) -> Ticket:
    """Set how pressing the ticket is."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    before, ticket.priority = ticket.priority, priority
    if before is not priority:
        ticket.updated_at = work.now
        work.record(
            EventKind.PRIORITY_CHANGED,
            ticket,
            before={"priority": before.value},
            after={"priority": priority.value},
        )
    return ticket


async def set_category(work: Work, number: int, category_id: int) -> Ticket:
    """Set what the ticket is about."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    known = {category.id: category for category in await tickets.categories(work.session)}
    if category_id not in known:
        raise Refused("category-gone")
    before, category = ticket.category, known[category_id]
    if before is None or before.id != category_id:
        ticket.category, ticket.category_id = category, category_id
        ticket.updated_at = work.now
        work.record(
            EventKind.CATEGORY_CHANGED,
            ticket,
            before={"category": before.names if before else None},
            after={"category": category.names},
        )
    return ticket


async def set_subject(work: Work, number: int, subject: str) -> Ticket:
    """Give the ticket another subject."""
    ticket = await find(work, number)
    work.allow(Act.TRIAGE, ticket)
    subject = one_line(subject, 120)
    before, ticket.subject = ticket.subject, subject
    if before != subject:
        ticket.updated_at = work.now
        work.record(
            EventKind.SUBJECT_CHANGED,
            ticket,
            before={"subject": before},
            after={"subject": subject},
        )
    return ticket

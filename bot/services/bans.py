"""Keeping somebody from writing, for a time and with a reason that they are told once."""

from collections.abc import Sequence
from typing import Any

from bot.rules.access import Act
from bot.rules.bans import Sentence, is_over
from bot.services import tickets
from bot.services.work import Refused, Work
from storage.enums import EventKind, Role
from storage.models import Event, Ticket, User
from storage.queries import bans
from storage.queries import tickets as stored

SHOWN_MOST = 20


async def ban(work: Work, number: int, sentence: Sentence) -> tuple[Ticket, User]:
    """Ban the requester of a ticket; a ban that stands is replaced. Nobody of the team can be."""
    work.allow(Act.BAN)
    ticket = await tickets.find(work, number)
    person = ticket.requester
    if person.role is not Role.REQUESTER or person.id in work.desk.admin_ids:
        raise Refused("ban-team", name=person.name[:60])
    before = _recorded(person)
    person.is_banned, person.ban_reason, person.ban_told_at = True, sentence.reason, None
    person.banned_until = work.now + sentence.length if sentence.length else None
    person.updated_at = work.now
    work.record(EventKind.BANNED, ticket, before=before, after=_recorded(person))
    await _show(work, person)
    return ticket, person


async def unban(work: Work, number: int) -> User:
    """Let the requester of a ticket write again."""
    work.allow(Act.BAN)
    ticket = await tickets.find(work, number)
    return await _lift(work, ticket.requester)


async def unban_person(work: Work, user_id: int) -> User:
    """Let somebody write again."""
    work.allow(Act.BAN)
    person = await work.session.get(User, user_id)
    if person is None:
        raise Refused("unban-not")
    return await _lift(work, person)


async def _lift(work: Work, person: User) -> User:
    if not person.is_banned or is_over(person.banned_until, work.now):
        raise Refused("unban-not")
    await _end(work, person, by=work.user)
    return person


async def _end(work: Work, person: User, by: User | None) -> None:
    """Forget the ban, and have the log that tells of it tell of its end."""
    work.session.add(
        Event(
            ticket_id=await bans.ticket_of_last(work.session, person.id),
            actor_id=by.id if by is not None else None,
            kind=EventKind.UNBANNED,
            before=_recorded(person),
            after={"person": person.id},
            at=work.now,
        )
    )
    _forget(work, person)
    await _show(work, person)


async def _show(work: Work, person: User) -> None:
    """Have the person's cards say whether they can write."""
    for ticket in await stored.not_closed(work.session, person.id, locked=True):
        work.touch(ticket)


def _forget(work: Work, person: User) -> None:
    person.is_banned, person.updated_at = False, work.now
    person.banned_until = person.ban_reason = person.ban_told_at = None


def _recorded(person: User) -> dict[str, Any]:
    if not person.is_banned:
        return {"person": person.id}
    until = person.banned_until
    return {
        "person": person.id,
        "reason": person.ban_reason,
        "until": until.isoformat() if until else "",
    }


async def end_if_over(work: Work, person: User) -> None:
    """Forget a ban whose time has passed; the audit says that the desk did."""
    if person.is_banned and is_over(person.banned_until, work.now):
        await _end(work, person, by=None)


async def listed(work: Work) -> Sequence[User]:
    """Return who may not write now, as far as a message shows them."""
    work.allow(Act.BAN)
    return await bans.banned(work.session, work.now, SHOWN_MOST)


def is_to_be_told(work: Work) -> bool:
    """Whether the banned person who has just written is to hear of it; only once."""
    person = work.user
    if person is None or person.ban_told_at is not None:
        return False
    person.ban_told_at = work.now
    return True

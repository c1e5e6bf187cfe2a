"""Meeting people: who they are, and what the staff group makes of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import closest
from bot.rules.bans import is_over
from bot.services.work import Work
from storage.enums import EventKind, Role
from storage.models import User
from storage.queries import people


@dataclass(frozen=True)
class Person:
    """Somebody as Telegram presents them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_group: bool = False


@dataclass(frozen=True)
class Membership:
    """What Telegram said about somebody's place in the staff group less than a minute ago."""

    role: Role
    is_anonymous: bool = False
    as_of: datetime | None = None  # None: now


MEMBER_ROLES = {"creator": Role.ADMIN, "administrator": Role.ADMIN, "member": Role.AGENT}


def membership_of(status: str, *, is_member: bool, is_anonymous: bool) -> Membership:
    """Translate a ChatMember; `is_member` is the flag that only restricted members carry."""
    role = MEMBER_ROLES.get(status, Role.REQUESTER)
    if status == "restricted" and is_member:
        role = Role.AGENT
    return Membership(role, is_anonymous)


CLOCKS_APART = timedelta(seconds=5)  # at most, of two machines on which the desk runs


def _is_overtaken(membership: Membership, user: User) -> bool:
    """Whether what is written down is newer: another process may have been told since.

    In doubt somebody who has left the team stays out until Telegram is asked again.
    """
    if membership.as_of is None or user.role_checked_at is None:
        return False
    has_left = user.role is Role.REQUESTER
    return membership.as_of < user.role_checked_at + (CLOCKS_APART if has_left else timedelta())


async def meet(
    session: AsyncSession,
    person: Person,
    now: datetime,
    membership: Membership | None,
    known: User | None = None,
) -> User:
    """Return the row of somebody, made or brought up to date; `known` is theirs, if loaded."""
    user = known or await session.get(User, person.id)
    if user is None:
        user = await people.introduce(session, person.id, now)
    seen: dict[str, str | bool | None] = {
        "first_name": person.first_name[:256],
        "last_name": person.last_name and person.last_name[:256],
        "username": person.username and person.username[:64],
        "language_code": (person.language_code or user.language_code or "")[:35] or None,
    }
    if person.is_group:
        membership = Membership(Role.ADMIN, is_anonymous=True)
    if user.is_banned and not is_over(user.banned_until, now):
        seen = {}  # they are not listened to, and may have had erased what was known of them
    if membership is not None and not _is_overtaken(membership, user):
        seen |= {"role": membership.role, "is_anonymous": membership.is_anonymous}
        user.role_checked_at = membership.as_of or now
    for name, value in seen.items():
        if getattr(user, name) != value:
            setattr(user, name, value)
            user.updated_at = now
    return user


def language_of(work: Work, user: User) -> str:
    """Return the language that somebody reads: chosen here, else Telegram's, else the default."""
    return user.language or closest(user.language_code, work.desk.default_language)


async def known_agents(session: AsyncSession) -> list[User]:
    """Return the people who may be assigned, by name; never the group itself."""
    query = (
        select(User)
        .where(
            User.role.in_((Role.AGENT, Role.ADMIN)), User.id > 0, User.is_deactivated.is_(False)
        )
        .order_by(func.lower(User.first_name), User.id)
    )
    return list(await session.scalars(query))


async def agent_by_name(session: AsyncSession, name: str) -> User | None:
    """Find a known agent by @name or by id."""
    name = name.removeprefix("@")
    if not name:
        return None
    matches = [func.lower(User.username) == name.lower()]
    if name.isascii() and name.isdigit() and len(name) < 16:
        matches.append(User.id == int(name))
    agents = {agent.id for agent in await known_agents(session)}
    found = list(await session.scalars(select(User).where(or_(*matches))))
    return next((user for user in found if user.id in agents), None)


async def choose_language(work: Work, user: User, language: str) -> None:
    """Remember the language that somebody chose."""
    before = user.language
    user.language, user.updated_at = language, work.now
    work.record(
        EventKind.LANGUAGE_CHANGED, before={"language": before}, after={"language": language}
    )

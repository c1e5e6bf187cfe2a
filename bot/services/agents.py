"""The team: who is in it, what everybody has to do, and who may do nothing any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.access import Act
from bot.services import triage
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import User
from storage.queries import agents

RELEASED_AT_ONCE = 50


@dataclass(frozen=True)
class Agent:
    """Somebody of the team, and the numbers of the tickets that are theirs and not closed."""

    user: User
    numbers: Sequence[int]


async def team(work: Work) -> list[tuple[User, int]]:
    """Return everybody of the team with how many tickets they have that are not closed."""
    work.allow(Act.MANAGE_AGENTS)
    load = await agents.load(work.session)
    return [(user, load.get(user.id, 0)) for user in await agents.team(work.session)]


async def get(work: Work, user_id: int) -> Agent:
    """Return one of the team."""
    work.allow(Act.MANAGE_AGENTS)
    known = {user.id: user for user in await agents.team(work.session)}
    if user_id not in known:
        raise Refused("agent-unknown")
    return Agent(known[user_id], await agents.tickets_of(work.session, user_id))


async def set_active(work: Work, user_id: int, *, is_active: bool) -> Agent:
    """Let somebody work, or let them do nothing any more; their tickets stay theirs."""
    agent = await get(work, user_id)
    if work.actor is not None and work.actor.user_id == user_id:
        raise Refused("agent-yourself")
    if agent.user.is_deactivated is not is_active:
        raise Refused("agent-already")
    agent.user.is_deactivated, agent.user.updated_at = not is_active, work.now
    work.record(
        EventKind.AGENT_ACTIVATED if is_active else EventKind.AGENT_DEACTIVATED,
        before={"person": user_id, "is_active": not is_active},
        after={"person": user_id, "is_active": is_active, "tickets": list(agent.numbers)},
    )
    return agent


async def release_all(work: Work, user_id: int) -> Agent:
    """Give somebody's tickets back to everybody, so many at once that the group can follow."""
    agent = await get(work, user_id)
    for number in agent.numbers[:RELEASED_AT_ONCE]:
        await triage.release(work, number)
    await work.session.flush()
    return await get(work, user_id)

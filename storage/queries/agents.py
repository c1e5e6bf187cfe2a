"""The team, those who may do nothing any more included."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Role, Status
from storage.models import Ticket, User


async def team(session: AsyncSession) -> Sequence[User]:
    """Return everybody of the team by name, deactivated ones last; never the group itself."""
    query = (
        select(User)
        .where(User.role.in_((Role.AGENT, Role.ADMIN)), User.id > 0)
        .order_by(User.is_deactivated, func.lower(User.first_name), User.id)
    )
    return (await session.scalars(query)).all()


async def load(session: AsyncSession) -> dict[int, int]:
    """Return how many tickets that are not closed each assignee has."""
    query = (
        select(Ticket.assignee_id, func.count())
        .where(Ticket.assignee_id.is_not(None), Ticket.status != Status.CLOSED)
        .group_by(Ticket.assignee_id)
    )
    rows = await session.execute(query)
    return {user_id: count for user_id, count in rows if user_id is not None}


async def tickets_of(session: AsyncSession, user_id: int) -> Sequence[int]:
    """Return the numbers of an assignee's tickets that are not closed, oldest first."""
    query = (
        select(Ticket.number)
        .where(Ticket.assignee_id == user_id, Ticket.status != Status.CLOSED)
        .order_by(Ticket.number)
    )
    return (await session.scalars(query)).all()

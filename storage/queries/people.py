"""People as rows: met once, by whichever transaction is first."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Role
from storage.models import StaffGroup, User


async def by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, User]:
    """Return people by their ids."""
    return {user.id: user for user in await session.scalars(select(User).where(User.id.in_(ids)))}


_GROUP = select(StaffGroup).where(StaffGroup.id == 1)
_WITH_GROUP = (
    select(User, StaffGroup)
    .outerjoin(StaffGroup, StaffGroup.id == 1)
    .where(User.id == bindparam("user"))
)


async def group(session: AsyncSession) -> StaffGroup | None:
    """Return the staff group, if one is bound."""
    return (await session.scalars(_GROUP)).one_or_none()


async def with_group(session: AsyncSession, user_id: int) -> tuple[User | None, StaffGroup | None]:
    """Return somebody, None if never met, and the staff group."""
    found = (await session.execute(_WITH_GROUP, {"user": user_id})).one_or_none()
    return (found[0], found[1]) if found is not None else (None, await group(session))


_OUT_OF_REACH = select(User.id).where(
    User.id.in_(bindparam("ids", expanding=True)), User.is_reachable.is_(False)
)


async def out_of_reach(session: AsyncSession, ids: Collection[int]) -> Sequence[int]:
    """Return those of the people who could not be written to when it was last tried."""
    return (await session.scalars(_OUT_OF_REACH, {"ids": list(ids)})).all()


async def introduce(session: AsyncSession, user_id: int, now: datetime) -> User:
    """Return the row of somebody new; another transaction may make it at the same time."""
    dialect = session.get_bind().dialect.name
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = {
        "id": user_id,
        "first_name": "",
        "role": Role.REQUESTER,
        "is_anonymous": False,
        "is_deactivated": False,
        "is_banned": False,
        "is_reachable": True,
        "created_at": now,
        "updated_at": now,
    }
    statement = insert(User).values(values).on_conflict_do_nothing(index_elements=["id"])
    await session.execute(statement)
    return await session.get_one(User, user_id)

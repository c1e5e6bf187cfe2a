"""People as rows: met once, by whichever transaction is first."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Role
from storage.models import User


async def by_id(session: AsyncSession, ids: Collection[int]) -> dict[int, User]:
    """Return people by their ids."""
    return {user.id: user for user in await session.scalars(select(User).where(User.id.in_(ids)))}


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

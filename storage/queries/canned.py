"""Canned replies."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import CannedReply


async def all_of_them(session: AsyncSession) -> Sequence[CannedReply]:
    """Return every canned reply, by name."""
    return (await session.scalars(select(CannedReply).order_by(CannedReply.name))).all()


async def by_name(session: AsyncSession, name: str) -> CannedReply | None:
    """Return the reply that is kept under a name."""
    query = select(CannedReply).where(CannedReply.name == name)
    return (await session.scalars(query)).one_or_none()

"""Categories, the hidden ones too."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import TicketCategory


async def all_of_them(session: AsyncSession) -> Sequence[TicketCategory]:
    """Return every category in its order."""
    query = select(TicketCategory).order_by(TicketCategory.sort_order, TicketCategory.id)
    return (await session.scalars(query)).all()

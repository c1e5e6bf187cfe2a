"""What an empty database needs before the first ticket."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Counter, TicketCategory

BEFORE_FIRST_NUMBER = 1000


async def first_start(session: AsyncSession, categories: Iterable[TicketCategory]) -> bool:
    """Add the counter of ticket numbers and the categories; False if this was done before.

    Of several processes that start at once, one adds the counter; the others wait and find it.
    """
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    added = await session.scalar(
        insert(Counter)
        .values(name="ticket", value=BEFORE_FIRST_NUMBER)
        .on_conflict_do_nothing()
        .returning(Counter.name)
    )
    if added is None:
        return False
    if not await session.scalar(select(func.count()).select_from(TicketCategory)):
        session.add_all(categories)
        await session.flush()
    return True

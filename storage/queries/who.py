"""What the desk knows of one requester, besides their tickets."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Status
from storage.models import Rating, Ticket


async def counts(session: AsyncSession, requester_id: int) -> tuple[int, int]:
    """Return how many tickets somebody has opened, and how many of them are not closed."""
    not_closed = func.count().filter(Ticket.status != Status.CLOSED)
    query = select(func.count(), not_closed).where(Ticket.requester_id == requester_id)
    total, still_open = (await session.execute(query)).one()
    return total, still_open


async def ratings(
    session: AsyncSession, requester_id: int, most: int
) -> Sequence[tuple[int, int]]:
    """Return number and score of the tickets that somebody rated last, the latest first."""
    query = (
        select(Ticket.number, Rating.score)
        .join(Rating, Rating.ticket_id == Ticket.id)
        .where(Ticket.requester_id == requester_id, Rating.score.is_not(None))
        .order_by(Rating.rated_at.desc(), Ticket.number.desc())
        .limit(most)
    )
    return [(number, score) for number, score in await session.execute(query) if score]

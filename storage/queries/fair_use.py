"""What one requester has taken of the desk."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Status
from storage.models import Ticket


async def tickets_in(
    session: AsyncSession, requester_id: int, statuses: Sequence[Status]
) -> Sequence[Ticket]:
    """Return the requester's tickets in these statuses, newest first."""
    query = (
        select(Ticket)
        .where(Ticket.requester_id == requester_id, Ticket.status.in_(statuses))
        .order_by(Ticket.number.desc())
    )
    return (await session.scalars(query)).all()

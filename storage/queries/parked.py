"""What was given up: found by its reference, kept in sight, put back to be handled once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import InboxRow, StaffGroup


async def keep(session: AsyncSession, ids: Sequence[int], number: int) -> None:
    """Remember which ticket has the words, by its number."""
    await session.execute(
        update(InboxRow)
        .where(InboxRow.id.in_(ids))
        .values(kept_in=number)
        .execution_options(synchronize_session=False)
    )


async def found(
    session: AsyncSession, reference: str | None = None, *, locked: bool = False
) -> Sequence[InboxRow]:
    """Return what was given up, oldest first; the parts of an album share a reference.

    `locked`, nobody else finds it so until the commit.
    """
    query = select(InboxRow).where(InboxRow.parked_at.is_not(None)).order_by(InboxRow.id)
    if reference is not None:
        query = query.where(InboxRow.reference == reference)
    if locked:
        query = query.with_for_update()
    return (await session.scalars(query)).all()


async def standing(session: AsyncSession, reference: str) -> tuple[int, datetime | None]:
    """Return how many things are given up by now, and when the last of the others was.

    Until the commit nobody else is told: what fails at the same time is counted one by one.
    """
    await session.execute(select(StaffGroup.id).with_for_update())
    times = select(func.count(), func.max(InboxRow.parked_at)).where(
        InboxRow.parked_at.is_not(None), InboxRow.reference != reference
    )
    number, last = (await session.execute(times)).one()
    return number + 1, last


async def put_back(session: AsyncSession, payloads: dict[int, str], now: datetime) -> None:
    """Have updates, by their rows' ids, handled as if they came now.

    A row with a new id is made of each: whoever reads the inbox goes on from the newest id they
    have seen.
    """
    table = InboxRow.__table__
    rows = await session.execute(
        select(table).where(table.c.id.in_(payloads)).order_by(table.c.id)
    )
    anew = []
    for row in rows:
        values = {**row._mapping, "payload": payloads[row.id], "attempts": 0, "due_at": now}
        values |= dict.fromkeys(("error", "parked_at", "reference", "kept_in"))
        del values["id"]
        anew.append(values)
    await session.execute(
        delete(InboxRow)
        .where(InboxRow.id.in_(payloads))
        .execution_options(synchronize_session=False)
    )
    if anew:
        await session.execute(insert(InboxRow), anew)


async def settle(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    """Take off the list what needs nothing any more; of it only the number is kept."""
    await session.execute(
        update(InboxRow)
        .where(InboxRow.id.in_(ids))
        .values(parked_at=None, done_at=now, payload=None, error=None)
        .execution_options(synchronize_session=False)
    )

"""Lanes that several processes share on PostgreSQL: whose they are, and what is next in each.

Whose a lane is only spares processes from getting in each other's way; that a lane is handled in
order, by one at a time, is in the claim alone.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CursorResult,
    DateTime,
    Integer,
    all_,
    any_,
    bindparam,
    exists,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import InboxRow
from storage.queries.inbox import OPEN, Overtaken, Waiting

SLOTS = 64  # lanes are divided among processes by so many

_SLOT = func.hashtext(InboxRow.lane).op("&")(SLOTS - 1)
_IS_MINE = any_(bindparam("slots", type_=ARRAY(Integer))) == _SLOT
_EARLIER = aliased(InboxRow)
_IS_HEAD = ~exists().where(
    _EARLIER.lane == InboxRow.lane,
    _EARLIER.update_id < InboxRow.update_id,
    _EARLIER.done_at.is_(None),
    _EARLIER.parked_at.is_(None),
)
_MINE = OPEN.where(
    InboxRow.id > bindparam("after"),
    InboxRow.id != all_(bindparam("known", type_=ARRAY(BigInteger))),
    _IS_MINE,
).limit(bindparam("most"))
_STRAY = OPEN.where(InboxRow.due_at < bindparam("before"), ~_IS_MINE, _IS_HEAD).limit(
    bindparam("most")
)
# What another process holds is skipped. A row whose end is not committed counts as open, so what
# follows it has to wait; so has what follows a row that waits for another try.
CLAIM = """
UPDATE inbox SET done_at = :now, payload = NULL
WHERE id IN (
    SELECT id FROM inbox
    WHERE id = ANY(:ids) AND done_at IS NULL AND parked_at IS NULL
    FOR UPDATE SKIP LOCKED
)
AND NOT EXISTS (
    SELECT FROM (
        SELECT lane, update_id FROM inbox WHERE id = ANY(:ids) ORDER BY update_id LIMIT 1
    ) AS head
    JOIN inbox AS earlier ON earlier.lane = head.lane AND earlier.update_id < head.update_id
    WHERE earlier.done_at IS NULL AND earlier.parked_at IS NULL
)
"""
_CLAIM = text(CLAIM).bindparams(
    bindparam("ids", type_=ARRAY(BigInteger)), bindparam("now", type_=DateTime(timezone=True))
)


async def claim(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    """Mark the next rows of a lane done in the transaction that holds their effects.

    Raises Overtaken, which has to end the transaction, unless all are there, nobody else has them,
    and nothing that came before them is still to be handled.
    """
    result = await session.execute(_CLAIM, {"ids": list(ids), "now": now})
    assert isinstance(result, CursorResult)
    if result.rowcount != len(ids):
        raise Overtaken


async def mine(
    session: AsyncSession,
    slots: Collection[int],
    after_id: int,
    known: Collection[int],
    limit: int,
) -> list[Waiting]:
    """Return rows to handle of the lanes in these slots, oldest first, but those `known`."""
    values: dict[str, Any] = {"slots": [*slots], "after": after_id, "known": [*known]}
    rows = await session.execute(_MINE, {**values, "most": limit})
    return [Waiting(*row) for row in rows]


async def stray(
    session: AsyncSession, slots: Collection[int], before: datetime, limit: int
) -> list[Waiting]:
    """Return what should have been handled `before` and is next in a lane of another slot."""
    values: dict[str, Any] = {"slots": [*slots], "before": before}
    rows = await session.execute(_STRAY, {**values, "most": limit})
    return [Waiting(*row) for row in rows]

"""The inbox: arrivals, what is to be handled, what is done or given up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, Table, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import InboxRow

ALBUM_QUIET = timedelta(seconds=1.5)  # an album is whole when no part has come for so long
KEPT = timedelta(days=2)  # Telegram repeats updates for a day at most


@dataclass(frozen=True)
class Arrival:
    """An update on its way into the inbox."""

    update_id: int
    lane: str
    payload: str
    media_group_id: str | None


class Waiting(NamedTuple):
    """An update that is to be handled."""

    id: int
    lane: str
    media_group_id: str | None
    payload: str
    received_at: datetime
    due_at: datetime
    attempts: int
    update_id: int


OPEN = (
    select(*(getattr(InboxRow, name) for name in Waiting._fields))
    .where(InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
    .order_by(InboxRow.id)
)
_INBOX = cast(Table, InboxRow.__table__)
_FINISH = (
    update(_INBOX)
    .where(
        _INBOX.c.id.in_(bindparam("ids", expanding=True)),
        _INBOX.c.done_at.is_(None),
        _INBOX.c.parked_at.is_(None),
    )
    .values(done_at=bindparam("now"), payload=None)
)


async def store(session: AsyncSession, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Keep updates; one that is already there changes nothing. A part keeps its album waiting."""
    rows = [
        asdict(arrival)
        | {
            "received_at": now,
            "due_at": now + ALBUM_QUIET if arrival.media_group_id else now,
            "attempts": 0,
        }
        for arrival in arrivals
    ]
    dialect = session.get_bind().dialect.name
    kind: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    await session.execute(
        kind(InboxRow).on_conflict_do_nothing(index_elements=["update_id"]), rows
    )
    for lane, group in {
        (arrival.lane, arrival.media_group_id) for arrival in arrivals if arrival.media_group_id
    }:
        await session.execute(
            update(InboxRow)
            .where(
                InboxRow.lane == lane,
                InboxRow.media_group_id == group,
                InboxRow.done_at.is_(None),
                InboxRow.parked_at.is_(None),
            )
            .values(due_at=now + ALBUM_QUIET)
        )


async def waiting(session: AsyncSession, after_id: int, limit: int) -> Sequence[Waiting]:
    """Return rows to handle with ids above `after_id`, oldest first."""
    query = OPEN.where(InboxRow.id > after_id).limit(limit)
    return [Waiting(*row) for row in await session.execute(query)]


async def newest(session: AsyncSession) -> datetime | None:
    """Return when the last update came."""
    return await session.scalar(select(InboxRow.received_at).order_by(InboxRow.id.desc()).limit(1))


async def load(session: AsyncSession, ids: Sequence[int]) -> Sequence[Waiting]:
    """Return those of the rows that are still to be handled, as they are now."""
    query = OPEN.where(InboxRow.id.in_(ids))
    return [Waiting(*row) for row in await session.execute(query)]


async def album_began(session: AsyncSession, media_group_id: str, now: datetime) -> bool:
    """Whether parts of an album were over before the work that is being done `now`."""
    query = select(InboxRow.id).where(
        InboxRow.media_group_id == media_group_id,
        or_(InboxRow.done_at < now, InboxRow.parked_at.is_not(None)),
    )
    return await session.scalar(query.limit(1)) is not None


async def holds(
    session: AsyncSession, chat_id: int, message_id: int, before_update_id: int
) -> bool:
    """Whether a chat's message that came before an update is still to be handled."""
    query = select(InboxRow.id).where(
        InboxRow.done_at.is_(None),
        InboxRow.parked_at.is_(None),
        InboxRow.update_id < before_update_id,
        InboxRow.lane.startswith(f"{chat_id}:", autoescape=True),
        InboxRow.payload.contains(f'"message_id":{message_id},', autoescape=True),
    )
    return await session.scalar(query.limit(1)) is not None


class Overtaken(Exception):
    """Another process was faster with some of the rows: nothing may be done with the others."""


async def finish(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    """Mark rows done in the transaction that holds their effects, all of them or none.

    Raises Overtaken, which has to end the transaction.
    """
    result = await session.execute(_FINISH, {"ids": list(ids), "now": now})
    assert isinstance(result, CursorResult)
    if result.rowcount != len(ids):
        raise Overtaken


async def postpone(
    session: AsyncSession, ids: Sequence[int], due_at: datetime, error: str | None = None
) -> None:
    """Have rows wait; with an `error` this counts as a failed attempt."""
    values: dict[str, Any] = {"due_at": due_at}
    if error is not None:
        values |= {"attempts": InboxRow.attempts + 1, "error": error}
    await session.execute(update(InboxRow).where(InboxRow.id.in_(ids)).values(values))


async def park(
    session: AsyncSession, ids: Sequence[int], reference: str, error: str, now: datetime
) -> None:
    """Give rows up: kept whole with the reason, out of the way of their lane.

    Raises Overtaken, which has to end the transaction, if another process is through with them.
    """
    result = await session.execute(
        update(InboxRow)
        .where(InboxRow.id.in_(ids), InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
        .values(parked_at=now, reference=reference, error=error)
    )
    assert isinstance(result, CursorResult)
    if result.rowcount != len(ids):
        raise Overtaken


async def payloads(session: AsyncSession, ids: Sequence[int]) -> Sequence[str | None]:
    """Return the updates themselves, oldest first."""
    query = select(InboxRow.payload).where(InboxRow.id.in_(ids)).order_by(InboxRow.id)
    return (await session.scalars(query)).all()


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget done rows that Telegram cannot repeat any more."""
    await session.execute(delete(InboxRow).where(InboxRow.done_at < now - KEPT))

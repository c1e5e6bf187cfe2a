"""The outbox: which call goes next in each chat, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    CursorResult,
    Table,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from storage.enums import OutboxRank, OutboxState
from storage.models import ChatPause, OutboxRow
from storage.sql import spelled

KEPT = timedelta(days=1)
LEASE = timedelta(seconds=60)  # longer than the read timeout
CLOCKS_DIFFER = timedelta(seconds=5)  # at most, between processes
IN_LANES = (OutboxRank.CONTENT, OutboxRank.NOTICE, OutboxRank.TOPIC)
UNFINISHED = (OutboxState.PENDING, OutboxState.SENDING)

# Built once: to build such a statement costs as much as to run it, and these run all the time.
# SQLite has no locks on rows and leaves FOR UPDATE out.
_NOW: BindParameter[datetime] = bindparam("now")
_CALLS = cast(Table, OutboxRow.__table__)  # the ORM would make it twice the work
_PENDING = spelled(OutboxState.PENDING)
_LANES = [spelled(rank) for rank in IN_LANES]
_UNFINISHED = [spelled(state) for state in UNFINISHED]
_LATER = aliased(OutboxRow)
_WAITING = select(_LATER.chat_id, _LATER.ticket_id).where(
    _LATER.state == _PENDING,
    _LATER.rank == spelled(OutboxRank.CONTENT),
    _LATER.due_at > _NOW,
    _LATER.ticket_id.is_not(None),
)
_HEADS = (
    select(func.min(OutboxRow.id))
    .where(
        OutboxRow.state == _PENDING,
        OutboxRow.rank.in_(_LANES),
        OutboxRow.chat_id.not_in(bindparam("busy", expanding=True)),
        OutboxRow.due_at <= _NOW,
        or_(
            OutboxRow.rank != spelled(OutboxRank.CONTENT),
            OutboxRow.ticket_id.is_(None),
            tuple_(OutboxRow.chat_id, OutboxRow.ticket_id).not_in(_WAITING),
        ),
    )
    .group_by(OutboxRow.chat_id, OutboxRow.rank)
)
_UNORDERED = (
    select(OutboxRow.id)
    .where(
        OutboxRow.rank.in_([spelled(OutboxRank.ANSWER), spelled(OutboxRank.RECEIPT)]),
        OutboxRow.state == _PENDING,
        OutboxRow.due_at <= _NOW,
    )
    .order_by(OutboxRow.rank, OutboxRow.id)
    .limit(50)
    .subquery()
)
_MAY_GO = (
    select(OutboxRow)
    .where(
        # What was dropped since the statement began is seen only by what is asked of the row
        # itself: PostgreSQL looks at that again once it has the lock.
        OutboxRow.state == _PENDING,
        or_(OutboxRow.id.in_(_HEADS), OutboxRow.id.in_(select(_UNORDERED.c.id))),
    )
    .order_by(
        OutboxRow.rank.in_(_LANES),
        OutboxRow.rank == spelled(OutboxRank.RECEIPT),
        OutboxRow.chat_id,
        OutboxRow.rank,
        OutboxRow.id,
    )
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_CALLS)
    .where(_CALLS.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=spelled(OutboxState.SENDING),
        lease_until=bindparam("lease"),
        attempts=_CALLS.c.attempts + 1,
    )
)
_SENT = (
    update(_CALLS)
    .where(
        tuple_(_CALLS.c.id, _CALLS.c.chat_id, _CALLS.c.lease_until).in_(
            bindparam("calls", expanding=True)
        ),
        _CALLS.c.state == spelled(OutboxState.SENDING),
    )
    .values(
        state=spelled(OutboxState.SENT),
        finished_at=bindparam("now"),
        lease_until=None,
        error=None,
        payload={},
    )
    .returning(_CALLS.c.id, _CALLS.c.logical)
)
_NEXT_DUE = select(func.min(OutboxRow.due_at)).where(
    OutboxRow.state == _PENDING, OutboxRow.due_at > _NOW
)
_UNFINISHED_CALLS = (
    select(OutboxRow)
    .where(
        OutboxRow.chat_id == bindparam("chat"),
        OutboxRow.logical == bindparam("logical"),
        OutboxRow.state.in_(_UNFINISHED),
    )
    .order_by(OutboxRow.id)
)
_REWRITE = (
    update(OutboxRow)
    .where(
        OutboxRow.id == bindparam("row"),
        OutboxRow.state.in_([_PENDING, spelled(OutboxState.HELD)]),
    )
    .values(
        payload=bindparam("new_payload"),
        due_at=func.coalesce(
            bindparam("new_due_at", type_=OutboxRow.due_at.type), OutboxRow.due_at
        ),
        method=func.coalesce(
            bindparam("new_method", type_=OutboxRow.method.type), OutboxRow.method
        ),
    )
    .execution_options(synchronize_session=False)
)


async def may_go(
    session: AsyncSession, busy: Collection[int], now: datetime
) -> Sequence[OutboxRow]:
    """Return what has no lane, callback answers before receipts, then what is next in each chat.

    Chats that are busy have nothing next. People's words keep their order within a ticket: while
    one waits for another try, so do all after it. The bot's own words go after them, the oldest
    that is due, and topics to be made have a lane of their own.
    """
    return (await session.scalars(_MAY_GO, {"busy": list(busy), "now": now})).all()


async def claim(session: AsyncSession, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Mark rows as being sent; the objects follow without being written again."""
    if not rows:
        return
    lease = now + LEASE
    await session.execute(_CLAIM, {"ids": [row.id for row in rows], "lease": lease})
    for row in rows:
        set_committed_value(row, "state", OutboxState.SENDING)
        set_committed_value(row, "lease_until", lease)
        set_committed_value(row, "attempts", row.attempts + 1)


async def sent(
    session: AsyncSession, rows: Collection[OutboxRow], now: datetime
) -> dict[int, str | None]:
    """Mark calls as sent where nothing else became of them meanwhile.

    Returns the ids of those with the logical names that their messages have by now.
    """
    if not rows:
        return {}
    calls = [(row.id, row.chat_id, row.lease_until) for row in rows]
    found = await session.execute(_SENT, {"calls": calls, "now": now})
    return {row.id: row.logical for row in found}


async def locked(session: AsyncSession, ids: Collection[int]) -> Sequence[OutboxRow]:
    """Return calls by their ids, as they stand now, to be written to."""
    if not ids:
        return []
    query = select(OutboxRow).where(OutboxRow.id.in_(ids)).with_for_update()
    return (await session.scalars(query)).all()


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """Return when the next waiting call is due, if any is due later than now."""
    return await session.scalar(_NEXT_DUE, {"now": now})


async def interrupted(
    session: AsyncSession, known: Mapping[int, datetime | None]
) -> Sequence[OutboxRow]:
    """Return calls that are under way but not `known` to be: they may have arrived or not.

    Known are ids with the ends of their leases: with another one, another process let it go.
    """
    query = select(OutboxRow).where(OutboxRow.state == OutboxState.SENDING).order_by(OutboxRow.id)
    rows = await session.scalars(query)
    return [row for row in rows if row.id not in known or known[row.id] != row.lease_until]


def is_due_again(row: OutboxRow) -> bool:
    """Whether its chat could be written to again only after the call had left."""
    return row.lease_until is not None and row.due_at > row.lease_until - LEASE


async def was_under_way(session: AsyncSession, chat_id: int, moment: datetime) -> bool:
    """Whether a call has not landed yet that had left by then, and whose message is not known."""
    query = select(OutboxRow.id).where(
        OutboxRow.chat_id == chat_id,
        OutboxRow.state == OutboxState.SENDING,
        OutboxRow.role.is_not(None),
        OutboxRow.lease_until < moment + LEASE + CLOCKS_DIFFER,
    )
    return await session.scalar(query.limit(1)) is not None


async def unfinished(session: AsyncSession, chat_id: int, logical: str) -> Sequence[OutboxRow]:
    """Return the calls to a logical message that wait or are under way, oldest first."""
    values = {"chat": chat_id, "logical": logical}
    return (await session.scalars(_UNFINISHED_CALLS, values)).all()


async def newer(session: AsyncSession, row: OutboxRow) -> Sequence[OutboxRow]:
    """Return the unfinished calls to the same message that came later, locked, oldest first."""
    values = {"chat": row.chat_id, "logical": row.logical}
    rows = await session.scalars(_UNFINISHED_CALLS.with_for_update(), values)
    return [other for other in rows if other.id > row.id]


async def rewrite(
    session: AsyncSession,
    row: OutboxRow,
    payload: dict[str, Any],
    due_at: datetime | None = None,
    method: str | None = None,
) -> bool:
    """Give a call that has not left another content; False if it is being sent by now."""
    changed = {"payload": payload, "due_at": due_at, "method": method}
    wanted = {f"new_{name}": value for name, value in changed.items()}
    result = await session.execute(_REWRITE, {"row": row.id, **wanted})
    assert isinstance(result, CursorResult)
    if result.rowcount == 0:
        return False
    for name, value in changed.items():
        if value is not None:
            set_committed_value(row, name, value)
    return True


async def rides(session: AsyncSession, row: OutboxRow) -> bool:
    """Whether a call goes with others by now, which nobody knew when its row was read."""
    query = select(OutboxRow.rides_on).where(OutboxRow.id == row.id)
    return await session.scalar(query) is not None


async def drop(session: AsyncSession, chat_id: int, logical: str, now: datetime) -> None:
    """Drop the calls to a logical message that have not left; one that is being sent goes on."""
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.logical == logical,
            OutboxRow.state == OutboxState.PENDING,
        )
        .values(state=OutboxState.DROPPED, finished_at=now)
        .execution_options(synchronize_session="fetch")
    )


async def rename(session: AsyncSession, chat_id: int, logical: str, name: str) -> None:
    """Give a logical message that is being sent another name."""
    await session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.chat_id == chat_id,
            OutboxRow.logical == logical,
            OutboxRow.state == OutboxState.SENDING,
        )
        .values(logical=name)
        .execution_options(synchronize_session="fetch")
    )


async def recently_sent(
    session: AsyncSession, since: datetime
) -> Sequence[tuple[int, str, datetime]]:
    """Return (chat, method, time) of the calls that reached Telegram since then, oldest first."""
    query = (
        select(OutboxRow.chat_id, OutboxRow.method, OutboxRow.finished_at)
        .where(OutboxRow.finished_at > since, OutboxRow.attempts > 0)
        .order_by(OutboxRow.finished_at)
    )
    return [(chat, method, at) for chat, method, at in await session.execute(query) if at]


async def pauses(session: AsyncSession, now: datetime) -> Sequence[ChatPause]:
    """Return the silences Telegram asked for that are not over."""
    return (await session.scalars(select(ChatPause).where(ChatPause.until > now))).all()


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget calls that ended a day ago; failures of people's words stay."""
    await session.execute(
        delete(OutboxRow).where(
            OutboxRow.finished_at < now - KEPT,
            OutboxRow.state.in_((OutboxState.SENT, OutboxState.DROPPED, OutboxState.ERASED)),
        )
    )
    await session.execute(delete(ChatPause).where(ChatPause.until < now))

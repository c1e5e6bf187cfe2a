"""Who of several processes leads, and which are alive; all by the clock of PostgreSQL.

The lock says at once that a leader died, the beats say that it is frozen, and the epoch keeps it
from doing harm when it wakes up: whoever acts as the leader holds the epoch in that transaction.
"""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import APPLICATION
from storage.line import Line
from storage.models import Duty

ADVISORY_LOCK = 7_041_777  # any constant below 2**31; the one beside it is for migrations
LEAD = "lead"

_HOLD = (
    select(Duty.epoch)
    .where(Duty.name == LEAD, Duty.epoch == bindparam("epoch"))
    .with_for_update(read=True, key_share=True)
)
_TOUCH = "UPDATE duties SET beat_at = clock_timestamp() WHERE name = $1"
_TAKE = """
INSERT INTO duties (name, holder, epoch, beat_at) VALUES ($1, $2, 1, clock_timestamp())
ON CONFLICT (name) DO UPDATE
SET holder = excluded.holder, epoch = duties.epoch + 1, beat_at = excluded.beat_at
RETURNING epoch
"""
# A backend whose process froze between two messages of the protocol is not idle to PostgreSQL, so
# no timeout ends it, and its locks would hold up everybody for as long as the process sleeps.
_END_FROZEN = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity, duties
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND name = $2 AND beat_at < clock_timestamp() - make_interval(secs => $3)
AND (
    (application_name = $4 || holder AND state <> 'idle')
    OR pid IN (
        SELECT pid FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = $1 AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
)
"""
_END_SILENT = """
WITH silent AS (
    DELETE FROM processes WHERE beat_at < clock_timestamp() - make_interval(secs => $1)
    RETURNING id
)
SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN silent ON application_name = $2 || id
WHERE datname = current_database() AND state <> 'idle'
"""
_ALIVE = """
WITH myself AS (
    INSERT INTO processes (id, beat_at) VALUES ($1, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at
)
SELECT id FROM processes WHERE beat_at > clock_timestamp() - make_interval(secs => $2)
"""


class Deposed(Exception):
    """Another process leads: what was begun as the leader must not be finished."""


async def hold(session: AsyncSession, epoch: int) -> None:
    """Make sure that nobody else leads before this transaction ends; raises Deposed."""
    if await session.scalar(_HOLD, {"epoch": epoch}) is None:
        raise Deposed


async def elect(line: Line, holder: str) -> int | None:
    """Return the epoch of `holder` if it leads from now on, until the line is closed."""
    if not await line.fetchval("SELECT pg_try_advisory_lock($1)", ADVISORY_LOCK):
        return None
    # At once: the epoch may have to wait for a transaction.
    last = await line.fetchval(f"{_TOUCH} RETURNING holder", LEAD)
    if last not in (None, holder):  # what was its share is others'; if it lives, it says so again
        await line.execute("DELETE FROM processes WHERE id = $1", last)
    epoch: int = await line.fetchval(_TAKE, LEAD, holder)
    return epoch


async def beat(line: Line, epoch: int) -> bool:
    """Say that the leader is alive; False if it is not the leader any more."""
    status = await line.execute(f"{_TOUCH} AND epoch = $2", LEAD, epoch)
    return bool(status == "UPDATE 1")


async def end_frozen(line: Line, silent_s: float) -> bool:
    """Take the lock from a leader that has been silent for so long, and end what it was at."""
    rows = await line.fetch(_END_FROZEN, ADVISORY_LOCK, LEAD, silent_s, APPLICATION)
    return bool(rows)


async def end_silent(line: Line, silent_s: float) -> int:
    """End what processes were at that have been silent for so long; returns how much that was."""
    return len(await line.fetch(_END_SILENT, silent_s, APPLICATION))


async def resign(line: Line, holder: str) -> None:
    """Leave in order: others need not wait to notice."""
    await line.execute("DELETE FROM processes WHERE id = $1", holder)
    await line.execute("SELECT pg_advisory_unlock_all()")


async def alive(line: Line, myself: str, silent_s: float) -> set[str]:
    """Say that this process is alive; returns all that have said so lately."""
    rows = await line.fetch(_ALIVE, myself, silent_s)
    return {myself, *(row["id"] for row in rows)}

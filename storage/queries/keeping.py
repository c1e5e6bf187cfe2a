"""Copies of attachments: which are to be made next, what became of them, which nobody needs.

Locks are taken in one order everywhere: attachments, then contents.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Update, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import Keeping
from storage.models import KeptFile, TicketAttachment, TicketMessage

DOUBTED_AT_ONCE = 100
# In the words of the partial index, which a parameter would not be.
IS_WAITING = text("ticket_attachments.keeping = 'waiting'")


@dataclass(frozen=True)
class Job:
    """A file to be copied, as it was when it was taken."""

    attachment_id: uuid.UUID
    file_id: str
    file_unique_id: str
    file_size: int | None
    tries: int  # this one included
    error: str | None  # how the last one ended


async def take_up(session: AsyncSession, now: datetime) -> None:
    """Have everything tried at once that was under way, or waited for another try."""
    await session.execute(
        update(TicketAttachment)
        .where(IS_WAITING, TicketAttachment.keep_after > now)
        .values(keep_after=now)
        .execution_options(synchronize_session=False)
    )


async def claim(
    session: AsyncSession, now: datetime, lease_until: datetime, limit: int
) -> list[Job]:
    """Take files whose turn it is, what was said last first; nobody else does until then."""
    jobs = []
    query = due_query(now, limit).with_for_update(skip_locked=True)
    for item in await session.scalars(query):
        item.keep_tries += 1
        item.keep_after = lease_until
        jobs.append(
            Job(
                item.id,
                item.file_id,
                item.file_unique_id,
                item.file_size,
                item.keep_tries,
                item.keep_error,
            )
        )
    await session.flush()
    return jobs


def due_query(now: datetime, limit: int) -> Select[TicketAttachment]:
    """Return the query for the files whose turn it is, what was said last first."""
    return (
        select(TicketAttachment)
        .where(IS_WAITING, TicketAttachment.keep_after <= now)
        .order_by(TicketAttachment.keep_after.desc())
        .limit(limit)
    )


async def any_due(session: AsyncSession, now: datetime) -> bool:
    """Return whether there is anything to claim."""
    query = select(TicketAttachment.id).where(IS_WAITING, TicketAttachment.keep_after <= now)
    return await session.scalar(query.limit(1)) is not None


def _still(job: Job) -> Update:
    """An attachment may have been erased, or got another file, since it was taken."""
    return update(TicketAttachment).where(
        TicketAttachment.id == job.attachment_id,
        TicketAttachment.file_unique_id == job.file_unique_id,
        IS_WAITING,
    )


async def _does(session: AsyncSession, statement: Update) -> bool:
    done: Any = await session.execute(statement.execution_options(synchronize_session=False))
    return bool(done.rowcount)


async def announce(
    session: AsyncSession, job: Job, sha256: str, size: int, mime_type: str | None, now: datetime
) -> bool:
    """Write down which content is about to be put there; False if it must not be (now).

    From here on it is found again, whatever happens.
    """
    before = await session.scalar(
        select(TicketAttachment.sha256)
        .where(TicketAttachment.id == job.attachment_id)
        .with_for_update()
    )
    if not await _does(session, _still(job).values(sha256=sha256)):
        return False
    if before is not None and before != sha256:
        await doubt(session, [before], now)
    kept = await session.get(KeptFile, sha256, with_for_update=True)
    if kept is None:
        kept = KeptFile(
            sha256=sha256, size=size, mime_type=mime_type, touched_at=now, is_going=False
        )
        session.add(kept)
    elif kept.is_going:  # the same content is just being taken away
        await _does(session, _still(job).values(sha256=None))
        return False
    kept.touched_at = now
    return True


async def stands(session: AsyncSession, job: Job, sha256: str, now: datetime) -> bool:
    """Write down that the copy is whole; False if it is of no use any more."""
    done = await _does(
        session,
        _still(job)
        .where(TicketAttachment.sha256 == sha256)
        .values(keeping=Keeping.KEPT, keep_error=None),
    )
    if not done:
        await doubt(session, [sha256], now)
    return done


async def again(session: AsyncSession, job: Job, error: str, after: datetime) -> None:
    """Write down why there is no copy yet, and when it is tried again."""
    await _does(session, _still(job).values(keep_error=error, keep_after=after))


async def give_up(session: AsyncSession, job: Job, state: Keeping, error: str) -> None:
    """There will be no copy."""
    await _does(session, _still(job).values(keeping=state, keep_error=error, keep_after=None))


async def doubt(session: AsyncSession, hashes: Collection[str], now: datetime) -> None:
    """Have it looked into whether anybody still needs these contents."""
    await session.execute(
        update(KeptFile)
        .where(KeptFile.sha256.in_(hashes))
        .values(doubted_at=now)
        .execution_options(synchronize_session=False)
    )


async def doubt_all_of(session: AsyncSession, messages: Select[uuid.UUID], now: datetime) -> None:
    """The attachments of these messages are about to go: so may their copies."""
    query = select(TicketAttachment.sha256).where(TicketAttachment.message_id.in_(messages))
    found = await session.scalars(query.with_for_update())  # those too that get a copy just now
    hashes = sorted({sha256 for sha256 in found if sha256 is not None})
    for start in range(0, len(hashes), DOUBTED_AT_ONCE):
        await doubt(session, hashes[start : start + DOUBTED_AT_ONCE], now)


async def any_doubted(session: AsyncSession, now: datetime) -> bool:
    """Return whether some content may not be needed any more."""
    query = select(KeptFile.sha256).where(KeptFile.doubted_at <= now)
    return await session.scalar(query.limit(1)) is not None


async def unneeded(session: AsyncSession, now: datetime) -> list[str]:
    """Return contents that no attachment refers to, and have none refer to them from now on."""
    query = (
        select(KeptFile)
        .where(KeptFile.doubted_at <= now)
        .order_by(KeptFile.sha256)
        .limit(DOUBTED_AT_ONCE)
        .with_for_update()
    )
    doubted = {kept.sha256: kept for kept in await session.scalars(query)}
    # Asked only now that they are locked: whoever refers to one has locked it before.
    needed = set(
        await session.scalars(
            select(TicketAttachment.sha256)
            .where(TicketAttachment.sha256.in_(doubted))
            .group_by(TicketAttachment.sha256)
        )
    )
    for sha256, kept in doubted.items():
        if sha256 in needed:
            kept.doubted_at = None
        else:
            kept.is_going = True
    await session.flush()
    return [sha256 for sha256 in doubted if sha256 not in needed]


async def gone(session: AsyncSession, sha256: str, now: datetime, lease: timedelta) -> None:
    """A content is deleted; it is again once nobody can be putting it there any more."""
    kept = await session.get(KeptFile, sha256, with_for_update=True)
    if kept is None or not kept.is_going:
        return
    if kept.touched_at + lease < now:
        await session.delete(kept)
    else:
        kept.doubted_at = kept.touched_at + lease + timedelta(seconds=1)


@dataclass(frozen=True)
class Copy:
    """Where a file is to be had when Telegram does not give it any more."""

    sha256: str
    filename: str | None
    mime_type: str | None


async def copies(
    session: AsyncSession, ticket_id: uuid.UUID, file_ids: Collection[str]
) -> dict[str, Copy]:
    """Return the copies of a ticket's files, by file id."""
    query = (
        select(
            TicketAttachment.file_id,
            TicketAttachment.sha256,
            TicketAttachment.filename,
            KeptFile.mime_type,
        )
        .join(TicketMessage, TicketMessage.id == TicketAttachment.message_id)
        .join(KeptFile, KeptFile.sha256 == TicketAttachment.sha256)
        .where(
            TicketMessage.ticket_id == ticket_id,
            TicketAttachment.file_id.in_(file_ids),
            TicketAttachment.keeping == Keeping.KEPT,
        )
    )
    found = await session.execute(query)
    return {row.file_id: Copy(row.sha256, row.filename, row.mime_type) for row in found}


async def counts(session: AsyncSession) -> dict[Keeping, int]:
    """Return how many attachments there are in each state."""
    query = select(TicketAttachment.keeping, func.count()).group_by(TicketAttachment.keeping)
    return {row[0]: row[1] for row in await session.execute(query)}


async def size(session: AsyncSession) -> tuple[int, int]:
    """Return how many contents are kept, and of how many bytes together."""
    query = select(func.count(), func.coalesce(func.sum(KeptFile.size), 0))
    number, total = (await session.execute(query)).one()
    return number, int(total)


async def reasons(session: AsyncSession, limit: int) -> Sequence[tuple[str, int]]:
    """Return why copies that wait for another try have failed, the most frequent first."""
    query = (
        select(TicketAttachment.keep_error, func.count())
        .where(IS_WAITING, TicketAttachment.keep_error != "")
        .group_by(TicketAttachment.keep_error)
        .order_by(func.count().desc())
        .limit(limit)
    )
    return [(error, number) for error, number in await session.execute(query) if error]

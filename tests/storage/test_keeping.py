"""Copies of attachments in the tables: taken once, found by an index, swept when unneeded."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Database
from storage.enums import ContentKind, Keeping, Role
from storage.models import KeptFile, Ticket, TicketAttachment, TicketMessage, User
from storage.queries import keeping
from storage.queries.keeping import Job
from tests.storage.test_plans import plan

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=10)
ONE, OTHER = "a" * 64, "b" * 64


async def sent(session: AsyncSession, count: int) -> list[uuid.UUID]:
    """Have somebody send files, a minute after each other."""
    times = {"created_at": NOW, "updated_at": NOW}
    session.add(User(id=1, first_name="Anna", role=Role.REQUESTER, **times))
    ticket = Ticket(
        number=1, requester_id=1, subject="", description="", source={}, id=uuid.uuid4(), **times
    )
    message = TicketMessage(
        id=uuid.uuid4(),
        ticket_id=ticket.id,
        position=1,
        author_id=1,
        kind=ContentKind.ALBUM,
        created_at=NOW,
    )
    session.add_all([ticket, message])
    ids = [uuid.uuid4() for _ in range(count)]
    for n, attachment_id in enumerate(ids):
        session.add(
            TicketAttachment(
                id=attachment_id,
                message_id=message.id,
                position=n + 1,
                kind=ContentKind.DOCUMENT,
                file_id=f"file {n}",
                file_unique_id=f"unique {n}",
                uploaded_at=NOW + timedelta(minutes=n),
            )
        )
    await session.flush()
    return ids


async def test_the_newest_are_taken_first_and_once(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    async with database.write() as session:
        ids = await sent(session, 3)
    async with database.write() as session:
        first = await keeping.claim(session, later, later + LEASE, 2)
    async with database.write() as session:
        rest = await keeping.claim(session, later, later + LEASE, 2)
        assert not await keeping.any_due(session, later)
    assert [job.attachment_id for job in (*first, *rest)] == [ids[2], ids[1], ids[0]]
    async with database.write() as session:
        assert await keeping.any_due(session, later + LEASE)  # whoever took them has died
        await keeping.take_up(session, later)
        again = await keeping.claim(session, later, later + LEASE, 5)
    assert {job.tries for job in again} == {2}


@pytest.mark.parametrize("stage", ["erased", "replaced"])
async def test_a_content_that_nobody_needs_goes_and_cannot_be_referred_to_meanwhile(
    database: Database, stage: str
) -> None:
    async with database.write() as session:
        ids = await sent(session, 2)
        jobs = await keeping.claim(session, NOW + LEASE, NOW + LEASE * 2, 2)
    by_id = {job.attachment_id: job for job in jobs}
    first, second = by_id[ids[0]], by_id[ids[1]]

    async def announced(job: Job) -> bool:
        async with database.write() as session:
            return await keeping.announce(session, job, ONE, 5, None, NOW)

    assert await announced(first)
    async with database.write() as session:
        item = await session.get_one(TicketAttachment, first.attachment_id)
        await keeping.doubt(session, [ONE], NOW)
        if stage == "erased":
            await session.delete(item)
        else:
            item.file_unique_id = "another"
            item.copy_anew(NOW)
    async with database.write() as session:
        assert not await keeping.stands(session, first, ONE, NOW)
        assert await keeping.unneeded(session, NOW) == [ONE]
    assert not await announced(second)
    async with database.write() as session:  # somebody may be putting it there just now
        await keeping.gone(session, ONE, NOW, LEASE)
        assert await session.scalar(select(func.count()).select_from(KeptFile)) == 1
    later = NOW + LEASE * 2
    async with database.write() as session:
        assert await keeping.unneeded(session, later) == [ONE]
        await keeping.gone(session, ONE, later, LEASE)
    assert await announced(second)
    async with database.write() as session:
        assert await keeping.stands(session, second, ONE, NOW)
        await keeping.doubt(session, [ONE], NOW)
    async with database.write() as session:
        assert await keeping.unneeded(session, NOW) == []
        assert not await keeping.any_doubted(session, NOW)


async def test_another_content_than_last_time_leaves_the_first_to_be_swept(
    database: Database,
) -> None:
    async with database.write() as session:
        await sent(session, 1)
        [job] = await keeping.claim(session, NOW, NOW + LEASE, 1)
        assert await keeping.announce(session, job, ONE, 5, None, NOW)
    async with database.write() as session:
        assert await keeping.announce(session, job, OTHER, 5, None, NOW)
        assert await keeping.stands(session, job, OTHER, NOW)
    async with database.write() as session:
        assert await keeping.unneeded(session, NOW) == [ONE]
        assert await keeping.counts(session) == {Keeping.KEPT: 1}


async def test_the_queue_is_found_by_its_index(database: Database) -> None:
    query = keeping.due_query(NOW, 2)
    assert "'waiting'" in str(query)  # a parameter would not match the index
    async with database.write() as session:
        found = await plan(session, query)
    assert "ix_ticket_attachments_keep_after" in found, found
    assert "Sort" not in found
    assert "TEMP B-TREE" not in found

"""Who holds a ticket on PostgreSQL keeps others from changing it, not from referring to it."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, update

from storage.engine import Database
from storage.enums import OutboxRank, OutboxState
from storage.models import OutboxRow, Ticket, User
from storage.queries import outbox, tickets
from tests.databases import Postgres

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LONG_S = 20.0


async def a_ticket(database: Database) -> Ticket:
    async with database.write() as session:
        session.add(User(id=1, first_name="Anna", created_at=NOW, updated_at=NOW))
        ticket = Ticket(
            number=1001,
            requester_id=1,
            subject="Printer",
            description="Smoke",
            source={},
            created_at=NOW,
            updated_at=NOW,
        )
        session.add(ticket)
    return ticket


async def refer(database: Database, ticket: Ticket) -> None:
    async with database.write() as session:
        session.add(
            OutboxRow(
                chat_id=1,
                rank=OutboxRank.NOTICE,
                method="sendMessage",
                payload={},
                ticket_id=ticket.id,
                state=OutboxState.PENDING,
                attempts=0,
                created_at=NOW,
                due_at=NOW,
            )
        )


async def test_a_reference_does_not_wait_for_who_holds_the_ticket(
    postgres_server: Postgres,
) -> None:
    async with postgres_server.fresh() as database:
        ticket = await a_ticket(database)
        async with database.write() as holder:
            assert await tickets.by_number(holder, 1001) is not None
            async with asyncio.timeout(LONG_S):
                await refer(database, ticket)
        async with database.write() as holder:
            assert await tickets.not_closed(holder, 1, locked=True)
            async with asyncio.timeout(LONG_S):
                await refer(database, ticket)


async def test_a_ticket_has_one_holder_at_a_time(postgres_server: Postgres) -> None:
    async with postgres_server.fresh() as database:
        await a_ticket(database)
        async with database.write() as holder:
            assert await tickets.by_number(holder, 1001) is not None
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5), database.write() as other:
                    await tickets.by_number(other, 1001)


async def test_a_call_dropped_while_it_is_looked_for_does_not_go(
    postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = outbox._MAY_GO.where(func.pg_sleep(1).is_not(None))
    monkeypatch.setattr(outbox, "_MAY_GO", slow)

    async def look(database: Database) -> int:
        async with database.write() as session:
            return len(await outbox.may_go(session, [], datetime.now(UTC)))

    async with postgres_server.fresh() as database:
        await refer(database, await a_ticket(database))
        looking = asyncio.create_task(look(database))
        await asyncio.sleep(0.4)
        async with database.write() as session:
            await session.execute(update(OutboxRow).values(state=OutboxState.DROPPED))
        assert await looking == 0
        async with database.write() as session:
            await session.execute(update(OutboxRow).values(state=OutboxState.PENDING))
        assert await look(database) == 1

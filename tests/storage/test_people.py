"""Somebody may be met by two transactions at once."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.services.people import Person, meet
from storage.engine import Database
from storage.migrate import migrate
from storage.models import User


async def test_two_transactions_meet_somebody_at_once(database: Database) -> None:
    await migrate(database)
    both = asyncio.Barrier(2)

    async def meets(name: str) -> None:
        async with database.write() as session:
            if not database.is_sqlite:  # which has one writer anyway
                await both.wait()
            await meet(session, Person(7, name), datetime.now(UTC), None)

    await asyncio.gather(meets("Anna"), meets("Anna P."))
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(User)) == 1

"""A desk without Telegram: people act through the services on a real database, one at a time."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, text

from bot.context import Opener
from bot.first_start import fill
from bot.rules.access import Actor
from bot.rules.content import Content, File
from bot.rules.fair_use import FairUse
from bot.services.work import Desk, Work
from storage.engine import Database
from storage.enums import ContentKind, Role
from storage.models import Base, Draft, StaffGroup, User

T = TypeVar("T")
Row = dict[str, Any]
Rows = dict[str, list[Row]]
Giver = Callable[[], AbstractAsyncContextManager[Database]]

GROUP = -100500
BEGIN = datetime(2026, 3, 28, 23, 59, 58, 500_000, tzinfo=UTC)
STEPS = [  # of the clock; never none, as no two updates are handled at the same microsecond
    timedelta(microseconds=1),
    timedelta(seconds=1, microseconds=3),
    timedelta(seconds=61),
    timedelta(minutes=31),
    timedelta(hours=25),
]


@dataclass(frozen=True, repr=False)
class Person:
    """Somebody who acts; `role` is what Telegram says of them in the staff group."""

    id: int
    name: str
    role: Role = Role.REQUESTER

    def __repr__(self) -> str:
        return self.name.upper()

    @property
    def is_group(self) -> bool:
        return self.id < 0


ANNA, VERA = Person(1, "Anna"), Person(2, "Vera")
BORIS, EGOR = Person(11, "Boris", Role.AGENT), Person(12, "Egor", Role.AGENT)
CLARA = Person(13, "Clara", Role.ADMIN)
ANONYMOUS = Person(GROUP, "Support team", Role.ADMIN)  # an administrator who acts as the group
PEOPLE = (ANNA, VERA, BORIS, EGOR, CLARA, ANONYMOUS)


_SELECTS = {
    table.name: select(table).order_by(*table.primary_key.columns)
    for table in Base.metadata.sorted_tables
}


def _all_rows(connection: Connection) -> Rows:
    return {
        name: [dict(row) for row in connection.execute(query).mappings()]
        for name, query in _SELECTS.items()
    }


class Stage:
    """Opens units of work as the product does, with a clock that only moves forward."""

    def __init__(self, giver: Giver) -> None:
        self.now = BEGIN
        self._clock = random.Random(0)
        self._message_id = 0
        self._runner = asyncio.Runner()
        self._giver = giver()
        self._database = self._runner.run(self._enter())
        desk = Desk(
            self._database, "en", ZoneInfo("UTC"), frozenset(), 99, "desk_bot", FairUse(0, 0, 0)
        )
        self._opener = Opener(desk)

    async def _enter(self) -> Database:
        database = await self._giver.__aenter__()
        await fill(database)
        async with database.write() as session:
            session.add_all(
                User(
                    id=person.id,
                    first_name=person.name,
                    username=person.name.lower(),
                    role=person.role,
                    is_anonymous=person.is_group,
                    created_at=BEGIN,
                    updated_at=BEGIN,
                )
                for person in PEOPLE
            )
            session.add(
                StaffGroup(
                    id=1,
                    chat_id=GROUP,
                    title=ANONYMOUS.name,
                    kind="supergroup",
                    language="en",
                    bound_at=BEGIN,
                )
            )
        return database

    def seed(self, seed: int) -> None:
        """Have the clock go its way by this."""
        self._clock = random.Random(seed)

    def say(self, words: str, files: int = 0) -> Content:
        """Make what somebody says next."""
        self._message_id += 1
        said = [
            File(ContentKind.DOCUMENT, f"{self._message_id}.{at}", f"u{self._message_id}.{at}")
            for at in range(files)
        ]
        kind = ContentKind.DOCUMENT if files else ContentKind.TEXT
        return Content(kind, words, files=said, message_ids=[self._message_id])

    def act(self, who: Person, what: Callable[[Work], Awaitable[T]], *, private: bool) -> T:
        """Have somebody do something in a transaction of its own; what it raises undoes it."""
        self.now += self._clock.choice(STEPS)
        return self._runner.run(self._act(who, what, private=private))

    async def _act(self, who: Person, what: Callable[[Work], Awaitable[T]], *, private: bool) -> T:
        async with self._database.write() as session:
            work = await self._opener.desk_work(session, self.now)
            work.user = user = await session.get_one(User, who.id)
            work.actor = Actor(
                user_id=user.id,
                role=Role.REQUESTER if private else user.role,
                is_banned=user.is_banned,
                is_deactivated=user.is_deactivated,
                is_anonymous=user.is_group,
            )
            work.chat_id = user.id if private else GROUP
            if private:
                query = select(Draft).where(Draft.chat_id == user.id, Draft.user_id == user.id)
                work.drafts = {draft.kind: draft for draft in await session.scalars(query)}
            result = await what(work)
            await self._opener.close(work)
            return result

    def rows(self) -> Rows:
        """Return everything that is stored."""
        return self._runner.run(self._rows())

    async def _rows(self) -> Rows:
        async with self._database.write() as session:
            return await session.run_sync(lambda sync: _all_rows(sync.connection()))

    def close(self) -> None:
        """Leave the database, whose index of words must agree with the words till the end."""
        try:
            self._runner.run(self._leave())
        finally:
            self._runner.close()

    async def _leave(self) -> None:
        try:
            if self._database.is_sqlite:
                async with self._database.write() as session:
                    check = "INSERT INTO search_index (search_index, rank) VALUES (:what, 1)"
                    await session.execute(text(check), {"what": "integrity-check"})
        finally:
            await self._giver.__aexit__(None, None, None)

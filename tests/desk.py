"""A whole desk for a test: the playground's server, the real bot on a real database, people."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bot.app import serve
from bot.config import Settings
from bot.loops.limits import NO_LIMITS, Limits
from bot.playground import Playground
from bot.rules.fair_use import FairUse
from storage.engine import Database
from storage.enums import OutboxState
from storage.models import InboxRow, OutboxRow
from tests.people import Chat, Person

GROUP = "Support team"
NO_FAIR_USE = FairUse(0, 0, 0)


class Desk:
    """What a test plays with."""

    def __init__(self, database: Database, url: str, limits: Limits) -> None:
        self.database = database
        self.url = url
        self.limits = limits
        self.playground = Playground(flood_limits=False)
        self.http: aiohttp.ClientSession
        self.group_id = 0
        self.language = "en"
        self.fair_use = NO_FAIR_USE
        self.admin_ids: frozenset[int] = frozenset()
        self.more: dict[str, Any] = {}  # settings beside these
        self._task: asyncio.Task[None] | None = None

    # --- people ---------------------------------------------------------------------------

    async def post(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"/play{path}", json=body) as answer:
            data = await answer.json()
            assert answer.status == 200, data
            return data

    async def get(self, path: str) -> Any:
        async with self.http.get(f"/play{path}") as answer:
            return await answer.json()

    async def person(self, name: str, language: str = "en", **more: Any) -> Person:
        profile = {"first_name": name, "language_code": language, "username": name.lower()}
        data = await self.post("/people", **{**profile, **more})
        return Person(data["id"], name, Chat(self.http, data["id"], data["id"]))

    async def agents(self, *names: str, kind: str = "supergroup") -> list[Chat]:
        """Make the staff group of these people; the first is its creator."""
        people = [await self.person(name) for name in names]
        chat = await self.post(
            "/chats",
            type=kind,
            title=GROUP,
            members=[person.id for person in people],
            bot_status="administrator",
        )
        self.group_id = chat["id"]
        await self.post(f"/chats/{self.group_id}/members", user_id=people[0].id, status="creator")
        return [person.in_group(self.group_id) for person in people]

    # --- the bot --------------------------------------------------------------------------

    def settings(self) -> Settings:
        """Settings as they would come from the environment."""
        values: dict[str, Any] = {
            "bot_token": self.playground.token,
            "bot_api_url": self.playground.url,
            "database_url": self.url,
            "admin_ids": self.admin_ids,
            "default_language": self.language,
            "staff_chat_id": self.group_id or None,
            **{f"limit_{name}": value for name, value in asdict(self.fair_use).items()},
            **self.more,
        }
        return Settings(**{key: value for key, value in values.items() if value is not None})

    async def start(self) -> None:
        """Start the bot and wait for its first poll."""
        ready = asyncio.Event()
        self._task = asyncio.create_task(
            serve(self.settings(), limits=self.limits, ready=ready.set)
        )
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({self._task, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=60)
        if not ready.is_set():
            waiting.cancel()
            await self._task
            raise AssertionError("the desk did not start")

    async def stop(self) -> None:
        """Stop the bot in good order."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def quiet(self, patience: float = 60) -> None:
        """Wait until nothing is on its way in or out."""
        end, calm = time.monotonic() + patience, 0
        while calm < 3:
            calm = calm + 1 if await self.idle() else 0
            assert time.monotonic() < end, await self._waiting()
            await asyncio.sleep(0.03)

    async def _waiting(self) -> str:
        """Say what is still on its way."""
        async with self.database.read() as session:
            inbox = await session.execute(
                select(InboxRow.id, InboxRow.lane, InboxRow.due_at, InboxRow.error)
                .where(InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
                .limit(10)
            )
            outbox = await session.execute(
                select(OutboxRow)
                .where(OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING)))
                .limit(10)
            )
            rows = [
                f"{row.id} {row.chat_id} {row.rank} {row.method} {row.state} {row.attempts} "
                f"due {row.due_at} {row.error}"
                for row in outbox.scalars()
            ]
            pending = len(self.playground.world.updates.pending)
            return "\n".join([f"unconfirmed {pending}", *map(str, inbox), *rows])

    async def idle(self) -> bool:
        """Whether nothing is on its way in or out at this moment."""
        if self.playground.world.updates.pending:
            return False
        async with self.database.read() as session:
            inbox = await session.scalar(
                select(func.count())
                .select_from(InboxRow)
                .where(InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
            )
            outbox = await session.scalar(
                select(func.count())
                .select_from(OutboxRow)
                .where(OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING)))
            )
        return not inbox and not outbox

    async def faults(self) -> list[Any]:
        """What the playground's server found wrong with the bot's calls."""
        found = await self.get("/faults")
        return list(found["faults"])

    async def parked(self) -> list[str]:
        """Why updates were given up."""
        async with self.database.read() as session:
            rows = await session.scalars(
                select(InboxRow.error).where(InboxRow.parked_at.is_not(None))
            )
            return [row or "" for row in rows]


@asynccontextmanager
async def desk_on(database: Database, url: str, limits: Limits = NO_LIMITS) -> AsyncIterator[Desk]:
    """A desk whose bot is not started yet; ends with a check that nothing went wrong unseen."""
    desk = Desk(database, url, limits)
    await desk.playground.start()
    try:
        async with aiohttp.ClientSession(desk.playground.url) as http:
            desk.http = http
            yield desk
            await desk.stop()
            assert await desk.faults() == []
            assert await desk.parked() == []
    finally:
        await desk.stop()
        await desk.playground.stop()

"""kill -9 while everybody writes: nothing lost, doubled, out of order, or misdirected."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storage.engine import Database
from storage.models import Ticket, TicketMessage
from tests.conftest import open_ticket
from tests.desk import Desk, desk_on
from tests.kills.run import killed

KILLS = 60
ROOT = Path(__file__).parents[2]


class Process:
    """The desk in a process that can be killed and started again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def start(self) -> None:
        settings = self._desk.settings()
        env = {
            **os.environ,
            "BOT_TOKEN": self._desk.playground.token,
            "BOT_API_URL": self._desk.playground.url,
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "STAFF_CHAT_ID": str(self._desk.group_id),
            **{name.upper(): str(value) for name, value in self._desk.more.items()},
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-W", "ignore", "-m", "tests.run_desk", cwd=ROOT, env=env
        )

    async def polls(self) -> None:
        """Wait until the process has come so far that it polls."""
        updates = self._desk.playground.world.updates
        before = updates.polls
        async with asyncio.timeout(60):
            while updates.polls == before:
                await asyncio.sleep(0.01)

    async def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        await self._process.wait()
        self.kills += 1


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Process]:
    process = Process(desk)
    await process.start()
    try:
        await process.polls()
        yield process
    finally:
        await process.kill()


async def test_sixty_kills_lose_nothing(database: Database) -> None:
    figures = await killed(database, KILLS, processes=1 if database.is_sqlite else 3)
    assert figures.is_right(), figures


async def test_burst_form_and_album_survive_kills_in_between(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        boris, _ = await desk.agents("Boris", "Clara")
        anna = (await desk.person("Anna")).private
        async with running(desk) as process:

            async def killed() -> None:
                await process.kill()
                await process.start()

            await anna.says("/start")
            numbers = [await open_ticket(anna, f"Matter {n}", "begins") for n in range(3)]
            start = await anna.says("burst 0")
            for n in range(1, 5):
                await anna.says(f"burst {n}")
            await killed()
            for n in range(5, 10):
                await anna.says(f"burst {n}")
            await anna.sees("Where does this belong?", "and 9 more", after=start, patience=60)
            await killed()
            await anna.taps(f"To #{numbers[1]}", "Where does this belong?", "and 9 more")
            await killed()
            await boris.sees("burst 9", patience=60)

            parts = asyncio.create_task(anna.album("four of them", "", "", "", gap=1.0))
            await asyncio.sleep(0.5)
            await killed()
            await parts
            await boris.sees("four of them", patience=60)

            start = await anna.says("/new")
            await anna.taps("Billing", "What is it about?", after=start)
            await killed()
            await anna.taps("Low", "How urgent", after=start)
            await anna.says("Wrong sum")
            await killed()
            await anna.sees("What happened?", after=start, patience=60)
            await anna.photo("see here")
            await anna.taps("Next", "📎 1 file", after=start)
            await anna.taps("Send", "review", "Wrong sum", after=start)
            await killed()
            await anna.sees("is with our team", "Wrong sum", after=start, patience=60)
            await boris.sees("see here")
            await desk.quiet(120)
            async with desk.database.read() as session:
                query = (
                    select(Ticket.number, TicketMessage)
                    .join(Ticket, Ticket.id == TicketMessage.ticket_id)
                    .options(selectinload(TicketMessage.attachments))
                    .order_by(Ticket.number, TicketMessage.position)
                )
                rows = (await session.execute(query)).all()
            said = [m.text for number, m in rows if number == numbers[1]]
            assert said[:11] == ["begins", *(f"burst {n}" for n in range(10))]
            files = [len(m.attachments) for _, m in rows if m.attachments]
            assert files == [4, 1]

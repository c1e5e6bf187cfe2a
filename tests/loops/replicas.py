"""Several processes of the desk on one PostgreSQL, which can be killed, frozen and restarted."""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select, text

from bot.loops.share import slots_of
from storage.engine import Database
from storage.models import Duty, InboxRow, Process, Ticket, TicketMessage
from tests.conftest import open_ticket
from tests.desk import Desk, desk_on
from tests.people import Chat, Person, words

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
WAITING = 20
PATIENCE_S = 60.0  # of a busy machine; how fast it really is the benchmark says


class Replica:
    """One process of several."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid
        self.is_gone = False

    def tell(self, what: signal.Signals) -> None:
        self._process.send_signal(what)

    async def end(self, how: signal.Signals) -> None:
        if self._process.returncode is None:
            self.tell(how)
        await self._process.wait()
        self.is_gone = True


class Replicas:
    """All of them, as they know each other."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.all: list[Replica] = []

    async def start(self, count: int = 1) -> None:
        """Start more, and wait until all know each other and one polls."""
        env = {
            **os.environ,
            "BOT_TOKEN": self.desk.playground.token,
            "BOT_API_URL": self.desk.playground.url,
            "DATABASE_URL": self.desk.settings().database_url.get_secret_value(),
            "STAFF_CHAT_ID": str(self.desk.group_id),
        }
        for _ in range(count):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-W", "ignore", "-m", "tests.run_desk"), cwd=ROOT, env=env
            )
            self.all.append(Replica(process))
        pids = {replica.pid for replica in self.all if not replica.is_gone}
        await until(lambda: self._are_alive(pids))
        await until(self.leader)

    async def _are_alive(self, pids: set[int]) -> bool:
        return {pid_of(process) for process in await self.alive()} >= pids

    async def alive(self) -> set[str]:
        """The processes that have said lately that they are alive."""
        async with self.desk.database.read() as session:
            query = select(Process.id).where(text("beat_at > clock_timestamp() - interval '3 s'"))
            return set(await session.scalars(query))

    async def leader(self) -> Replica | None:
        """The one that leads, if it is one of those running."""
        async with self.desk.database.read() as session:
            holder = await session.scalar(select(Duty.holder))
        found = [r for r in self.all if holder and r.pid == pid_of(holder) and not r.is_gone]
        return found[0] if found else None

    async def epoch(self) -> int:
        async with self.desk.database.read() as session:
            return await session.scalar(select(Duty.epoch)) or 0

    async def owner(self, lane: str) -> Replica:
        """The process to which a lane belongs as long as all live."""
        async with self.desk.database.read() as session:
            slot = await session.scalar(text("SELECT hashtext(:lane) & 63"), {"lane": lane})
        alive = await self.alive()
        mine = next(process for process in alive if slot in slots_of(process, alive))
        return next(replica for replica in self.all if replica.pid == pid_of(mine))

    async def owns(self, replica: Replica, lane: str) -> bool:
        return await self.owner(lane) is replica

    async def takes_over(self, epoch: int, patience: float = PATIENCE_S) -> float:
        """Wait until another process leads; returns how many seconds that took."""
        begun = time.monotonic()

        async def is_over() -> bool:
            return await self.epoch() > epoch

        await until(is_over, patience)
        return time.monotonic() - begun


def pid_of(process: str) -> int:
    return int(process.split(":")[1])


async def until(question: Callable[[], Awaitable[T | None]], patience: float = PATIENCE_S) -> T:
    """Ask until the answer is not empty."""
    async with asyncio.timeout(patience):
        while not (answer := await question()):
            await asyncio.sleep(0.02)
        return answer


@asynccontextmanager
async def replicas_on(database: Database, count: int = 3) -> AsyncIterator[Replicas]:
    """A desk with a group of Boris and Clara, run by so many processes."""
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        replicas = Replicas(desk)
        try:
            yield replicas
        finally:
            for replica in replicas.all:
                if not replica.is_gone:
                    replica.tell(signal.SIGCONT)
                await replica.end(signal.SIGKILL)


class Traffic:
    """Requesters who write, and agents who answer, while things happen to the processes."""

    def __init__(self, desk: Desk, people: list[Person], agents: list[Chat]) -> None:
        self.desk = desk
        self.people = people
        self.agents = agents
        self.cards: dict[str, int] = {}
        self.said = dict.fromkeys((person.name for person in people), 0)
        self.answered = dict.fromkeys((person.name for person in people), 0)
        self._over = asyncio.Event()
        self._calm = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """Have everybody open a ticket and go on writing, faster than they are answered."""
        await asyncio.gather(*(self._open(person) for person in self.people))
        rng = random.Random(1)
        self._tasks = [
            asyncio.create_task(work(person, random.Random(rng.random())))
            for person in self.people
            for work in (self._writes, self._answers)
        ]
        self._tasks.append(asyncio.create_task(self._hold_back()))

    async def end(self) -> None:
        """Have everybody stop, and wait until all is handled and delivered."""
        self._over.set()
        self._calm.set()
        await asyncio.gather(*self._tasks)
        await self.desk.quiet(300)

    async def _open(self, person: Person) -> None:
        await person.private.says("/start")
        number = await open_ticket(person.private, f"Matter of {person.name}", "begins")
        card = await self.agents[0].sees(f"#{number}", "Matter of")
        self.cards[person.name] = card["message_id"]

    async def _hold_back(self) -> None:
        """Have them pause while more waits than a busy machine is through with soon."""
        query = select(func.count()).where(InboxRow.done_at.is_(None))
        while not self._over.is_set():
            async with self.desk.database.read() as session:
                waiting = await session.scalar(query) or 0
            if waiting + len(self.desk.playground.world.updates.pending) < WAITING:
                self._calm.set()
            else:
                self._calm.clear()
            await asyncio.sleep(0.2)

    async def _writes(self, person: Person, rng: random.Random) -> None:
        while not self._over.is_set():
            await person.private.says(f"{person.name}:{self.said[person.name]}")
            self.said[person.name] += 1
            await self._calm.wait()
            await asyncio.sleep(rng.uniform(0.1, 0.6))

    async def _answers(self, person: Person, rng: random.Random) -> None:
        agent = self.agents[self.people.index(person) % len(self.agents)]
        while not self._over.is_set():
            text = f"to {person.name}:{self.answered[person.name]}"
            await agent.says(text, reply_to=self.cards[person.name])
            self.answered[person.name] += 1
            await self._calm.wait()
            await asyncio.sleep(rng.uniform(0.5, 1.5))

    async def check(self, doubles: int = 0) -> None:
        """Everything is there once, in order and where it belongs; so many sends may be twice."""
        group = [words(message) for message in await self.agents[0].history()]
        twice = 0
        for person in self.people:
            async with self.desk.database.read() as session:
                rows = await session.execute(
                    select(TicketMessage.text, TicketMessage.author_id)
                    .join(Ticket, Ticket.id == TicketMessage.ticket_id)
                    .where(Ticket.requester_id == person.id)
                    .order_by(TicketMessage.position)
                )
                said = [(text, author == person.id) for text, author in rows]
            name, count = person.name, self.said[person.name]
            assert [t for t, own in said if own] == ["begins", *_numbered(name, count)]
            answers = _numbered(f"to {name}", self.answered[name])
            assert [text for text, own in said if not own] == answers
            seen = [
                words(message).split("\n")[-1]
                for message in await person.private.history()
                if message["from"]["is_bot"] and "\nto " in words(message)
            ]
            assert list(dict.fromkeys(seen)) == answers
            assert all(_number(a) <= _number(b) for a, b in pairwise(seen))
            twice += len(seen) - len(answers)
            for own in _numbered(name, count):
                twice += sum(shown.endswith(f"\n{own}") for shown in group) - 1
        assert 0 <= twice <= doubles


def _numbered(name: str, count: int) -> list[str]:
    return [f"{name}:{n}" for n in range(count)]


def _number(text: str) -> int:
    return int(text.rpartition(":")[2])


@asynccontextmanager
async def under_traffic(
    database: Database, people: int = 6
) -> AsyncIterator[tuple[Replicas, Traffic]]:
    """Three processes, while everybody writes."""
    async with replicas_on(database) as replicas:
        desk = replicas.desk
        agents = await desk.agents("Boris", "Clara")
        everybody = [await desk.person(f"Requester{n}") for n in range(people)]
        await replicas.start(3)
        traffic = Traffic(desk, everybody, agents)
        await traffic.begin()
        yield replicas, traffic

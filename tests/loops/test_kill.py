"""kill -9 at random instants, while everybody writes: nothing lost, doubled, or misdirected."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storage.engine import Database
from storage.models import Ticket, TicketMessage
from tests.conftest import open_ticket
from tests.desk import Desk, desk_on
from tests.people import Chat, Person, words

KILLS = 30
REQUESTERS = 10
TEXTS = 70
ANSWERS = 32  # to each requester, by one of the two agents: no colleague is faster
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


async def writes(chat: Chat, name: str, rng: random.Random) -> None:
    for n in range(TEXTS):
        await chat.says(f"{name}:{n}")
        await asyncio.sleep(rng.uniform(0.1, 1.2))


async def answers(agent: Chat, cards: dict[str, int], rng: random.Random) -> None:
    for n in range(ANSWERS):
        for name, card in cards.items():
            await agent.says(f"to {name}:{agent.user_id}:{n}", reply_to=card)
            await asyncio.sleep(rng.uniform(0.05, 0.4))


def halves(cards: dict[str, int]) -> list[dict[str, int]]:
    """The cards that each of the two agents answers."""
    return [dict(list(cards.items())[first::2]) for first in (0, 1)]


async def kills(process: Process, rng: random.Random, until: asyncio.Event) -> None:
    while process.kills < KILLS or not until.is_set():
        if rng.random() < 0.2:  # while it is still starting
            await asyncio.sleep(rng.uniform(0.0, 1.0))
        else:
            await process.polls()
            await asyncio.sleep(rng.uniform(0.0, 1.5))
        await process.kill()
        await process.start()


@pytest.mark.parametrize("seed", [1])
async def test_thirty_kills_lose_nothing(database: Database, seed: int) -> None:
    rng = random.Random(seed)
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        agents = await desk.agents("Boris", "Clara")
        people = [await desk.person(f"Requester{n}") for n in range(REQUESTERS)]
        async with running(desk) as process:
            cards = {}
            for person in people:
                await person.private.says("/start")
                number = await open_ticket(person.private, f"Matter of {person.name}", "begins")
                cards[person.name] = (await agents[0].sees(f"#{number}"))["message_id"]
            done = asyncio.Event()
            killer = asyncio.create_task(kills(process, rng, done))
            writers = [
                *(
                    writes(person.private, person.name, random.Random(rng.random()))
                    for person in people
                ),
                *(
                    answers(agent, theirs, random.Random(rng.random()))
                    for agent, theirs in zip(agents, halves(cards), strict=True)
                ),
            ]
            await asyncio.gather(*writers)
            done.set()
            await killer
            assert process.kills >= KILLS
            await desk.quiet(300)
            await check(desk, people, agents)


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
            await anna.taps("Low", "How pressing", after=start)
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


async def check(desk: Desk, people: list[Person], agents: list[Chat]) -> None:
    group = [words(message) for message in await agents[0].history()]
    for index, person in enumerate(people):
        agent = agents[index % 2]
        async with desk.database.read() as session:
            rows = await session.execute(
                select(TicketMessage.text, TicketMessage.author_id)
                .join(Ticket, Ticket.id == TicketMessage.ticket_id)
                .where(Ticket.requester_id == person.id)
                .order_by(TicketMessage.position)
            )
            said = [(text, author) for text, author in rows]
        # Every word once, in order, in the right ticket.
        own = [text for text, author in said if author == person.id]
        assert own == ["begins", *(f"{person.name}:{n}" for n in range(TEXTS))]
        theirs = [text for text, author in said if author == agent.user_id]
        assert theirs == [f"to {person.name}:{agent.user_id}:{n}" for n in range(ANSWERS)]
        # Every answer reached its requester, nobody saw another's, duplicates only around kills.
        seen = [
            words(message).split("\n")[-1]
            for message in await person.private.history()
            if message["from"]["is_bot"] and "\nto " in words(message)
        ]
        assert all(text.startswith(f"to {person.name}:") for text in seen)
        mine = [int(text.split(":")[2]) for text in seen if f":{agent.user_id}:" in text]
        assert sorted(set(mine)) == list(range(ANSWERS))
        assert all(a <= b for a, b in pairwise(mine))
        # Every word stands in the group.
        for n in range(TEXTS):
            assert any(text.endswith(f"{person.name}:{n}") for text in group)

"""kill -9 while Telegram delivers to the webhook: what heard 200 is kept, the rest comes."""

import asyncio
import random

import aiohttp
from sqlalchemy import select

from storage.engine import Database
from storage.models import Ticket, TicketMessage
from tests.conftest import open_ticket
from tests.desk import Desk, desk_on
from tests.loops.test_kill import Process
from tests.people import Chat, Person, last_lines
from tests.web import knocks, takes_webhooks

KILLS = 4
TEXTS = 20


async def open_for_webhooks(desk: Desk) -> None:
    """Wait until the process answers: a stranger is turned away."""
    async with asyncio.timeout(120):
        while True:
            try:
                status, _ = await knocks(desk, "", "stranger")
                assert status == 403
                return
            except (aiohttp.ClientError, OSError):
                await asyncio.sleep(0.05)


async def writes(chat: Chat, name: str, rng: random.Random, until: asyncio.Event) -> int:
    n = 0
    while n < TEXTS or not until.is_set():
        await chat.says(f"{name}:{n}")
        await asyncio.sleep(rng.uniform(0.2, 1.2))
        n += 1
    return n


async def test_kills_lose_nothing_that_comes_over_the_webhook(database: Database) -> None:
    rng = random.Random(7)
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        takes_webhooks(desk)
        boris, _ = await desk.agents("Boris", "Clara")
        people = [await desk.person(f"Requester{n}") for n in range(4)]
        process = Process(desk)
        await process.start()
        try:
            await open_for_webhooks(desk)
            for person in people:
                await open_ticket(person.private, f"Matter of {person.name}", "begins")
            done = asyncio.Event()
            writers = asyncio.gather(
                *(
                    writes(person.private, person.name, random.Random(rng.random()), done)
                    for person in people
                )
            )
            while process.kills < KILLS:
                await open_for_webhooks(desk)
                await asyncio.sleep(rng.uniform(0.0, 2.0))
                await process.kill()
                await process.start()
            done.set()
            counts = await writers
            await desk.quiet(300)
            assert desk.playground.world.updates.polls == 0
            group = {line for message in await boris.history() for line in last_lines(message)}
            for person, count in zip(people, counts, strict=True):
                expected = [f"{person.name}:{n}" for n in range(count)]
                assert await kept(desk, person) == ["begins", *expected]
                assert group >= set(expected)
        finally:
            await process.kill()


async def kept(desk: Desk, person: Person) -> list[str]:
    """What stands in somebody's ticket."""
    async with desk.database.read() as session:
        rows = await session.scalars(
            select(TicketMessage.text)
            .join(Ticket, Ticket.id == TicketMessage.ticket_id)
            .where(Ticket.requester_id == person.id, TicketMessage.author_id == person.id)
            .order_by(TicketMessage.position)
        )
        return list(rows)

"""One run: people write, processes are killed, and in the end everything is counted."""

import random

from storage.engine import Database
from tests.desk import desk_on
from tests.kills.figures import Figures, count
from tests.kills.fleet import Fleet
from tests.loops.replicas import Traffic

PEOPLE = 10


async def killed(
    database: Database, kills: int, updates: int = 0, *, processes: int = 1, seed: int = 1
) -> Figures:
    """Kill until so many kills and updates have been; returns what came of it."""
    rng = random.Random(seed)
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        agents = await desk.agents("Boris", "Clara")
        people = [await desk.person(f"Requester{n}") for n in range(PEOPLE)]
        fleet = Fleet(desk, processes)
        try:
            traffic = Traffic(desk, people, agents)
            await traffic.begin()
            while fleet.kills < kills or (await count(traffic)).updates < updates:
                await fleet.kill_one(rng)
            await traffic.end()
            figures = await count(traffic)
        finally:
            await fleet.end()
    figures.kills, figures.in_flight = fleet.kills, fleet.in_flight
    return figures

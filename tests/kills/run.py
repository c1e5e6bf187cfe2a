"""One run: people write, processes are killed, and in the end everything is counted."""

import asyncio
import random
import sys
import time

from storage.engine import Database
from tests.desk import desk_on
from tests.kills.figures import Figures, count, updates_of
from tests.kills.fleet import Fleet
from tests.loops.replicas import Traffic

PEOPLE = 10


TOLD_EVERY = 50  # kills


async def killed(
    database: Database,
    kills: int,
    updates: int = 0,
    *,
    processes: int = 1,
    seed: int = 1,
    minutes: float = float("inf"),
) -> Figures:
    """Kill so often, spread over so many updates, as long as time allows; returns what came of it.

    Without a number of updates it kills as fast as it can.
    """
    rng, end = random.Random(seed), time.monotonic() + minutes * 60
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url) as desk:
        agents = await desk.agents("Boris", "Clara")
        people = [await desk.person(f"Requester{n}") for n in range(PEOPLE)]
        fleet = Fleet(desk, processes)
        try:
            traffic = Traffic(desk, people, agents)
            await traffic.begin()
            while fleet.kills < kills and time.monotonic() < end:
                while (
                    updates_of(desk) < updates * (fleet.kills + 1) / kills
                    and time.monotonic() < end
                ):
                    await asyncio.sleep(0.05)
                await fleet.kill_one(rng)
                if fleet.kills % TOLD_EVERY == 0:
                    said = f"{fleet.kills} kills, {updates_of(desk)} updates"
                    print(said, file=sys.stderr, flush=True)  # noqa: T201
            await traffic.end()
            figures = await count(traffic)
        finally:
            await fleet.end()
    figures.kills, figures.in_flight = fleet.kills, fleet.in_flight
    return figures

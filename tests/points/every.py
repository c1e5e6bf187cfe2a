"""All points of a flow, one after the other, until a run does not come so far any more."""

import asyncio
from pathlib import Path

from tests.databases import Postgres, SqliteFiles
from tests.points.flows import Flow
from tests.points.look import Seen
from tests.points.points import FAULTS, Point
from tests.points.stage import Run, Stage, prepared


async def every_point(
    flow: Flow, giver: SqliteFiles | Postgres, folder: Path, at_once: int
) -> list[Run]:
    """Play a flow once for each point and each fault, several side by side."""
    async with prepared(flow, giver, folder) as stage:
        wanted = await stage.undisturbed()
        room = asyncio.Semaphore(at_once)
        found = await asyncio.gather(
            *(
                _series(stage, wanted, room, kind, fault)
                for kind, faults in FAULTS.items()
                for fault in faults
            )
        )
    return [run for series in found for run in series]


async def _series(
    stage: Stage, wanted: Seen, room: asyncio.Semaphore, kind: str, fault: str
) -> list[Run]:
    """One fault at each point of a kind; the last run found none there and is as undisturbed."""
    runs: list[Run] = []
    while not runs or runs[-1].struck:
        async with room:
            runs.append(await stage.play(Point(kind, len(runs) + 1, fault), wanted))
    return runs

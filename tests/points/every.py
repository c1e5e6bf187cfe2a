"""All points of a flow, one after the other, until a run does not come so far any more."""

import asyncio
from pathlib import Path

from tests.databases import Postgres, SqliteFiles
from tests.points.flows import Flow
from tests.points.points import CALL, COMMIT, FAULTS, KILLS, Point
from tests.points.stage import Run, prepared


async def every_point(
    flow: Flow, giver: SqliteFiles | Postgres, folder: Path, at_once: int
) -> list[Run]:
    """Play a flow once for each point and each fault, several side by side."""
    async with prepared(flow, giver, folder) as stage:
        wanted, calls = await stage.undisturbed()
        refused = await stage.untouched() if flow.is_refused_when_unsure else wanted
        room = asyncio.Semaphore(at_once)

        async def play(kind: str, which: str, fault: str) -> Run:
            async with room:
                is_unsure = which.startswith("getchatmember") and fault not in KILLS
                point = Point(kind, which, fault)
                return await stage.play(point, refused if is_unsure else wanted)

        async def commits(fault: str) -> list[Run]:
            runs: list[Run] = []
            while not runs or runs[-1].struck:  # the last one found none there: undisturbed
                runs.append(await play(COMMIT, str(len(runs) + 1), fault))
            return runs

        series, single = await asyncio.gather(
            asyncio.gather(*(commits(fault) for fault in FAULTS[COMMIT])),
            asyncio.gather(*(play(CALL, call, fault) for call in calls for fault in FAULTS[CALL])),
        )
    return [*(run for runs in series for run in runs), *single]

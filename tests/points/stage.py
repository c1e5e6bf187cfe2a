"""A flow prepared once, and played again and again from there."""

import asyncio
import copy
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp

from bot.loops.limits import NO_LIMITS
from storage.engine import Database
from tests.conftest import Team
from tests.databases import Postgres, SqliteFiles
from tests.desk import Desk, desk_on
from tests.forks import end, start
from tests.people import Chat, Person
from tests.points import look
from tests.points.calls import Calls
from tests.points.flows import Facts, Flow
from tests.points.points import Point
from tests.points.process import Commits

AGENTS = ("Boris", "Clara")
KEPT = (
    *("people", "chats", "files", "queries", "commands", "profile", "menu_buttons"),
    *("rights_asked", "_unique", "_account_counter"),
)
PATIENCE_S = 120.0


@dataclass
class Run:
    """How a run with a fault ended."""

    point: Point
    struck: str  # where, in words; empty: the run did not come so far
    problems: list[str]
    repeats: int


@dataclass
class Stage:
    """A flow up to its last step."""

    flow: Flow
    giver: SqliteFiles | Postgres
    url: str
    group_id: int
    world: dict[str, Any]
    facts: Facts
    folder: Path
    next_update: int = 0

    async def undisturbed(self) -> tuple[look.Seen, list[str]]:
        """Play it without a fault; returns also which calls it makes."""
        async with self._desk(None) as (desk, calls):
            process = self._start(desk, None)
            try:
                await _quiet(desk, process)
                made = [
                    f"{call} {n + 1}" for call, times in calls.seen.items() for n in range(times)
                ]
                return await look.look(desk, self.flow.words), made
            finally:
                await end(process)

    async def untouched(self) -> look.Seen:
        """Look at what there is before the last step."""
        async with self._desk(None, acts=False) as (desk, _):
            return await look.look(desk, self.flow.words)

    async def play(self, point: Point, wanted: look.Seen) -> Run:
        """Play it with a fault at a point, start the process again if it died, and compare."""
        async with self._desk(point) as (desk, calls):
            note = self.folder / f"{id(calls)}"
            calls.process = process = self._start(desk, point, note)
            try:
                problems: list[str] = []
                await _quiet(desk, process)
                allowed = calls.size if point.fault == "lost_answer" else 0
                if not process.is_alive():
                    allowed = await look.in_flight(desk)
                    problems += await look.falsehoods(desk, is_quiet=False)
                    calls.process = process = self._start(desk, None)
                    await _quiet(desk, process)
                    if not process.is_alive():
                        problems.append("ended by itself")
                problems += await look.falsehoods(desk, is_quiet=True)
                seen = await look.look(desk, self.flow.words)
                problems += [f"{fault}" for fault in await desk.faults()]
            finally:
                await end(process)
            struck = note.read_text() if note.exists() else calls.struck
            note.unlink(missing_ok=True)
            problems += look.differences(seen, wanted, allowed)
            return Run(point, struck, problems, look.repeated(seen, wanted))

    @asynccontextmanager
    async def _desk(
        self, point: Point | None, *, acts: bool = True
    ) -> AsyncIterator[tuple[Desk, "Killing"]]:
        async with self.giver.copy(self.url) as url:
            database = Database(url)
            desk = Desk(database, url, NO_LIMITS)
            world = desk.playground.world
            for name, value in copy.deepcopy(self.world).items():
                setattr(world, name, value)
            world.updates._next_id = self.next_update
            desk.group_id = self.group_id
            calls = Killing(point, self.flow.words)
            world.misbehaviour = calls
            await desk.playground.start()
            try:
                async with aiohttp.ClientSession(desk.playground.url) as http:
                    desk.http = http
                    if acts:
                        await self.flow.act(_team(desk), self.facts)
                    yield desk, calls
            finally:
                await desk.playground.stop()
                await database.close()

    def _start(self, desk: Desk, point: Point | None, note: Path | None = None) -> BaseProcess:
        commits = Commits(point, note or self.folder / "nowhere")
        return start(desk.settings(), commits.watch)


class Killing(Calls):
    """Kills the process that runs at the time."""

    def __init__(self, point: Point | None, said: tuple[str, ...]) -> None:
        super().__init__(point, said, self._strike)
        self.process: BaseProcess | None = None

    def _strike(self) -> None:
        if self.process is not None and self.process.pid is not None:
            os.kill(self.process.pid, signal.SIGKILL)


@asynccontextmanager
async def prepared(
    flow: Flow, giver: SqliteFiles | Postgres, folder: Path
) -> AsyncIterator[Stage]:
    """Play a flow up to its last step and keep everything as it is then."""
    async with giver.fresh() as database:
        url = database.url.render_as_string(hide_password=False)
        async with desk_on(database, url) as desk:
            await desk.agents(*AGENTS)
            await desk.person("Anna", last_name="Petrova")
            team = _team(desk)
            process = start(desk.settings())
            try:
                await team.anna.private.says("/start")
                await team.anna.private.sees("Hello, Anna")
                facts = await flow.prepare(team)
                await desk.quiet()
            finally:
                await end(process)
            world = desk.playground.world
            kept = copy.deepcopy({name: getattr(world, name) for name in KEPT})
            stage = Stage(flow, giver, url, desk.group_id, kept, facts, folder)
            stage.next_update = world.updates._next_id
        await database.close()  # the desk's end has looked at it once more
        yield stage


def _team(desk: Desk) -> Team:
    """The same people as at the preparation."""
    ids = {str(p.user["first_name"]): p.id for p in desk.playground.world.people.values()}
    boris, clara = (Chat(desk.http, desk.group_id, ids[name]) for name in AGENTS)
    anna = Person(ids["Anna"], "Anna", Chat(desk.http, ids["Anna"], ids["Anna"]))
    return Team(desk, anna, boris, clara)


async def _quiet(desk: Desk, process: BaseProcess) -> None:
    """Wait until nothing is on its way in or out, or the process has ended."""
    end, calm = time.monotonic() + PATIENCE_S, 0
    while calm < 2 and process.is_alive():
        calm = calm + 1 if await desk.idle() else 0
        assert time.monotonic() < end, "the desk does not come to rest"
        await asyncio.sleep(0.02)

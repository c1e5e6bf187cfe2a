"""The desk as processes, one on SQLite, several on PostgreSQL, killed one after the other."""

import asyncio
import os
import random
import signal
from multiprocessing.process import BaseProcess

from sqlalchemy import select

from storage.models import Duty
from tests.desk import Desk
from tests.forks import end, start
from tests.loops.replicas import pid_of
from tests.points.look import in_flight

PATIENCE_S = 120.0


class Fleet:
    """Always as many processes; `in_flight` counts the messages under way at the kills."""

    def __init__(self, desk: Desk, count: int) -> None:
        self._desk = desk
        self._all: list[BaseProcess] = [start(desk.settings()) for _ in range(count)]
        self.kills = 0
        self.in_flight = 0

    async def kill_one(self, rng: random.Random) -> None:
        """Kill one, often while it starts or polls, and start another."""
        if rng.random() < 0.8:
            await self.polls()
        await asyncio.sleep(rng.uniform(0.0, 1.2))
        process = rng.choice(self._all)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)  # nothing lands while it is counted
        if await self._delivers(process.pid):
            self.in_flight += await in_flight(self._desk)
        await end(process)
        self._all.remove(process)
        self.kills += 1
        self._all.append(start(self._desk.settings()))

    async def polls(self) -> None:
        """Wait until one of them polls."""
        updates = self._desk.playground.world.updates
        before = updates.polls
        async with asyncio.timeout(PATIENCE_S):
            while updates.polls == before:
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        """End all."""
        for process in self._all:
            await end(process)

    async def _delivers(self, pid: int) -> bool:
        if len(self._all) == 1:
            return True
        async with self._desk.database.read() as session:
            holder = await session.scalar(select(Duty.holder))
        return bool(holder) and pid_of(str(holder)) == pid

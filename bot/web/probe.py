"""A question to the database that nobody waits for without end."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Database
from storage.transient import is_transient

log = logging.getLogger(__name__)

T = TypeVar("T")

WITHIN_S = 3.0


class Unanswered(Exception):
    """Why the database gave no answer, in words that hold no secret."""


class Probe(Generic[T]):
    """Asks one thing at a time, however many want to know, and not again while it is fresh."""

    def __init__(
        self,
        database: Database,
        ask: Callable[[AsyncSession, datetime], Awaitable[T]],
        fresh_s: float = 0.0,
    ) -> None:
        self._database = database
        self._ask = ask
        self._fresh_s = fresh_s
        self._task: asyncio.Task[T] | None = None
        self._answered_at = 0.0

    async def answer(self) -> T:
        """Return the answer; Unanswered if it does not come in time."""
        task = self._task
        if task is None or (task.done() and not self._is_fresh(task)):
            task = self._task = asyncio.create_task(self._look())
        # Not cancelled when it is late: a query that is cut off costs its connection.
        await asyncio.wait({task}, timeout=WITHIN_S)
        if not task.done():
            raise Unanswered(f"the database does not answer within {WITHIN_S:.0f} s")
        error = task.exception()
        if error is not None:
            raise Unanswered(f"the database cannot be used: {type(error).__name__}")
        return task.result()

    async def close(self) -> None:
        """Let the question that is under way end."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=WITHIN_S)

    def _is_fresh(self, task: "asyncio.Task[T]") -> bool:
        age = time.monotonic() - self._answered_at
        return age < self._fresh_s and task.exception() is None

    async def _look(self) -> T:
        try:
            async with self._database.read() as session:
                found = await self._ask(session, datetime.now(UTC))
        except Exception as error:
            if not is_transient(error):  # no database that is away, which others tell
                log.exception("Monitoring could not look into the database")
            raise
        self._answered_at = time.monotonic()
        return found

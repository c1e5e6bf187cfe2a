"""SQLite without a thread for every step: what takes microseconds is done where it is asked for.

aiosqlite hands each step of each statement to a thread. Measured: 75 to 135 µs a step, and up to
Python's switch interval of 5 ms while the event loop is busy, where the statement itself takes
3 µs. Only what waits for the disk or may take long still goes to a thread: the commit, and the
statements of readers.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

T = TypeVar("T")

LOCK_RETRY_S = 0.005


class Cursor:
    """What SQLAlchemy asks of a cursor of aiosqlite; rows are fetched with the execution."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._cursor = connection.raw.cursor()
        self._rows: list[Any] = []
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Nothing needs to be opened."""
        return self

    @property
    def description(self) -> Any:
        """The columns of the result, None without one."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The row id of the last insertion."""
        return self._cursor.lastrowid

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement and fetch all its rows."""
        if sql.startswith("BEGIN"):
            await self._connection.begin(sql)
        elif self._connection.is_writer:
            self._run(sql, parameters)
        else:
            await aside(lambda: self._run(sql, parameters))

    def _run(self, sql: str, parameters: Sequence[Any]) -> None:
        self._cursor.execute(sql, parameters)
        if self._cursor.description:
            self._rows = self._cursor.fetchall()

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of parameters."""
        self._cursor.executemany(sql, parameters)

    async def fetchall(self) -> list[Any]:
        """Return the rows that were fetched with the execution."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Give the statement back."""
        self._cursor.close()


class Connection:
    """What SQLAlchemy asks of a connection of aiosqlite; one transaction uses it at a time."""

    def __init__(self, raw: sqlite3.Connection, *, is_writer: bool, lock_wait_s: float) -> None:
        self.raw = raw
        self.is_writer = is_writer
        self._lock_wait_s = lock_wait_s

    # SQLAlchemy looks here whether the connection is still open.
    @property
    def _connection(self) -> sqlite3.Connection:
        return self.raw

    def cursor(self) -> Cursor:
        """Return a new cursor."""
        return Cursor(self)

    async def begin(self, sql: str) -> None:
        """Begin a transaction; waits for another process's lock without holding up the loop."""
        end = time.monotonic() + self._lock_wait_s
        while True:
            try:
                self.raw.execute(sql)
                return
            except sqlite3.OperationalError as error:
                is_locked = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_locked or time.monotonic() > end:
                    raise
            await asyncio.sleep(LOCK_RETRY_S)

    async def commit(self) -> None:
        """Commit in a thread: it ends only when the disk has everything."""
        if self.raw.in_transaction:
            await aside(self.raw.commit)

    async def rollback(self) -> None:
        """Undo what was not committed."""
        if self.raw.in_transaction:
            self.raw.rollback()

    async def create_function(self, *args: Any, **options: Any) -> None:
        """Give SQL a function of Python's."""
        self.raw.create_function(*args, **options)

    async def close(self) -> None:
        """Close the connection."""
        self.raw.close()

    def stop(self) -> None:
        """Close the connection where nothing can be awaited any more."""
        self.raw.close()


async def aside(work: Callable[[], T]) -> T:
    """Run `work` in a thread; ends only when the connection is free again, come what may."""
    future = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        while not future.done():
            try:
                await asyncio.wait({future})
            except asyncio.CancelledError:
                continue
        if not future.cancelled():
            future.exception()  # it has been seen
        raise


def opener(*, is_writer: bool, lock_wait_s: float) -> Callable[..., Any]:
    """Return what SQLAlchemy's aiosqlite dialect calls to open a connection."""

    async def connect(database: str, **options: Any) -> Connection:
        raw = sqlite3.connect(database, **{**options, "check_same_thread": False})
        return Connection(raw, is_writer=is_writer, lock_wait_s=lock_wait_s)

    return connect

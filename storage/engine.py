"""Connections: on SQLite one writer and separate readers, on PostgreSQL an ordinary pool.

Measured on SQLite: a deferred transaction per connection in a pool of 16 gave 22 tx/s and 18,632
lock errors; a single writer with BEGIN IMMEDIATE gave 269 tx/s and none.
"""

import os
import re
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import sqlite
from storage.direct import Glances, Writer
from storage.indexing import IndexingSession

SQLITE_READERS = 4
LOCK_WAIT_S = 10.0
POOL_TIMEOUT_S = 60
APPLICATION = "helpdesk "  # followed by the process, in `pg_stat_activity`


def async_url(url: str) -> URL:
    """Return `url` with the asynchronous driver of its database; ValueError for any other."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
    raise ValueError("neither sqlite nor postgresql")


class Database:
    """The desk's database: `write()` for a unit of work, `read()` for looking without a lock."""

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.process = _process()
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.file = Path(self.url.database) if self.is_sqlite and self.url.database else None
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        self._direct: Writer | None = None
        self._glances: Glances | None = None
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, 1, writing=True)
            self._reader = _sqlite_engine(self.url, SQLITE_READERS, writing=False)
            self._direct = Writer(self.url, lock_wait_s=LOCK_WAIT_S, turn_wait_s=POOL_TIMEOUT_S)
            _prepare(self._direct.engine, writing=True)
            self._glances = Glances(self.url)
            _prepare(self._glances.engine, writing=False)
        else:
            self._writer = self._reader = create_async_engine(
                self.url,
                pool_size=10,
                max_overflow=5,
                pool_timeout=POOL_TIMEOUT_S,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={
                    "server_settings": {
                        "application_name": APPLICATION + self.process,
                        "idle_in_transaction_session_timeout": "5000",
                        "timezone": "UTC",
                    }
                },
            )

    @property
    def engine(self) -> AsyncEngine:
        """The engine that may write, for migrations."""
        return self._writer

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed when the block ends well, rolled back when it raises.

        It has begun when the block does, so what is read then is not older than the wait for it.
        """
        if self._direct is not None:
            async with self._direct.transaction() as session:
                yield session
            return
        session = AsyncSession(
            self._writer,
            sync_session_class=IndexingSession,
            expire_on_commit=False,
            autoflush=False,
        )
        async with session, session.begin():
            await session.connection()
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that sees the last committed state and can change nothing."""
        async with AsyncSession(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncSession]:
        """As `read`, for what an index answers at once and is asked all the time."""
        if self._glances is None:
            async with self.read() as session:
                yield session
        else:
            async with self._glances.look() as session:
                yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database from its first look to its last.

        Writers go on; what it sees is kept for it meanwhile, in SQLite's log or as dead rows.
        """
        async with self.read() as session:  # on SQLite a transaction of readers is that already
            if not self.is_sqlite:
                await session.connection(
                    execution_options={
                        "isolation_level": "REPEATABLE READ",
                        "postgresql_readonly": True,
                    }
                )
                # Whoever takes what was read may take their time between two looks.
                await session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        if self._direct is not None:
            self._direct.close()
        if self._glances is not None:
            self._glances.close()
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def _process() -> str:
    """Return a name for this process, of no more letters than PostgreSQL keeps of one."""
    host = re.sub(r"[^\w.-]", "", socket.gethostname(), flags=re.ASCII)
    return f"{host[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def _sqlite_engine(url: URL, size: int, *, writing: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        hide_parameters=True,  # people's words have no place in a log
        connect_args={
            "isolation_level": None,
            "async_creator_fn": sqlite.opener(is_writer=writing, lock_wait_s=LOCK_WAIT_S),
        },
    )
    _prepare(engine.sync_engine, writing=writing)
    return engine


def _prepare(engine: Engine, *, writing: bool) -> None:
    pragmas = [
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA temp_store=MEMORY",
    ]
    if writing:
        # Only BEGIN meets other processes' locks, and waits for them without blocking the loop.
        pragmas.append("PRAGMA busy_timeout=0")
        pragmas.append("PRAGMA secure_delete=ON")  # erased words leave no trace in free pages
    else:
        pragmas.append("PRAGMA query_only=ON")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

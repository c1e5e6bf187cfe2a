"""A connection to PostgreSQL that a process keeps for itself, for as long as it lives.

What belongs to a connection needs one: an advisory lock, which the server frees in the moment the
process dies, and notifications.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from storage.engine import Database

CHANNEL = "helpdesk"
TIMEOUT_S = 5.0  # for any statement: whoever waits longer for an answer has lost the server
BROKEN = (
    *(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError),
    asyncpg.InternalClientError,  # what a line says that broke in the middle of a statement
)
OURS = (
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
)  # SQLAlchemy's, not asyncpg's

Line = Any  # asyncpg has no types


@asynccontextmanager
async def line(database: Database, heard: Callable[[str], None]) -> AsyncIterator[Line]:
    """Open one, and pass on what other processes `say`; its statements raise BROKEN."""
    args, options = database.engine.dialect.create_connect_args(database.url)
    for name in OURS:
        options.pop(name, None)
    connection = await asyncpg.connect(
        *args,
        **options,
        timeout=TIMEOUT_S,
        command_timeout=TIMEOUT_S,
        server_settings={"application_name": "helpdesk duty", "timezone": "UTC"},
    )
    try:
        await connection.add_listener(CHANNEL, lambda _line, _pid, _channel, text: heard(text))
        yield connection
    finally:
        try:
            await connection.close(timeout=TIMEOUT_S)
        except BROKEN:
            connection.terminate()


async def say(line: Line, text: str) -> None:
    """Have every process hear something; it is a hint only, and may be lost."""
    await line.execute("SELECT pg_notify($1, $2)", CHANNEL, text)

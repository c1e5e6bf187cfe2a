"""Bring the schema to the newest migration, one process at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from filelock import AsyncFileLock
from sqlalchemy import Connection, text

from storage.engine import Database
from storage.revision import folder, refuse_newer

ADVISORY_LOCK = 7_041_776  # any constant; only has to be the same in every process
LOCK_WAIT_S = 120


def is_compared(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether alembic compares it with the models; what only one database has is plain SQL."""
    return not (name or "").startswith(("search_index", "ix_inbox_lane"))


def alembic_config(connection: Connection | None = None) -> Config:
    """Return alembic's settings, bound to `connection` when migrating from within the desk."""
    config = Config()
    config.set_main_option("script_location", str(folder()))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Run every migration that the database lacks, under a lock that other processes wait for."""
    async with _lock(database), database.engine.connect() as connection:
        if database.is_sqlite:
            # A batch rebuild with foreign keys on silently deletes all children of the table.
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        await connection.run_sync(_upgrade)
        if database.is_sqlite:
            broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).fetchall()
            if broken:
                raise RuntimeError(f"a migration broke {len(broken)} references; nothing was kept")
        await connection.commit()
    if database.is_sqlite:
        # The pragma does nothing within a transaction: only a new connection has them on again.
        await database.engine.dispose()


def _upgrade(connection: Connection) -> None:
    refuse_newer(MigrationContext.configure(connection).get_current_revision())
    command.upgrade(alembic_config(connection), "head")


@asynccontextmanager
async def _lock(database: Database) -> AsyncIterator[None]:
    if database.file is not None:
        async with AsyncFileLock(f"{database.file}.lock", timeout=LOCK_WAIT_S):
            yield
        return
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        key: dict[str, Any] = {"key": ADVISORY_LOCK}
        async with asyncio.timeout(LOCK_WAIT_S):
            await connection.execute(text("SELECT pg_advisory_lock(:key)"), key)
        try:
            yield
        finally:
            await connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)

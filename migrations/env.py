"""How alembic reaches the database: by the connection handed in, or by `DATABASE_URL`."""

import asyncio
import os
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from storage.engine import Database
from storage.migrate import is_compared
from storage.models import Base
from storage.models.base import Json, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as plain ones: a migration must not change when they do."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item is Json:
        return "sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def run(connection: Connection) -> None:
    """Migrate over `connection`; the caller commits."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
        include_name=is_compared,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_shell() -> None:
    """Serve the `alembic` command line during development."""
    database = Database(os.environ["DATABASE_URL"])
    async with database.engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await database.close()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run(handed_in)
else:
    asyncio.run(run_from_shell())

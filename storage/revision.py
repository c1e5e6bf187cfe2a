"""Which revision of the schema a database is at, and which this release has.

Without alembic: to load it takes half a second and 10 MB, and nearly every start finds nothing to
migrate.
"""

import re
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

import migrations
from storage.engine import Database

_REVISION = re.compile(r'^revision = "(.+)"$', re.MULTILINE)


class SchemaTooNew(Exception):
    """The database was made by a newer release; going on could destroy what it does not know."""


def folder() -> Path:
    """Return where the migrations are."""
    return Path(migrations.__file__).parent


def known() -> list[str]:
    """Return all revisions of this release, the newest last."""
    files = sorted((folder() / "versions").glob("[0-9]*.py"))
    return [_REVISION.findall(file.read_text("utf-8"))[0] for file in files]


def refuse_newer(current: str | None) -> None:
    """Raise SchemaTooNew where this release does not know a revision."""
    if current is not None and current not in known():
        raise SchemaTooNew(
            f"The database is at revision {current}, which this release does not know: "
            "install the release that made it, or a newer one."
        )


async def current_of(connection: AsyncConnection) -> str | None:
    """Return the revision of a database, None if it is empty."""
    if not await connection.run_sync(lambda made: inspect(made).has_table("alembic_version")):
        return None
    found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


async def revisions(database: Database) -> tuple[str | None, str]:
    """Return the database's revision (None: it is empty) and the newest; changes nothing.

    Raises SchemaTooNew where this release does not know it.
    """
    async with database.read() as session:
        current = await current_of(await session.connection())
    refuse_newer(current)
    return current, known()[-1]

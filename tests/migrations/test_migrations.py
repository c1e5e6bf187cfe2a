"""Migrations: they end at the models, on both databases, whoever runs them and how often."""

import asyncio
import os
import shutil
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import migrations
from storage.engine import Database
from storage.migrate import alembic_config, is_compared, migrate
from storage.models import Base
from storage.revision import SchemaTooNew, known
from tests.databases import Postgres

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = f"empty_{uuid.uuid4().hex}"
    await server.run(f"CREATE DATABASE {name}")
    yield server.url_of(name)
    await server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(empty: str) -> AsyncIterator[Database]:
    made = Database(empty)
    yield made
    await made.close()


async def ask(database: Database, question: Any) -> Any:
    async with database.engine.connect() as connection:
        return await connection.run_sync(question)


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_name": is_compared}
    )
    return list(compare_metadata(context, Base.metadata))


def revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


async def test_migrations_end_at_the_models(database: Database) -> None:
    await migrate(database)
    assert await ask(database, differences) == []
    assert await ask(database, revision) == head()


async def test_what_the_models_say_stands_in_the_database(database: Database) -> None:
    """Names and details that a comparison of metadata does not look at."""
    await migrate(database)
    migrated = await ask(database, describe)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    assert migrated == await ask(database, describe)


def describe(connection: Connection) -> dict[str, Any]:
    """Return columns, keys and indexes of all tables, in a form that can be compared."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            },
            "primary": inspector.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(
                (str(unique["name"]), tuple(unique["column_names"]))
                for unique in inspector.get_unique_constraints(table)
            ),
            "foreign": sorted(
                (tuple(key["constrained_columns"]), key["referred_table"])
                for key in inspector.get_foreign_keys(table)
            ),
            "indexes": sorted(
                (str(index["name"]), tuple(map(str, index["column_names"])), repr_of(index))
                for index in inspector.get_indexes(table)
            ),
        }
        for table in Base.metadata.tables
    }


def repr_of(index: Any) -> str:
    """The condition of a partial index, as the database has it."""
    options = index.get("dialect_options", {})
    return " ".join(str(value) for key, value in sorted(options.items()) if key.endswith("where"))


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await migrate(database)
    async with database.engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO counters (name, value) VALUES ('ticket', 1042)")
        )
    await migrate(database)
    async with database.read() as session:
        assert await session.scalar(text("SELECT value FROM counters")) == 1042
    assert await ask(database, revision) == head()


async def test_two_processes_at_once(empty: str) -> None:
    code = (
        "import asyncio, sys\n"
        "from storage.engine import Database\n"
        "from storage.migrate import migrate\n"
        "async def main():\n"
        "    database = Database(sys.argv[1])\n"
        "    await migrate(database)\n"
        "    await database.close()\n"
        "asyncio.run(main())\n"
    )
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", code, empty),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=asyncio.subprocess.PIPE,
        )
        for _ in range(3)
    ]
    async with asyncio.timeout(60):
        ended = await asyncio.gather(*(process.communicate() for process in processes))
    assert [
        (process.returncode, error) for process, (_, error) in zip(processes, ended, strict=True)
    ] == [(0, b"")] * 3
    database = Database(empty)
    assert await ask(database, revision) == head()
    await database.close()


async def test_a_newer_schema_is_refused_in_words(database: Database) -> None:
    await migrate(database)
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999, which this release does not know: install"):
        await migrate(database)
    # Nothing stays locked behind it.
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE counters SET value = 1"))


@contextmanager
def one_more_migration(folder: Path, steps: str) -> Iterator[None]:
    """Have a migration after the newest one, in a copy of the folder."""
    copy = folder / "migrations"
    shutil.copytree(
        Path(migrations.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__")
    )
    (copy / "versions" / "next.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision, down_revision = 'next', {head()!r}\n"
        f"def upgrade() -> None:\n{steps}\n",
        encoding="utf-8",
    )
    original = migrations.__file__
    migrations.__file__ = str(copy / "__init__.py")
    try:
        yield
    finally:
        migrations.__file__ = original


PEOPLE = """
INSERT INTO users (id, first_name, role, is_anonymous, is_deactivated, is_banned, is_reachable,
                   created_at, updated_at)
VALUES (1, 'Anna', 'requester', {no}, {no}, {no}, {yes}, {now}, {now})
"""
EVENTS = """
INSERT INTO events (actor_id, kind, before, after, at) VALUES (1, 'taken', '{{}}', '{{}}', {now})
"""


async def fill(database: Database) -> None:
    values = {"no": "false", "yes": "true", "now": "'2026-01-01 00:00:00'"}
    async with database.engine.begin() as connection:
        for statement in (PEOPLE, EVENTS):
            await connection.execute(text(statement.format(**values)))


async def test_rebuilding_a_table_keeps_its_children(database: Database, tmp_path: Path) -> None:
    await migrate(database)
    await fill(database)
    steps = (
        "    with op.batch_alter_table('users', recreate='auto') as users:\n"
        "        users.alter_column('first_name', type_=sa.String(300))\n"
    )
    with one_more_migration(tmp_path, steps):
        await migrate(database)
    async with database.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM events")) == 1
        assert await session.scalar(text("SELECT first_name FROM users")) == "Anna"
    assert await ask(database, revision) == "next"
    if database.is_sqlite:
        async with database.read() as session:
            assert await session.scalar(text("PRAGMA foreign_keys")) == 1
        async with database.write() as session:
            assert await session.scalar(text("PRAGMA foreign_keys")) == 1


async def test_a_migration_that_breaks_references_is_not_kept(
    database: Database, tmp_path: Path
) -> None:
    await migrate(database)
    await fill(database)
    with (
        one_more_migration(tmp_path, "    op.execute('DELETE FROM users')\n"),
        pytest.raises(Exception, match=r"broke 1 references|violates foreign key"),
    ):
        await migrate(database)
    async with database.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM users")) == 1
    assert await ask(database, revision) == head()


async def test_there_is_one_newest_migration_and_it_is_known_without_alembic() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    assert known()[::-1] == [item.revision for item in script.walk_revisions()]


async def test_alembic_finds_nothing_to_generate(database: Database) -> None:
    """What `alembic check` would say."""
    await migrate(database)

    def check(connection: Connection) -> None:
        command.check(alembic_config(connection))

    await ask(database, check)

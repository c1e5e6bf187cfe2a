"""Copies of a SQLite database that can be trusted: one snapshot, checked, and only then named.

The source is read within one transaction, so that a desk may go on writing meanwhile
(https://sqlite.org/backup.html); the copy has to have the very rows that this transaction saw.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from storage.revision import SchemaTooNew, refuse_newer

PARTIAL = ".partial"
PAGES = 4_096  # between two looks at the progress: 16 MB
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps next to a database
LEAST_ROOM = 100  # numbers that a restored desk leaves out, at least


class Unusable(Exception):
    """Nothing was copied; the message says why and what to do, in a sentence."""


@dataclass(frozen=True)
class Copy:
    """What stands in a copy: rows by table, its size in bytes, its schema's revision."""

    rows: dict[str, int]
    size: int
    revision: str
    newest_event_at: str | None  # UTC, as SQLite keeps it


Progress = Callable[[int, int], None]  # pages copied, pages in all


def back_up(source: Path, target: Path, progress: Progress) -> Copy:
    """Copy a database that may be in use; `target` is there only when all of it is right."""
    if target.exists():
        raise Unusable(f"{target} is there already: name another file.")
    with _partial(target) as made:
        copy = _copied(source, made, progress)
        if target.exists():
            raise Unusable(f"{target} is there already: name another file.")
        _name(made, target)
        return copy


def restore(backup: Path, target: Path, progress: Progress) -> tuple[Copy, int]:
    """Put a backup where no database is; returns it and the number that new tickets begin after.

    Nobody can begin to use that place meanwhile: a desk that starts waits for the same lock.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{target}.lock", timeout=1), _partial(target) as made:
            refuse_taken(target)
            copy = _copied(backup, made, progress)
            number = _leave_room(made)
            refuse_taken(target)
            _name(made, target)
            return copy, number
    except Timeout:
        raise Unusable(f"A desk is just starting on {target}: stop it first.") from None


def refuse_taken(target: Path) -> None:
    """Raise Unusable where a database is, is used, or has left anything behind."""
    if target.exists() and target.stat().st_size:
        if _is_used(target):
            raise Unusable(f"A desk is running on {target}: stop it first.")
        with closing(_reader(target)) as database:
            if tables(database):
                raise Unusable(
                    f"{target} has data already, and a restore never replaces any: move it away "
                    "with the files beside it, or name another place in DATABASE_URL."
                )
    for ending in BESIDE:  # SQLite would take them for a part of what is put there
        left = Path(f"{target}{ending}")
        if left.exists():
            raise Unusable(
                f"{left} belongs to another database, or a desk is still running on it: "
                "stop the desk, then move that file away."
            )


def tables(database: sqlite3.Connection) -> list[str]:
    """Return the names of all tables that have rows of their own."""
    found = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' "
        "ESCAPE '~' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [name for (name,) in found]


def _copied(source: Path, made: Path, progress: Progress) -> Copy:
    with _sentences(source), closing(_reader(source)) as old:
        old.execute("BEGIN")
        revision = _revision(old, source)
        rows = _rows(old)
        with closing(sqlite3.connect(made, isolation_level=None)) as new:
            old.backup(
                new,
                pages=PAGES,
                progress=lambda _status, left, total: progress(total - left, total),
                sleep=0,
            )
            old.execute("ROLLBACK")  # while it is read, the desk's log grows
            # One file, which can be carried away; a desk that opens it writes a log again.
            new.execute("PRAGMA journal_mode=DELETE")
            _check(new, source)
            if _rows(new) != rows:
                raise Unusable(f"The copy of {source} lacks rows: try once more.")
            (newest,) = new.execute("SELECT max(at) FROM events").fetchone()
        return Copy(rows, made.stat().st_size, revision, newest)


def _check(database: sqlite3.Connection, source: Path) -> None:
    (found, *_) = (row[0] for row in database.execute("PRAGMA integrity_check(1)"))
    if found != "ok":
        raise Unusable(
            f"{source} is damaged ({str(found).splitlines()[-1]}): use an older backup."
        )
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Unusable(
            f"{source} is damaged ({len(broken)} rows refer to what is gone): use an older backup."
        )


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in tables(database)
    }


def _revision(database: sqlite3.Connection, source: Path) -> str:
    found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise Unusable(f"{source} is empty: a start that failed left it so.")
    refuse_newer(found[0])
    return str(found[0])


def _leave_room(made: Path) -> int:
    """Have no number given twice: tickets opened after the backup stand in people's chats.

    A month's worth is left out, by the month before the backup.
    """
    with closing(sqlite3.connect(made, isolation_level=None)) as database:
        (month,) = database.execute(
            "SELECT count(*) FROM tickets WHERE created_at > "
            "(SELECT datetime(max(created_at), '-30 days') FROM tickets)"
        ).fetchone()
        room = max(LEAST_ROOM, -(-month // LEAST_ROOM) * LEAST_ROOM)
        database.execute("UPDATE counters SET value = value + ? WHERE name = 'ticket'", (room,))
        (number,) = database.execute(
            "SELECT max(value) FROM counters WHERE name = 'ticket'"
        ).fetchone()
    return int(number or 0)


def _reader(file: Path) -> sqlite3.Connection:
    place = quote(str(file.absolute()))
    return sqlite3.connect(f"file:{place}?mode=ro", uri=True, isolation_level=None, timeout=10)


def _is_used(file: Path) -> bool:
    """Whether any connection is open: in WAL mode each holds a lock on the file."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as database:
        try:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        except sqlite3.DatabaseError:  # no database at all, but something
            return False
    return False


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """A new file next to `target`, readable by its owner only, that does not stay."""
    try:
        number, name = tempfile.mkstemp(PARTIAL, f"{target.name}.", target.parent)
    except FileNotFoundError:
        raise Unusable(
            f"The folder {target.parent} does not exist: make it first, or name another."
        ) from None
    except OSError as error:
        raise Unusable(f"{target} cannot be written: {error.strerror or error}.") from None
    os.close(number)
    try:
        yield Path(name)
    finally:
        for ending in ("", *BESIDE):
            Path(name + ending).unlink(missing_ok=True)


def _name(made: Path, target: Path) -> None:
    """Give the file its name when all of it is on the disk, and the name with it."""
    _on_disk(made)
    os.replace(made, target)
    if os.name == "posix":
        _on_disk(target.parent)


def _on_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _sentences(source: Path) -> Iterator[None]:
    """Say in a sentence why something could not be copied."""
    try:
        yield
    except SchemaTooNew as error:
        raise Unusable(str(error)) from None
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise Unusable(f"{source} is no database of a helpdesk.") from None
        raise Unusable(f"{source} could not be copied: {error}.") from None
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            raise Unusable(f"{source} is no SQLite database.") from None
        if code == sqlite3.SQLITE_CORRUPT:
            raise Unusable(f"{source} is damaged ({error}): use an older backup.") from None
        raise Unusable(f"{source} could not be copied: {error}.") from None
    except OSError as error:
        raise Unusable(f"{source} could not be copied: {error.strerror or error}.") from None

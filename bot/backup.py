"""`helpdesk backup` and `helpdesk restore`: the whole database as one checked file, and back.

PostgreSQL has tools for that which know it better: for it, their exact line is said.
"""

import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL
from tqdm import tqdm

from bot.config import Settings
from storage.backup import Copy, Unusable, back_up, restore
from storage.engine import async_url

LIBPQ = ("host", "port", "sslmode")  # of a URL's query, what PostgreSQL's tools know too


def run_backup(settings: Settings, path: str | None) -> int:
    """Make a backup and say what is in it; 0 only if there is one."""
    url = async_url(settings.database_url.get_secret_value())
    now = datetime.now(settings.time_zone)
    if url.get_backend_name() == "postgresql":
        target = _target(path, f"helpdesk-{now:%Y-%m-%d_%H-%M-%S}.dump")
        return _refuse(
            "This desk is on PostgreSQL, whose own tool makes the backup (running or not):\n\n"
            f"    pg_dump --format=custom --no-owner --file={shlex.quote(str(target))} "
            f"--dbname={shlex.quote(libpq(url))}\n\n"
            "It asks for the password, or takes it from PGPASSWORD or ~/.pgpass."
        )
    source = Path(url.database or "")
    target = _target(path, f"helpdesk-{now:%Y-%m-%d_%H-%M-%S}.db")

    def make() -> str:
        if not source.is_file():
            raise Unusable(
                f"There is no database at {source}: "
                "look at DATABASE_URL, and at the folder you are in."
            )
        began = time.monotonic()
        with _bar() as progress:
            copy = back_up(source, target, progress)
        took = time.monotonic() - began
        return f"Backed up {source} to {target} in {took:.1f} s: {_contents(copy)}."

    return _say_or_refuse(make)


def run_restore(settings: Settings, path: str) -> int:
    """Put a backup where DATABASE_URL names an empty place; 0 only if it is there."""
    url = async_url(settings.database_url.get_secret_value())
    backup = Path(path)
    if url.get_backend_name() == "postgresql":
        return _refuse(
            "This desk is on PostgreSQL, whose own tool brings a backup back. Stop the desk, have "
            "the database empty (a new one), then:\n\n"
            f"    pg_restore --exit-on-error --no-owner --dbname={shlex.quote(libpq(url))} "
            f"{shlex.quote(path)}\n\n"
            "It asks for the password, or takes it from PGPASSWORD or ~/.pgpass. "
            "Start the desk after that: helpdesk run."
        )
    target = Path(url.database or "")

    def put() -> str:
        if not backup.is_file():
            raise Unusable(f"There is no file {backup}.")
        with _bar() as progress:
            copy, number = restore(backup, target, progress)
        said = [f"Restored {backup} to {target}: {_contents(copy)}."]
        if copy.newest_event_at is not None:
            newest = datetime.fromisoformat(copy.newest_event_at).replace(tzinfo=UTC)
            there = newest.astimezone(settings.time_zone)
            said.append(f"The last thing in it happened on {there:%Y-%m-%d at %H:%M %Z}.")
        said += [
            f"New tickets begin after #{number}: no number that was given out since then "
            "is given again.",
            "Next: helpdesk check, then helpdesk run, which also brings an older backup up to "
            "this release.",
        ]
        return "\n".join(said)

    return _say_or_refuse(put)


def libpq(url: URL) -> str:
    """Return the address for PostgreSQL's own tools, without the password."""
    query = {name: value for name, value in url.query.items() if name in LIBPQ}
    if "ssl" in url.query:  # asyncpg's name for it
        query["sslmode"] = url.query["ssl"]
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, query
    ).render_as_string()


def _target(path: str | None, name: str) -> Path:
    """Return the file that is meant: in a folder, or here, the usual name."""
    if path is None:
        return Path(name)
    return Path(path) / name if Path(path).is_dir() else Path(path)


def _contents(copy: Copy) -> str:
    tickets = _many(copy.rows["tickets"], "ticket")
    messages = _many(copy.rows["ticket_messages"], "message")
    rows = sum(copy.rows.values())
    return (
        f"{_size(copy.size)}, {tickets} with {messages}; "
        f"checked, with all {rows:,} rows of {len(copy.rows)} tables"
    )


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:,.0f} kB"


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar, only on a terminal."""
    with tqdm(unit=" pages", disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show


def _say_or_refuse(work: Callable[[], str]) -> int:
    try:
        said = work()
    except Unusable as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
    print(said)  # noqa: T201
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1

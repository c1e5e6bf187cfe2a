"""What strikes within the process of the desk: it dies, or loses its database, at a commit.

Commits are those that changed something, counted from the first update that is stored: turns of a
loop that found nothing to do say nothing and would not be the same in any two runs.
"""

import os
import re
import signal
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from tests.points.points import COMMIT, KILLED_AFTER, KILLED_BEFORE, Point

SIGNS_OF_LIFE = {"processes", "duties"}  # come by the clock
CHANGES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


class Commits:
    """Counts commits and strikes at one, through SQLAlchemy: the product has no part in it."""

    def __init__(self, point: Point | None, note: Path) -> None:
        self._point = point
        self._note = note
        self._count = 0
        self._armed = False

    def watch(self) -> None:
        """Look at each statement and each commit of this process from now on."""
        event.listen(Engine, "after_cursor_execute", self._executed)
        event.listen(Engine, "rollback", lambda conn: conn.info.pop("changed", None))
        do_commit: Any = DefaultDialect.do_commit

        def commit(dialect: Any, connection: Any) -> None:
            changed = connection.info.pop("changed", None)
            fault = self._next(changed) if changed and self._armed else ""
            if fault == KILLED_BEFORE:
                os.kill(os.getpid(), signal.SIGKILL)
            if fault == "lost before":
                raise lost(dialect)
            do_commit(dialect, connection)
            if fault == KILLED_AFTER:
                os.kill(os.getpid(), signal.SIGKILL)
            if fault == "lost after":
                raise lost(dialect)

        DefaultDialect.do_commit = commit  # type: ignore[method-assign]

    def _executed(self, conn: Any, cursor: Any, sql: str, *_: Any) -> None:
        change = CHANGES.match(sql)
        # SQLite counts the rows that a change returns only once they have been fetched.
        has_changed = cursor.rowcount != 0 or cursor.description is not None
        if change and change[1] not in SIGNS_OF_LIFE and has_changed:
            conn.info.setdefault("changed", set()).add(change[1])
            if sql.lstrip().startswith("INSERT INTO inbox"):
                self._armed = True

    def _next(self, changed: set[str]) -> str:
        self._count += 1
        point = self._point
        if point is None or point.kind != COMMIT or point.which != str(self._count):
            return ""
        self._note.write_text(", ".join(sorted(changed)))
        return point.fault


def lost(dialect: Any) -> Exception:
    """An error as the driver raises it when the disk or the connection goes."""
    if dialect.name == "sqlite":
        error: Exception = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR  # type: ignore[attr-defined]
        return error
    found: Exception = dialect.loaded_dbapi.InterfaceError("connection is closed")
    return found

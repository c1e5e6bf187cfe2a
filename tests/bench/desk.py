"""The desk as the benchmark runs it: the real process, which also notes when updates commit."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Pool, event

from bot.app import leave_alone, serve
from bot.config import Settings
from bot.loops.limits import NO_LIMITS, Limits


def note_commits(file: Path) -> None:
    """Write a line `<seconds> <inbox ids>` for each transaction that finished updates."""
    lines = file.open("a", buffering=1)

    @event.listens_for(Engine, "after_cursor_execute")
    def executed(conn: Any, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if sql.lstrip().startswith("UPDATE inbox SET ") and "done_at" in sql:
            values = [
                item
                for value in parameters
                for item in (value if isinstance(value, list) else [value])
            ]
            ids = [str(value) for value in values if type(value) is int]
            conn.info.setdefault("finished", []).extend(ids)

    @event.listens_for(Engine, "rollback")
    def rolled_back(conn: Any) -> None:
        conn.info.pop("finished", None)

    @event.listens_for(Pool, "checkin")  # SQLAlchemy's "commit" comes before the commit itself
    def given_back(_connection: Any, record: Any) -> None:
        finished = record.info.pop("finished", None)
        if finished:
            lines.write(f"{time.time():.6f} {' '.join(finished)}\n")


# Nobody writes as fast as these tests do: no limit for one requester.
SETTINGS = Settings(limit_open_tickets=0, limit_messages_a_minute=0, limit_files_a_ticket=0)

if __name__ == "__main__":
    note_commits(Path(sys.argv[1]))
    limits = Limits() if "--limits" in sys.argv else NO_LIMITS
    asyncio.run(serve(SETTINGS, limits=limits, ready=leave_alone))

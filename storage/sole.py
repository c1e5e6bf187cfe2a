"""On SQLite one process runs the desk: a second one would not see what the first is at work on."""

from filelock import FileLock, Timeout

from storage.engine import Database


class InUse(Exception):
    """Another process runs the desk on the same file."""


class Sole:
    """Holds a file of SQLite for this process, and on PostgreSQL nothing; raises InUse.

    The system frees the lock with the process, however it ends.
    """

    def __init__(self, database: Database) -> None:
        self._lock = FileLock(f"{database.file}.running") if database.file is not None else None
        try:
            if self._lock is not None:
                self._lock.acquire(timeout=0)
        except Timeout:
            raise InUse(
                f"Another process runs the desk on {database.file} already: end that one first. "
                "To run several, keep the tickets in a PostgreSQL (DATABASE_URL)."
            ) from None

    def release(self) -> None:
        """Let another process run the desk."""
        if self._lock is not None:
            self._lock.release()

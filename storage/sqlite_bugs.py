"""Releases of SQLite that are known to damage databases used as this one is.

- The WAL-reset bug: in releases 3.7.0 to 3.51.2 a checkpoint that begins while another connection
  resets the log may skip committed pages later (https://sqlite.org/wal.html#the_wal_reset_bug).
  Mended in 3.51.3, and in 3.50.7 and 3.44.6 for those who stay on their branches.
- 3.35.0 to 3.37.1: a savepoint rolled back under `PRAGMA temp_store=MEMORY`, which the desk sets
  (https://sqlite.org/releaselog/3_37_2.html).

A distribution that mends an older release keeps its number: nothing here can see that.
"""

import sqlite3

Version = tuple[int, ...]

MENDED: Version = (3, 51, 3)
MENDED_BRANCHES: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))
SAVEPOINTS: tuple[Version, Version] = ((3, 35, 0), (3, 37, 2))


def known_bug(version: Version = sqlite3.sqlite_version_info) -> str | None:
    """Return a sentence about what this release of SQLite may do to the data, if anything."""
    if version >= MENDED:
        return None
    if any(version[:2] == branch[:2] and version >= branch for branch in MENDED_BRANCHES):
        return None
    often = "easily" if SAVEPOINTS[0] <= version < SAVEPOINTS[1] else "very rarely"
    return (
        f"SQLite {'.'.join(map(str, version))} has a known bug that can, {often}, damage the "
        "database: use a Python with SQLite 3.51.3 or newer, or PostgreSQL, and make backups "
        "(helpdesk backup)."
    )

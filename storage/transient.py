"""Which database errors pass by themselves, so that trying again is right."""

import sqlite3

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# A connection to PostgreSQL that broke in the middle of a statement may say this to the next.
BROKE_OFF = asyncpg.InternalClientError
SQLITE = {  # primary result codes, https://sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
}
# Classes and codes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html:
# connection, transaction rollback (deadlock, serialization), resources, operator intervention,
# system error, idle transaction ended, lock not available.
POSTGRES = ("08", "40", "53", "57", "58", "25P03", "55P03")


def is_transient(error: BaseException) -> bool:
    """Whether the database, not the statement, is at fault."""
    if isinstance(error, PoolTimeout | ConnectionError | InterfaceError | BROKE_OFF):
        return True
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    if error.connection_invalidated:
        return True
    cause: BaseException | None = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in SQLITE
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return str(state).startswith(POSTGRES)
    return isinstance(cause, OSError)

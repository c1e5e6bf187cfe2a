"""Commands work on the database beside a desk that may be running: is it ready for them?"""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Database, async_url
from storage.revision import SchemaTooNew, revisions


class NotReady(Exception):
    """The database cannot be worked on; the message says why, in a sentence."""


def refuse_missing(url: str) -> None:
    """Raise NotReady where there is none: opening a file of SQLite would make it."""
    parsed = async_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise NotReady(
            f"There is no database at {parsed.database}: "
            "look at DATABASE_URL, and at the folder you are in."
        )


async def check(database: Database) -> None:
    """Raise NotReady unless its schema is that of this release."""
    try:
        current, newest = await revisions(database)
    except SchemaTooNew as error:
        raise NotReady(str(error)) from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise NotReady(
            f"The database cannot be used, look at DATABASE_URL: {reason(error)}."
        ) from None
    if current is None:
        raise NotReady("The database is empty: helpdesk run sets it up.")
    if current != newest:
        raise NotReady("The database is of an older release: helpdesk run updates it.")


def reason(error: Exception) -> str:
    """Return what went wrong, in one line."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(getattr(error, "orig", None) or error).partition("\n")[0]

"""`helpdesk export`: all tickets with everything said in them, as JSON Lines or CSV.

Read page by page from one snapshot, beside a running desk, so that neither memory nor the desk
feels how much there is.
"""

import asyncio
import os
import sqlite3
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from bot.beside import NotReady, check, reason, refuse_missing
from bot.config import Settings
from bot.export.formats import FORMATS, Format
from bot.export.target import CannotExport, Open, file_at, folder_at, standard_output
from storage.engine import Database
from storage.queries.export import Export

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Order:
    """What is asked for on the command line."""

    format: str = "jsonl"
    output: str | None = None  # None: a name with today's date, here
    since: date | None = None  # a date, or an instant (without zone: of the desk's)
    until: date | None = None  # the same; a date is included
    notes: bool = False
    log: bool = False
    force: bool = False


@dataclass
class Total:
    """How much was exported."""

    tickets: int = 0
    messages: int = 0


def run(settings: Settings, order: Order) -> int:
    """Export, and say to where; 0 if all of it is there, else 1 with a sentence."""
    try:
        output = order.output or _usual_name(order, settings.time_zone)
        since, until = span(order, settings.time_zone)
        total = asyncio.run(_run(settings, order, output, since, until))
    except (CannotExport, NotReady) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:  # whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    where = "" if output == STANDARD_OUTPUT else f" to {output}"
    said = f"Exported {total.tickets} tickets with {total.messages} messages{where}."
    print(said, file=sys.stderr)  # noqa: T201
    return 0


def span(order: Order, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Return the instants from which on and before which tickets were opened."""
    since, until = _start(order.since, zone), _start(order.until, zone)
    if until is not None and not isinstance(order.until, datetime):
        until = _start(order.until + timedelta(days=1), zone) if order.until else None
    if since is not None and until is not None and since >= until:
        raise CannotExport("Nothing can be between these: --since must be before --until.")
    return since, until


def _start(when: date | None, zone: ZoneInfo) -> datetime | None:
    if when is None:
        return None
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)  # noqa: DTZ001
    return when if when.tzinfo else when.replace(tzinfo=zone)


def _usual_name(order: Order, zone: ZoneInfo) -> str:
    today = datetime.now(zone).date().isoformat()
    return f"helpdesk-{today}" + (".jsonl" if order.format == "jsonl" else "")


def _place(order: Order, output: str) -> AbstractContextManager[Open]:
    if order.format == "csv":
        if output == STANDARD_OUTPUT:
            raise CannotExport("CSV has several tables: name a folder for them with --output.")
        return folder_at(Path(output), force=order.force)
    if output == STANDARD_OUTPUT:
        return standard_output()
    return file_at(Path(output), force=order.force)


async def _run(
    settings: Settings,
    order: Order,
    output: str,
    since: datetime | None,
    until: datetime | None,
) -> Total:
    url = settings.database_url.get_secret_value()
    refuse_missing(url)
    database = Database(url)
    try:
        await check(database)
        with _place(order, output) as open_table:
            form = FORMATS[order.format](
                open_table,
                notes=order.notes,
                log=order.log,
                language=settings.default_language,
            )
            return await _write(database, form, order, since, until, output)
    except BrokenPipeError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise CannotExport(f"The export could not be finished: {reason(error)}.") from None
    finally:
        await database.close()


async def _write(
    database: Database,
    form: Format,
    order: Order,
    since: datetime | None,
    until: datetime | None,
    output: str,
) -> Total:
    total = Total()
    async with database.snapshot() as session:
        export = Export(session, since, until, notes=order.notes)
        # Only on a terminal, and not between the lines that go there themselves.
        hidden = True if output == STANDARD_OUTPUT and sys.stdout.isatty() else None
        with tqdm(total=await export.count(), unit=" tickets", disable=hidden) as bar:
            async for ticket in export.tickets():
                form.begin(ticket)
                async for message in export.messages(ticket):
                    form.message(message)
                    total.messages += 1
                if order.log:
                    async for event in export.events(ticket):
                        form.event(event)
                form.end()
                total.tickets += 1
                bar.update()
            if order.log:
                async for event in export.desk_events():
                    form.event(event)
    return total

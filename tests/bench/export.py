"""How fast `helpdesk export` is, and that its memory does not grow with what there is.

    .venv/bin/python -m tests.bench.export [--postgres] [--messages 20000 200000]

For each number of messages a database of its own is filled, and the command is run as people run
it: rows a second, and the most memory that its process ever held.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
import uuid
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
from sqlalchemy import insert

from storage.engine import Database
from storage.enums import ContentKind, Delivery, EventKind, Priority, Status
from storage.models import Event, Ticket, TicketAttachment, TicketMessage, User
from tests.databases import SqliteFiles, postgres

START = datetime(2020, 1, 1, tzinfo=UTC)
A_TICKET = 10  # messages
REQUESTERS, AGENTS = 1000, 10
AT_ONCE = 500  # tickets
WORDS = ["принтер", "счёт", "оплата,", "«доставка»", "invoice", "=1+1", '"smoke"\n', "агент", "🔥"]


async def fill(database: Database, messages: int) -> None:
    """Make tickets as a desk of some years has them; every tenth message has a file."""
    dice = random.Random(7)
    people = [
        {
            "id": number,
            "first_name": f"Person {number}",
            "created_at": START,
            "updated_at": START,
        }
        for number in range(1, REQUESTERS + AGENTS + 1)
    ]
    async with database.write() as session:
        await session.execute(insert(User), people)
    for first in range(0, messages // A_TICKET, AT_ONCE):
        rows: dict[Any, list[dict[str, Any]]] = {
            model: [] for model in (Ticket, TicketMessage, TicketAttachment, Event)
        }
        for number in range(first + 1, min(first + AT_ONCE, messages // A_TICKET) + 1):
            _ticket(rows, number, dice)
        async with database.write() as session:
            for model, values in rows.items():
                await session.execute(insert(model), values)


def _ticket(rows: dict[Any, list[dict[str, Any]]], number: int, dice: random.Random) -> None:
    at = START + timedelta(minutes=number)
    ticket_id = uuid.UUID(int=dice.getrandbits(128))
    rows[Ticket].append(
        {
            "id": ticket_id,
            "number": number,
            "requester_id": AGENTS + 1 + number % REQUESTERS,
            "assignee_id": 1 + number % AGENTS,
            "subject": " ".join(dice.choices(WORDS, k=5)),
            "description": " ".join(dice.choices(WORDS, k=30)),
            "status": Status.CLOSED,
            "priority": Priority.MEDIUM,
            "message_count": A_TICKET,
            "source": {"language_code": "ru"},
            "created_at": at,
            "updated_at": at,
        }
    )
    for position in range(1, A_TICKET + 1):
        by_staff = position % 2 == 0
        message_id = uuid.UUID(int=dice.getrandbits(128))
        rows[TicketMessage].append(
            {
                "id": message_id,
                "ticket_id": ticket_id,
                "position": position,
                "author_id": 1 + number % AGENTS if by_staff else AGENTS + 1 + number % REQUESTERS,
                "kind": ContentKind.TEXT,
                "text": " ".join(dice.choices(WORDS, k=30)),
                "is_staff_reply": by_staff,
                "delivery": Delivery.DELIVERED,
                "created_at": at + timedelta(minutes=position),
            }
        )
        rows[Event].append(
            {
                "ticket_id": ticket_id,
                "kind": EventKind.AGENT_ANSWERED if by_staff else EventKind.REQUESTER_WROTE,
                "after": {"message": message_id.hex},
                "at": at + timedelta(minutes=position),
            }
        )
        if position == A_TICKET:
            rows[TicketAttachment].append(
                {
                    "id": uuid.UUID(int=dice.getrandbits(128)),
                    "message_id": message_id,
                    "position": 1,
                    "kind": ContentKind.PHOTO,
                    "file_id": "AgACAgIAAxkBAAI" + "x" * 60,
                    "file_unique_id": "AQADx",
                    "uploaded_at": at,
                }
            )


async def measure(url: str, folder: Path, messages: int, form: str) -> str:
    """Export once; returns a line of figures."""
    output = folder / ("export.jsonl" if form == "jsonl" else "export")
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "export", "--format", form, "--with-log", "--force"),
        *("--output", str(output)),
        env={**os.environ, "DATABASE_URL": url},
        cwd=Path(__file__).parent.parent,
        stderr=asyncio.subprocess.PIPE,
    )
    most = 0
    while process.returncode is None:
        try:
            most = max(most, psutil.Process(process.pid).memory_info().rss)
        except psutil.Error:
            break
        await asyncio.sleep(0.02)
    _, said = await process.communicate()
    took = time.monotonic() - began
    if process.returncode:
        raise SystemExit(said.decode())
    files = [output] if output.is_file() else list(output.iterdir())
    size = sum(file.stat().st_size for file in files)
    rows = messages // A_TICKET * (1 + 2 * A_TICKET + 1)  # ticket, messages, events, a file
    return (
        f"{form:5} {messages:>9,} messages  {took:6.1f} s  {rows / took:>8,.0f} rows/s  "
        f"{size / 1e6:7.1f} MB written  {most / 2**20:6.1f} MB of memory at most"
    )


async def main(options: argparse.Namespace) -> None:
    """Fill, export, print."""
    with tempfile.TemporaryDirectory(prefix="helpdesk-bench-") as name:
        for messages in options.messages:
            async with AsyncExitStack() as stack:
                if options.postgres:
                    giver: Any = stack.enter_context(postgres())
                else:
                    giver = SqliteFiles(Path(name))
                database = await stack.enter_async_context(giver.fresh())
                await fill(database, messages)
                url = database.url.render_as_string(hide_password=False)
                for form in ("jsonl", "csv"):
                    line = await measure(url, Path(name), messages, form)
                    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--messages", type=int, nargs="+", default=[20_000, 200_000])
    asyncio.run(main(parser.parse_args()))

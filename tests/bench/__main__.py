"""How fast the desk is, end to end, beside what it aims at: `python -m tests.bench [--postgres]`.

The desk runs as a process of its own against the playground's server in this one, without flood
limits. Everybody starts with a filled-in form; pressing Send opens their ticket.

- start: from starting the process to its first poll, with an empty database and with a full one
- updates/s: messages of 50 requesters wait; until inbox and outbox are empty again
- latency: 30 messages a second; from the message to the commit of everything it causes, and to
  the moment the server sees its copy for the staff group
- plain relay: the same words through python-telegram-bot with its defaults, which stores nothing
- memory: resident set at rest, and after opening 10,000 tickets by as many people

Both processes share the machine: with fewer than two idle cores the figures say little. The line
about bare commits tells what the disk alone would allow. Works on Linux (reads /proc).
"""

import argparse
import asyncio
import re
import sqlite3
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import func, select

from bot.playground.model import Person
from storage.engine import Database
from storage.enums import OutboxState
from storage.models import InboxRow, OutboxRow, Ticket, TicketMessage
from tests.bench.lines import percentile, plain, say, show
from tests.bench.stage import Bench
from tests.databases import postgres

REQUESTERS = 50
RATE = 30


# --- what is measured ---------------------------------------------------------------------------


async def throughput(
    bench: Bench, database: Database, who: list[Person], messages: int, relay_ms: float
) -> None:
    """All at once: how many updates a second go through from end to end."""
    cpu, begun = bench.cpu_s(), time.time()
    for number in range(messages):
        bench.says(who[number % len(who)], f"burst {number}.")
    took = await bench.idle(database) - begun
    say("updates per second, end to end", messages / took, "/s", 200, more=True)
    cost = (bench.cpu_s() - cpu) / messages * 1000
    say("CPU time of the desk per update", cost, "ms", relay_ms)
    assert len(_seen(bench, "burst")) == messages, "words were lost"


async def latency(bench: Bench, database: Database, who: list[Person], seconds: int) -> None:
    """At a steady pace: how long until an update is committed and relayed."""
    sent: dict[int, tuple[int, float]] = {}
    cpu, begun = bench.cpu_s(), time.time()
    for number in range(RATE * seconds):
        await asyncio.sleep(max(0.0, begun + number / RATE - time.time()))
        now = time.time()
        sent[bench.says(who[number % len(who)], f"steady {number}.")] = (number, now)
    await bench.idle(database)
    busy = (bench.cpu_s() - cpu) / (time.time() - begun)
    seen = _seen(bench, "steady")
    async with database.read() as session:
        query = select(InboxRow).where(InboxRow.update_id.in_(sent))
        update_ids = {row.id: row.update_id for row in await session.scalars(query)}
    done = {
        update_ids[int(row_id)]: float(moment)
        for moment, *ids in map(str.split, bench.commits.read_text().splitlines())
        for row_id in ids
        if int(row_id) in update_ids
    }
    committed = [(done[update_id] - at) * 1000 for update_id, (_, at) in sent.items()]
    relayed = [(seen[number] - at) * 1000 for number, at in sent.values()]
    plain(f"update → committed, p50 at {RATE}/s", percentile(committed, 0.5), "ms")
    plain(f"update → committed, p99 at {RATE}/s", percentile(committed, 0.99), "ms")
    plain(f"update → outgoing request, p50 at {RATE}/s", percentile(relayed, 0.5), "ms")
    plain(f"update → outgoing request, p95 at {RATE}/s", percentile(relayed, 0.95), "ms")
    say(f"update → outgoing request, p99 at {RATE}/s", percentile(relayed, 0.99), "ms", 50)
    plain(f"CPU of one core in use at {RATE}/s", busy * 100, "%")


def _seen(bench: Bench, word: str) -> dict[int, float]:
    """Return number → time of the copies for the group that the server saw, each once."""
    found: dict[int, float] = {}
    for request in bench.world.journal.requests(0):
        text = str(request["params"].get("text", ""))
        if request["method"] != "sendMessage":
            continue
        for number in map(int, re.findall(rf"{word} (\d+)\.", text)):  # some share a message
            assert number not in found, "words were sent twice"
            found[number] = request["time"]
    return found


async def many_tickets(bench: Bench, database: Database, who: list[Person]) -> None:
    """Everybody opens a ticket: what stays in memory."""
    cpu, begun = bench.cpu_s(), time.time()
    for person in who:
        bench.press_send(person)
    took = await bench.idle(database) - begun
    say(f"memory after {len(who):,} tickets", bench.memory_mb(), "MB", 120)
    plain("  tickets opened per second meanwhile", len(who) / took, "/s")
    plain("  CPU time of the desk per ticket", (bench.cpu_s() - cpu) / len(who) * 1000, "ms")


async def whole(database: Database, bench: Bench, expected: tuple[int, int]) -> None:
    """Check that what was measured was also right."""
    assert not bench.world.journal.faults, bench.world.journal.faults[0]
    async with database.read() as session:
        parked = InboxRow.parked_at.is_not(None)
        assert not await session.scalar(select(func.count(InboxRow.id)).where(parked))
        failed = OutboxRow.state.in_((OutboxState.FAILED, OutboxState.HELD))
        assert not await session.scalar(select(func.count(OutboxRow.id)).where(failed))
        found = [
            await session.scalar(select(func.count(kind.id))) for kind in (Ticket, TicketMessage)
        ]
    assert tuple(found) == expected, f"{found} tickets and messages instead of {expected}"


async def plain_relay(folder: Path, size: argparse.Namespace) -> float:
    """Measure python-telegram-bot with its defaults; returns its CPU time per update in ms."""
    bench = Bench("", folder)
    await bench.playground.start()
    try:
        who = [bench.world.add_person("Anna", started=True) for _ in range(REQUESTERS)]
        await bench.start("tests.bench.relay")
        plain("memory", bench.memory_mb(), "MB")
        sent: dict[int, float] = {}
        begun = time.time()
        for number in range(RATE * size.seconds):
            await asyncio.sleep(max(0.0, begun + number / RATE - time.time()))
            sent[number] = time.time()
            bench.says(who[number % len(who)], f"steady {number}.")
        seen = await _all_seen(bench, "steady", len(sent))
        took = [(seen[number] - at) * 1000 for number, at in sent.items()]
        plain(f"update → outgoing request, p50 at {RATE}/s", percentile(took, 0.5), "ms")
        plain(f"update → outgoing request, p95 at {RATE}/s", percentile(took, 0.95), "ms")
        plain(f"update → outgoing request, p99 at {RATE}/s", percentile(took, 0.99), "ms")
        cpu, begun = bench.cpu_s(), time.time()
        for number in range(size.messages):
            bench.says(who[number % len(who)], f"burst {number}.")
        seen = await _all_seen(bench, "burst", size.messages)
        plain("updates per second", size.messages / (max(seen.values()) - begun), "/s")
        cost: float = (bench.cpu_s() - cpu) / size.messages * 1000
        plain("CPU time per update", cost, "ms")
        return cost
    finally:
        await bench.stop()
        await bench.playground.stop()


async def _all_seen(bench: Bench, word: str, count: int) -> dict[int, float]:
    end = time.monotonic() + 120
    while len(seen := _seen(bench, word)) < count:
        assert time.monotonic() < end, f"{count - len(seen)} words were lost"
        await asyncio.sleep(0.2)
    return seen


async def run(
    url: str, folder: Path, size: argparse.Namespace, relay_ms: float, workers: int = 1
) -> None:
    """Measure everything on one database."""
    bench = Bench(url, folder)
    await bench.playground.start()
    database = Database(url)
    try:
        say("start → first poll, empty database", await bench.start(), "s", 2)
        await bench.idle(database)
        await bench.stop()
        who = await bench.people(database, REQUESTERS)
        crowd = await bench.people(database, size.tickets if workers == 1 else 0)
        say("start → first poll", await bench.start(), "s", 2)
        for _ in range(workers - 1):
            await bench.start()
        await asyncio.sleep(2 * workers)
        say("memory at rest", bench.memory_mb(), "MB", 120)
        for person in who:
            bench.press_send(person)
        await bench.idle(database)
        await latency(bench, database, who, size.seconds)
        await throughput(bench, database, who, size.messages, relay_ms)
        messages = REQUESTERS + size.messages + RATE * size.seconds
        if crowd:
            await many_tickets(bench, database, crowd)
        await whole(database, bench, (REQUESTERS + len(crowd), messages + len(crowd)))
    finally:
        await bench.stop()
        await database.close()
        await bench.playground.stop()


def bare_commits(folder: Path) -> float:
    """Return how many commits of one small row a second SQLite FULL does on this disk."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (x TEXT)")
    begun = time.perf_counter()
    for _ in range(300):
        connection.execute("INSERT INTO t VALUES (?)", ("x" * 500,))
    took = time.perf_counter() - begun
    connection.close()
    return 300 / took


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="How fast the desk is, end to end.")
    parser.add_argument("--postgres", action="store_true", help="measure on PostgreSQL too")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4], help="on PostgreSQL")
    parser.add_argument("--tickets", type=int, default=10_000, help="how many for the memory")
    parser.add_argument("--messages", type=int, default=2_000, help="how many at once")
    parser.add_argument("--seconds", type=int, default=20, help="how long at a steady pace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="helpdesk-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        show("python-telegram-bot with its defaults: words passed on, nothing stored")
        relay_ms = asyncio.run(plain_relay(folder, options))
        show("SQLite, synchronous=FULL")
        plain("bare commits on this disk", bare_commits(folder), "/s")
        asyncio.run(run(f"sqlite:///{folder}/desk.sqlite3", folder, options, relay_ms))
        if options.postgres:
            server = stack.enter_context(postgres())
            for workers in options.workers:
                show(f"PostgreSQL, {workers} processes of the desk, memory of the largest")
                asyncio.run(server.run(f"CREATE DATABASE bench{workers}"))
                (folder / "commits.txt").unlink()
                url = server.url_of(f"bench{workers}")
                asyncio.run(run(url, folder, options, relay_ms, workers))


if __name__ == "__main__":
    main()

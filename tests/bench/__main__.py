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
import os
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.buttons import FormGo
from bot.playground import Playground, acts, people
from bot.playground.model import Person
from bot.rules.content import Content
from bot.rules.form import Form, Step
from storage.engine import Database
from storage.enums import ContentKind, DraftKind, LinkRole, OutboxState, Priority
from storage.models import Draft, InboxRow, MessageLink, OutboxRow, Ticket, TicketMessage, User
from tests.databases import postgres

ROOT = Path(__file__).parents[2]
REQUESTERS = 50
RATE = 30
SEND = FormGo(step=Step.REVIEW.value, to="send").pack()


class Bench:
    """A playground with its people, a database, and the desk's process between them."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.commits = folder / "commits.txt"
        self.playground = Playground(flood_limits=False)
        self.world = self.playground.world
        self.process: asyncio.subprocess.Process | None = None
        boss = self.world.add_person("Boris")
        self.group = people.found_group(
            self.world,
            {"title": "Support", "members": [boss.id], "bot_status": "administrator"},
        )

    # --- the desk -------------------------------------------------------------------------

    async def start(self, module: str = "tests.bench.desk") -> float:
        """Start the desk; returns the seconds to its first poll."""
        polls = self.world.updates.polls
        env = {
            **os.environ,
            "BOT_TOKEN": self.playground.token,
            "BOT_API_URL": self.playground.url,
            "DATABASE_URL": self.url,
            "STAFF_CHAT_ID": str(self.group.id),
        }
        begun = time.perf_counter()
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, str(self.commits), cwd=ROOT, env=env
        )
        while self.world.updates.polls == polls:
            assert self.process.returncode is None, "the desk ended"
            await asyncio.sleep(0.002)
        return time.perf_counter() - begun

    async def stop(self) -> None:
        """End the desk's process."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    def memory_mb(self) -> float:
        """Resident set of the desk's process."""
        assert self.process is not None
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu_s(self) -> float:
        """CPU time that the desk's process has used."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def idle(self, database: Database) -> float:
        """Wait until nothing is on its way in or out; returns when that was."""
        since: float | None = None
        while since is None or time.time() - since < 0.2:
            busy = bool(self.world.updates.pending) or await _busy(database)
            since = None if busy else since or time.time()
            await asyncio.sleep(0.02)
        return since

    # --- people ---------------------------------------------------------------------------

    async def people(self, database: Database, count: int) -> list[Person]:
        """Make people up who have filled in the form and only have to press Send."""
        now = datetime.now(UTC)
        found = [self.world.add_person("Anna", started=True) for _ in range(count)]
        async with database.write() as session:
            for person in found:
                session.add(User(id=person.id, first_name="Anna", created_at=now, updated_at=now))
            await session.flush()
            for person in found:
                form = self.world.post(
                    self.world.chats[person.id],
                    {"from": self.world.bot},
                    {"text": "Is everything right?"},
                    author_id=self.world.bot_id,
                )
                session.add(_filled_in(person.id, now))
                session.add(
                    MessageLink(
                        chat_id=person.id,
                        message_id=form.id,
                        role=LinkRole.FORM,
                        logical="form",
                        created_at=now,
                    )
                )
        return found

    def press_send(self, person: Person) -> None:
        """Open the ticket."""
        chat = self.world.chats[person.id]
        form = next(number for number, message in chat.messages.items() if message.by_bot)
        acts.press(self.world, chat, {"as": person.id, "message_id": form, "data": SEND})

    def says(self, person: Person, text: str) -> int:
        """Write to the desk; returns the id of the update."""
        acts.send(self.world, self.world.chats[person.id], {"as": person.id, "text": text})
        return self.world.updates.pending[-1].id


def _filled_in(user_id: int, now: datetime) -> Draft:
    words = Content(ContentKind.TEXT, "Smoke comes out of it, since this morning.")
    form = Form(
        step=Step.REVIEW,
        category_id=1,
        priority=Priority.HIGH,
        subject="Printer is on fire",
        parts=[words],
    )
    return Draft(
        chat_id=user_id,
        user_id=user_id,
        kind=DraftKind.FORM,
        step=form.step.value,
        data=form.to_json(),
        created_at=now,
        updated_at=now,
    )


async def _busy(database: Database) -> bool:
    """Whether anything waits or is under way."""
    waiting = select(InboxRow.id).where(InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
    unsent = select(OutboxRow.id).where(OutboxRow.state == OutboxState.PENDING)
    sending = select(OutboxRow.id).where(OutboxRow.state == OutboxState.SENDING)
    async with database.read() as session:
        for query in (waiting, unsent, sending):
            if await session.scalar(query.limit(1)) is not None:
                return True
    return False


# --- what is measured ---------------------------------------------------------------------------


def show(line: str) -> None:
    """Print a line at once: the whole takes minutes."""
    print(line, flush=True)  # noqa: T201


def say(name: str, figure: float, unit: str, aim: float, *, more: bool = False) -> None:
    """Print a figure beside its aim; `more` is better, else less is."""
    ratio = figure / aim if more else aim / figure
    verdict = "met" if ratio >= 1 else "MISSED"
    bound = "at least" if more else "below"
    show(f"  {name:<44}{figure:9.1f} {unit:<4} aim {bound} {aim:g}: {verdict} ({ratio:.2f} ×)")


def plain(name: str, figure: float, unit: str) -> None:
    """Print a figure that nothing was promised about."""
    show(f"  {name:<44}{figure:9.1f} {unit}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of all values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


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


async def run(url: str, folder: Path, size: argparse.Namespace, relay_ms: float) -> None:
    """Measure everything on one database."""
    bench = Bench(url, folder)
    await bench.playground.start()
    database = Database(url)
    try:
        say("start → first poll, empty database", await bench.start(), "s", 2)
        await bench.idle(database)
        await bench.stop()
        who = await bench.people(database, REQUESTERS)
        crowd = await bench.people(database, size.tickets)
        say("start → first poll", await bench.start(), "s", 2)
        await asyncio.sleep(2)
        say("memory at rest", bench.memory_mb(), "MB", 120)
        for person in who:
            bench.press_send(person)
        await bench.idle(database)
        await latency(bench, database, who, size.seconds)
        await throughput(bench, database, who, size.messages, relay_ms)
        messages = REQUESTERS + size.messages + RATE * size.seconds
        if crowd:
            await many_tickets(bench, database, crowd)
        await whole(database, bench, (REQUESTERS + size.tickets, messages + size.tickets))
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
            show("PostgreSQL")
            server = stack.enter_context(postgres())
            asyncio.run(server.run("CREATE DATABASE bench"))
            (folder / "commits.txt").unlink()
            asyncio.run(run(server.url_of("bench"), folder, options, relay_ms))


if __name__ == "__main__":
    main()

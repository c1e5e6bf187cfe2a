"""Many tickets at once, within Telegram's limits: `python -m tests.bench.flood [--topics]`.

So many people (`--tickets`) press Send within a minute. The desk keeps the real limits, and the
playground's server answers 429 to whoever does not. Counted is from the first press: until
everybody reads that the team has their ticket, beside the least that the messages to them take at
28 in 1.05 s; and for each ticket until the group sees its number, on a card or in a list.
"""

import argparse
import asyncio
import re
import tempfile
import time
from pathlib import Path

from bot.loops.limits import Limits
from bot.playground.model import Person
from storage.engine import Database
from tests.bench.lines import percentile, plain, say, show
from tests.bench.stage import Bench

WITHIN_S = 60.0
SEEN_S = 120.0
RECEIVED = "is with our team"
NUMBER = re.compile(r"#(\d+)")


def shown(bench: Bench, chat_id: int) -> list[str]:
    """Return what the bot's messages in a chat say now."""
    messages = bench.world.chats[chat_id].messages.values()
    return [str(m.json.get("text") or "") for m in messages if m.by_bot]


async def watch(bench: Bench, people: list[Person], begun: float) -> tuple[float, list[float]]:
    """Return when the last receipt came, and when the group saw each ticket."""
    waiting, seen, last = {person.id for person in people}, dict[str, float](), 0.0
    end = time.monotonic() + 1800
    while waiting or len(seen) < len(people):
        assert time.monotonic() < end, f"{len(waiting)} receipts, {len(seen)} tickets seen"
        now = time.monotonic() - begun
        for text in shown(bench, bench.group.id):
            for number in NUMBER.findall(text):
                seen.setdefault(number, now)
        got = {one for one in waiting if any(RECEIVED in text for text in shown(bench, one))}
        if got:
            waiting -= got
            last = now
        await asyncio.sleep(0.5)
    return last, list(seen.values())


async def run(folder: Path, tickets: int, *, topics: bool) -> None:
    """Measure on SQLite."""
    url = f"sqlite:///{folder}/desk.sqlite3"
    bench, database = Bench(url, folder, flood_limits=True, topics=topics), Database(url)
    await bench.playground.start()
    try:
        await bench.start()
        await bench.idle(database)
        await bench.stop()
        people = await bench.people(database, tickets)
        await bench.start("tests.bench.desk", "--limits")
        cpu, begun = bench.cpu_s(), time.monotonic()
        watching = asyncio.create_task(watch(bench, people, begun))
        for number, person in enumerate(people):
            late = begun + WITHIN_S * number / tickets - time.monotonic()
            await asyncio.sleep(max(0.0, late))
            bench.press_send(person)
        last, seen = await watching
        window = Limits().overall[0]
        calls = [r for r in bench.world.journal.requests(0) if r["method"] != "getUpdates"]
        least = max(WITHIN_S, len(calls) * window.seconds / window.count)
        say("429s that Telegram had to answer", bench.world.journal.flooded, "", 1)
        say("the last receipt, beside the least it can be", last / least, "×", 1.1)
        plain("  the last receipt", last, "s")
        say("the last ticket that the group saw", max(seen), "s", SEEN_S)
        plain("  half of the tickets", percentile(seen, 0.5), "s")
        lists = [t for t in shown(bench, bench.group.id) if t.startswith("📥")]
        plain("  lists in the group", len(lists), "")
        plain("  topics in the group", len(bench.world.chats[bench.group.id].topics), "")
        plain("CPU time of the desk per ticket", (bench.cpu_s() - cpu) / tickets * 1000, "ms")
        assert not bench.world.journal.faults, bench.world.journal.faults[0]
    finally:
        await bench.stop()
        await database.close()
        await bench.playground.stop()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Many tickets at once within the limits.")
    parser.add_argument("--tickets", type=int, default=1000, help="how many within a minute")
    parser.add_argument("--topics", action="store_true", help="in a group with topics")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="helpdesk-flood-") as name:
        show(f"{options.tickets} tickets within a minute, SQLite, Telegram's limits")
        asyncio.run(run(Path(name), options.tickets, topics=options.topics))


if __name__ == "__main__":
    main()

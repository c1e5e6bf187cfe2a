"""What people wait for when the desk has grown: `python -m tests.bench.growth [--postgres]`.

Lists, searches, tickets and conversations, at 1,000 tickets and at many, through the services and
views that answer in the chat, each with other arguments every time. Aims: 95 of 100 within 50 ms,
and the median no more than 1.5 times what it is at 1,000 tickets. Then the statistics with their
picture, and whether they hold anybody up. Memory is that of a process which has only served this.
Works on Linux (reads /proc).
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.app import leave_alone
from bot.buttons import Conversation
from bot.i18n import texts
from bot.rules.access import Actor
from bot.rules.lists import Look, Shown, Way
from bot.rules.periods import Period
from bot.rules.search import Query
from bot.rules.stats import Asked
from bot.rules.words import TEXT_LIMIT
from bot.services import conversation, own, own_list, place, queue, search, stats
from bot.services.drawing import pen
from bot.services.outgoing import Outgoing
from bot.services.triage import seen
from bot.services.work import Desk, Work
from bot.views import card as card_view
from bot.views import own as own_view
from bot.views.history import ROOM, history_screen
from bot.views.own_list import own_list as own_list_screen
from bot.views.queue import EVERYBODY, MINE, NOBODY, queue_screen
from bot.views.search import search_screen
from bot.views.stats_picture import stats_picture
from storage.engine import Database
from storage.enums import ListOrder, Priority, Role
from storage.models import StaffGroup, Ticket, User
from storage.queries.seed import BEFORE_FIRST_NUMBER
from tests.bench import seed
from tests.bench.words import Phrasebook
from tests.databases import postgres

SMALL = (1000, 10_000)
AIM_MS, AIM_RATIO = 50.0, 1.5
T = texts("ru")
ZONE = ZoneInfo("Europe/Moscow")
Act = Callable[[], Awaitable[Any]]


@dataclass(frozen=True)
class Took:
    """What one thing took, in milliseconds."""

    p50: float
    p95: float
    cpu: float  # of this process, p50: the server's share is not in it
    cpu95: float  # the same, p95: what neighbours do to the clock is hardly in it


class Person:
    """Does at one desk what people do, with other arguments every time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tickets = 0
        self.dice = random.Random(7)
        self.desk = Desk(database, "ru", ZONE, frozenset(), 1, "desk_bot")
        words = random.Random(1)
        self.books = [Phrasebook("ru", words), Phrasebook("en", words)]
        self.categories: list[int] = []
        self.owners: list[int] = []  # of tickets: whoever has many comes often
        self.usual: list[int] = []  # numbers of tickets of a few messages

    async def look_round(self) -> None:
        """Learn whom and what there is."""
        async with self.database.read() as session:
            self.tickets = await session.scalar(select(func.count()).select_from(Ticket)) or 0
            query = select(Ticket.number, Ticket.requester_id, Ticket.message_count)
            rows = (await session.execute(query.order_by(func.random()).limit(2000))).all()
            self.owners = [row.requester_id for row in rows]
            self.usual = [row.number for row in rows if row.message_count <= 5]
            found = await session.scalars(select(Ticket.category_id).distinct())
            self.categories = [item for item in found if item is not None]

    async def work(self, session: Any, who: int, role: Role) -> Work:
        """Return a unit of work of a person."""
        now = datetime.now(UTC)
        group = await session.get(StaffGroup, 1)
        user = await session.get(User, who)
        actor = Actor(who, role)
        return Work(
            self.desk, session, now, group, Outgoing(session, now), user, actor, chat_id=who
        )

    # --- lists ----------------------------------------------------------------------------

    async def own_list(self, look: Look, *, by_category: bool = False, deep: bool = False) -> None:
        """`/tickets` of a requester."""
        category = self.dice.choice(self.categories) if by_category else 0
        async with self.database.write() as session:
            work = await self.work(session, self.dice.choice(self.owners), Role.REQUESTER)
            number = BEFORE_FIRST_NUMBER + self.tickets // 3 if deep else 0
            found = await own_list.turn_to(work, look, category, number)
            own_list_screen(found.page, found.look, found.category_id, found.categories, T)

    async def queue(
        self,
        look: Look,
        whose: int = EVERYBODY,
        *,
        by_category: bool = False,
        by_tag: bool = False,
        deep: bool = False,
    ) -> None:
        """`/tickets` of an agent, who then turns the page."""
        tag = self.dice.randint(1, len(seed.TAGS)) if by_tag else 0
        category = self.dice.choice(self.categories) if by_category else 0
        async with self.database.write() as session:
            work = await self.work(session, self.dice.choice(seed.AGENTS), Role.AGENT)
            number = owed = 0
            if deep:
                number = BEFORE_FIRST_NUMBER + self.dice.randrange(1, self.tickets)
                share = timedelta(days=3 + self.dice.random() * 30)
                owed = int((seed.END - share).timestamp())
            found = await queue.turn_to(work, look, whose, category, owed, number, tag)
            queue_screen(found.page, found.view, found.categories, T, ZONE, found.tags)

    # --- searches -------------------------------------------------------------------------

    async def search(self, words: Callable[[], str], *, everywhere: bool, page: int = 1) -> None:
        """`/search` of a requester, `/find` of an agent."""
        who = None if everywhere else self.dice.choice(self.owners)
        found = await search.look(self.desk, Query(words(), page, who))
        search_screen(found, T)

    def common(self) -> str:
        """A word that a good part of all messages has, in some form."""
        return self.dice.choice(["заказы", "order", "оплату", "payments", "доставка"])

    def seldom(self) -> str:
        """A word that few messages have."""
        return self.dice.choice(self.dice.choice(self.books).seldom)

    def beginning(self) -> str:
        """The beginning of many words."""
        return self.dice.choice(["зак", "опл", "ord", "доста", "при", "pri", "bave", "нега"])

    # --- tickets --------------------------------------------------------------------------

    async def card(self) -> None:
        """An agent opens a ticket."""
        async with self.database.write() as session:
            work = await self.work(session, self.dice.choice(seed.AGENTS), Role.AGENT)
            ticket = await seen(work, self.number())
            await place.of(work, ticket)
            card_view.card(ticket, T, ZONE)

    async def own_ticket(self, number: int, page: int) -> None:
        """A requester opens a ticket of theirs."""
        async with self.database.write() as session:
            ticket = await session.scalar(select(Ticket).where(Ticket.number == number))
            assert ticket is not None
            work = await self.work(session, ticket.requester_id, Role.REQUESTER)
            ticket = await own.find(work, number)
            found = await conversation.leaf(
                work, ticket, page, T, for_staff=False, room=TEXT_LIMIT - 400
            )
            own_view.ticket_page(ticket, found.body, found.page, found.count, T)

    async def conversation(self, number: int, page: int = 0) -> None:
        """An agent reads the conversation."""
        async with self.database.write() as session:
            work = await self.work(session, self.dice.choice(seed.AGENTS), Role.AGENT)
            ticket = await seen(work, number)
            found = await conversation.leaf(work, ticket, page, T, for_staff=True, room=ROOM)
            history_screen("💬", ticket, Conversation, found.body, found.page, found.count, T)

    def number(self) -> int:
        """Any ticket's number."""
        return BEFORE_FIRST_NUMBER + self.dice.randint(2, self.tickets)

    def cases(self) -> Iterator[tuple[str, Act]]:
        """Return everything that is measured, by name."""
        for shown in Shown:
            yield f"own list, {shown.name.lower()}", partial(self.own_list, Look(shown))
        everything, mine = Look(Shown.ALL), Look(Shown.NOT_CLOSED)
        high = Look(Shown.ALL, Priority.HIGH)
        yield "own list, a priority", lambda: self.own_list(high)
        yield "own list, a category", lambda: self.own_list(everything, by_category=True)
        yield "own list, deep", lambda: self.own_list(everything, deep=True)
        for shown in Shown:
            yield f"queue, {shown.name.lower()}", partial(self.queue, Look(shown))
        urgent = Look(Shown.ALL, Priority.URGENT)
        owed = Look(Shown.NOT_CLOSED, order=ListOrder.LONGEST)
        back = Look(Shown.CLOSED, Priority.URGENT, ListOrder.OLDEST, way=Way.BEFORE)
        yield "queue, mine", lambda: self.queue(mine, MINE)
        yield "queue, mine, all", lambda: self.queue(everything, MINE)
        yield "queue, unassigned", lambda: self.queue(mine, NOBODY)
        yield "queue, unassigned, all", lambda: self.queue(everything, NOBODY)
        yield "queue, a category", lambda: self.queue(mine, by_category=True)
        yield "queue, a category, all", lambda: self.queue(everything, by_category=True)
        yield "queue, a tag", lambda: self.queue(mine, by_tag=True)
        yield "queue, a tag, all, deep", lambda: self.queue(everything, by_tag=True, deep=True)
        yield "queue, a tag, waiting longest", lambda: self.queue(owed, by_tag=True)
        yield "queue, urgent", lambda: self.queue(urgent)
        yield (
            "queue, urgent, closed, mine",
            lambda: self.queue(Look(Shown.CLOSED, Priority.URGENT), MINE),
        )
        yield (
            "queue, urgent, resolved, a category",
            lambda: self.queue(Look(Shown.RESOLVED, Priority.URGENT), by_category=True),
        )
        yield "queue, waiting longest", lambda: self.queue(owed)
        yield "queue, waiting longest, deep", lambda: self.queue(owed, deep=True)
        yield "queue, deep", lambda: self.queue(everything, deep=True)
        yield "queue, deep, urgent, backwards", lambda: self.queue(back, deep=True)
        for name, where in (("/search", False), ("/find", True)):
            for what, words in (
                ("a common word", self.common),
                ("a seldom word", self.seldom),
                ("a beginning", self.beginning),
                ("two words", lambda: f"{self.common()} {self.common()}"),
                ("common and seldom", lambda: f"{self.seldom()} {self.common()}"),
                ("no hit", lambda: f"zzz{self.dice.randrange(10**6)}"),
            ):
                yield f"{name} {what}", partial(self.search, words, everywhere=where)
        yield (
            "/find a common word, page 9",
            partial(self.search, lambda: "заказ", everywhere=True, page=9),
        )
        long = seed.LONG_TICKET
        yield "open, card", self.card
        yield "open, own", lambda: self.own_ticket(self.number(), 0)
        yield "conversation of a few, staff", lambda: self.conversation(self._usual())
        yield "conversation of 2,000, staff, last", lambda: self.conversation(long)
        yield (
            "conversation of 2,000, staff, deep",
            lambda: self.conversation(long, self.dice.randint(1, 90)),
        )
        yield "conversation of 2,000, own, first", lambda: self.own_ticket(long, 1)
        yield "conversation of 2,000, own, last", lambda: self.own_ticket(long, 0)

    def _usual(self) -> int:
        return self.dice.choice(self.usual)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of all values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def measure(act: Act, times: int) -> Took:
    """Do something many times; the first ones count too."""
    took, cpu = [], []
    for _ in range(times):
        begun, spent = time.perf_counter(), time.process_time()
        await act()
        took.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    return Took(*(percentile(values, share) for values in (took, cpu) for share in (0.5, 0.95)))


async def measured(url: str, options: argparse.Namespace) -> dict[str, Took]:
    """Measure everything that a name is asked for in."""
    database = Database(url)
    person = Person(database)
    try:
        await person.look_round()
        return {
            name: await measure(act, options.times)
            for name, act in person.cases()
            if options.only in name
        }
    finally:
        await database.close()


async def statistics(url: str) -> None:
    """Measure the statistics, and a list of somebody else meanwhile."""
    database = Database(url)
    person = Person(database)
    await person.look_round()
    for period in Period:
        begun = time.perf_counter()
        counting = asyncio.ensure_future(_picture(person.desk, Asked(period)))
        waits = []
        while not counting.done():
            asked = time.perf_counter()
            await person.queue(Look(Shown.NOT_CLOSED))
            waits.append((time.perf_counter() - asked) * 1000)
            await asyncio.sleep(0.03)
        took = time.perf_counter() - begun
        await counting
        held_up = percentile(waits, 0.95)
        show(
            f"  /stats {period.value:<10}{took * 1000:9.0f} ms ({verdict(took < 1)}), a list "
            f"meanwhile p95 {held_up:.1f} ms ({verdict(held_up < AIM_MS)}, {len(waits)} times)"
        )
    await database.close()
    show(f"  memory of this process {memory_mb():.0f} MB, at most {peak_mb():.0f} MB")


async def _picture(desk: Desk, asked: Asked) -> None:
    """`/stats` of an agent, with its picture."""
    async with pen() as draw:
        found = await stats.look(desk, seed.END, asked)
        await draw(stats_picture(found, T).packed())


def verdict(met: bool) -> str:
    """Return the word for an aim."""
    return "met" if met else "MISSED"


def memory_mb() -> float:
    """Resident set of this process."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_mb() -> float:
    """The largest resident set that this process ever had."""
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line
    )
    return int(line.split()[1]) / 1024


def show(line: str) -> None:
    """Print a line at once: the whole takes minutes."""
    print(line, flush=True)  # noqa: T201


def compare(small: dict[str, Took], large: dict[str, Took]) -> None:
    """Print both sizes beside each other."""
    heads = f"{'p95':>7}{'CPU':>6}{'p95':>6}"
    show(f"  {'ms':<38}{'small p50':>10}{heads}{'large p50':>11}{heads}  ratio")
    for name, before in small.items():
        after = large[name]
        ratio = after.p50 / before.p50
        aims = verdict(after.p95 < AIM_MS and ratio <= AIM_RATIO)
        show(
            f"  {name:<38}{before.p50:10.1f}{before.p95:7.1f}{before.cpu:6.1f}{before.cpu95:6.1f}"
            f"{after.p50:11.1f}{after.p95:7.1f}{after.cpu:6.1f}{after.cpu95:6.1f}{ratio:7.2f}"
            f" {aims if aims != 'met' else ''}"
        )


def run(small: str, large: str, options: argparse.Namespace, *, is_filled: bool = False) -> None:
    """Measure both sizes of one database."""
    show(f"  load {os.getloadavg()[0]:.1f}")
    if not is_filled:
        for url, size in ((small, SMALL), (large, (options.tickets, options.messages))):
            begun = time.perf_counter()
            fill(url, *size)
            show(f"  {size[0]:,} tickets filled in, {time.perf_counter() - begun:.0f} s")
    leave_alone()
    before = asyncio.run(measured(small, options))
    after = asyncio.run(measured(large, options))
    compare(before, after)
    asyncio.run(statistics(large))
    show(f"  load {os.getloadavg()[0]:.1f}")


def fill(url: str, tickets: int, messages: int) -> None:
    """Seed a database in a process of its own, so that this one's memory tells of the desk."""
    sizes = f"--tickets={tickets}", f"--messages={messages}"
    subprocess.run([sys.executable, "-m", "tests.bench.seed", *sizes, url], check=True)


def main() -> None:
    """Read the arguments and measure."""
    parser = seed.sizes("What people wait for when the desk has grown.")
    parser.add_argument("--postgres", action="store_true", help="measure on PostgreSQL too")
    parser.add_argument("--times", type=int, default=200, help="how often each thing is done")
    parser.add_argument("--only", default="", help="only what has this in its name")
    parser.add_argument("urls", nargs="*", help="a small and a large database, filled already")
    options = parser.parse_args()
    if options.urls:
        small, large = options.urls
        run(small, large, options, is_filled=True)
        return
    with tempfile.TemporaryDirectory(prefix="helpdesk-growth-") as folder, ExitStack() as stack:
        show("SQLite")
        run(f"sqlite:///{folder}/small.sqlite3", f"sqlite:///{folder}/large.sqlite3", options)
        if options.postgres:
            show("PostgreSQL")
            server = stack.enter_context(postgres())
            for name in ("small", "large"):
                asyncio.run(server.run(f"CREATE DATABASE {name}"))
            run(server.url_of("small"), server.url_of("large"), options)


if __name__ == "__main__":
    main()

"""A desk under fire: updates go in as Telegram brings them, and what came of them is looked at."""

import json
import logging
import random
import re
import time
from collections import Counter
from typing import Any

from sqlalchemy import delete, func, select

from bot.playground.updates import Update
from storage.models import InboxRow, SearchDocument, Ticket, TicketAttachment, TicketMessage
from tests.canary.look import Errors
from tests.desk import Desk
from tests.fuzz import people
from tests.fuzz.types import fault
from tests.fuzz.updates import batch

PATIENCE_S = 300.0  # with one batch, on machines that are busy
FAILED = re.compile(r"Update failed \(\w+\), try (\d) of (\d)")


class Raw(Update):
    """An update that may be anything, with a number of Telegram's where one can stand."""

    def json(self) -> Any:
        body: Any = self.payload
        return {"update_id": self.id, **body} if isinstance(body, dict) else body


class Fire:
    """Feeds batches to a desk; whatever is wrong stands in `wrong`."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk = desk
        self.number = number
        self.scene = people.Scene()
        self.rng = random.Random(number)
        self.errors = Errors()
        self.fed = 0
        self.seconds = 0.0
        self.parked: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()  # by Telegram: calls that it would not carry out
        self.sent: Counter[str] = Counter()
        self.kept = (0, 0)
        self.wrong: list[str] = []
        self._calls = 0
        self._next = 200_000_000

    async def __aenter__(self) -> "Fire":
        await people.gather(self.desk, self.scene)
        logging.getLogger("bot").addHandler(self.errors)
        logging.getLogger("asyncio").addHandler(self.errors)
        await self.desk.quiet()
        return self

    async def __aexit__(self, *_: object) -> None:
        logging.getLogger("bot").removeHandler(self.errors)
        logging.getLogger("asyncio").removeHandler(self.errors)

    async def go(self, size: int) -> None:
        """Feed one batch and look at everything that came of it."""
        await people.settle(self.desk, self.scene)
        await people.look_around(self.desk, self.scene, self.rng)
        made = batch(self.scene, size, self.number + self.fed)
        await self.feed(made)

    async def feed(self, made: list[Any]) -> None:
        """Have the desk take updates in, handle them, and deliver what they cause."""
        began = time.monotonic()
        self.push(made)
        try:
            await self.desk.quiet(patience=PATIENCE_S)
        except AssertionError as stuck:
            others = [line for line in self.errors.found if FAILED.match(line) is None]
            raise AssertionError("\n".join([str(stuck), *others[-3:]])) from None
        self.seconds += time.monotonic() - began
        self.fed += len(made)
        await self._look()

    def push(self, made: list[Any]) -> None:
        """Queue updates at Telegram; the last one has a number, so that all can be confirmed."""
        queue = self.desk.playground.world.updates
        for body in [*made, {}]:
            self._next += 1
            queue.pending.append(Raw(self._next, "anything", body, queue.now()))
        queue.bell.ring()

    # --- what came of it -----------------------------------------------------------------------

    async def _look(self) -> None:
        await self._look_at_parked()
        journal = self.desk.playground.world.journal
        calls = journal.requests(self._calls)
        if calls:
            self._calls = calls[-1]["n"]
        self.refused.update(f"{c['method']}: {c['error']}" for c in calls if not c["ok"])
        self.wrong += [f"fault: {found}" for found in journal.faults]
        journal.faults.clear()
        self.wrong += await people.leaks(self.desk, self.scene, calls)
        self.wrong += await halves(self.desk)
        self.sent.update(c["method"] for c in calls if c["ok"])
        async with self.desk.database.read() as session:
            self.kept = (
                await session.scalar(select(func.count()).select_from(Ticket)) or 0,
                await session.scalar(select(func.count()).select_from(TicketMessage)) or 0,
            )

    async def _look_at_parked(self) -> None:
        """What was given up must be broken; nothing else may be logged as an error."""
        async with self.desk.database.write() as session:
            query = select(InboxRow).where(InboxRow.parked_at.is_not(None))
            rows = list(await session.scalars(query.order_by(InboxRow.id)))
            await session.execute(delete(InboxRow).where(InboxRow.parked_at.is_not(None)))
        for row in rows:
            payload, error = row.payload or "", row.error or ""
            why = reason(json.loads(payload))
            if why is None:
                self.wrong.append(f"given up although it is well: {error}\n{payload[:3_000]}")
            else:
                self.parked[f"{error.partition(': ')[2][:90]} — {why}"] += 1
        given_up = {(row.error or "").partition(":")[0] for row in rows}
        tries = [FAILED.match(line) for line in self.errors.found]
        self.wrong += [
            line for line, match in zip(self.errors.found, tries, strict=True) if match is None
        ]
        failed = [match for match in tries if match is not None]
        if len(failed) != sum(int(match[2]) for match in failed if match[1] == match[2]):
            self.wrong.append("failed at first, and was handled later:\n" + "\n".join(
                self.errors.found[-5:]))  # fmt: skip
        if len([match for match in failed if match[1] == match[2]]) != len(given_up):
            self.wrong.append("as many updates must be given up as have failed to the end")
        self.errors.found.clear()

    def report(self) -> str:
        """Say what there was, in figures."""
        given_up = sum(self.parked.values())
        lines = [
            f"{self.fed} updates in {self.seconds:.0f} s, {self.fed / self.seconds:.0f}/s; "
            f"{self.fed - given_up} handled, {given_up} given up, {len(self.wrong)} wrong",
            f"  {self.kept[0]} tickets, {self.kept[1]} messages in them; "
            + ", ".join(f"{n} {method}" for method, n in self.sent.most_common(12)),
            *(f"  {n} given up: {why}" for why, n in self.parked.most_common(40)),
            *(f"  {n} refused: {why}" for why, n in self.refused.most_common(20)),
        ]
        return "\n".join(lines)


def reason(update: Any) -> str | None:
    """Return why an update cannot be understood: what makes it none of Telegram's own."""
    return fault("Update", update, "update")


async def halves(desk: Desk) -> list[str]:
    """Return what was done by halves: counts that lie, words that cannot be found."""
    wrong = []
    async with desk.database.read() as session:
        held = (
            select(
                TicketMessage.ticket_id,
                func.count().label("n"),
                func.max(TicketMessage.position).label("last"),
            )
            .group_by(TicketMessage.ticket_id)
            .subquery()
        )
        query = select(Ticket.number, Ticket.message_count, held.c.n, held.c.last).outerjoin(
            held, held.c.ticket_id == Ticket.id
        )
        wrong += [
            f"#{number} counts {counted} messages, has {n}, the last is {last}"
            for number, counted, n, last in await session.execute(query)
            if not counted == (n or 0) == (last or 0)
        ]
        unfindable = await session.scalar(
            select(func.count())
            .select_from(TicketMessage)
            .outerjoin(SearchDocument, SearchDocument.message_id == TicketMessage.id)
            .where(SearchDocument.id.is_(None), TicketMessage.text != "")
        )
        if unfindable:
            wrong.append(f"{unfindable} messages cannot be found")
        albums = select(TicketMessage.id).where(TicketMessage.kind == "album")
        bare = await session.scalar(
            select(func.count())
            .select_from(albums.subquery())
            .where(~select(TicketAttachment.id).where(
                TicketAttachment.message_id == albums.subquery().c.id).exists())
        )  # fmt: skip
        if bare:
            wrong.append(f"{bare} albums without files")
    return wrong

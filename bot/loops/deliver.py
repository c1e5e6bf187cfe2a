"""Outbox → Telegram: per chat in order, one call in flight per chat, within Telegram's limits.

Each turn of the loop is one transaction: it settles what has come back, claims what may go next,
and marks that as being sent, so that a crash leaves no doubt unnoticed. Steps are numbered below.
"""

import asyncio
import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Opener
from bot.loops.address import address, names, waits_for_topic
from bot.loops.duty import Duty
from bot.loops.limits import Limits, Pace
from bot.loops.outcome import Outcome, Verdict, perform
from bot.loops.settle import Settler
from bot.loops.transport import DeskBot
from bot.notices import together
from bot.services.work import Work
from storage.engine import Database
from storage.enums import OutboxRank, OutboxState
from storage.models import OutboxRow, OutgoingFile
from storage.queries import files, holding, message_links, outbox, shared
from storage.queries.duties import Deposed

log = logging.getLogger(__name__)

IDLE_S = 5.0
REST_S = 0.02  # at most, between two turns
SHARED_IDLE_S = 1.0  # where other processes add to the outbox, too
BUSY_S = 0.25  # until other chats are looked at again while something is under way
TOPIC_WAIT = timedelta(seconds=30)  # at most: what waits for a topic is let go when it is there


class Deliverer:
    """Sends what transactions decided on; `wake` after every commit that added to the outbox."""

    def __init__(
        self, bot: DeskBot, database: Database, opener: Opener, limits: Limits, duty: Duty
    ) -> None:
        self._bot = bot
        self._duty = duty
        self._database = database
        self._opener = opener
        self._settler = Settler(opener)
        self._limits = limits
        self._pace = Pace(limits)
        self._wake = asyncio.Event()
        self._busy: set[int] = set()
        self._under_way: dict[int, OutboxRow] = {}  # left, and not settled yet
        self._flying: set[asyncio.Task[None]] = set()
        self._landed: list[Outcome] = []
        self._stopping = False
        self.turned_at = time.monotonic()
        self._recalled = False  # what was sent before, and Telegram asked for

    def wake(self) -> None:
        """Look again at once."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until `stop`, then settle what is still in flight; raises Deposed.

        When this process leads again, it is run again: what was under way when it was deposed or
        cancelled is settled then, unless another process has decided about it meanwhile.
        """
        wait, failures, unsure = 0.0, 0, True
        self._pace, self._recalled = Pace(self._limits), False
        while not (self._stopping and not self._flying and not self._landed):
            if wait > 0:
                await self._sleep(min(wait, SHARED_IDLE_S) if self._duty.has_company() else wait)
            self._wake.clear()
            self.turned_at = time.monotonic()
            try:
                if unsure:
                    await self._recover()
                    unsure = False
                begun = time.monotonic()
                wait = await self._turn()
                failures = 0
                # What lands meanwhile is written down together; the loop is others' as long.
                await asyncio.sleep(min(time.monotonic() - begun, REST_S))
            except Deposed:
                raise
            except Exception:  # tried until the database lets it through: outcomes stay
                failures, unsure = failures + 1, True
                wait = min(10.0, 0.2 * 2 ** min(failures, 6))
                log.exception("Delivery book-keeping failed, next try in %.1f s", wait)
                await asyncio.sleep(wait)
                wait = 0.0

    def stop(self) -> None:
        """Send nothing new; `run` ends when nothing is in flight."""
        self._stopping = True
        self._wake.set()

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _recover(self) -> None:
        """Decide about calls that never left, or were under way when another process died.

        The commit that let them go may have failed just after it succeeded.
        """
        now = datetime.now(UTC)
        async with self._database.write() as session:
            await self._duty.hold(session)
            known = {id_: row.lease_until for id_, row in self._under_way.items()}
            lost = await outbox.interrupted(session, known)
            for row in lost:
                await self._settler.in_doubt(session, row, now)
            if not self._recalled:
                await self._try_group(session, now)
            pauses = await outbox.pauses(session, now)
            sent = [*await outbox.recently_sent(session, now - timedelta(seconds=62))]
        if self._recalled:
            return
        sent += [(row.chat_id, row.method, now) for row in (*lost, *self._under_way.values())]
        shift = time.monotonic() - now.timestamp()
        self._load_pauses(pauses, now)
        self._pace.remember([(chat, method, at.timestamp() + shift) for chat, method, at in sent])
        self._recalled = True

    async def _try_group(self, session: AsyncSession, now: datetime) -> None:
        """Try again what is held for the staff group, before anything new is said there.

        It may have let the bot in again while nobody listened, and Telegram forgets to say so.
        """
        work = await self._opener.desk_work(session, now)
        if work.group is not None and await holding.held_for(session, [work.group.chat_id]):
            await holding.resume(session, work.group.chat_id, now)

    def _load_pauses(self, pauses: Sequence[Any], now: datetime) -> None:
        clock = time.monotonic()
        for pause in pauses:
            self._pace.pause(pause.chat_id, clock + (pause.until - now).total_seconds())

    async def _turn(self) -> float:
        """Settle, claim, send; returns how many seconds may pass before the next turn."""
        claimed: list[OutboxRow] = []
        made: dict[uuid.UUID, OutgoingFile] = {}
        wait = IDLE_S
        async with self._database.write() as session:
            await self._duty.hold(session)
            landed, now = list(self._landed), datetime.now(UTC)
            # 1. What has come back is written down, with everything that follows from it.
            work = await self._settler.settle(session, landed, now) if landed else None
            # 2. What may go next is marked as being sent, its addresses resolved.
            if not self._stopping:
                freed = {item.chat_id for item in landed if item.row.rank in outbox.IN_LANES}
                over = {item.row.id for item in landed}
                flying = [row for id_, row in self._under_way.items() if id_ not in over]
                busy = self._busy - freed | _followed(flying, self._opener.group_chat_id)
                reacting = _reacted_to(flying)
                claimed, wait = await self._claim(session, work, busy, reacting, now)
                made = await files.of_calls(
                    session, {row.file_id for row in claimed if row.file_id}
                )
        # 3. Only now that this is committed, chats are freed and calls leave.
        del self._landed[: len(landed)]
        for outcome in landed:
            self._under_way.pop(outcome.row.id, None)
            if outcome.row.rank in outbox.IN_LANES:
                self._busy.discard(outcome.chat_id)
            for chat_id in outcome.silent:
                self._pace.pause(chat_id, time.monotonic() + outcome.pause_s)
        riders: dict[int, list[OutboxRow]] = defaultdict(list)
        for row in claimed:
            if row.rides_on not in (None, row.id, shared.ALONE):
                riders[row.rides_on].append(row)
        for row in claimed:
            if row.rides_on in (None, row.id, shared.ALONE):
                self._launch(row, made.get(row.file_id) if row.file_id else None, riders[row.id])
        if self._landed:
            return 0.0
        self._pace.sweep(time.monotonic())
        return wait

    async def _claim(
        self,
        session: AsyncSession,
        work: Work | None,
        busy: set[int],
        reacting: set[tuple[int, str | None]],
        now: datetime,
    ) -> tuple[list[OutboxRow], float]:
        claimed: list[OutboxRow] = []
        clock, wait, taken = time.monotonic(), IDLE_S, set(busy)
        rows = await outbox.may_go(session, busy, now)
        found = await message_links.places(session, names(rows))
        for row in rows:
            if row.chat_id in taken and row.rank in outbox.IN_LANES:
                continue
            if row.rank is OutboxRank.RECEIPT and (row.chat_id, row.logical) in reacting:
                continue
            if row.expires_at is not None and row.expires_at <= now:
                row.state, row.finished_at = OutboxState.DROPPED, now
                continue
            if await waits_for_topic(session, row, found):
                row.due_at = now + TOPIC_WAIT  # out of the way of other tickets
                wait = 0.0
                continue
            if row.rank is not OutboxRank.ANSWER:
                pause = self._pace.free_at(row.chat_id, row.method, clock, _size(row)) - clock
                if pause > 0:
                    wait = min(wait, pause)
                    if pause > IDLE_S and row.rank is OutboxRank.RECEIPT:
                        # Out of the way of others: only so many are looked at.
                        row.due_at = now + timedelta(seconds=pause)
                    continue
            if not address(row, found):
                row.state, row.finished_at = OutboxState.DROPPED, now
                row.error = "there is no such message any more"
                wait = 0.0
                continue
            claimed.append(row)
            if together.may_lead(row, now):
                work = work or await self._opener.desk_work(session, now)
                claimed += await together.join(work, row)
            if row.rank in outbox.IN_LANES:
                taken.add(row.chat_id)
            if row.rank is OutboxRank.RECEIPT:
                reacting.add((row.chat_id, row.logical))
            if row.rank is not OutboxRank.ANSWER:
                self._pace.went(row.chat_id, row.method, clock, _size(row))
        await outbox.claim(session, claimed, now)
        if claimed:  # looked up once nothing more can go: one that lands wakes the loop anyway
            wait = min(wait, BUSY_S)
        elif (due := await outbox.next_due(session, now)) is not None:
            wait = min(wait, max((due - now).total_seconds(), 0.01))
        return claimed, wait

    def _launch(
        self, row: OutboxRow, file: OutgoingFile | None, riders: Sequence[OutboxRow]
    ) -> None:
        self._under_way |= {call.id: call for call in (row, *riders)}
        if row.rank in outbox.IN_LANES:
            self._busy.add(row.chat_id)
        task = asyncio.create_task(self._fly(row, file, riders))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _fly(
        self, row: OutboxRow, file: OutgoingFile | None, riders: Sequence[OutboxRow]
    ) -> None:
        if self._duty.leads():
            outcome = await perform(self._bot, row, file)
        else:  # it was frozen since it claimed the row: somebody else may have sent it by now
            outcome = Outcome(row, row.chat_id, Verdict.NOT_SENT, error="it may not lead any more")
        others = [replace(outcome, row=rider, silent=set()) for rider in riders]
        self._landed += [outcome, *others]
        self._wake.set()


def _followed(flying: Sequence[OutboxRow], group_chat_id: int | None) -> set[int]:
    """Return the staff group's new id while something is under way to its old one.

    What comes back from there goes to the new one first: nothing may overtake it.
    """
    if group_chat_id is None:
        return set()
    lanes = {row.chat_id for row in flying if row.rank in outbox.IN_LANES}
    return {group_chat_id} if any(id_ < 0 and id_ != group_chat_id for id_ in lanes) else set()


def _reacted_to(flying: Sequence[OutboxRow]) -> set[tuple[int, str | None]]:
    """Return the messages to which a reaction is under way: the next must not overtake it."""
    return {(row.chat_id, row.logical) for row in flying if row.rank is OutboxRank.RECEIPT}


def _size(row: OutboxRow) -> int:
    """Return how many messages a call makes: an album is several."""
    return len(row.payload["media"]) if row.method == "sendMediaGroup" else 1

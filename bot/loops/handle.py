"""Inbox → handlers: lane by lane, one update in one transaction with everything it causes."""

import asyncio
import json
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot import handlers
from bot.context import Opener, Place, Turn, enter, place_of
from bot.handlers import parking
from bot.handlers.members import membership_after
from bot.loops import figures
from bot.loops.facts import gather
from bot.loops.membership import Members, Unsure
from bot.loops.share import Share
from bot.loops.transport import DeskBot
from bot.rules.fair_use import Pace
from bot.rules.words import parse_command
from bot.services.group import GroupFacts
from bot.services.people import Membership
from bot.services.work import LookFirst, Refused, Unsettled
from bot.views.screen import Screen
from storage.engine import Database
from storage.queries import inbox
from storage.transient import is_transient

log = logging.getLogger(__name__)

AT_ONCE = 8
MIRROR = 2_000
LANE_ROOM = 100
TRIES = 5

App = Application[Any, Any, Any, Any, Any, Any]


class TooFast(Exception):
    """Somebody has written enough for the moment: what comes next waits in its lane."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"for {seconds:.0f} s")
        self.seconds = seconds


def _writer(update: Update) -> int | None:
    """Return who says something new in a private chat."""
    message = update.message
    if message is None or message.chat.type != "private":
        return None
    return message.chat.id


class Handler:
    """Handles what was received: lanes side by side, each in order."""

    def __init__(
        self,
        app: App,
        bot: DeskBot,
        database: Database,
        opener: Opener,
        members: Members,
        committed: Callable[[], None],
        share: Share,
    ) -> None:
        self._app = app
        self._share = share
        self._bot = bot
        self._database = database
        self._opener = opener
        self._members = members
        self._committed = committed
        self._lanes: dict[str, deque[inbox.Waiting]] = {}
        self._running: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # SQLite has one writer: a crowd waiting for it would keep delivery from its turn.
        self._writing = asyncio.Semaphore(1 if database.is_sqlite else AT_ONCE)
        self._pace = Pace()
        self._wake = asyncio.Event()
        self._stopped = asyncio.Event()
        self.turned_at = time.monotonic()  # the last look at the inbox
        app.add_error_handler(_keep_error)

    def wake(self) -> None:
        """Look at the inbox at once."""
        self._wake.set()

    async def run(self) -> None:
        """Handle until `stop`; updates under way are finished."""
        failures = 0
        while not self._stopped.is_set():
            self._wake.clear()
            self.turned_at = time.monotonic()
            try:
                await self._look()
                failures = 0
            except Exception as error:
                failures += 1
                log.warning("The inbox cannot be read: %s: %s", type(error).__name__, error)
                await asyncio.sleep(min(10.0, 0.2 * 2 ** min(failures, 6)))
                continue
            try:
                async with asyncio.timeout(self._share.fallback_s):
                    await self._wake.wait()
            except TimeoutError:
                pass
        await asyncio.gather(*self._tasks)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopped.set()
        self._wake.set()

    async def _look(self) -> None:
        """Bring the lanes in memory up to the table, and set idle ones going."""
        # One who writes without end must not take the room of all the others.
        room = MIRROR - sum(min(len(lane), LANE_ROOM) for lane in self._lanes.values())
        if room > 0:
            async with self._database.glance() as session:
                for row in await self._share.more(session, self._lanes, room):
                    _queue(self._lanes.setdefault(row.lane, deque()), row)
        for lane in [lane for lane in self._lanes if lane not in self._running]:
            self._running.add(lane)
            task = asyncio.create_task(self._drain(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: str) -> None:
        """Handle a lane to its end."""
        queue, tried = self._lanes[lane], 0
        try:
            while queue and not self._stopped.is_set():
                head = queue[0]
                if head.media_group_id is None:
                    ids = [head.id]
                else:  # the parts of an album are one thing, wherever they stand in the lane
                    group = head.media_group_id
                    ids = [row.id for row in queue if row.media_group_id == group]
                is_new = head.id != tried and head.media_group_id is None
                tried = head.id
                wait = await self._attempt(ids, [head] if is_new else None)
                if wait is None:
                    for row in [row for row in queue if row.id in ids]:
                        queue.remove(row)
                elif self._share.keeps(lane):
                    await self._pause(wait)
                else:
                    queue.clear()
        finally:
            self._running.discard(lane)
            if not queue:
                self._lanes.pop(lane, None)
            self._wake.set()

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            pass

    async def _attempt(self, ids: list[int], rows: Sequence[inbox.Waiting] | None) -> float | None:
        """Handle rows together; returns None when they are over, else seconds to the next try.

        Rows that may have changed since they were read are not given but loaded again.
        """
        attempts = 0
        try:
            if rows is None:
                async with self._database.read() as session:
                    rows = await inbox.load(session, ids)
            if not rows:
                return None
            due_at: datetime = max(row.due_at for row in rows)
            wait = (due_at - datetime.now(UTC)).total_seconds()
            if wait > 0:
                return wait
            attempts = max(row.attempts for row in rows)
            began = time.monotonic()
            await self._handle(rows)
            figures.HANDLED.inc(len(rows))
            figures.HANDLING.observe(time.monotonic() - began)
            return None
        except Unsettled:
            return 0.05
        except inbox.Overtaken:
            self._wake.set()  # what comes before it may not be in memory yet
            return 0.05
        except Unsure:
            return 2.0
        except TooFast as early:
            return early.seconds
        except Exception as error:
            if is_transient(error):
                log.warning("The database is not available: %s", type(error).__name__)
                return 1.0
            return await self._give_up_or_again(ids, attempts, error)

    async def _give_up_or_again(
        self, ids: list[int], attempts: int, error: Exception
    ) -> float | None:
        try:
            return await self._failed(ids, attempts, error)
        except inbox.Overtaken:
            return 0.05
        except Exception:
            log.exception("A failure could not be written down; the update is tried again")
            return 1.0

    async def _handle(self, rows: Sequence[Any]) -> None:
        bot, ids = self._app.bot, [row.id for row in rows]
        updates = [Update.de_json(json.loads(row.payload), bot) for row in rows]
        arrived_at = max(row.received_at for row in rows)
        try:
            self._slow_down(updates[0])
        except TooFast as early:
            if self._share.is_shared:  # others would not know why it lies there
                due_at = datetime.now(UTC) + timedelta(seconds=early.seconds)
                async with self._database.write() as session:
                    await inbox.postpone(session, ids, due_at)
            raise
        membership = await self._membership(updates[0])
        facts: object = await self._facts(updates[0])
        refusal: Refused | None = None
        while True:
            try:
                await self._transact(ids, updates, arrived_at, membership, facts, refusal)
                self._count(updates[0])
                break
            except LookFirst as first:
                facts = await first.look()
            except Refused as reason:
                # Whatever the handler had begun is rolled back: a refusal changes nothing.
                refusal = reason
        self._committed()

    async def _transact(
        self,
        ids: list[int],
        updates: list[Update],
        arrived_at: datetime,
        membership: Membership | None,
        facts: object,
        refusal: Refused | None,
    ) -> None:
        async with self._writing, self._database.write() as session:
            now = datetime.now(UTC)
            await self._share.claim(session, ids, now)
            turn = await self._opener.turn(session, now, updates, membership, arrived_at)
            turn.facts = facts
            if refusal is not None:
                await handlers.refuse(turn, refusal)
            else:
                enter(turn)
                errors: list[Exception] = []
                _errors[id(turn.update)] = errors
                try:
                    await self._app.process_update(turn.update)
                finally:
                    del _errors[id(turn.update)]
                if errors:
                    raise errors[0]
            if self._reaches_limit(turn):
                screen = Screen.of(turn.texts("limit-messages"))
                turn.work.out.say(turn.work.chat_id, screen, silent=True)
            await self._opener.close(turn.work)

    def _slow_down(self, update: Update) -> None:
        """Raise TooFast while the person has written as much as is passed on in a minute."""
        writer = _writer(update)
        if writer is not None:
            limit = self._opener.fair_use.messages_a_minute
            wait = self._pace.wait(writer, limit, time.monotonic())
            if wait:
                raise TooFast(wait)

    def _count(self, update: Update) -> None:
        writer = _writer(update)
        if writer is not None and self._opener.fair_use.messages_a_minute:
            self._pace.wrote(writer, time.monotonic())

    def _reaches_limit(self, turn: Turn) -> bool:
        """Whether this message is the last one for a while, and the person must be told."""
        writer, actor = _writer(turn.update), turn.work.actor
        if writer is None or actor is None or actor.is_banned:
            return False
        limit = self._opener.fair_use.messages_a_minute
        return self._pace.is_last(writer, limit, time.monotonic())

    async def _membership(self, update: Update) -> Membership | None:
        """Look up whether the sender is an agent, before the transaction is opened."""
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            return None
        if self._opener.group_chat_id is None:
            async with self._database.read() as session:
                await self._opener.desk_work(session, datetime.now(UTC))
        place = place_of(chat.id, chat.type, self._opener.group_chat_id)
        if place is Place.GROUP and self._share.is_shared:  # bound or upgraded by another process?
            async with self._database.read() as session:
                await self._opener.desk_work(session, datetime.now(UTC))
            place = place_of(chat.id, chat.type, self._opener.group_chat_id)
        if place is not Place.STAFF:
            return None
        if update.chat_member is not None:
            new = update.chat_member.new_chat_member
            self._members.learn(chat.id, new.user.id, membership_after(update.chat_member))
            return None
        message = update.message or update.edited_message
        if message is not None and (message.sender_chat or user.is_bot):
            return None
        try:
            return await self._members.look_up(chat.id, user.id)
        except Unsure:
            if update.callback_query is not None:
                return None  # a button is refused with a sentence; messages wait
            raise

    async def _facts(self, update: Update) -> GroupFacts | None:
        """Ask about a group in which somebody says `/setup`, before the transaction is opened."""
        message = update.message
        if message is None or message.chat.type not in ("group", "supergroup"):
            return None
        command = parse_command(message.text or "")
        if command is None or command.name != "setup":
            return None
        try:
            return await gather(self._bot, message.chat.id)
        except TelegramError as error:
            log.warning("The group could not be looked at: %s", error)
            return None

    async def _failed(self, ids: list[int], attempts: int, error: Exception) -> float | None:
        reference = secrets.token_hex(4)
        figures.FAILED.inc()
        log.error(
            "Update failed (%s), try %d of %d", reference, attempts + 1, TRIES, exc_info=error
        )
        now = datetime.now(UTC)
        text = f"{reference}: {type(error).__name__}: {error}"[:2000]
        async with self._database.write() as session:
            if attempts + 1 < TRIES:
                wait: float = 0.2 * 2**attempts
                await inbox.postpone(session, ids, now + timedelta(seconds=wait), text)
                return wait
            await inbox.park(session, ids, reference, text, now)
            payloads = await inbox.payloads(session, ids)
            try:
                async with session.begin_nested():
                    await parking.given_up(self._opener, session, now, ids, payloads, reference)
            except Exception as untold:
                if is_transient(untold):
                    raise
                log.exception("Nobody could be told of %s", reference)
        figures.PARKED.inc(len(ids))
        self._committed()
        return None


def _queue(lane: deque[inbox.Waiting], row: inbox.Waiting) -> None:
    """Put a row into its lane, in Telegram's order; nearly always it is the last."""
    place = len(lane)
    while place and lane[place - 1].update_id > row.update_id:
        place -= 1
    lane.insert(place, row)


_errors: dict[int, list[Exception]] = {}


async def _keep_error(update: object, context: Any) -> None:
    """python-telegram-bot swallows exceptions of handlers: hand them back to the transaction."""
    _errors[id(update)].append(context.error)

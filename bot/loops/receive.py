"""Telegram → inbox: every update is committed before Telegram is told that it arrived."""

import asyncio
import json
import logging
import re
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.loops import figures
from bot.loops.transport import DeskBot, FloodWait
from bot.loops.whole import whole
from bot.rules.raw import part
from storage.engine import Database
from storage.queries import inbox

log = logging.getLogger(__name__)

POLL_S = 25
MAX_BACKOFF_S = 30.0
STUCK_S = 90.0
UNSURE_S = 0.1
MAX_ID = 2**63 - 1
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # no text to PostgreSQL, no text to UTF-8
# `[]` would leave out chat_member, without which nobody's leaving the group would be noticed.
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
]


class Stuck(Exception):
    """No poll has come to an end for so long that waiting on is no use."""


class Receiver:
    """Polls for ever; no failure ends the loop, and none skips an update."""

    def __init__(
        self,
        bot: DeskBot,
        database: Database,
        stored: Callable[[], None],
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._leads = leads
        self._database = database
        self._stored = stored
        self._offset: int | None = None
        self._alive_at = time.monotonic()  # a poll ended then, well or badly, or is to begin then
        self.trouble = ""  # why the last poll failed

    @property
    def turned_at(self) -> float:
        """When a poll ended last, or the next one begins."""
        return self._alive_at

    async def watch(self) -> None:
        """Raise Stuck when no poll has ended, well or badly, for 90 s; the process had better."""
        while True:
            left = self._alive_at + STUCK_S - time.monotonic()
            if left <= 0 and not self._leads():  # frozen, and about to be told that it is replaced
                left = STUCK_S
            if left <= 0:
                raise Stuck(f"no poll has ended for {STUCK_S:.0f} s")
            await asyncio.sleep(left)

    async def run(self) -> None:
        """Poll until cancelled; what was fetched but not yet confirmed comes again next time."""
        failures = 0
        while True:
            if not self._leads():  # another process polls by now, or this one will be sure again
                await asyncio.sleep(UNSURE_S)
                continue
            try:
                await self.poll_once()
                failures, self._alive_at, self.trouble = 0, time.monotonic(), ""
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if isinstance(error, Conflict) and not self._leads():
                    continue
                failures += 1
                wait = min(MAX_BACKOFF_S, 0.5 * 2 ** min(failures, 7))
                if isinstance(error, FloodWait):
                    wait = error.seconds
                self.trouble = _reason(error)
                log.warning("Receiving failed, next try in %.0f s: %s", wait, self.trouble)
                self._alive_at = time.monotonic() + wait
                await asyncio.sleep(wait)

    async def poll_once(self) -> None:
        """Fetch what there is, store it, and only then move the offset that confirms it."""
        # After a failure the answer comes at once, to know soon whether all is well again.
        seconds = 0 if self.trouble else POLL_S
        arguments: dict[str, Any] = {"timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            arguments["offset"] = self._offset
        updates = await self._bot.call("getUpdates", arguments, read_timeout=POLL_S + 10)
        if not updates:
            return
        await whole(self.store(updates))
        self._stored()
        numbers = [number for update in updates if (number := number_of(update)) is not None]
        if not numbers:
            raise ValueError("updates without an update_id cannot be confirmed")
        self._offset = max(numbers) + 1

    async def store(self, updates: list[Any]) -> None:
        """Commit a batch of updates to the inbox, in Telegram's order."""
        await keep(self._database, [arrival(update) for update in updates])


async def keep(database: Database, rows: list[inbox.Arrival]) -> None:
    """Commit arrivals to the inbox, in Telegram's order."""
    async with database.write() as session:
        in_order = sorted(rows, key=lambda row: row.update_id)
        await inbox.store(session, in_order, datetime.now(UTC))
    figures.RECEIVED.inc(len(rows))


def arrival(update: Any) -> inbox.Arrival:
    """Return the row of anything at all: what makes no sense is given up when it is handled."""
    payload = _json(update)
    if "\\u0000" in payload or UNSTORABLE.search(payload):
        update = _storable(update)
        payload = _json(update)
    number = number_of(update)
    if number is None or not 0 <= number <= MAX_ID:
        number = -1 - zlib.crc32(payload.encode())  # so that a repeat is recognised
    group = part(update, "message").get("media_group_id")
    return inbox.Arrival(
        update_id=number,
        lane=lane_of(update),
        payload=payload,
        media_group_id=group[:64] if isinstance(group, str) else None,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(value: Any) -> Any:
    """Replace characters that a database would refuse; lengths stay, for the entities' sake."""
    match value:
        case str():
            return UNSTORABLE.sub("\ufffd", value)
        case list():
            return [_storable(item) for item in value]
        case dict():
            return {_storable(key): _storable(item) for key, item in value.items()}
    return value


def number_of(update: Any) -> int | None:
    """Return the id that an update carries."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int else None


def lane_of(update: Any) -> str:
    """Return the queue of an update: a person within a chat, so that nobody waits for another."""
    kind = next((key for key, value in part(update).items() if isinstance(value, dict)), "")
    body = part(update, kind)
    chat = part(body, "chat") or part(body, "message", "chat")
    person = part(body, "from")
    if kind == "chat_member":  # in order with what that member writes
        person = part(body, "new_chat_member", "user") or person
    return f"{chat.get('id', 0)}:{person.get('id', 0)}"[:64]


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidToken):
        return "Telegram does not accept BOT_TOKEN"
    if isinstance(error, Conflict):
        return "another process polls with the same BOT_TOKEN (or a webhook is set): end it"
    if isinstance(error, TelegramError):
        return f"Telegram cannot be reached: {error}"
    reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"updates could not be stored: {type(error).__name__}: {reason}"

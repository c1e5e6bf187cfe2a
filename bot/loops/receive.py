"""Telegram → inbox: every update is committed before Telegram is told that it arrived."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.loops.transport import DeskBot, FloodWait
from bot.loops.whole import whole
from storage.engine import Database
from storage.queries import inbox

log = logging.getLogger(__name__)

POLL_S = 25
MAX_BACKOFF_S = 30.0
# `[]` would leave out chat_member, without which nobody's leaving the group would be noticed.
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
]


class Receiver:
    """Polls for ever; no failure ends the loop, and none skips an update."""

    def __init__(self, bot: DeskBot, database: Database, stored: Callable[[], None]) -> None:
        self._bot = bot
        self._database = database
        self._stored = stored
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; what was fetched but not yet confirmed comes again next time."""
        failures = 0
        while True:
            try:
                await self.poll_once()
                failures = 0
            except asyncio.CancelledError:
                raise
            except Exception as error:
                failures += 1
                wait = min(MAX_BACKOFF_S, 0.5 * 2 ** min(failures, 7))
                if isinstance(error, FloodWait):
                    wait = error.seconds
                _explain(error, wait)
                await asyncio.sleep(wait)

    async def poll_once(self) -> None:
        """Fetch what there is, store it, and only then move the offset that confirms it."""
        arguments: dict[str, Any] = {"timeout": POLL_S, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            arguments["offset"] = self._offset
        updates = await self._bot.call("getUpdates", arguments, read_timeout=POLL_S + 10)
        if not updates:
            return
        await whole(self.store(updates))
        self._offset = max(update["update_id"] for update in updates) + 1
        self._stored()

    async def store(self, updates: list[dict[str, Any]]) -> None:
        """Commit a batch of updates to the inbox, in Telegram's order."""
        now = datetime.now(UTC)
        rows = [
            inbox.Arrival(
                update_id=update["update_id"],
                lane=lane_of(update),
                payload=json.dumps(update, ensure_ascii=False, separators=(",", ":")),
                media_group_id=(update.get("message") or {}).get("media_group_id"),
            )
            for update in sorted(updates, key=lambda update: int(update["update_id"]))
        ]
        async with self._database.write() as session:
            await inbox.store(session, rows, now)


def lane_of(update: dict[str, Any]) -> str:
    """Return the queue of an update: a person within a chat, so that nobody waits for another."""
    body: dict[str, Any] = next(
        (value for key, value in update.items() if key != "update_id" and isinstance(value, dict)),
        {},
    )
    chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
    person = body.get("from") or {}
    if "chat_member" in update:  # in order with what that member writes
        person = (body.get("new_chat_member") or {}).get("user") or person
    return f"{chat.get('id', 0)}:{person.get('id', 0)}"


def _explain(error: Exception, wait: float) -> None:
    if isinstance(error, InvalidToken):
        what = "Telegram does not accept BOT_TOKEN"
    elif isinstance(error, Conflict):
        what = "another process polls with the same BOT_TOKEN (or a webhook is set): end it"
    elif isinstance(error, TelegramError):
        what = f"Telegram cannot be reached: {error}"
    else:
        what = f"updates could not be stored: {type(error).__name__}: {error}"
    log.warning("Receiving failed, next try in %.0f s: %s", wait, what)

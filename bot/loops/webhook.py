"""Telegram → inbox over a webhook: the address at Telegram kept right, and what it brings stored.

One process of a desk looks after the address; each of them takes in what comes.
"""

import asyncio
import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.loops.receive import ALLOWED_UPDATES, UNSTORABLE, arrival, keep, lane_of, number_of
from bot.loops.transport import DeskBot, FloodWait
from bot.loops.whole import whole
from storage.engine import Database
from storage.queries import inbox

log = logging.getLogger(__name__)

CONNECTIONS = 40  # of Telegram at once, for the bot as a whole
LOOK_S = 60.0
LOOK_AGAIN_S = 10.0  # while something is wrong
MAX_BACKOFF_S = 60.0
STORE_WITHIN_S = 20.0  # Telegram waits longer
BATCH = 100
CARRIED_ID = re.compile(r'"update_id"\s*:\s*(\d{1,18})(?!\d)')
REFUSED = re.compile(r"\b40[13]\b")


class Unusable(Exception):
    """A body that is no update, and carries no update's number either."""


def read(body: bytes) -> inbox.Arrival:
    """Return the row of a webhook's body; Unusable if there is nothing to know it by.

    What cannot be read but has a number is kept as it came, and given up when it is handled.
    """
    text = UNSTORABLE.sub("\ufffd", body.decode("utf-8", "replace"))
    try:
        update = json.loads(text)
        if number_of(update) is not None:
            return arrival(update)
    except (ValueError, RecursionError):  # broken off, or nested without end
        if carried := CARRIED_ID.search(text):
            return inbox.Arrival(int(carried[1]), lane_of({}), text, None)
    raise Unusable


class Intake:
    """Stores what webhooks bring; everything that waits meanwhile goes into the next commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[inbox.Arrival, asyncio.Future[None]]] = []
        self._storing: asyncio.Task[None] | None = None
        self.stored: Callable[[], None] = lambda: None

    async def take(self, row: inbox.Arrival) -> None:
        """Return when the update is committed; raises whatever kept it from that."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store())
        async with asyncio.timeout(STORE_WITHIN_S):
            await done

    async def close(self) -> None:
        """Finish the commit that is under way."""
        if self._storing is not None:
            await asyncio.wait({self._storing})

    async def _store(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            # Whoever does not wait any more has said 503: Telegram brings it again.
            batch = [(row, done) for row, done in batch if not done.done()]
            try:
                if batch:
                    await keep(self._database, [row for row, _ in batch])
            except Exception as error:
                log.warning("Updates could not be stored: %s", type(error).__name__)
                for _, done in batch:
                    if not done.done():
                        done.set_exception(error)
                        done.exception()  # whoever gave up meanwhile does not look
            else:
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
                self.stored()


class Webhook:
    """Keeps the address at Telegram as it is to be, none for a desk that polls."""

    def __init__(self, bot: DeskBot, database: Database, url: str | None, secret: str) -> None:
        self._bot = bot
        self._database = database
        self._url = url or ""
        self._secret = secret
        self._told = ""
        self._set_after = 0  # the failure that was answered by setting it once more
        self._is_in_the_way = True  # a webhook, while this desk polls: at start it goes at once
        self.tried = asyncio.Event()  # the address is right, or Telegram could not be asked
        self.trouble = "the webhook is not set yet" if url else ""

    async def run(self) -> None:
        """Set the address, then see to it that it stays; nothing that waits is ever dropped."""
        failures, is_set = 0, False
        while True:
            try:
                if not is_set:
                    await self._set()
                    is_set = True
                await self._look()
                failures = 0
                wait = LOOK_AGAIN_S if self.trouble else LOOK_S
            except FloodWait as error:
                wait = error.seconds
            except Exception as error:
                failures += 1
                wait = min(MAX_BACKOFF_S, 0.5 * 2 ** min(failures, 7))
                if self._url:  # of a desk that polls, the polls tell
                    self.trouble = _reason(error, is_set=is_set)
                    log.warning("%s; next try in %.0f s", self.trouble, wait)
            self.tried.set()
            await asyncio.sleep(wait)

    async def _set(self) -> None:
        """Say how it is to be, at every start: the secret that Telegram has it tells nobody."""
        if not self._url:
            return
        await self._bot.call(
            "setWebhook",
            {
                "url": self._url,
                "secret_token": self._secret,
                "max_connections": CONNECTIONS,
                "allowed_updates": ALLOWED_UPDATES,
                "drop_pending_updates": False,
            },
        )
        log.info("Telegram delivers to the webhook at %s", host_of(self._url))

    async def _look(self) -> None:
        info = await self._bot.call("getWebhookInfo", {})
        url = info.get("url") or ""
        if not self._url:
            await self._clear(url)
            return
        if url == self._url and set(info.get("allowed_updates") or ()) == set(ALLOWED_UPDATES):
            await self._judge(info)
            return
        what = "changed" if url == self._url else f"moved to {host_of(url)}" if url else "removed"
        log.warning("The webhook was %s by somebody with this BOT_TOKEN: it is set again", what)
        await self._set()
        self.trouble = ""

    async def _clear(self, url: str) -> None:
        """Remove a webhook that is still there at the next look.

        Not at once: a process that is to take this one's place may have set it.
        """
        if url and self._is_in_the_way:
            await self._bot.call("deleteWebhook", {"drop_pending_updates": False})
            log.warning("The webhook at %s was removed: this desk polls", host_of(url))
        self._is_in_the_way = bool(url) and not self._is_in_the_way

    async def _judge(self, info: dict[str, Any]) -> None:
        """See whether updates wait at Telegram since a failure after which nothing has come."""
        at, waiting = info.get("last_error_date", 0), info.get("pending_update_count", 0)
        error = info.get("last_error_message", "")
        failed_at = datetime.fromtimestamp(at, UTC)
        newest = await whole(self._newest()) if at and waiting else None
        if not at or not waiting or (newest is not None and newest > failed_at):
            self.trouble = self._told = ""
            return
        self.trouble = f"the webhook fails, {waiting} updates wait at Telegram: {error}"
        level = logging.DEBUG if error == self._told else logging.WARNING
        self._told = error
        log.log(level, "At %s UTC %s", f"{failed_at:%H:%M:%S}", self.trouble)
        if REFUSED.search(error) and at != self._set_after:
            self._set_after = at  # with somebody else's secret, maybe: ours is said again
            await self._set()

    async def _newest(self) -> datetime | None:
        async with self._database.read() as session:
            return await inbox.newest(session)


def host_of(url: str) -> str:
    """Return what may be shown of a webhook's address: others put secrets into the path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


def _reason(error: Exception, *, is_set: bool) -> str:
    doing = "looked after" if is_set else "set"
    if isinstance(error, InvalidToken):
        return "Telegram does not accept BOT_TOKEN"
    if isinstance(error, BadRequest):
        return f"the webhook cannot be {doing}, look at WEBHOOK_URL: {error.message}"
    if isinstance(error, TelegramError):
        return f"the webhook cannot be {doing}, Telegram cannot be reached: {error.message}"
    return f"the webhook cannot be {doing}: {type(error).__name__}"

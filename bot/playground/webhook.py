"""Delivery of updates to the bot's own web server, with Telegram's retries.

Order is kept per queue only: messages by chat, button presses by person, so a press may overtake a
message.
"""

import asyncio
import contextlib
from typing import TYPE_CHECKING

import aiohttp

from bot.playground.errors import Json

if TYPE_CHECKING:
    from bot.playground.updates import Update, Updates

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
ANSWER_WITHIN_S = 60.0


class Webhook:
    """Where updates are delivered; without a URL the bot polls."""

    def __init__(self, updates: "Updates") -> None:
        self.url = ""
        self._updates = updates
        self._secret = ""
        self._most = 40
        self._task: asyncio.Task[None] | None = None
        self._error: tuple[int, str] | None = None

    def start(self, url: str, secret: str, most: int) -> None:
        """Deliver to a URL from now on, over `most` connections."""
        self.stop()
        self.url, self._secret, self._most = url, secret, most
        self._task = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        """Deliver no more; what is not confirmed waits for getUpdates."""
        self.url = ""
        self._error = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def close(self) -> None:
        """Stop and wait for the end."""
        task = self._task
        self.stop()
        if task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def info(self) -> Json:
        """Return the fields of WebhookInfo that tell about delivery."""
        if not self.url:
            return {}
        info: Json = {"max_connections": self._most, "ip_address": "127.0.0.1"}
        if self._error:
            info |= {"last_error_date": self._error[0], "last_error_message": self._error[1]}
        return info

    async def _run(self) -> None:
        updates = self._updates
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        connector = aiohttp.TCPConnector(limit=self._most)
        busy: dict[str, asyncio.Task[None]] = {}
        try:
            async with aiohttp.ClientSession(
                timeout=timeout, headers=headers, connector=connector
            ) as session:
                while True:
                    updates.drop_expired()
                    lanes = {lane for lane, task in busy.items() if not task.done()}
                    busy = {lane: task for lane, task in busy.items() if lane in lanes}
                    for update in list(updates.pending):
                        lane = _lane(update)
                        if lane not in lanes and len(busy) < self._most:
                            lanes.add(lane)
                            busy[lane] = asyncio.create_task(self._deliver(session, update))
                    await updates.bell.wait(5.0)
        finally:
            for task in busy.values():
                task.cancel()
            await asyncio.gather(*busy.values(), return_exceptions=True)

    async def _deliver(self, session: aiohttp.ClientSession, update: "Update") -> None:
        pause = 0.0
        while update in self._updates.pending:
            error = await self._post(session, update)
            if error is None:
                with contextlib.suppress(ValueError):
                    self._updates.pending.remove(update)
                break
            self._error = (int(self._updates.now()), error)
            await asyncio.sleep(pause)
            pause = min(pause * 2 or FIRST_PAUSE_S, LONGEST_PAUSE_S)
        asyncio.get_running_loop().call_soon(self._updates.bell.ring)

    async def _post(self, session: aiohttp.ClientSession, update: "Update") -> str | None:
        try:
            async with session.post(self.url, json=update.json()) as response:
                await response.read()
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"


def _lane(update: "Update") -> str:
    payload = update.payload
    if update.kind == "callback_query":
        return f"press {payload['from']['id']}"
    return f"chat {payload['chat']['id']}" if "chat" in payload else update.kind

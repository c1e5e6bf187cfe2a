"""The queue of updates: long polling with confirmation, as Telegram keeps it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import ApiError, Json
from bot.playground.journal import Bell
from bot.playground.schema import UPDATE_KINDS
from bot.playground.webhook import Webhook

KEPT_S = 24 * 3600
PRESS_KEPT_S = 150
MAX_BATCH = 100
MAX_TIMEOUT_S = 50

BY_DEFAULT = UPDATE_KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True, eq=False)
class Update:
    """One update with the time it came in; `kind` decides how long it is kept."""

    id: int
    kind: str
    payload: Json
    at: float

    def json(self) -> Json:
        """Return the Update object."""
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """Updates wait until the bot confirms them; of two pollers the older one is ended."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.pending: deque[Update] = deque()
        self.allowed: frozenset[str] | None = None
        self.webhook = Webhook(self)
        self.bell = Bell()
        self.closed = False
        self._next_id = 100_000_001
        self._poll = 0

    @property
    def polls(self) -> int:
        """How many times somebody has begun to poll."""
        return self._poll

    def push(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if kind in (BY_DEFAULT if self.allowed is None else self.allowed):
            self.pending.append(Update(self._next_id, kind, payload, self.now()))
            self._next_id += 1
            self.bell.ring()

    def allow(self, kinds: list[Any]) -> list[str]:
        """Remember which kinds are wanted, none meaning the usual ones; returns unknown names."""
        known = frozenset(str(kind) for kind in kinds) & UPDATE_KINDS
        self.allowed = known or None
        return [str(kind) for kind in kinds if kind not in UPDATE_KINDS]

    def drop_expired(self) -> None:
        """Forget messages after a day and presses after minutes, as Telegram does."""
        now = self.now()
        if self.pending and now - self.pending[0].at > PRESS_KEPT_S:
            self.pending = deque(
                update
                for update in self.pending
                if now - update.at <= (PRESS_KEPT_S if update.kind == "callback_query" else KEPT_S)
            )

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm all below `offset` and return what waits, after `timeout` seconds at most.

        A negative offset keeps only that many of the newest. Raises 409 where another poller came.
        """
        self._poll += 1
        mine = self._poll
        self.bell.ring()
        self._confirm(offset)
        limit = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        deadline = time.monotonic() + min(timeout, MAX_TIMEOUT_S)
        while True:
            self.drop_expired()
            if self.pending:
                return [self.pending[i].json() for i in range(min(limit, len(self.pending)))]
            left = deadline - time.monotonic()
            if left <= 0 or self.closed:
                return []
            await self.bell.wait(left)
            if mine != self._poll:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            if self.webhook.url:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
            if len(self.pending) < limit:
                await asyncio.sleep(0)  # what arrives in the same moment goes along

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0].id < offset:
            self.pending.popleft()

    def close(self) -> None:
        """Let waiting pollers go."""
        self.closed = True
        self.bell.ring()

"""What happened, for the page and for tests: events, the bot's calls and its faults."""

import asyncio
import json
from collections import deque
from typing import Any

from bot.playground.errors import Json
from bot.playground.schema import METHODS

EVENTS_KEPT = 5_000
REQUESTS_KEPT = 10_000
FAULTS_KEPT = 1_000


class Bell:
    """Wakes everybody who waits for something to happen."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        if self._waiting:
            waiting, self._waiting = self._waiting, set()
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def wait(self, timeout: float) -> None:
        """Return at the next ring, or after `timeout` seconds."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait([future], timeout=timeout)  # wait_for may lose a cancellation
        finally:
            self._waiting.discard(future)


class Journal:
    """A bounded record; `seq` and `n` only grow, so a reader asks for what came after."""

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self.events: deque[Json] = deque(maxlen=EVENTS_KEPT)
        self.faults: deque[Json] = deque(maxlen=FAULTS_KEPT)
        self.flooded = 0
        self.bell = Bell()
        self._calls = 0
        self._requests: deque[tuple[int, float, str, Json, str | None]] = deque(
            maxlen=REQUESTS_KEPT
        )

    def event(self, type_: str, **fields: Any) -> None:
        """Tell the page that something happened."""
        self.seq += 1
        self.events.append({"seq": self.seq, "type": type_, **fields})
        self.bell.ring()

    async def wait(self, seq: int, timeout: float) -> list[Json]:
        """Return the events after `seq`, waiting for the first one if there is none yet."""
        if seq >= self.seq and timeout > 0 and not self.closed:
            await self.bell.wait(timeout)
        return self.after(seq)

    def close(self) -> None:
        """Let waiting readers go."""
        self.closed = True
        self.bell.ring()

    def after(self, seq: int) -> list[Json]:
        """Return the events that came after `seq` and are still kept."""
        if seq >= self.seq:
            return []
        behind = self.seq - max(seq, 0)
        if behind >= len(self.events):
            return list(self.events)
        return [self.events[index] for index in range(-behind, 0)]

    def fault(self, method: str, description: str, params: Json) -> None:
        """Record a mistake of the bot that Telegram would not have told it."""
        fault = {"method": method, "description": description, "params": _readable(method, params)}
        self.faults.append(fault)
        self.event("fault", fault=fault)

    def request(self, at: float, method: str, params: Json, error: str | None) -> None:
        """Record one call of the bot."""
        self._calls += 1
        self._requests.append((self._calls, at, method, params, error))

    def requests(self, after: int) -> list[Json]:
        """Return the calls numbered above `after`, with their JSON parameters decoded."""
        return [
            {
                "n": n,
                "time": at,
                "method": method,
                "params": _readable(method, params),
                "ok": error is None,
                **({} if error is None else {"error": error}),
            }
            for n, at, method, params, error in self._requests
            if n > after
        ]


def _readable(method: str, params: Json) -> Json:
    known = METHODS.get(method.lower())
    types = known.types if known else {}
    return {name: _value(types.get(name, "String"), value) for name, value in params.items()}


def _value(expr: str, value: Any) -> Any:
    if not isinstance(value, str) or expr == "String":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

"""Telegram's flood limits, kept a little looser than a careful bot counts them.

Requests reach the server unevenly, so windows are shorter here by `SLACK`: who keeps the limits on
their own clock is never refused, who ignores them always is.
"""

import math
import time
from collections import deque

OVERALL_PER_SECOND = 30
PRIVATE_BURST = 5
PRIVATE_PER_SECOND = 1.0
GROUP_PER_MINUTE = 20
SLACK = 0.97


class _Window:
    """At most `most` within `seconds`."""

    __slots__ = ("most", "seconds", "times")

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds * SLACK
        self.times: deque[float] = deque()

    def wait(self, now: float, count: int) -> float:
        """Return the seconds until `count` more fit."""
        times = self.times
        while times and times[0] <= now - self.seconds:
            times.popleft()
        over = len(times) + count - self.most
        if over <= 0 or not times:
            return 0.0
        return times[min(over, len(times)) - 1] + self.seconds - now

    def take(self, now: float, count: int) -> None:
        self.times.extend([now] * count)


class _Bucket:
    """A burst of `PRIVATE_BURST`, then one a second."""

    __slots__ = ("left", "since")

    def __init__(self, now: float) -> None:
        self.left = float(PRIVATE_BURST)
        self.since = now

    def wait(self, now: float, count: int) -> float:
        """Return the seconds until `count` more fit; more than the burst needs a full bucket."""
        rate = PRIVATE_PER_SECOND / SLACK
        self.left = min(PRIVATE_BURST, self.left + (now - self.since) * rate)
        self.since = now
        lacking = min(count, PRIVATE_BURST) - self.left
        return max(lacking / rate, 0.0)

    def take(self, now: float, count: int) -> None:
        self.left -= count


class Limits:
    """Counts what the bot sends and edits; reactions, deletions and answers are free."""

    def __init__(self, *, on: bool) -> None:
        self.switch(on=on)

    def switch(self, *, on: bool) -> None:
        """Switch the limits on or off; switching forgets what was counted."""
        self.on = on
        self._overall = _Window(OVERALL_PER_SECOND, 1.0)
        self._chats: dict[int, _Window | _Bucket] = {}
        self._topics: dict[int, _Window] = {}

    def take(self, chat_id: int, count: int = 1) -> int:
        """Count `count` messages to a chat; returns 0, or the whole seconds to wait."""
        if not self.on:
            return 0
        now = time.monotonic()
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = _Bucket(now) if chat_id > 0 else _Window(GROUP_PER_MINUTE, 60.0)
            self._chats[chat_id] = chat
        wait = max(self._overall.wait(now, count), chat.wait(now, count))
        if wait > 0:
            return max(math.ceil(wait), 1)
        self._overall.take(now, count)
        chat.take(now, count)
        return 0

    def take_topic(self, chat_id: int) -> int:
        """Count a new topic of a group; returns 0, or the whole seconds to wait."""
        if not self.on:
            return 0
        now = time.monotonic()
        window = self._topics.setdefault(chat_id, _Window(GROUP_PER_MINUTE, 60.0))
        wait = window.wait(now, 1)
        if wait > 0:
            return max(math.ceil(wait), 1)
        window.take(now, 1)
        return 0

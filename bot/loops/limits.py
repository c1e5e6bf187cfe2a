"""Telegram's limits, kept before Telegram has to say so.

About 30 messages a second overall, one a second per chat with short bursts, 20 a minute per group,
20 new topics a minute; edits count (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

UNCOUNTED = {  # calls that are no messages: they only count overall
    "deleteMessage",
    "deleteMessages",
    "setMessageReaction",
    "answerCallbackQuery",
    "createForumTopic",  # has a limit of its own
}


@dataclass(frozen=True)
class Window:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """The windows that hold for the bot as a whole, for a private chat, a group and its topics.

    The margins (28 for 30, 62 s for a minute) are for clocks and networks that stretch or squeeze
    the distances between requests on their way.
    """

    overall: tuple[Window, ...] = (Window(28, 1.05),)
    private: tuple[Window, ...] = (Window(3, 1.05), Window(20, 21.0))
    group: tuple[Window, ...] = (Window(3, 1.05), Window(19, 62.0))
    topics: tuple[Window, ...] = (Window(19, 62.0),)  # new ones in a group


NO_LIMITS = Limits((), (), (), ())


class Pace:
    """Says when the next call may go, from the times of those that went; seconds on any clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall: deque[float] = deque()
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self._topics: dict[int, deque[float]] = defaultdict(deque)
        self._pauses: dict[int, float] = {}

    def remember(self, sent: Sequence[tuple[int, str, float]]) -> None:
        """Take in what an earlier process sent: chat, method and moment, oldest first.

        How many messages an album had is not known any more.
        """
        for chat_id, method, moment in sent:
            self.went(chat_id, method, moment, 10 if method == "sendMediaGroup" else 1)

    def pause(self, chat_id: int, until: float) -> None:
        """Keep silent in a chat (0: in all) until a moment."""
        self._pauses[chat_id] = max(until, self._pauses.get(chat_id, 0.0))

    def free_at(self, chat_id: int, method: str, now: float, messages: int = 1) -> float:
        """Return the earliest moment at which the call may go; `now` or before: at once."""
        moments = [self._pauses.get(0, 0.0), self._pauses.get(chat_id, 0.0)]
        moments += [_free(self._overall, window, messages) for window in self._limits.overall]
        if method not in UNCOUNTED:
            sent = self._chats.get(chat_id)
            if sent:
                windows = self._limits.group if chat_id < 0 else self._limits.private
                moments += [_free(sent, window, messages) for window in windows]
        if method == "createForumTopic" and self._topics.get(chat_id):
            made = self._topics[chat_id]
            moments += [_free(made, window, 1) for window in self._limits.topics]
        return max(moments)

    def went(self, chat_id: int, method: str, now: float, messages: int = 1) -> None:
        """Note that a call goes now; an album counts as its messages."""
        if self._limits.overall:
            self._overall.extend([now] * messages)
            _forget(self._overall, now, self._limits.overall)
        if method not in UNCOUNTED:
            windows = self._limits.group if chat_id < 0 else self._limits.private
            if windows:
                sent = self._chats[chat_id]
                sent.extend([now] * messages)
                _forget(sent, now, windows)
        elif method == "createForumTopic" and self._limits.topics:
            self._topics[chat_id].append(now)
            _forget(self._topics[chat_id], now, self._limits.topics)

    def sweep(self, now: float) -> None:
        """Drop chats that have been quiet for longer than any window."""
        for chats in (self._chats, self._topics):
            for chat_id, sent in list(chats.items()):
                if not sent or sent[-1] < now - 120:
                    del chats[chat_id]
        for chat_id, until in list(self._pauses.items()):
            if until < now:
                del self._pauses[chat_id]


def _free(sent: deque[float], window: Window, messages: int) -> float:
    """Return when so many more fit; what never fits, an album in a second, has it for itself."""
    last = max(window.count - messages, 0) + 1
    if len(sent) < last:
        return 0.0
    return sent[-last] + window.seconds


def _forget(sent: deque[float], now: float, windows: tuple[Window, ...]) -> None:
    horizon = now - max(window.seconds for window in windows)
    while sent and sent[0] < horizon:
        sent.popleft()

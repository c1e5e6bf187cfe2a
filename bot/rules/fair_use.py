"""How much one requester may take of the desk at once; 0 means as much as they like."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from storage.enums import Status

COUNTED = (Status.OPEN, Status.IN_PROGRESS, Status.WAITING)  # what counts as an open ticket
MINUTE_S = 60.0
TOLD_FOR_S = 600.0  # so long nobody is told again that they write fast


@dataclass(frozen=True)
class FairUse:
    """The limits for each requester."""

    open_tickets: int = 5
    messages_a_minute: int = 60
    files_a_ticket: int = 100


DEFAULTS = FairUse()
NAMES = tuple(field.name for field in fields(FairUse))
CHOICES = {  # what a group can choose at one tap
    "open_tickets": (1, 2, 3, 5, 10, 20, 50, 0),
    "messages_a_minute": (10, 20, 30, 60, 120, 300, 0),
    "files_a_ticket": (5, 10, 20, 50, 100, 300, 0),
}


def merged(default: FairUse, chosen: Mapping[str, Any] | None) -> FairUse:
    """Return the limits with what the group has chosen in place of the defaults."""
    known = {name: value for name, value in (chosen or {}).items() if name in NAMES}
    return replace(default, **known)


def is_full(open_tickets: Sequence[object], limits: FairUse) -> bool:
    """Whether somebody has as many open tickets as they may."""
    return 0 < limits.open_tickets <= len(open_tickets)


def takes_files(there: int, more: int, limits: FairUse) -> bool:
    """Whether a ticket or form with `there` files takes `more` of them."""
    return not more or not limits.files_a_ticket or there + more <= limits.files_a_ticket


class Pace:
    """How fast people write: what comes faster waits its turn, nothing is refused.

    Seconds are those of a monotonic clock. A restart forgets it, which only makes it milder.
    """

    def __init__(self) -> None:
        self._written: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}
        self._swept_at = 0.0

    def wait(self, user_id: int, limit: int, clock: float) -> float:
        """Return the seconds until the person's next message may be handled."""
        written = self._written.get(user_id)
        if not limit or not written:
            return 0.0
        while written and written[0] <= clock - MINUTE_S:
            written.popleft()
        if not written:
            del self._written[user_id]  # never left empty
        return max(0.0, written[-limit] + MINUTE_S - clock) if len(written) >= limit else 0.0

    def wrote(self, user_id: int, clock: float) -> None:
        """Count a message that was handled; who has been quiet for a minute is forgotten."""
        if clock - self._swept_at > MINUTE_S:
            self._swept_at = clock
            fresh = {who: at for who, at in self._written.items() if at[-1] > clock - MINUTE_S}
            self._written = fresh
        self._written.setdefault(user_id, deque()).append(clock)

    def is_last(self, user_id: int, limit: int, clock: float) -> bool:
        """Whether a message that is not counted yet fills the minute, and that is news."""
        if not limit or len(self._written.get(user_id, ())) + 1 < limit:
            return False
        told = self._told.get(user_id)
        if told is not None and clock - told < TOLD_FOR_S:
            return False
        self._told = {who: at for who, at in self._told.items() if clock - at < TOLD_FOR_S}
        self._told[user_id] = clock
        return True

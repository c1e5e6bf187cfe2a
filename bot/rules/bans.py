"""Bans: how long, and why; both are read from what follows `/ban`."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.words import one_line, units

REASON_LIMIT = 300  # UTF-16 units
LONGEST = timedelta(days=3650)
UNITS = {
    timedelta(minutes=1): {"m", "min", "м", "мин"},
    timedelta(hours=1): {"h", "hour", "hours", "ч", "час", "часа", "часов"},
    timedelta(days=1): {"d", "day", "days", "д", "день", "дня", "дней"},
    timedelta(weeks=1): {"w", "week", "weeks", "н", "нед"},
}
FOR_EVER = {"forever", "навсегда"}
_LENGTH = re.compile(r"(\d{1,5})([^\W\d_]+)")


@dataclass(frozen=True)
class Sentence:
    """How long somebody may not write (None: until it is lifted), and what they are told."""

    length: timedelta | None
    reason: str


def parse(words: str) -> Sentence | None:
    """Read `3d spam`; None without a length, which is `forever` perhaps, or without a reason."""
    first, _, rest = words.strip().partition(" ")
    reason = one_line(rest, 4096) if rest.strip() else ""
    if not reason or units(reason) > REASON_LIMIT:
        return None
    if first.casefold() in FOR_EVER:
        return Sentence(None, reason)
    length = _length(first.casefold())
    return Sentence(length, reason) if length is not None else None


def _length(word: str) -> timedelta | None:
    match = _LENGTH.fullmatch(word)
    if match is None:
        return None
    unit = next((unit for unit, names in UNITS.items() if match.group(2) in names), None)
    if unit is None or int(match.group(1)) == 0:
        return None
    return min(unit * int(match.group(1)), LONGEST)


def is_over(until: datetime | None, now: datetime) -> bool:
    """Whether a ban has ended by itself."""
    return until is not None and until <= now

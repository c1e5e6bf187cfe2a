"""How `/merge 1050 into 1042` is read."""

import re

_NUMBER = r"#?(\d{1,9})"
_INTO = r"(?:\s*(?:->|→|,|;)\s*|\s+(?:into|to|with|in|в|во|с|к)\s+|\s+)"
_BOTH = re.compile(rf"{_NUMBER}{_INTO}{_NUMBER}", re.IGNORECASE)
_ONE = re.compile(rf"(?:(?:into|to|with|in|в|во|с|к)\s+)?{_NUMBER}", re.IGNORECASE)


def parse(words: str) -> tuple[int | None, int] | None:
    """Return the duplicate's number (None: the ticket replied to) and the one that remains."""
    words = words.strip()
    if both := _BOTH.fullmatch(words):
        return int(both.group(1)), int(both.group(2))
    if one := _ONE.fullmatch(words):
        return None, int(one.group(1))
    return None

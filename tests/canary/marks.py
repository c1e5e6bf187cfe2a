"""Marks: words that occur nowhere else, and who may ever read them."""

import re
from dataclasses import dataclass, field
from itertools import count

MARK = re.compile(r"zq\d{5}qz", re.IGNORECASE)  # the search folds case; a mark never spans a cut


@dataclass
class Said:
    """One thing that somebody said: all its marks have the same readers besides the team."""

    what: str
    by: int
    step: int
    readers: set[int] = field(default_factory=set)  # chats of requesters
    is_secret: bool = False  # the team's own for ever: nothing makes it public
    is_for_all: bool = False  # such as the name of a category
    is_erased: bool = False  # at its requester's request: nobody is shown it any more
    is_anonymous: bool = False
    in_reply_to: "Said | None" = None


class Leak(AssertionError):
    """A word stands where it must not."""


class Marks:
    """All marks that were ever given out."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self._numbers = count(1)

    def new(self, said: Said) -> str:
        """Return a fresh mark for something said."""
        mark = f"zq{next(self._numbers):05d}qz"
        self.said[mark] = said
        return mark

    def known_in(self, text: str) -> list[tuple[str, Said]]:
        """Return the marks in a text, each once."""
        found = dict.fromkeys(mark.lower() for mark in MARK.findall(text))
        return [(mark, self.said[mark]) for mark in found if mark in self.said]

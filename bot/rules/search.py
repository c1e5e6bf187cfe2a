"""A search: what is looked for, how well something is that, and which part of it to show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from storage.models import Ticket, TicketMessage
from storage.words import Term, scan, terms

QUERY_LIMIT = 100  # UTF-16 units of what is looked for
MOST_TERMS = 8
BEFORE = 40  # characters of an excerpt in front of the first hit
MOST_HITS = 8  # that stand out in an excerpt: Telegram lays 100 entities over a message


@dataclass(frozen=True)
class Query:
    """What is looked for: the words as they were typed, and where."""

    words: str
    page: int
    requester_id: int | None  # None: everywhere

    @property
    def terms(self) -> list[Term]:
        """The words as they are compared."""
        return terms(self.words, MOST_TERMS)


@dataclass(frozen=True)
class Hit:
    """A ticket that was found, and the message that fits best (None: subject or description)."""

    ticket: Ticket
    message: TicketMessage | None


@dataclass(frozen=True)
class Found:
    """A page of hits, the best first; pages count from 1."""

    query: Query
    hits: list[Hit]
    total: int
    is_all: bool  # False: there are older ones that were not looked at
    page: int
    pages: int


def score(words: str, terms: Sequence[Term], *, is_ticket: bool) -> float:
    """Return how good a hit is: words as they were written, subjects, short texts go first."""
    met = sum(term.rank(f" {words} ") for term in terms)
    return met * (1.5 if is_ticket else 1.0) / (1 + math.log1p(len(words)) / 10)


@dataclass(frozen=True)
class Piece:
    """Some characters of an excerpt; `is_hit` where they are what was looked for."""

    text: str
    is_hit: bool = False


def excerpt(text: str, terms: Sequence[Term], room: int) -> list[Piece]:
    """Return the part of a text around its first hit, on one line of `room` characters at most."""
    flat = " ".join(text.split())
    hits = [found for found in scan(flat) if any(term.meets(found) for term in terms)]
    start = 0
    if hits and len(flat) > room:
        start = max(0, min(hits[0].start - BEFORE, len(flat) - room))
        if start:  # at the beginning of a word, before the hit
            start = flat.find(" ", start, hits[0].start) + 1 or start
    end = min(len(flat), start + room)
    if end < len(flat):
        cut = flat.rfind(" ", start, end)
        last = max((hit.end for hit in hits if hit.end <= end), default=start)
        end = cut if cut > last else end
    pieces = [Piece("…")] if start else []
    at = start
    for hit in hits[:MOST_HITS]:
        if hit.start >= at and hit.end <= end:
            pieces += [Piece(flat[at : hit.start]), Piece(flat[hit.start : hit.end], is_hit=True)]
            at = hit.end
    pieces += [Piece(flat[at:end]), Piece("…" if end < len(flat) else "")]
    return [piece for piece in pieces if piece.text]

"""What the statistics say: counts, spreads of times, steps of the span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.enums import Priority, Status
from storage.models import TicketCategory, User
from storage.queries.rating import Ratings


@dataclass(frozen=True)
class Spread:
    """How long something took, in seconds, over `count` tickets; None over none."""

    count: int
    median: int | None = None
    p90: int | None = None
    longest: int | None = None

    @classmethod
    def of(cls, seconds: Iterable[int]) -> "Spread":
        """Measure times by nearest rank."""
        times = sorted(seconds)
        if not times:
            return cls(0)
        ranks = ((len(times) * share + 99) // 100 for share in (50, 90))
        median, p90 = (times[rank - 1] for rank in ranks)
        return cls(len(times), median, p90, times[-1])


NEVER = Spread(0)
UNASKED = Ratings()


@dataclass(frozen=True)
class Measures:
    """What is counted alike for the whole desk, one agent, one category."""

    opened: int = 0
    resolved: int = 0
    answers: int = 0  # public ones, by an agent; a category has none
    open_now: int = 0
    first_answer: Spread = NEVER
    resolution: Spread = NEVER
    ratings: Ratings = UNASKED


@dataclass(frozen=True)
class Bar:
    """A step of the span: what happened in it, and the backlog at its end."""

    start: datetime
    opened: int
    resolved: int
    backlog: int
    first_answer: Spread


@dataclass(frozen=True)
class Figures:
    """The statistics of one span of time."""

    total: int  # tickets ever, to tell a quiet day from an empty desk
    whole: Measures
    bars: list[Bar]
    agents: list[tuple[User, Measures]]  # busiest first
    categories: list[tuple[TicketCategory | None, Measures]]  # most opened first
    by_status: dict[Status, int]  # open now
    by_priority: dict[Priority, int]  # open now
    age: Spread  # of what is open now
    within: tuple[int, ...]  # first answers by `WITHIN_S`, the last longer than all of them
    ever_resolved: int  # tickets resolved in the span, whatever became of them since
    reopened: int  # of these
    scores: dict[int, int]

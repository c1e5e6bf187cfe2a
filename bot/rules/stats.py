"""What somebody asks the statistics for, and the steps in which a span of time is looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.periods import Period, parse_period


class By(StrEnum):
    """What the figures are broken down by."""

    DESK = "desk"  # not at all
    AGENT = "agent"
    CATEGORY = "category"


CSV = "csv"
WORDS = {
    **dict.fromkeys(("agent", "agents", "агент", "агенты", "агентам", "агентов"), By.AGENT),
    **dict.fromkeys(("сотрудник", "сотрудники", "сотрудникам"), By.AGENT),
    **dict.fromkeys(("category", "categories", "категория", "категории"), By.CATEGORY),
    **dict.fromkeys(("категориям", "категорий"), By.CATEGORY),
}
SMALL_WORDS = {"by", "по", "за", "the", "last"}


@dataclass(frozen=True)
class Asked:
    """What is to be shown."""

    period: Period
    by: By = By.DESK
    is_csv: bool = False


def parse_asked(words: str) -> Asked | None:
    """Read the words after the command in any order and language; None for any other word."""
    period: Period | None = None
    by, is_csv = By.DESK, False
    for word in words.lower().split():
        if word == CSV:
            is_csv = True
        elif word in WORDS:
            by = WORDS[word]
        elif word not in SMALL_WORDS:
            found = parse_period(word)
            if found is None or period is not None:
                return None
            period = found
    return Asked(period or Period.WEEK, by, is_csv)


class Step(StrEnum):
    """How long one bar is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


MOST = {Step.DAY: 31, Step.WEEK: 27, Step.MONTH: 36}  # more bars than that become thin lines


# Which day a step begins with, and a span that leads from there into the next step.
BEGINNING: dict[Step, Callable[[date], date]] = {
    Step.DAY: lambda day: day,
    Step.WEEK: lambda day: day - timedelta(days=day.weekday()),
    Step.MONTH: lambda day: day.replace(day=1),
    Step.YEAR: lambda day: day.replace(month=1, day=1),
}
LENGTH = {
    Step.DAY: timedelta(days=1),
    Step.WEEK: timedelta(days=7),
    Step.MONTH: timedelta(days=31),
    Step.YEAR: timedelta(days=366),
}


def bars(
    period: Period, start: datetime, now: datetime, zone: ZoneInfo
) -> tuple[Step, list[datetime]]:
    """Return the shortest step that leaves bars wide enough to see, and where each bar begins."""
    if period is Period.TODAY:
        return Step.HOUR, list(_hours(start, now))
    for step, most in MOST.items():
        found = list(_days(step, start, now, zone))
        if len(found) <= most:
            return step, found
    return Step.YEAR, list(_days(Step.YEAR, start, now, zone))


def _hours(start: datetime, now: datetime) -> Iterator[datetime]:
    at = start.astimezone(UTC)
    while at <= now:
        yield at
        at += timedelta(hours=1)


def _days(step: Step, start: datetime, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    day = BEGINNING[step](start.astimezone(zone).date())
    while (at := datetime.combine(day, time.min, tzinfo=zone)) <= now:
        yield at
        day = BEGINNING[step](day + LENGTH[step])

"""The spans of time that statistics look back on."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Period(StrEnum):
    """How far back; days begin at midnight in the desk's time zone."""

    TODAY = "today"
    WEEK = "week"  # today and the six days before
    MONTH = "month"  # today and the 29 days before
    ALL = "all"


DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}
WORDS = {
    Period.TODAY: {"today", "day", "1", "сегодня", "день"},
    Period.WEEK: {"", "week", "7", "неделя", "неделю"},
    Period.MONTH: {"month", "30", "месяц"},
    Period.ALL: {"all", "всё", "все"},
}


def parse_period(words: str) -> Period | None:
    """Read the word after the command, in any of the desk's languages; none means a week."""
    first = words.lower().split()[0] if words.split() else ""
    return next((period for period, known in WORDS.items() if first in known), None)


def start_of(period: Period, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the midnight at which the period began; None if it has no beginning."""
    if period is Period.ALL:
        return None
    first_day = now.astimezone(zone).date() - timedelta(days=DAYS[period] - 1)
    return datetime.combine(first_day, time.min, tzinfo=zone)

"""Periods by name, and the midnights at which they begin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rules.periods import Period, parse_period, start_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("", Period.WEEK),
        ("today", Period.TODAY),
        ("Сегодня", Period.TODAY),
        ("7", Period.WEEK),
        (" неделя please", Period.WEEK),
        ("30", Period.MONTH),
        ("месяц", Period.MONTH),
        ("ВСЁ", Period.ALL),
        ("yesterday", None),
    ],
)
def test_words(words: str, period: Period | None) -> None:
    assert parse_period(words) is period


def test_days_begin_at_midnight_there() -> None:
    late = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # in Berlin it is the 30th already
    assert start_of(Period.TODAY, late, BERLIN) == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)
    # Over the change to summer time: midnight was an hour later in UTC.
    assert start_of(Period.WEEK, late, BERLIN) == datetime(2026, 3, 23, 23, 0, tzinfo=UTC)
    assert start_of(Period.ALL, late, BERLIN) is None

"""What the statistics are asked for, and the bars that a span of time is cut into."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.periods import Period, start_of
from bot.rules.stats import Asked, By, Step, bars, parse_asked

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)  # on the day of the change to summer time


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("", Asked(Period.WEEK)),
        ("month", Asked(Period.MONTH)),
        ("agent", Asked(Period.WEEK, By.AGENT)),
        ("month by category", Asked(Period.MONTH, By.CATEGORY)),
        ("CSV all", Asked(Period.ALL, is_csv=True)),
        ("по сотрудникам за месяц", Asked(Period.MONTH, By.AGENT)),
        ("категории сегодня", Asked(Period.TODAY, By.CATEGORY)),
        ("yesterday", None),
        ("week month", None),
        ("agent secrets", None),
    ],
)
def test_words(words: str, asked: Asked | None) -> None:
    assert parse_asked(words) == asked


def test_a_day_has_hours_and_the_change_of_time_takes_one() -> None:
    start = start_of(Period.TODAY, NOW, BERLIN)
    assert start is not None
    step, edges = bars(Period.TODAY, start, NOW, BERLIN)
    assert step is Step.HOUR
    assert [edge.astimezone(BERLIN).hour for edge in edges] == [0, 1, *range(3, 15)]


@pytest.mark.parametrize(
    ("days", "step", "count"),
    [
        (0, Step.DAY, 1),
        (6, Step.DAY, 7),
        (30, Step.DAY, 31),
        (31, Step.WEEK, 5),
        (181, Step.WEEK, 26),
        (200, Step.MONTH, 7),
        (1060, Step.MONTH, 35),
        (1100, Step.YEAR, 4),
        (9000, Step.YEAR, 26),
    ],
)
def test_the_longer_the_time_the_longer_a_bar(days: int, step: Step, count: int) -> None:
    found, edges = bars(Period.ALL, NOW - timedelta(days=days), NOW, BERLIN)
    assert (found, len(edges)) == (step, count)


@given(st.integers(0, 20_000), st.integers(0, 86_399), st.sampled_from(["UTC", "Asia/Kolkata"]))
def test_bars_begin_at_midnight_and_cover_everything(days: int, second: int, name: str) -> None:
    zone = ZoneInfo(name)
    start = NOW - timedelta(days=days, seconds=second)
    _, edges = bars(Period.ALL, start, NOW, zone)
    assert edges[0] <= start
    assert edges == sorted(set(edges))
    assert edges[-1] <= NOW
    assert {edge.astimezone(zone).time().isoformat() for edge in edges} == {"00:00:00"}

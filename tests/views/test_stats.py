"""The statistics message on a phone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.buttons import Stats
from bot.i18n import languages, texts
from bot.rules.periods import Period
from bot.rules.words import TEXT_LIMIT, units
from bot.views.screen import Screen
from bot.views.stats import stats_screen
from bot.views.table import WIDTH, width
from bot.views.times import duration
from storage.enums import Priority, Status
from storage.models import TicketCategory, User
from storage.queries.stats import AgentFigures, Figures, Spread

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
EMPTY: dict[str, Any] = {
    "total": 0,
    "opened": 0,
    "done": 0,
    "by_status": {},
    "by_priority": {},
    "by_category": [],
    "agents": [],
    "first_answer": Spread(0),
    "resolution": Spread(0),
}


def screen(language: str = "en", period: Period = Period.WEEK, **values: Any) -> Screen:
    since = None if period is Period.ALL else NOW - timedelta(days=6)
    figures = Figures(**{**EMPTY, **values})
    return stats_screen(figures, period, since, NOW, ZONE, texts(language))


def tables(of: Screen) -> list[str]:
    encoded = of.text.encode("utf-16-le")
    return [
        encoded[2 * item["offset"] : 2 * (item["offset"] + item["length"])].decode("utf-16-le")
        for item in of.entities
        if item["type"] == "pre"
    ]


@pytest.mark.parametrize("language", languages())
def test_tables_fit_a_phone_and_the_message_telegram(language: str) -> None:
    categories = [
        (
            TicketCategory(id=at, names={"en": "C" * 60, "ru": "К" * 60}, sort_order=at),
            10**6,
        )
        for at in range(100)
    ]
    agents = [
        AgentFigures(User(id=at, first_name="名" * 60, last_name=None), 12345, 12345, 1234)
        for at in range(1, 101)
    ]
    full = screen(
        language,
        total=10**6,
        opened=10**6,
        done=1,
        by_status=dict.fromkeys(Status, 10**6),
        by_priority=dict.fromkeys(Priority, 10**6),
        by_category=categories,
        agents=agents,
        first_answer=Spread(10**6, 59, 10**7),
        resolution=Spread(1, 7200, 7200),
    )
    assert units(full.text) <= TEXT_LIMIT
    assert len(tables(full)) == 6
    for table in tables(full):
        assert {width(line) for line in table.splitlines() if line} == {WIDTH}


def test_the_active_period_is_marked() -> None:
    row = screen(period=Period.MONTH).keyboard[0]
    assert [button.label for button in row] == ["Today", "7 days", "✓ 30 days", "All"]
    assert [button.press for button in row] == [Stats(period.value) for period in Period]


def test_empty_states_are_kind() -> None:
    assert "No tickets yet" in screen().text
    quiet = screen("ru", total=5).text
    assert "Тихо" in quiet
    assert "Открытых тикетов нет" in quiet


def test_figures_stand_under_their_names() -> None:
    some = screen(
        total=9,
        opened=1234,
        done=3,
        by_status={Status.WAITING: 2},
        by_priority={Priority.URGENT: 2},
        first_answer=Spread(1, 720, 9000),
    )
    assert tables(some)[0].split() == ["Opened", "1,234", "Resolved", "3"]
    assert tables(some)[1].split() == ["Waiting", "2", "Urgent", "2"]
    assert tables(some)[2].split() == ["median", "12", "min", "90%", "within", "2.5", "h"]
    assert "from 1 ticket\n" in some.text
    assert "nothing to measure yet" in some.text
    assert "Mar 23 – Mar 29" in some.text
    assert some.text.endswith("As of 14:05")


@pytest.mark.parametrize(
    ("span", "english", "russian"),
    [
        (timedelta(0), "0 s", "0 с"),
        (timedelta(seconds=59), "59 s", "59 с"),
        (timedelta(minutes=12, seconds=59), "12 min", "12 мин"),
        (timedelta(hours=3), "3 h", "3 ч"),
        (timedelta(hours=1, minutes=30), "1.5 h", "1,5 ч"),
        (timedelta(hours=47), "47 h", "47 ч"),
        (timedelta(hours=48), "2 d", "2 дн."),
        (timedelta(days=1234), "1,234 d", "1\xa0234 дн."),
    ],
)
def test_durations(span: timedelta, english: str, russian: str) -> None:
    assert (duration(span, "en"), duration(span, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "тикету"), (2, "тикетам"), (5, "тикетам"), (21, "тикету")]
)
def test_russian_plurals(count: int, words: str) -> None:
    assert f"по {count} {words}\n" in screen("ru", total=1, resolution=Spread(count, 1, 1)).text

"""The statistics on a phone: the message, the caption, what the picture says, the file."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.buttons import Stats as StatsPress
from bot.i18n import languages, texts
from bot.rules.periods import Period
from bot.rules.stats import Asked, By, Step
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, units
from bot.services.drawing import drawn
from bot.views.screen import Screen
from bot.views.stats import Stats, stats_caption, stats_screen
from bot.views.stats_csv import stats_csv
from bot.views.stats_picture import stats_picture
from bot.views.table import WIDTH, width
from bot.views.times import duration
from storage.enums import Priority, Status
from storage.models import TicketCategory, User
from storage.queries.figures import Bar, Figures, Measures, Spread
from storage.queries.rating import Ratings

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
NONE = Spread(0)
EMPTY: dict[str, Any] = {
    "total": 0,
    "whole": Measures(),
    "bars": [Bar(NOW - timedelta(days=ago), 0, 0, 0, NONE) for ago in (1, 0)],
    "agents": [],
    "categories": [],
    "by_status": {},
    "by_priority": {},
    "age": NONE,
    "within": (0, 0, 0, 0, 0),
    "ever_resolved": 0,
    "reopened": 0,
    "scores": {},
}
BUSY = Measures(
    12_345,
    12_345,
    12_345,
    12_345,
    Spread(10**6, 59, 10**7, 10**9),
    Spread(10**6, 10**8, 10**8, 10**9),
    Ratings(10**6, 10**6, 10**5),
)
NAMES = ("名" * 60, "محمد علي", "😀🚀", "$x^2$ <b>_*", "\ud83d", "Анна-Мария Константинопольская")
FULL: dict[str, Any] = {
    "total": 10**6,
    "whole": BUSY,
    "bars": [Bar(NOW, 10**6, 10**5, 10**6, BUSY.first_answer)] * 36,
    "agents": [
        (User(id=at, first_name=NAMES[at % len(NAMES)], last_name=None), BUSY)
        for at in range(1, 41)
    ],
    "categories": [
        (TicketCategory(id=at, names={"en": "C" * 60, "ru": "К" * 60}, sort_order=at), BUSY)
        for at in range(30)
    ],
    "by_status": dict.fromkeys(Status, 10**6),
    "by_priority": dict.fromkeys(Priority, 10**6),
    "age": BUSY.first_answer,
    "within": (10**6, 1, 0, 99, 5),
    "ever_resolved": 10**6,
    "reopened": 10**6,
    "scores": dict.fromkeys(range(1, 6), 10**6),
}


def stats(period: Period = Period.WEEK, by: By = By.DESK, **values: Any) -> Stats:
    since = None if period is Period.ALL else NOW - timedelta(days=6)
    return Stats(Asked(period, by), since, NOW, ZONE, Step.DAY, Figures(**{**EMPTY, **values}))


def screen(language: str = "en", **values: Any) -> Screen:
    return stats_screen(stats(**values), texts(language))


def tables(of: Screen) -> list[str]:
    encoded = of.text.encode("utf-16-le", "surrogatepass")
    return [
        encoded[2 * item["offset"] : 2 * (item["offset"] + item["length"])].decode(
            "utf-16-le", "surrogatepass"
        )
        for item in of.entities
        if item["type"] == "pre"
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("by", By)
def test_tables_fit_a_phone_and_the_message_telegram(language: str, by: By) -> None:
    full, t = stats(by=by, **FULL), texts(language)
    message, caption = stats_screen(full, t), stats_caption(full, t)
    assert units(message.text) <= TEXT_LIMIT
    assert units(caption.text) <= CAPTION_LIMIT
    assert len(tables(message)) == (6 if by is By.DESK else 2)
    assert len(tables(caption)) == (0 if by is By.DESK else 2)
    for table in tables(message) + tables(caption):
        assert {width(line) for line in table.splitlines() if line} == {WIDTH}


def test_the_active_period_and_breakdown_are_marked() -> None:
    periods, breakdowns = stats_caption(stats(Period.MONTH, By.AGENT), texts("en")).keyboard
    assert [button.label for button in periods] == ["Today", "7 days", "✓ 30 days", "All"]
    assert [button.press for button in periods] == [
        StatsPress(period.value, "agent") for period in Period
    ]
    assert [button.label for button in breakdowns] == [*("Overview", "✓ Agents", "Categories")]
    assert breakdowns[0].press == StatsPress("month", "desk")


def test_empty_states_are_kind() -> None:
    assert "No tickets yet" in screen().text
    assert "No tickets yet" in screen(by=By.AGENT).text
    quiet = screen("ru", total=5).text
    assert "Тихо" in quiet
    assert "Открытых тикетов нет" in quiet
    assert "A quiet time" in screen(by=By.AGENT, total=5).text


def test_figures_stand_under_their_names() -> None:
    some = screen(
        total=9,
        whole=Measures(1234, 3, 5, 2, Spread(1, 720, 9000, 9000)),
        by_status={Status.WAITING: 2},
        by_priority={Priority.URGENT: 2},
    )
    assert tables(some)[0].split() == ["Opened", "1,234", "Resolved", "3"]
    assert tables(some)[1].split() == ["Waiting", "2", "Urgent", "2"]
    assert tables(some)[2].split() == ["median", "12", "min", "90%", "within", "2.5", "h"]
    assert "from 1 ticket\n" in some.text
    assert "nothing to measure yet" in some.text
    assert "Mar 23 – Mar 29" in some.text
    assert some.text.endswith("As of 14:05")


def test_a_caption_never_says_a_mean_and_always_the_count() -> None:
    found = stats(
        total=9,
        whole=Measures(9, 3, 5, 2, Spread(8, 720, 9000, 9000), NONE, Ratings(8, 6, 5)),
        age=Spread(2, 3600, 7200, 7200),
        ever_resolved=4,
        reopened=1,
    )
    lines = stats_caption(found, texts("en")).text.splitlines()
    assert lines[2:8] == [
        "Opened 9 · resolved 3 · open now 2",
        "⏱ First answer: median 12 min, 90% within 2.5 h, 8 tickets",
        "🏁 Resolution: nothing to measure yet",
        "↩️ Reopened: 25% (1 of 4 resolved)",
        "📥 Waiting in the backlog: median 1 h, 90% up to 2 h, oldest 2 h, 2 tickets",
        "⭐ Rated 4 or 5: 83% (6 of 8 asked responded)",
    ]


@pytest.mark.parametrize("language", languages())
def test_ten_stand_in_the_picture_and_the_others_together(language: str) -> None:
    picture = json.loads(stats_picture(stats(by=By.AGENT, **FULL), texts(language)).packed())
    (table,) = picture["parts"]
    assert len(table["rows"]) == 11
    assert table["rows"][-1]["name"] == texts(language)("stats-rest")
    assert [len(row["cells"]) for row in table["rows"]] == [len(table["heads"])] * 11


@pytest.mark.parametrize("by", [By.DESK, By.AGENT])
@pytest.mark.parametrize("values", [EMPTY, FULL], ids=["empty", "full"])
async def test_whatever_the_figures_and_names_it_is_drawn(by: By, values: dict[str, Any]) -> None:
    png = await drawn(stats_picture(stats(Period.ALL, by, **values), texts("ru")).packed())
    assert png is not None
    assert png.startswith(b"\x89PNG")


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("ru", ";")])
def test_every_line_of_the_file_has_every_column(language: str, separator: str) -> None:
    values = {**FULL, "agents": [(User(id=1, first_name="=1+1", last_name=None), BUSY)]}
    made = stats_csv(stats(**values), texts(language))
    assert made.content.startswith(b"\xef\xbb\xbf")
    text = made.content.decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text), delimiter=separator)
    assert len(set(head)) == len(head)
    assert {len(line) for line in lines} == {len(head)}
    assert made.name == "stats-2026-03-23-2026-03-29.csv"
    assert [line[1] for line in lines if line[1].endswith("=1+1")] == ["'=1+1"]


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
    whole = Measures(resolution=Spread(count, 1, 1, 1))
    assert f"по {count} {words}\n" in screen("ru", total=1, whole=whole).text

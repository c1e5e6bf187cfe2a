"""The statistics message: narrow tables under short headings, one button for each period."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from babel.numbers import format_decimal, format_percent

from bot.buttons import Stats as StatsPress
from bot.i18n import Texts
from bot.rules.periods import Period
from bot.views.names import (
    category_name,
    priority_name,
    shown_name,
    status_name,
)
from bot.views.screen import Button, Screen, Text
from bot.views.table import table
from bot.views.times import clock, day, duration
from storage.enums import Priority
from storage.queries.rating import Ratings
from storage.queries.stats import OPEN_NOW, AgentFigures, Figures, Spread

MOST_CATEGORIES = 12
MOST_AGENTS = 20


def stats_screen(
    figures: Figures,
    period: Period,
    since: datetime | None,
    at: datetime,
    zone: tzinfo,
    t: Texts,
    ratings: Ratings | None = None,
) -> Screen:
    """Return the figures of a period as they stood `at`."""
    text = Text().add("📊 ").add(t(f"stats-{period}"), "bold")
    if since is not None:
        text.add(" · ").add(_dates(since, at, zone, t))
    text.line()
    if not figures.total:
        text.line().line(t("stats-no-tickets"))
    else:
        _body(text, figures, t)
        if ratings is not None and ratings.asked:
            _ratings(text, ratings, t)
    text.line().add(t("stats-as-of", time=clock(at, zone, t.language)), "italic")
    return Screen.of(text, [[_button(item, period, t) for item in Period]])


def _dates(since: datetime, at: datetime, zone: tzinfo, t: Texts) -> str:
    first, last = (
        day(instant, zone, t.language, at.astimezone(zone).year) for instant in (since, at)
    )
    return first if first == last else f"{first} – {last}"


def _button(period: Period, active: Period, t: Texts) -> Button:
    label = t(f"stats-button-{period}")
    return Button(f"✓ {label}" if period is active else label, StatsPress(period.value))


def _body(text: Text, figures: Figures, t: Texts) -> None:
    n = _numbers(t)
    text.line()
    if not figures.opened and not figures.done and not any(row.answers for row in figures.agents):
        text.line(t("stats-quiet"))
    else:
        rows = [(t("stats-opened"), n(figures.opened)), (t("stats-done"), n(figures.done))]
        text.line(table(rows), "pre")
    _open_now(text, figures, t)
    _times(text, "stats-first-answer", figures.first_answer, t)
    _times(text, "stats-resolution", figures.resolution, t)
    if figures.by_category:
        rows = [
            (category_name(category, t.language) if category else t("category-none"), n(count))
            for category, count in figures.by_category[:MOST_CATEGORIES]
        ]
        rest = sum(count for _, count in figures.by_category[MOST_CATEGORIES:])
        if rest:
            rows.append((t("stats-rest"), n(rest)))
        text.line().line(t("stats-by-category"), "bold").line(table(rows), "pre")
    _agents(text, figures.agents, t)


def _open_now(text: Text, figures: Figures, t: Texts) -> None:
    n = _numbers(t)
    text.line()
    if not figures.open_now:
        text.line(t("stats-nothing-open"))
        return
    text.line(t("stats-open-now", count=figures.open_now), "bold")
    by_status = [
        (_capital(status_name(status, t)), n(figures.by_status[status]))
        for status in OPEN_NOW
        if figures.by_status.get(status)
    ]
    by_priority = [
        (priority_name(priority, t), n(figures.by_priority[priority]))
        for priority in reversed(Priority)
        if figures.by_priority.get(priority)
    ]
    text.line(f"{table(by_status)}\n\n{table(by_priority)}", "pre")


def _times(text: Text, key: str, spread: Spread, t: Texts) -> None:
    text.line().line(t(key), "bold")
    if spread.median is None or spread.p90 is None:
        text.line(t("stats-no-times"))
        return
    rows = [
        (t("stats-median"), duration(timedelta(seconds=spread.median), t.language)),
        (t("stats-p90"), duration(timedelta(seconds=spread.p90), t.language)),
    ]
    text.line(table(rows), "pre").line(t("stats-rests-on", count=spread.count))


def _ratings(text: Text, ratings: Ratings, t: Texts) -> None:
    text.line().line(t("stats-ratings"), "bold")
    if not ratings.rated:
        text.line(t("stats-no-ratings", count=ratings.asked))
        return

    def percent(part: int, whole: int) -> str:
        return str(format_percent(part / whole, locale=t.language))

    rows = [
        (t("stats-ratings-good"), percent(ratings.good, ratings.rated)),
        (t("stats-ratings-response"), percent(ratings.rated, ratings.asked)),
    ]
    text.line(table(rows), "pre")
    text.line(t("stats-ratings-rest-on", rated=ratings.rated, asked=ratings.asked))


def _agents(text: Text, agents: list[AgentFigures], t: Texts) -> None:
    if not agents:
        return
    n = _numbers(t)
    heads = ("", *(t(f"stats-agent-{what}") for what in ("answers", "done", "assigned")))
    rows = [
        (shown_name(row.agent, t), n(row.answers), n(row.done), n(row.assigned))
        for row in agents[:MOST_AGENTS]
    ]
    text.line().line(t("stats-by-agent"), "bold").line(table([heads, *rows]), "pre")
    if len(agents) > MOST_AGENTS:
        text.line(t("stats-more-agents", count=len(agents) - MOST_AGENTS))


def _numbers(t: Texts) -> Callable[[int], str]:
    return lambda number: format_decimal(number, "#,##0", t.language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The statistics as words: the caption of their picture, or the whole message without one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from babel.numbers import format_decimal, format_percent

from bot.buttons import Stats as StatsPress
from bot.i18n import Texts
from bot.rules.periods import Period
from bot.rules.stats import Asked, By, Step
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, units
from bot.views.names import category_name, priority_name, shown_name, status_name
from bot.views.screen import Button, Keyboard, Screen, Text
from bot.views.table import table
from bot.views.times import clock, day, duration
from storage.enums import Priority
from storage.queries.figures import Figures, Measures, Spread
from storage.queries.rating import Ratings
from storage.queries.stats import OPEN_NOW

MOST_CATEGORIES = 12
MOST_AGENTS = 20
MOST_ROWS = 10  # of a breakdown; what is left over stands together in one more
NOTHING = "–"


@dataclass(frozen=True)
class Stats:
    """The figures that were asked for, as they stood `at`."""

    asked: Asked
    since: datetime | None  # None where the period has no beginning
    at: datetime
    zone: tzinfo
    step: Step  # of the bars
    figures: Figures


def stats_screen(stats: Stats, t: Texts) -> Screen:
    """Return everything as one text message."""
    if stats.asked.by is not By.DESK and stats.figures.total:
        return _breakdown(stats, t, TEXT_LIMIT)
    text = _title(stats, t)
    if not stats.figures.total:
        text.line().line(t("stats-no-tickets"))
    else:
        _body(text, stats.figures, t)
    return _screen(text, stats, t)


def stats_caption(stats: Stats, t: Texts) -> Screen:
    """Return the figures in a few lines, for below the picture."""
    if stats.asked.by is not By.DESK:
        return _breakdown(stats, t, CAPTION_LIMIT)
    text = _title(stats, t)
    for line in _lines(stats.figures, t):
        text.line(line)
    return _screen(text, stats, t)


def dates(stats: Stats, t: Texts) -> str:
    """Return the first and the last day, empty where there is no first one."""
    if stats.since is None:
        return ""
    zone, year = stats.zone, stats.at.astimezone(stats.zone).year
    first, last = (day(at, zone, t.language, year) for at in (stats.since, stats.at))
    return first if first == last else f"{first} – {last}"


def as_of(stats: Stats, t: Texts) -> str:
    """Say how fresh the figures are."""
    return t("stats-as-of", time=clock(stats.at, stats.zone, t.language))


def numbers(t: Texts) -> Callable[[int], str]:
    """Return how whole numbers are written."""
    return lambda number: str(format_decimal(number, "#,##0", t.language))


def percent(part: int, whole: int, t: Texts) -> str:
    """Return a share, which there must be something to have of."""
    return str(format_percent(part / whole, locale=t.language))


def took(seconds: int | None, t: Texts) -> str:
    """Return how long something took, a dash where nothing did."""
    return NOTHING if seconds is None else duration(timedelta(seconds=seconds), t.language)


def named(stats: Stats, t: Texts) -> list[tuple[str, Measures]]:
    """Return the rows of a breakdown with their names."""
    if stats.asked.by is By.AGENT:
        return [(shown_name(agent, t), of) for agent, of in stats.figures.agents]
    return [
        (category_name(category, t.language) if category else t("category-none"), of)
        for category, of in stats.figures.categories
    ]


def top(rows: Sequence[tuple[str, Measures]], most: int, t: Texts) -> list[tuple[str, Measures]]:
    """Return the first rows, and the counts of all others in one more."""
    if len(rows) <= most + 1:
        return list(rows)
    rest = [of for _, of in rows[most:]]
    together = Measures(
        opened=sum(of.opened for of in rest),
        resolved=sum(of.resolved for of in rest),
        answers=sum(of.answers for of in rest),
        open_now=sum(of.open_now for of in rest),
        ratings=Ratings(
            sum(of.ratings.asked for of in rest),
            sum(of.ratings.rated for of in rest),
            sum(of.ratings.good for of in rest),
        ),
    )
    return [*rows[:most], (t("stats-rest"), together)]


def _title(stats: Stats, t: Texts) -> Text:
    text = Text().add("📊 ").add(t(f"stats-{stats.asked.period}"), "bold")
    if shown := dates(stats, t):
        text.add(" · ").add(shown)
    return text.line()


def _screen(text: Text, stats: Stats, t: Texts) -> Screen:
    text.line().add(as_of(stats, t), "italic")
    return Screen.of(text, _keyboard(stats.asked, t))


def _keyboard(asked: Asked, t: Texts) -> Keyboard:
    def button(label: str, period: Period, by: By, *, is_active: bool) -> Button:
        return Button(f"✓ {label}" if is_active else label, StatsPress(period.value, by.value))

    return [
        [
            button(t(f"stats-button-{period}"), period, asked.by, is_active=period is asked.period)
            for period in Period
        ],
        [button(t(f"stats-button-{by}"), asked.period, by, is_active=by is asked.by) for by in By],
    ]


def _lines(figures: Figures, t: Texts) -> list[str]:
    """Return medians, 90th percentiles and counts, one kind in each line."""
    n, whole = numbers(t), figures.whole
    counted = t(
        "stats-line-counts",
        opened=n(whole.opened),
        resolved=n(whole.resolved),
        open=n(whole.open_now),
    )
    lines = ["", counted]
    for key, spread in (("first-answer", whole.first_answer), ("resolution", whole.resolution)):
        lines.append(f"{t(f'stats-{key}')}: {_times(spread, t)}")
    return [*lines, *_rest(figures, t)]


def _times(spread: Spread, t: Texts) -> str:
    if not spread.count:
        return t("stats-no-times")
    median, p90 = took(spread.median, t), took(spread.p90, t)
    return t("stats-line-times", median=median, p90=p90, count=spread.count)


def _rest(figures: Figures, t: Texts) -> list[str]:
    """Return what came back, how old the backlog is, and how the help was found."""
    n, age, ratings = numbers(t), figures.age, figures.whole.ratings
    lines = []
    if figures.ever_resolved:
        share = percent(figures.reopened, figures.ever_resolved, t)
        back, of = n(figures.reopened), n(figures.ever_resolved)
        lines.append(t("stats-line-reopened", share=share, reopened=back, resolved=of))
    if age.count:
        shown = {"median": took(age.median, t), "p90": took(age.p90, t)}
        oldest = took(age.longest, t)
        lines.append(t("stats-line-age", **shown, oldest=oldest, count=age.count))
    if ratings.rated:
        share = percent(ratings.good, ratings.rated, t)
        rated, asked = n(ratings.rated), n(ratings.asked)
        lines.append(t("stats-line-ratings", share=share, rated=rated, asked=asked))
    elif ratings.asked:
        none = t("stats-no-ratings", count=ratings.asked)
        lines.append(f"{t('stats-ratings')}: {none}")
    return lines


def _body(text: Text, figures: Figures, t: Texts) -> None:
    n, whole = numbers(t), figures.whole
    text.line()
    if not whole.opened and not whole.resolved and not whole.answers:
        text.line(t("stats-quiet"))
    else:
        rows = [(t("stats-opened"), n(whole.opened)), (t("stats-done"), n(whole.resolved))]
        text.line(table(rows), "pre")
    _open_now(text, figures, t)
    _spread(text, "stats-first-answer", whole.first_answer, t)
    _spread(text, "stats-resolution", whole.resolution, t)
    if rest := _rest(figures, t):
        text.line()
        for line in rest:
            text.line(line)
    opened = [row for row in figures.categories if row[1].opened]
    if opened:
        shown = [
            (category_name(category, t.language) if category else t("category-none"), of)
            for category, of in opened
        ]
        rows = [(name, n(of.opened)) for name, of in top(shown, MOST_CATEGORIES, t)]
        text.line().line(t("stats-by-category"), "bold").line(table(rows), "pre")
    if figures.agents:
        agents = [(shown_name(agent, t), of) for agent, of in figures.agents]
        text.line().line(t("stats-by-agent"), "bold")
        text.line(_counts(top(agents, MOST_AGENTS, t), By.AGENT, t), "pre")


def _open_now(text: Text, figures: Figures, t: Texts) -> None:
    n, count = numbers(t), figures.whole.open_now
    text.line()
    if not count:
        text.line(t("stats-nothing-open"))
        return
    text.line(t("stats-open-now", count=count), "bold")
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


def _spread(text: Text, key: str, spread: Spread, t: Texts) -> None:
    text.line().line(t(key), "bold")
    if not spread.count:
        text.line(t("stats-no-times"))
        return
    rows = [
        (t("stats-median"), took(spread.median, t)),
        (t("stats-p90"), took(spread.p90, t)),
    ]
    text.line(table(rows), "pre").line(t("stats-rests-on", count=spread.count))


def _breakdown(stats: Stats, t: Texts, limit: int) -> Screen:
    """Return two tables with as many rows as there is room for."""
    by, rows = stats.asked.by, named(stats, t)
    for most in range(MOST_ROWS, 0, -1):
        text, shown = _title(stats, t), top(rows, most, t)
        if not shown:
            text.line().line(t("stats-quiet"))
        else:
            text.line().line(t(f"stats-by-{by}-counts"), "bold")
            text.line(_counts(shown, by, t), "pre")
            text.line().line(t("stats-times-and-ratings"), "bold")
            text.line(_qualities(shown, t), "pre")
        screen = _screen(text, stats, t)
        if units(screen.text) <= limit:
            break
    return screen


def _counts(rows: Sequence[tuple[str, Measures]], by: By, t: Texts) -> str:
    n = numbers(t)
    first = "answers" if by is By.AGENT else "opened"
    heads = ("", *(t(f"stats-agent-{what}") for what in (first, "done", "assigned")))
    return table(
        [
            heads,
            *((name, n(getattr(of, first)), n(of.resolved), n(of.open_now)) for name, of in rows),
        ]
    )


def _qualities(rows: Sequence[tuple[str, Measures]], t: Texts) -> str:
    heads = ("", t("stats-head-median"), t("stats-head-p90"), t("stats-head-good"))
    shown = [
        (
            name,
            took(of.first_answer.median, t),
            took(of.first_answer.p90, t),
            percent(of.ratings.good, of.ratings.rated, t) if of.ratings.rated else NOTHING,
        )
        for name, of in rows
    ]
    return table([heads, *shown])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

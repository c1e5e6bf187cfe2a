"""The statistics as a picture."""

from datetime import datetime
from itertools import accumulate

from babel.dates import format_skeleton

from bot.i18n import Texts
from bot.rules.stats import By, Step
from bot.views.names import person_name
from bot.views.picture import (
    Bars,
    Line,
    Pair,
    Part,
    Picture,
    Row,
    Rows,
    Series,
    Stack,
    Table,
    TableRow,
    Tile,
    Tiles,
)
from bot.views.stats import (
    MOST_ROWS,
    NOTHING,
    Stats,
    as_of,
    dates,
    named,
    numbers,
    percent,
    took,
    top,
)
from bot.views.times import day
from storage.queries.figures import Figures, Measures

SCORES = (1, 2, 3, 4, 5)
WITHIN = ("15min", "1h", "4h", "1d", "longer")
MOST_LOADS = 4  # beside the five times of first answers
FEW = 8  # bars that all have their day below them
TICKS = 6


def stats_picture(stats: Stats, t: Texts) -> Picture:
    """Return what the picture of these figures says."""
    period = t(f"stats-{stats.asked.period}")
    by = stats.asked.by
    title = period if by is By.DESK else f"{period} · {t(f'stats-button-{by}')}"
    subtitle = " · ".join(part for part in (dates(stats, t), as_of(stats, t)) if part)
    parts = _desk(stats, t) if by is By.DESK else [_breakdown(stats, t)]
    return Picture(title, subtitle, parts)


def _desk(stats: Stats, t: Texts) -> list[Part]:
    figures, n = stats.figures, numbers(t)
    whole, bars = figures.whole, figures.bars
    ticks = [tick(bar.start, stats, t) for bar in bars]
    sparse = _sparse(ticks)

    def series(name: str, values: list[int]) -> Series:
        return Series(name, values, [n(value) for value in values])

    opened = series(t("stats-opened"), [bar.opened for bar in bars])
    resolved = series(t("stats-done"), [bar.resolved for bar in bars])
    backlog = series(t("stats-picture-backlog"), [bar.backlog for bar in bars])
    return [
        Tiles(
            [
                Tile(n(whole.opened), t("stats-opened")),
                Tile(n(whole.resolved), t("stats-done")),
                Tile(n(whole.open_now), t("stats-picture-open-now")),
            ]
        ),
        Bars(t(f"stats-picture-per-{stats.step}"), sparse, [opened, resolved]),
        Line(t("stats-picture-backlog"), sparse, backlog),
        Pair(_waits(figures, t), _loads(figures, t)),
        _ratings(figures, t),
    ]


def tick(at: datetime, stats: Stats, t: Texts) -> str:
    """Return what is written below a bar."""
    local = at.astimezone(stats.zone)
    match stats.step:
        case Step.HOUR:
            return str(format_skeleton("Hm", local, locale=t.language))
        case Step.MONTH:
            return str(format_skeleton("yMMM", local, locale=t.language))
        case Step.YEAR:
            return str(local.year)
    return day(at, stats.zone, t.language)


def _sparse(ticks: list[str]) -> list[str]:
    """Leave out what there is no room for."""
    if len(ticks) <= FEW:
        return ticks
    every = -(-len(ticks) // TICKS)
    return [text if at % every == 0 else "" for at, text in enumerate(ticks)]


def _waits(figures: Figures, t: Texts) -> Rows:
    """Return how many had their first answer by then, and how many waited longer than all that."""
    count = figures.whole.first_answer.count
    found = [*accumulate(figures.within[:-1]), figures.within[-1]]
    rows = [
        Row(t(f"stats-picture-{name}"), by_then, percent(by_then, count, t) if count else NOTHING)
        for name, by_then in zip(WITHIN, found, strict=True)
    ]
    return Rows(t("stats-picture-first-answer"), rows)


def _loads(figures: Figures, t: Texts) -> Rows:
    n = numbers(t)
    held = sorted(
        ((person_name(agent), of) for agent, of in figures.agents if of.open_now),
        key=lambda row: -row[1].open_now,
    )
    rows = [Row(name, of.open_now, n(of.open_now)) for name, of in top(held, MOST_LOADS - 1, t)]
    nobody = figures.whole.open_now - sum(of.open_now for _, of in held)
    if nobody or not rows:
        rows.append(Row(t("stats-picture-nobody"), nobody, n(nobody)))
    return Rows(t("stats-picture-load"), rows)


def _ratings(figures: Figures, t: Texts) -> Stack:
    ratings, n = figures.whole.ratings, numbers(t)
    rows = [
        Row(
            str(score), figures.scores.get(score, 0), f"{score}★ {n(figures.scores.get(score, 0))}"
        )
        for score in SCORES
    ]
    if ratings.rated:
        share = percent(ratings.good, ratings.rated, t)
        note = t(
            "stats-picture-ratings", share=share, rated=n(ratings.rated), asked=n(ratings.asked)
        )
    else:
        none = t("stats-no-ratings", count=ratings.asked)
        note = none if ratings.asked else t("stats-no-times")
    return Stack(t("stats-picture-rated"), note, rows)


def _breakdown(stats: Stats, t: Texts) -> Table:
    by, n = stats.asked.by, numbers(t)
    main = "answers" if by is By.AGENT else "opened"
    heads = ("done", "assigned", "median", "p90", "good")
    rows = [
        TableRow(
            name,
            getattr(of, main) if at < MOST_ROWS else 0,  # all others together are no match
            [
                n(getattr(of, main)),
                n(of.resolved),
                n(of.open_now),
                took(of.first_answer.median, t),
                took(of.first_answer.p90, t),
                _good(of, t),
            ],
        )
        for at, (name, of) in enumerate(top(named(stats, t), MOST_ROWS, t))
    ]
    shown = [t(f"stats-head-{head}") for head in (main, *heads)]
    return Table(shown, rows, t("stats-quiet"))


def _good(of: Measures, t: Texts) -> str:
    """Return the share of good ratings over how many of those asked gave one."""
    ratings, n = of.ratings, numbers(t)
    if not ratings.rated:
        return NOTHING
    share = percent(ratings.good, ratings.rated, t)
    return f"{share}\n{n(ratings.rated)}/{n(ratings.asked)}"

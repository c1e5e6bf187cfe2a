"""The numbers behind the statistics: one table for any spreadsheet, a line for each thing counted.

The first column says what a line is about (all, a step of time, an agent, a category), and the
columns mean the same in every line; empty is what cannot be said of such a thing.
"""

import csv
import io
from collections.abc import Sequence

from bot.i18n import Texts
from bot.rules.stats import Step
from bot.views.files import MadeFile, MadeKind
from bot.views.names import category_name, person_name
from bot.views.stats import Stats
from storage.queries.figures import Measures, Spread

BOM = "\ufeff"  # without it spreadsheets take Cyrillic for something else
FORMULA = "=+-@\t\r\n＝＋－＠|%"  # what a spreadsheet may run or take apart
COLUMNS = (
    "what",
    "name",
    "opened",
    "resolved",
    "open",
    "answers",
    "first-count",
    "first-median",
    "first-p90",
    "resolution-count",
    "resolution-median",
    "resolution-p90",
    "asked",
    "rated",
    "good",
    "ever-resolved",
    "reopened",
    "age-median",
    "age-p90",
    "age-longest",
)

Cell = str | int | None


def safe(text: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text


def stats_csv(stats: Stats, t: Texts) -> MadeFile:
    """Return the table as a file."""
    figures = stats.figures
    out = io.StringIO()
    writer = csv.writer(out, delimiter=t("stats-csv-separator"))

    def add(cells: Sequence[Cell]) -> None:
        writer.writerow([*cells, *[None] * (len(COLUMNS) - len(cells))])

    add([t(f"stats-csv-{column}") for column in COLUMNS])
    age = figures.age
    back = (figures.ever_resolved, figures.reopened, age.median, age.p90, age.longest)
    add(_line(t("stats-csv-all"), "", figures.whole, back))
    for bar in figures.bars:
        counts = (bar.opened, bar.resolved, bar.backlog, None)
        name = t(f"stats-csv-{stats.step}")
        start = bar.start.astimezone(stats.zone)
        shown = start.strftime("%Y-%m-%d %H:%M" if stats.step is Step.HOUR else "%Y-%m-%d")
        add([name, shown, *counts, *_times(bar.first_answer)])
    for agent, of in figures.agents:
        add(_line(t("stats-csv-agent"), safe(person_name(agent)), of, opened=False))
    for category, of in figures.categories:
        shown = category_name(category, t.language) if category else t("category-none")
        add(_line(t("stats-csv-category"), safe(shown), of, answers=False))
    name = f"{t('stats-csv-file')}-{_span(stats)}.csv"
    return MadeFile(MadeKind.DOCUMENT, name, (BOM + out.getvalue()).encode())


def _line(
    what: str,
    name: str,
    of: Measures,
    more: Sequence[Cell] = (),
    *,
    opened: bool = True,
    answers: bool = True,
) -> list[Cell]:
    ratings = of.ratings
    return [
        what,
        name,
        of.opened if opened else None,
        of.resolved,
        of.open_now,
        of.answers if answers else None,
        *_times(of.first_answer),
        *_times(of.resolution),
        *(ratings.asked, ratings.rated, ratings.good),
        *more,
    ]


def _times(spread: Spread) -> list[Cell]:
    return [spread.count, spread.median, spread.p90]


def _span(stats: Stats) -> str:
    days = [at.astimezone(stats.zone).strftime("%Y-%m-%d") for at in (stats.since, stats.at) if at]
    return "-".join(dict.fromkeys(days)) if stats.since else f"all-{days[-1]}"

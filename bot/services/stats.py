"""The desk's statistics."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.periods import Period, start_of
from bot.services.work import Desk
from storage.queries import rating, stats


@dataclass(frozen=True)
class Stats:
    """The figures of a period; `since` is None where it has no beginning."""

    period: Period
    since: datetime | None
    at: datetime
    figures: stats.Figures
    ratings: rating.Ratings


async def look(desk: Desk, now: datetime, period: Period) -> Stats:
    """Count a period up to `now` without a transaction: it can take long, and holds nobody up."""
    since = start_of(period, now, desk.time_zone)
    async with desk.database.read() as session:
        figures = await stats.figures(session, since)
        return Stats(period, since, now, figures, await rating.figures(session, since))

"""The desk's statistics."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.access import Act
from bot.rules.periods import Period, start_of
from bot.services.work import Work
from storage.queries import stats


@dataclass(frozen=True)
class Stats:
    """The figures of a period; `since` is None where it has no beginning."""

    period: Period
    since: datetime | None
    at: datetime
    figures: stats.Figures


async def look(work: Work, period: Period) -> Stats:
    """Count a period, up to now, beside the transaction so that its locks are not needed."""
    work.allow(Act.SEE_STATS)
    since = start_of(period, work.now, work.desk.time_zone)
    async with work.desk.database.read() as session:
        return Stats(period, since, work.now, await stats.figures(session, since))

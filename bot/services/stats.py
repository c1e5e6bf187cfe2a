"""The desk's statistics."""

from datetime import datetime

from bot.rules.periods import start_of
from bot.rules.stats import Asked, By, bars
from bot.services.work import Desk
from bot.views.stats import Stats
from storage.queries import stats


async def look(desk: Desk, now: datetime, asked: Asked) -> Stats:
    """Count a period up to `now` without a transaction: it can take long, and holds nobody up."""
    zone = desk.time_zone
    async with desk.database.snapshot() as session:
        since = start_of(asked.period, now, zone)
        start = since or await stats.first_opened_at(session) or now
        step, edges = bars(asked.period, start, now, zone)
        figures = await stats.figures(
            session,
            edges,
            now,
            by_agent=asked.is_csv or asked.by is By.AGENT,
            by_category=asked.is_csv or asked.by is By.CATEGORY,
        )
    return Stats(asked, since, now, zone, step, figures)

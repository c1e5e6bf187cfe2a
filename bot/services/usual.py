"""How long answers usually take, for the receipt of a new ticket."""

from bot.services.work import Work
from bot.views.times import duration
from storage.queries import tickets

LAST = 50
ENOUGH = 10
SHARE = 0.75


async def answer_time(work: Work, language: str) -> str | None:
    """Return the 75th percentile of the last 50 first answers; None below ten of them."""
    times = await tickets.first_answer_times(work.session, LAST)
    if len(times) < ENOUGH:
        return None
    spans = sorted(answered - created for created, answered in times)
    return duration(spans[min(int(len(spans) * SHARE), len(spans) - 1)], language)

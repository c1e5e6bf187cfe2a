"""`/stats` in the staff group, and its buttons."""

from bot.buttons import Stats as StatsPress
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.periods import Period, parse_period
from bot.services.outgoing import at
from bot.services.stats import Stats, look
from bot.services.work import LookFirst, Refused
from bot.views.screen import Screen
from bot.views.stats import stats_screen


async def show_stats(turn: Turn) -> None:
    """Show a period's figures in a message of their own."""
    turn.work.allow(Act.SEE_STATS)
    period = parse_period(turn.command.rest if turn.command else "")
    if period is None:
        raise Refused("stats-unknown-period")
    turn.work.out.say(turn.work.chat_id, await _screen(turn, period), silent=True)


async def switch_period(turn: Turn) -> None:
    """Replace the figures of the pressed message by another period's."""
    work = turn.work
    work.allow(Act.SEE_STATS)
    assert isinstance(turn.press, StatsPress)
    message = turn.query.message
    if turn.press.period not in list(Period):
        raise Refused("button-unknown")
    if message is not None:
        screen = await _screen(turn, Period(turn.press.period))
        await work.out.edit(work.chat_id, at(message.message_id), screen)
    work.out.answer(turn.query.id)


async def _screen(turn: Turn, period: Period) -> Screen:
    stats, work = turn.facts, turn.work
    if not isinstance(stats, Stats) or stats.period is not period:
        raise LookFirst(lambda: look(work.desk, work.now, period))
    return stats_screen(
        stats.figures,
        period,
        stats.since,
        stats.at,
        turn.work.desk.time_zone,
        turn.texts,
        stats.ratings,
    )

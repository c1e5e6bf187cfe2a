"""`/stats` in the staff group: a picture of the figures, its buttons, the numbers as a file."""

from dataclasses import dataclass
from functools import partial

from telegram import Message

from bot.buttons import Stats as StatsPress
from bot.context import Turn
from bot.rules.access import Act
from bot.rules.periods import Period
from bot.rules.stats import Asked, By, parse_asked
from bot.services.drawing import pen
from bot.services.outgoing import at
from bot.services.stats import look
from bot.services.work import LookFirst, Refused
from bot.views.files import MadeFile, MadeKind
from bot.views.screen import Screen
from bot.views.stats import Stats, stats_caption, stats_screen
from bot.views.stats_csv import stats_csv
from bot.views.stats_picture import stats_picture


@dataclass(frozen=True)
class Looked:
    """What was counted, and drawn, before the transaction."""

    stats: Stats
    png: bytes | None = None


async def show_stats(turn: Turn) -> None:
    """Show the figures asked for in a message of their own, as a picture or a file."""
    work = turn.work
    work.allow(Act.SEE_STATS)
    asked = parse_asked(turn.command.rest if turn.command else "")
    if asked is None:
        raise Refused("stats-unknown-period")
    looked = _looked(turn, asked, drawing=not asked.is_csv)
    if asked.is_csv:
        made = stats_csv(looked.stats, turn.texts)
        await work.out.file(work.chat_id, made, Screen.of(turn.texts("stats-csv-caption")))
    else:
        await _send(turn, looked)


async def switch(turn: Turn) -> None:
    """Replace the figures of the pressed message by another period's or another breakdown's."""
    work, press = turn.work, turn.press
    work.allow(Act.SEE_STATS)
    assert isinstance(press, StatsPress)
    if press.period not in list(Period) or press.by not in list(By):
        raise Refused("button-unknown")
    asked = Asked(Period(press.period), By(press.by))
    message = turn.query.message
    has_picture = isinstance(message, Message) and bool(message.photo)
    looked = _looked(turn, asked, drawing=has_picture)
    if message is not None and not has_picture:
        await work.out.edit(
            work.chat_id, at(message.message_id), stats_screen(looked.stats, turn.texts)
        )
    elif message is not None:
        await _send(turn, looked, at(message.message_id))
    work.out.answer(turn.query.id)


async def _send(turn: Turn, looked: Looked, edits: str | None = None) -> None:
    """Send the picture, or all the figures as text where there is none.

    A picture that stands is never left under the figures of another one: these get a message.
    """
    out, chat_id, t = turn.work.out, turn.work.chat_id, turn.texts
    if looked.png is None:
        out.say(chat_id, stats_screen(looked.stats, t), silent=True)
        return
    made = MadeFile(MadeKind.PHOTO, "stats.png", looked.png)
    await out.file(chat_id, made, stats_caption(looked.stats, t), edits=edits)


def _looked(turn: Turn, asked: Asked, *, drawing: bool) -> Looked:
    """Return what was looked at before this transaction; if nothing was, have it looked at."""
    if isinstance(turn.facts, Looked) and turn.facts.stats.asked == asked:
        return turn.facts
    raise LookFirst(partial(_look, turn, asked, drawing=drawing))


async def _look(turn: Turn, asked: Asked, *, drawing: bool) -> Looked:
    desk, now = turn.work.desk, turn.work.now
    if not drawing:
        return Looked(await look(desk, now, asked))
    async with pen() as draw:
        stats = await look(desk, now, asked)
        if not stats.figures.total:
            return Looked(stats)
        return Looked(stats, await draw(stats_picture(stats, turn.texts).packed()))

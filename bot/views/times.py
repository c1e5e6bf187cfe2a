"""Moments and durations in the reader's language."""

from datetime import datetime, timedelta, tzinfo

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from bot.i18n import texts

UNITS = (  # with its length, and from how much of it on the next one is used
    ("s", timedelta(seconds=1), 60),
    ("min", timedelta(minutes=1), 60),
    ("h", timedelta(hours=1), 48),
)
DAY = timedelta(days=1)


def day(at: datetime, zone: tzinfo, language: str, year: int | None = None) -> str:
    """Return the date like `Nov 23`; with its year if a `year` is given that it is not in."""
    local = at.astimezone(zone)
    skeleton = "MMMd" if year in (None, local.year) else "yMMMd"
    return str(format_skeleton(skeleton, local, locale=language))


def clock(at: datetime, zone: tzinfo, language: str) -> str:
    """Return the time of day like `14:05`."""
    return str(format_skeleton("Hm", at.astimezone(zone), locale=language))


def moment(at: datetime, zone: tzinfo, language: str, year: int | None = None) -> str:
    """Return date and time of day like `Nov 23 14:05`."""
    return f"{day(at, zone, language, year)} {clock(at, zone, language)}"


def duration(span: timedelta, language: str) -> str:
    """Return a span in its largest fitting unit, like `12 min`, `1.5 h`, `2 d`."""
    unit, length = next(
        ((unit, length) for unit, length, enough in UNITS if span / length < enough), ("d", DAY)
    )
    value = span / length
    if unit in ("h", "d") and value < 9.95:
        shown = format_decimal(round(value, 1), "0.#", language)
    else:
        shown = format_decimal(int(value), "#,##0", language)
    return texts(language)(f"duration-{unit}", n=shown)

"""A ticket's audit log in words: what, who, before → after, when."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from bot.i18n import Texts
from bot.rules.rating import SCORES
from bot.rules.words import one_line
from bot.views.names import (
    NAME_LIMIT,
    category_of,
    key,
    priority_label,
    shown_name,
    status_label,
    ticket_number,
)
from bot.views.rating import stars
from bot.views.screen import Text
from bot.views.times import clock, day, moment
from storage.enums import EventKind, Priority, Status
from storage.models import Event

FIELDS = (
    "status",
    "priority",
    "category",
    "subject",
    "assignee",
    "text",
    "rating",
    "comment",
    "reason",
    "until",
)
NOTHING = {"category": "category-none", "reason": "log-nothing", "until": "log-nothing"}
SUBJECT_ROOM = 60
OBVIOUS = {EventKind.TAKEN: "assignee"}  # what the line above says already


def log_text(events: Sequence[Event], t: Texts, zone: tzinfo) -> Text:
    """Return lines of the log, oldest first, under the day they belong to."""
    text = Text()
    if not events:
        return text.add(t("log-empty"))
    year = events[-1].at.astimezone(zone).year
    shown: date | None = None
    for event in events:
        today = event.at.astimezone(zone).date()
        if today != shown:
            text.add("\n\n" if shown else "")
            text.add(day(event.at, zone, t.language, year), "bold")
            shown = today
        time = clock(event.at, zone, t.language)
        text.add(f"\n{time}  {_what(event, t)} · {_who(event, t)}")
        for change in _changes(event, t, zone):
            text.add(f"\n     {change}")
    return text


def _who(event: Event, t: Texts) -> str:
    return shown_name(event.actor, t) if event.actor else t("log-desk")


def _what(event: Event, t: Texts) -> str:
    values: dict[str, Any] = {}
    if event.kind is EventKind.MESSAGES_MOVED:
        values = {
            "to": ticket_number(int(event.after.get("to", 0))),
            "count": int(event.after.get("count", 1)),
        }
    if event.kind is EventKind.CANNED_USED:
        values = {"name": one_line(str(event.after.get("canned", "")), NAME_LIMIT)}
    return t(f"log-{key(event.kind)}", **values)


def _changes(event: Event, t: Texts, zone: tzinfo) -> list[str]:
    """Return `before → after` for every field that the event changed."""
    lines = []
    for name in FIELDS:
        before, after = event.before.get(name), event.after.get(name)
        if before == after or OBVIOUS.get(event.kind) == name:
            continue
        if name in event.before:
            lines.append(f"{_value(name, before, t, zone)} → {_value(name, after, t, zone)}")
        else:
            lines.append(_value(name, after, t, zone))
    return lines


def _value(name: str, value: Any, t: Texts, zone: tzinfo) -> str:
    """Return a recorded value as people read it; whatever an older release recorded, as it is."""
    if value is None:
        return t(NOTHING.get(name, "log-nobody"))
    if name == "status" and value in list(Status):
        return status_label(Status(value), t)
    if name == "priority" and value in list(Priority):
        return priority_label(Priority(value), t)
    if name == "category" and isinstance(value, dict):
        return category_of(value, t.language)
    if name == "rating" and value in SCORES:
        return stars(value)
    if name == "until":
        return _until(str(value), t, zone)
    return one_line(str(value), NAME_LIMIT if name == "assignee" else SUBJECT_ROOM)


def _until(value: str, t: Texts, zone: tzinfo) -> str:
    if not value:
        return t("ban-for-ever")
    return t("ban-until", at=moment(datetime.fromisoformat(value), zone, t.language, 0))

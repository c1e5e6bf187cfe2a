"""A ticket's audit log in words: what, who, before → after, when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from bot.i18n import Texts, languages, texts
from bot.rules.fair_use import NAMES
from bot.rules.rating import SCORES
from bot.rules.rights import Lack
from bot.rules.words import one_line
from bot.views.names import (
    NAME_LIMIT,
    category_label,
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
from storage.models import Event, TicketCategory, User

SETTINGS = ("asks_ratings", *NAMES)
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
    "language",
    "group",
    "names",
    "icon",
    "colour",
    "is_active",
    "is_forum",
    "right",
    *SETTINGS,
)
NOTHING = {"category": "category-none", "assignee": "log-nobody"}
SUBJECT_ROOM = 60
TAGS_ROOM = 80
ABOUT_ANOTHER = {  # ticket, whose number `other` is
    EventKind.LINKED,
    EventKind.UNLINKED,
    EventKind.MERGED,
    EventKind.DUPLICATE_MERGED,
    EventKind.SPLIT_OFF,
    EventKind.SPLIT_FROM,
}
CANNED = (EventKind.CANNED_ADDED, EventKind.CANNED_EDITED, EventKind.CANNED_DELETED)
OBVIOUS: dict[EventKind, set[str]] = {  # what the line above says already
    EventKind.TAKEN: {"assignee"},
    EventKind.AGENT_ACTIVATED: {"is_active"},
    EventKind.AGENT_DEACTIVATED: {"is_active"},
    EventKind.CATEGORY_ADDED: {"names", "icon", "colour", "is_active"},
}


@dataclass(frozen=True)
class Known:
    """Whom and what the lines are about, besides a ticket; by id."""

    people: Mapping[int, User]
    categories: Mapping[int, TicketCategory]


NOBODY_ELSE = Known({}, {})


def log_text(events: Sequence[Event], t: Texts, zone: tzinfo, known: Known = NOBODY_ELSE) -> Text:
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
        about = _about(event, t, known)
        text.add(f"\n     {about}" if about else "")
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
    if event.kind in ABOUT_ANOTHER:
        values = {"other": ticket_number(int(event.after.get("other", 0)))}
    if event.kind is EventKind.CANNED_USED:
        values = {"name": one_line(str(event.after.get("canned", "")), NAME_LIMIT)}
    if event.kind is EventKind.TRANSCRIPT_TAKEN:
        values = {"notes": "yes" if event.after.get("notes") else "no"}
    return t(f"log-{key(event.kind)}", **values)


def _about(event: Event, t: Texts, known: Known) -> str:
    """Return whom or what it was done to, where that is no ticket."""
    said = event.before | event.after
    if said.get("person") in known.people:
        return shown_name(known.people[said["person"]], t)
    if event.kind in CANNED and "canned" in said:
        return one_line(str(said["canned"]), NAME_LIMIT)
    if event.kind is EventKind.GROUP_BOUND:
        return one_line(str(said.get("title", "")), SUBJECT_ROOM)
    if "order" in said:
        known_ones = [known.categories[item] for item in said["order"] if item in known.categories]
        return " ".join(category.icon for category in known_ones)
    category = known.categories.get(said.get("category_id", 0))
    return category_label(category, t) if category is not None else ""


def _changes(event: Event, t: Texts, zone: tzinfo) -> list[str]:
    """Return `before → after` for every field that the event changed."""
    lines = _tags(event.before.get("tags") or [], event.after.get("tags") or [])
    for name in FIELDS:
        before, after = event.before.get(name), event.after.get(name)
        if before == after or name in OBVIOUS.get(event.kind, ()):
            continue
        change = _value(name, after, t, zone)
        if name in event.before:
            change = f"{_value(name, before, t, zone)} → {change}"
        lines.append(f"{t(f'settings-{key(name)}')}: {change}" if name in SETTINGS else change)
    return lines


def _tags(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return which tags came and which went: the others would only be in the way."""
    came = ", ".join(tag for tag in after if tag not in before)
    went = ", ".join(tag for tag in before if tag not in after)
    signed = (("+", came), ("−", went))
    return [f"{sign} {one_line(tags, TAGS_ROOM)}" for sign, tags in signed if tags]


def _value(name: str, value: Any, t: Texts, zone: tzinfo) -> str:
    """Return a recorded value as people read it; whatever an older release recorded, as it is."""
    if value is None:
        return t(NOTHING.get(name, "log-nothing"))
    if name == "status" and value in list(Status):
        return status_label(Status(value), t)
    if name == "priority" and value in list(Priority):
        return priority_label(Priority(value), t)
    if name == "category" and isinstance(value, dict):
        return category_of(value, t.language)
    if name == "rating" and value in SCORES:
        return stars(value)
    if name in ("language", "group") and value in languages():
        return texts(str(value))("language-name")
    if name == "names" and isinstance(value, dict):
        return one_line(" / ".join(map(str, value.values())), SUBJECT_ROOM)
    if name in NAMES and isinstance(value, int):
        return str(value) if value else t("settings-no-limit")
    if name == "is_active":
        return "👁" if value else "🙈"
    if isinstance(value, bool):
        return t("log-yes") if value else t("log-no")
    if name == "right" and value in list(Lack):
        return t(Lack(value).key)
    if name == "until":
        return _until(str(value), t, zone)
    return one_line(str(value), NAME_LIMIT if name == "assignee" else SUBJECT_ROOM)


def _until(value: str, t: Texts, zone: tzinfo) -> str:
    if not value:
        return t("ban-for-ever")
    return t("ban-until", at=moment(datetime.fromisoformat(value), zone, t.language, 0))

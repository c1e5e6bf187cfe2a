"""Who may not write: what the team reads of it, and what the person is told."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.buttons import LiftBan
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.card import banned_until, contact
from bot.views.names import shown_name
from bot.views.screen import Button, Screen, Text
from storage.models import User

REASON_ROOM = 300


def banned(person: User, t: Texts, zone: tzinfo) -> Screen:
    """Return what was done, and what the person will read."""
    until = banned_until(person, t, zone)
    text = Text().line(t("ban-done", name=shown_name(person, t), until=until))
    text.line(t("ban-will-read"))
    text.quote(one_line(person.ban_reason or "", REASON_ROOM), limit=REASON_ROOM)
    return Screen.of(text, [[Button(t("ban-lift"), LiftBan(person.id))]])


def told(person: User, t: Texts, zone: tzinfo) -> Screen:
    """Return what a banned person reads, once."""
    text = Text().line(t("ban-told", until=banned_until(person, t, zone)), "bold")
    if person.ban_reason:
        text.line(t("ban-told-why")).quote(person.ban_reason, limit=REASON_ROOM).line()
    return Screen.of(text.line(t("ban-told-after"), "italic"))


def listing(people: Sequence[User], t: Texts, zone: tzinfo) -> Screen:
    """Return who may not write, a button to lift each ban, and how to ban somebody."""
    if not people:
        return Screen.of(Text().line(t("ban-none"), "bold").line(t("ban-how")))
    text = Text().line(t("ban-list"), "bold")
    for person in people:
        reason = f" — {one_line(person.ban_reason, 60)}" if person.ban_reason else ""
        text.line(f"🚫 {contact(person, t)} · {banned_until(person, t, zone)}{reason}")
    text.line().line(t("ban-how"), "italic")
    rows = [
        [Button(t("ban-lift-of", name=shown_name(person, t)), LiftBan(person.id))]
        for person in people
    ]
    return Screen.of(text, rows)

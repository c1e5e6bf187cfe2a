"""The audit log in words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.buttons import Log
from bot.handlers.history import LOG_PAGE
from bot.i18n import languages, texts
from bot.rules.words import TEXT_LIMIT, units
from bot.views.history import ROOM, history_screen, page_number
from bot.views.log import log_text
from storage.enums import EventKind
from storage.models import Event, Ticket, User

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
BORIS = User(id=2, first_name="Boris", last_name=None)


def event(kind: EventKind, at: datetime = NOW, **values: Any) -> Event:
    return Event(**{"kind": kind, "before": {}, "after": {}, "actor": BORIS, "at": at, **values})


def test_changes_are_told_before_and_after() -> None:
    text = log_text(
        [
            event(
                EventKind.TAKEN,
                before={"status": "open"},
                after={"status": "in_progress", "assignee": "Boris"},
            ),
            event(EventKind.ASSIGNED, before={"assignee": "Boris"}, after={"assignee": "Vera"}),
            event(EventKind.RELEASED, before={"assignee": "Vera"}),
            event(
                EventKind.CATEGORY_CHANGED,
                NOW + timedelta(days=1),
                before={"category": None},
                after={"category": {"en": "Billing", "ru": "Оплата"}},
            ),
            event(EventKind.DELIVERY_FAILED, NOW + timedelta(days=1), actor=None),
        ],
        texts("en"),
        ZONE,
    )
    assert str(text).split("\n") == [
        "Mar 29",
        "14:05  Taken · Boris",
        "     🟢 open → 🔵 in progress",
        "14:05  Assigned · Boris",
        "     Boris → Vera",
        "14:05  Released · Boris",
        "     Vera → nobody",
        "",
        "Mar 30",
        "14:05  Category changed · Boris",
        "     No category → Billing",
        "14:05  Answer not delivered · Helpdesk",
    ]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_words(kind: EventKind, language: str) -> None:
    t = texts(language)
    assert log_text([event(kind, after={"to": 1, "count": 2})], t, ZONE)


def test_russian_plurals() -> None:
    t = texts("ru")
    for count, words in (
        (1, "1 сообщение перенесено"),
        (2, "2 сообщения перенесены"),
        (5, "5 сообщений перенесено"),
        (11, "11 сообщений перенесено"),
        (21, "21 сообщение перенесено"),
    ):
        moved = event(EventKind.MESSAGES_MOVED, after={"to": 1042, "count": count})
        assert f"{words} в #1042 · Boris" in str(log_text([moved], t, ZONE))


def test_the_longest_page_fits() -> None:
    long = User(id=3, first_name="Ж" * 64, last_name="Ж" * 64)
    lines = [
        event(
            EventKind.SUBJECT_CHANGED,
            NOW + timedelta(days=400 * at),
            actor=long,
            before={"subject": "😀" * 120},
            after={"subject": "😁" * 120},
        )
        for at in range(LOG_PAGE)
    ]
    for language in languages():
        t = texts(language)
        ticket = Ticket(number=123456, subject="😀" * 120)
        screen = history_screen("📜", ticket, Log, log_text(lines, t, ZONE), 3, 5, t)
        assert units(screen.text) <= TEXT_LIMIT
        buttons = [[button.press for button in row] for row in screen.keyboard]
        assert buttons == [[Log(123456, 2), Log(123456, 4)]]


def test_a_page_of_tags_fits() -> None:
    before, after = ([f"{letter * 31}{n}" for n in range(10)] for letter in "жщ")
    lines = [
        event(EventKind.TAGS_CHANGED, before={"tags": before}, after={"tags": after})
        for _ in range(LOG_PAGE)
    ]
    text = log_text(lines, texts("ru"), ZONE)
    assert text.units <= ROOM
    short = event(EventKind.TAGS_CHANGED, before={"tags": ["a", "b"]}, after={"tags": ["b", "c"]})
    assert str(log_text([short], texts("en"), ZONE)).endswith("+ c\n     − a")


def test_pages_that_do_not_exist_mean_the_last() -> None:
    assert [page_number(asked, 3) for asked in (0, 1, 3, 4, -1)] == [3, 1, 3, 3, 3]

"""The group's list of tickets."""

from typing import Any

import pytest

from bot.buttons import Queue, ShowCard
from bot.i18n import languages, texts
from bot.rules.words import TEXT_LIMIT, units
from bot.views.queue import queue_screen
from storage.enums import Priority, Status
from storage.models import Ticket, User
from storage.queries.queue import QueuePage

BORIS = User(id=2, first_name="Boris", last_name="Ivanov")
EN = texts("en")


def ticket(number: int, **values: Any) -> Ticket:
    defaults: dict[str, Any] = {
        "subject": "Printer is on fire",
        "status": Status.OPEN,
        "priority": Priority.HIGH,
        "assignee": None,
    }
    return Ticket(number=number, **{**defaults, **values})


def test_a_line_and_a_button_for_each() -> None:
    tickets = [ticket(1043), ticket(1042, status=Status.IN_PROGRESS, assignee=BORIS)]
    screen = queue_screen(QueuePage(tickets, 12, False, True), None, "all", EN)
    assert screen.text.split("\n") == [
        "📋 Tickets",
        "12 tickets not closed, newest first",
        "",
        "🟠 #1043 · Printer is on fire — 🟢 nobody yet",
        "🟠 #1042 · Printer is on fire — 🔵 Boris",
    ]
    assert [[button.press for button in row] for row in screen.keyboard] == [
        [ShowCard(1043), ShowCard(1042)],
        [Queue("all", "older", 1042)],
    ]


def test_a_middle_page_turns_both_ways_within_one_agents_list() -> None:
    tickets = [ticket(number, assignee=BORIS) for number in range(8, 0, -1)]
    screen = queue_screen(QueuePage(tickets, 30, True, True), BORIS, "2", EN)
    assert "Tickets of Boris Ivanov" in screen.text
    assert "#8 · Printer is on fire — 🟢 open" in screen.text
    assert [len(row) for row in screen.keyboard] == [4, 4, 2]
    turns = [button.press for button in screen.keyboard[-1]]
    assert turns == [Queue("2", "newer", 8), Queue("2", "older", 1)]
    assert all(len(press.pack()) <= 64 for press in turns)


@pytest.mark.parametrize("language", languages())
def test_the_longest_page_fits(language: str) -> None:
    long = User(id=2**52, first_name="😀" * 64, last_name=None)
    tickets = [ticket(2**31 - at, subject="😀" * 120, assignee=long) for at in range(8)]
    screen = queue_screen(QueuePage(tickets, 9, True, True), None, "all", texts(language))
    assert units(screen.text) <= TEXT_LIMIT


def test_nothing_to_do_is_said_kindly() -> None:
    empty = QueuePage((), 0, False, False)
    assert queue_screen(empty, None, "all", EN).text.startswith("🎉")
    assert "Boris Ivanov" in queue_screen(empty, BORIS, "2", EN).text


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 незакрытый тикет,"),
        (2, "2 незакрытых тикета,"),
        (5, "5 незакрытых тикетов,"),
        (11, "11 незакрытых тикетов,"),
        (21, "21 незакрытый тикет,"),
    ],
)
def test_russian_plurals(count: int, words: str) -> None:
    page = QueuePage([ticket(1)], count, False, False)
    assert words in queue_screen(page, None, "all", texts("ru")).text

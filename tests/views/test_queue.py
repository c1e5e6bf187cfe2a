"""The group's list of tickets."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.buttons import Queue, ShowCard
from bot.i18n import languages, texts
from bot.rules.lists import Chip, Look, Shown, Way
from bot.rules.words import TEXT_LIMIT, units
from bot.views.queue import NOBODY, View, queue_screen
from bot.views.screen import Screen
from storage.enums import ListOrder, Priority, Status
from storage.models import Ticket, TicketCategory, User
from storage.queries.queue import QueuePage

BORIS = User(id=2, first_name="Boris", last_name="Ivanov")
EN = texts("en")
LOOK = Look(Shown.NOT_CLOSED)
PLAIN = View(LOOK)
HIS = View(LOOK, BORIS.id, BORIS)
BILLING = TicketCategory(id=3, names={"en": "Billing", "ru": "Оплата"}, icon="💳")


def screen_of(page: QueuePage, view: View = PLAIN, language: str = "en") -> Screen:
    return queue_screen(page, view, [BILLING], texts(language), UTC)


def ticket(number: int, **values: Any) -> Ticket:
    defaults: dict[str, Any] = {
        "subject": "Printer is on fire",
        "status": Status.OPEN,
        "priority": Priority.HIGH,
        "assignee": None,
        "owed_at": None,
    }
    return Ticket(number=number, **{**defaults, **values})


def test_a_line_and_a_button_for_each() -> None:
    tickets = [ticket(1043), ticket(1042, status=Status.IN_PROGRESS, assignee=BORIS)]
    screen = screen_of(QueuePage(tickets, 12, False, True))
    assert screen.text.split("\n") == [
        "📋 Tickets",
        "12 tickets not closed, newest first",
        "",
        "🟠 #1043 · Printer is on fire — 🟢 nobody yet",
        "🟠 #1042 · Printer is on fire — 🔵 Boris",
    ]
    assert [[button.press for button in row] for row in screen.keyboard[:2]] == [
        [ShowCard(1043), ShowCard(1042)],
        [Queue("n-n-a", 0, 0, 0, 1042)],
    ]
    assert [[button.label for button in row] for row in screen.keyboard[2:]] == [
        ["Not closed ▾", "Everybody’s ▾"],
        ["Newest first ▾", "Priority ▾"],
        ["Category ▾"],
    ]


def test_a_middle_page_turns_both_ways_within_one_agents_list() -> None:
    tickets = [ticket(number, assignee=BORIS) for number in range(8, 0, -1)]
    screen = screen_of(QueuePage(tickets, 30, True, True), HIS)
    assert "Tickets of Boris Ivanov" in screen.text
    assert "#8 · Printer is on fire — 🟢 open" in screen.text
    assert [len(row) for row in screen.keyboard] == [4, 4, 2, 2, 2, 1]
    turns = [button.press for button in screen.keyboard[2]]
    assert turns == [Queue("n-n-b", 2, 0, 0, 8), Queue("n-n-a", 2, 0, 0, 1)]


@pytest.mark.parametrize("language", languages())
def test_the_longest_page_fits(language: str) -> None:
    long = User(id=2**52, first_name="😀" * 64, last_name=None)
    tickets = [ticket(2**31 - at, subject="😀" * 120, assignee=long) for at in range(8)]
    screen = screen_of(QueuePage(tickets, 9, True, True), PLAIN, language)
    assert units(screen.text) <= TEXT_LIMIT


def test_nothing_to_do_is_said_kindly() -> None:
    empty = QueuePage((), 0, False, False)
    assert screen_of(empty).text.startswith("🎉")
    assert "Boris Ivanov" in screen_of(empty, HIS).text


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
    assert words in screen_of(page, PLAIN, "ru").text


def test_an_open_chip_shows_its_choices_and_the_present_one() -> None:
    page = QueuePage([ticket(1042)], 1, False, False)
    opened = View(Look(Shown.NOT_CLOSED, chip=Chip.CATEGORY), NOBODY, category_id=3)
    screen = screen_of(page, opened)
    assert [[button.label for button in row] for row in screen.keyboard] == [
        ["Not closed ▾", "Nobody’s yet ▾"],
        ["Newest first ▾", "Priority ▾"],
        ["💳 Billing ▴"],
        ["All", "✓ 💳 Billing"],
    ]
    assert screen.keyboard[3][0].press == Queue("n-n-a", -1, 0, 0, 0)
    assert screen.keyboard[2][0].press == Queue("n-n-a", -1, 3, 0, 0)


def test_the_largest_button_fits() -> None:
    at = datetime(2199, 1, 1, tzinfo=UTC)
    look = Look(Shown.IN_PROGRESS, Priority.URGENT, ListOrder.LONGEST)
    view = View(look, 2**52, User(id=2**52, first_name="B"), 2**31 - 1)
    press = view.turn(Way.AFTER, ticket(2**31 - 1, owed_at=at))
    assert len(press.pack()) <= 64

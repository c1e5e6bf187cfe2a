"""How commands about several tickets are read."""

import pytest

from bot.rules.batch import named, numbers_and_rest, priority_of, status_of
from storage.enums import Priority, Status


@pytest.mark.parametrize(
    ("words", "numbers", "rest"),
    [
        ("1042", [1042], ""),
        ("#1042, 1043;1050  ", [1042, 1043, 1050], ""),
        ("1042 1043\n1042", [1042, 1043], ""),
        ("1042 high", [1042], "high"),
        ("1042 1043 in progress", [1042, 1043], "in progress"),
        ("high", [], "high"),
        ("1042nd", [], "1042nd"),
        ("1042-1050", [], "1042-1050"),
        ("9999999999", [], "9999999999"),
        ("", [], ""),
    ],
)
def test_numbers_come_first(words: str, numbers: list[int], rest: str) -> None:
    assert numbers_and_rest(words) == (numbers, rest)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("High", Priority.HIGH),
        ("СРОЧНЫЙ", Priority.URGENT),
        ("низкий", Priority.LOW),
        ("medium", Priority.MEDIUM),
        ("highest", None),
        ("", None),
    ],
)
def test_priorities(words: str, value: Priority | None) -> None:
    assert priority_of(words) is value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("waiting", Status.WAITING),
        ("In_Progress", Status.IN_PROGRESS),
        ("in  progress", Status.IN_PROGRESS),
        ("ждёт", Status.WAITING),
        ("Решён", Status.RESOLVED),
        ("в работе", Status.IN_PROGRESS),
        ("закрыт", Status.CLOSED),
        ("open", Status.OPEN),
        ("gone", None),
    ],
)
def test_statuses(words: str, value: Status | None) -> None:
    assert status_of(words) is value


def test_every_value_can_be_named_as_the_desk_calls_it() -> None:
    for priority in Priority:
        assert priority_of(priority.value) is priority
    for status in Status:
        assert status_of(status.value) is status


def test_names_are_found_whole_or_by_an_unambiguous_beginning() -> None:
    choices = {1: ["Billing", "Оплата"], 2: ["Technical", "Техника"], 3: ["Tea", "Чай"]}
    assert named("billing", choices) == 1
    assert named("опл", choices) == 1
    assert named("te", choices) is None
    assert named("tea", choices) == 3
    assert named("", choices) is None

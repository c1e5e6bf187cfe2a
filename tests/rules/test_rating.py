"""When a requester is asked how the help was."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.rating import is_worth_asking, may_rate
from storage.enums import EventKind

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
RESOLVED, CLOSED, SOLVED = EventKind.RESOLVED, EventKind.CLOSED, EventKind.SOLVED


@pytest.mark.parametrize(
    ("kind", "before", "helped", "answered", "asked", "expected"),
    [
        (RESOLVED, "open", False, False, False, True),  # on the phone, perhaps
        (SOLVED, "open", False, False, False, False),  # found it alone
        (SOLVED, "in_progress", True, False, False, True),
        (CLOSED, "open", True, False, False, False),  # spam, a duplicate
        (CLOSED, "waiting", True, True, False, True),
        (CLOSED, "resolved", True, True, True, False),  # asked when it was resolved
        (SOLVED, "resolved", True, True, True, False),
        (RESOLVED, "in_progress", True, True, True, True),  # it was reopened in between
        (CLOSED, "in_progress", True, True, True, True),
        (EventKind.TAKEN, "open", True, True, False, False),
    ],
)
def test_who_is_asked(
    kind: EventKind, before: str, helped: bool, answered: bool, asked: bool, expected: bool
) -> None:
    assert expected == is_worth_asking(
        kind, before, was_helped=helped, was_answered=answered, is_asked=asked
    )


def test_a_rating_can_be_changed_for_two_weeks() -> None:
    assert may_rate(NOW, NOW + timedelta(days=14))
    assert not may_rate(NOW, NOW + timedelta(days=14, seconds=1))

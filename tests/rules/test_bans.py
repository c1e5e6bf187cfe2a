"""Bans: lengths and reasons as people type them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.bans import LONGEST, REASON_LIMIT, Sentence, is_over, parse

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("3d spam", timedelta(days=3)),
        ("30M spam", timedelta(minutes=30)),
        ("12ч spam", timedelta(hours=12)),
        ("2w   spam", timedelta(weeks=2)),
        ("3дня spam", timedelta(days=3)),
        ("99999w spam", LONGEST),
        ("forever spam", None),
        ("Навсегда spam", None),
    ],
)
def test_lengths(words: str, length: timedelta | None) -> None:
    assert parse(words) == Sentence(length, "spam")


@pytest.mark.parametrize(
    "words",
    ["", "3d", "3d  ", "spam", "0d spam", "3x spam", "d spam", "-3d spam", "123456d spam",
     "3d " + "x" * (REASON_LIMIT + 1)],
)  # fmt: skip
def test_what_is_no_sentence(words: str) -> None:
    assert parse(words) is None


def test_the_end() -> None:
    assert is_over(NOW, NOW)
    assert not is_over(NOW + timedelta(seconds=1), NOW)
    assert not is_over(None, NOW)

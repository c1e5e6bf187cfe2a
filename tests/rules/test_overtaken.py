"""Whether a colleague was faster."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.overtaken import Said, overtaken_by
from bot.rules.visibility import ReplyTo

ANNA, BORIS, CLARA = 1, 2, 3
START = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
CARD, REQUESTER, OWN = ReplyTo.CARD, ReplyTo.REQUESTER, ReplyTo.OWN_ANSWER


def said(who: str) -> list[Said]:
    """A conversation such as "abc", a minute apart, newest first."""
    people = {"a": ANNA, "b": BORIS, "c": CLARA}
    items = [
        Said(people[letter], letter != "a", START + timedelta(minutes=index))
        for index, letter in enumerate(who)
    ]
    return items[::-1]


@pytest.mark.parametrize(
    ("who", "seen", "target", "faster"),
    [
        ("a", 0, REQUESTER, None),
        ("ab", 0, REQUESTER, BORIS),
        ("ab", 0, CARD, BORIS),
        ("acc", 0, REQUESTER, None),  # one's own several messages
        ("abc", 0, REQUESTER, None),  # asked once already, and sent all the same
        ("abcb", 0, REQUESTER, BORIS),
        ("aba", 2, REQUESTER, None),  # the newer words are answered
        ("aba", 0, REQUESTER, BORIS),  # the older ones are, again
        ("aba", 0, CARD, None),
        ("abaa", 0, REQUESTER, BORIS),
        ("acba", 1, OWN, None),
        ("acb", 1, OWN, BORIS),
        ("ab", 1, CARD, None),  # the card was shown anew below the answer
    ],
)
def test_who_was_faster_than_clara(
    who: str, seen: int, target: ReplyTo, faster: int | None
) -> None:
    seen_at = START + timedelta(minutes=seen, seconds=1)
    assert overtaken_by(said(who), CLARA, seen_at, target) == faster

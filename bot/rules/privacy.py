"""Erasing: what of the audit may stay, and what Telegram lets a bot do to old messages."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

DELETABLE = timedelta(hours=47)  # Telegram says 48; the call may have to wait
AT_ONCE = 100  # messages that one call deletes at most
# Between edits, so that others get through: Telegram allows one a second, in a group 20 a minute.
EDIT_EVERY_S, EDIT_IN_GROUP_EVERY_S = 1.5, 4.0
QUESTION_LIFETIME = timedelta(minutes=10)
TAKEOUT_EVERY = timedelta(minutes=1)

# Of the audit's values these say nothing of the requester. All other words go, whoever put them
# there: what a later flow records is gone until it is named here.
KEPT_WORDS = {
    "status",
    "priority",
    "category",
    "assignee",
    "by",
    "faster",
    "message",
    "canned",
}


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """Return what may stay of an audit line: no words, and no number that names a person."""
    return {
        key: value
        for key, value in values.items()
        if key in KEPT_WORDS or (isinstance(value, int) and key != "person")
    }


def batches(message_ids: Sequence[int]) -> list[list[int]]:
    """Cut messages into as many as one call deletes."""
    return [list(message_ids[i : i + AT_ONCE]) for i in range(0, len(message_ids), AT_ONCE)]

"""Two agents answering at once: whether somebody else was faster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.visibility import ReplyTo

# What stands for the whole ticket: whoever replies to it answers the requester's last words.
WHOLE = (ReplyTo.CARD, ReplyTo.OWN_ANSWER)


@dataclass(frozen=True)
class Said:
    """One public message of a ticket."""

    author_id: int
    is_staff: bool
    at: datetime


def overtaken_by(
    said: Sequence[Said], user_id: int, seen_at: datetime, target: ReplyTo
) -> int | None:
    """Return who else has answered since the agent saw what they reply to at `seen_at`.

    `said` comes newest first. An agent who has answered later than anybody else knows of those.
    """
    for item in said:
        if item.at <= seen_at:
            return None
        if item.is_staff:
            return None if item.author_id == user_id else item.author_id
        if target in WHOLE:
            return None
    return None

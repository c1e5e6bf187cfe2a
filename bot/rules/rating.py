"""When a requester is asked how the help was, and for how long they may change their mind."""

from datetime import datetime, timedelta

from storage.enums import EventKind, Status

CHANGEABLE = timedelta(days=14)
COMMENT_WITHIN = timedelta(minutes=10)  # of the tap: later words are for the ticket
SCORES = (1, 2, 3, 4, 5)
ENDED = (Status.RESOLVED, Status.CLOSED)


def is_worth_asking(
    kind: EventKind, before: str, *, was_helped: bool, was_answered: bool, is_asked: bool
) -> bool:
    """Whether the end of a ticket is one to be rated, and has not been asked about yet.

    `was_helped` is whether an agent had taken or answered it; a ticket that nobody touched leaves
    nothing to rate. One that was resolved first was asked about then.
    """
    if is_asked and before in ENDED:
        return False
    match kind:
        case EventKind.RESOLVED:
            return True
        case EventKind.SOLVED:
            return was_helped
        case EventKind.CLOSED:
            return was_answered
    return False


def may_rate(asked_at: datetime, now: datetime) -> bool:
    """Whether a rating may still be given or changed."""
    return now - asked_at <= CHANGEABLE

"""The one table of what may happen to a ticket's status."""

from dataclasses import dataclass
from enum import StrEnum

from storage.enums import Status

OPEN, IN_PROGRESS, WAITING, RESOLVED, CLOSED = Status
NOT_CLOSED = (OPEN, IN_PROGRESS, WAITING, RESOLVED)
OWED = (OPEN, IN_PROGRESS)  # it is the team's turn
OVER = (RESOLVED, CLOSED)  # nobody has to do anything


class Move(StrEnum):
    """What somebody does to a ticket."""

    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    ANSWER = "answer"
    WRITE = "write"  # the requester writes
    ASK_CLOSE = "ask_close"  # an agent asks whether it may be closed
    STILL_NEEDED = "still_needed"  # the requester says no to that
    WITHDRAW = "withdraw"  # the answer that the requester was to react to is taken back
    RESOLVE = "resolve"
    SOLVE = "solve"  # the requester says that it is solved
    CLOSE = "close"
    MERGE = "merge"  # into another ticket, where it goes on
    REOPEN = "reopen"  # by an agent
    REOPEN_OWN = "reopen_own"  # by the requester
    SET_OPEN = "set_open"
    SET_IN_PROGRESS = "set_in_progress"
    SET_WAITING = "set_waiting"


class _Active:
    """Stands for in_progress, or open while nobody is assigned."""


ACTIVE = _Active()


@dataclass(frozen=True)
class Rule:
    """From where a move may start, where it leads (None: the status stays), and what besides."""

    sources: tuple[Status, ...]
    moves: tuple[tuple[Status, Status | _Active], ...]  # every other source stays as it is
    sets_resolved: bool = False
    sets_closed: bool = False
    clears_times: bool = False


def _from(*sources: Status, to: Status | _Active) -> tuple[tuple[Status, Status | _Active], ...]:
    return tuple((source, to) for source in sources)


TABLE: dict[Move, Rule] = {
    Move.TAKE: Rule(NOT_CLOSED, _from(OPEN, to=IN_PROGRESS)),
    Move.ASSIGN: Rule(NOT_CLOSED, _from(OPEN, to=IN_PROGRESS)),
    Move.RELEASE: Rule(NOT_CLOSED, _from(IN_PROGRESS, to=OPEN)),
    Move.ANSWER: Rule(NOT_CLOSED, _from(OPEN, IN_PROGRESS, to=WAITING)),
    Move.WRITE: Rule(NOT_CLOSED, _from(WAITING, RESOLVED, to=ACTIVE), clears_times=True),
    Move.ASK_CLOSE: Rule(NOT_CLOSED, _from(OPEN, IN_PROGRESS, to=WAITING)),
    Move.STILL_NEEDED: Rule(
        (WAITING, RESOLVED), _from(WAITING, RESOLVED, to=ACTIVE), clears_times=True
    ),
    Move.WITHDRAW: Rule((WAITING,), _from(WAITING, to=ACTIVE)),
    Move.RESOLVE: Rule(
        (OPEN, IN_PROGRESS, WAITING),
        _from(OPEN, IN_PROGRESS, WAITING, to=RESOLVED),
        sets_resolved=True,
    ),
    Move.SOLVE: Rule(
        NOT_CLOSED, _from(*NOT_CLOSED, to=CLOSED), sets_resolved=True, sets_closed=True
    ),
    Move.CLOSE: Rule(NOT_CLOSED, _from(*NOT_CLOSED, to=CLOSED), sets_closed=True),
    Move.MERGE: Rule((*NOT_CLOSED, CLOSED), _from(*NOT_CLOSED, to=CLOSED), sets_closed=True),
    Move.REOPEN: Rule((RESOLVED, CLOSED), _from(RESOLVED, CLOSED, to=ACTIVE), clears_times=True),
    Move.REOPEN_OWN: Rule((RESOLVED,), _from(RESOLVED, to=ACTIVE), clears_times=True),
    Move.SET_OPEN: Rule(
        (IN_PROGRESS, WAITING, RESOLVED, CLOSED),
        _from(IN_PROGRESS, WAITING, RESOLVED, CLOSED, to=OPEN),
        clears_times=True,
    ),
    Move.SET_IN_PROGRESS: Rule(
        (OPEN, WAITING, RESOLVED, CLOSED),
        _from(OPEN, WAITING, RESOLVED, CLOSED, to=IN_PROGRESS),
        clears_times=True,
    ),
    Move.SET_WAITING: Rule(
        (OPEN, IN_PROGRESS, RESOLVED, CLOSED),
        _from(OPEN, IN_PROGRESS, RESOLVED, CLOSED, to=WAITING),
        clears_times=True,
    ),
}

SETTING: dict[Status, Move] = {
    OPEN: Move.SET_OPEN,
    IN_PROGRESS: Move.SET_IN_PROGRESS,
    WAITING: Move.SET_WAITING,
    RESOLVED: Move.RESOLVE,
    CLOSED: Move.CLOSE,
}


def may(move: Move, status: Status) -> bool:
    """Whether `move` may be made on a ticket that stands at `status`."""
    return status in TABLE[move].sources


def after(move: Move, status: Status, *, assigned: bool) -> Status:
    """Return the status after `move`; `assigned` is whether somebody holds the ticket then.

    Raises ValueError where `may` says no.
    """
    if not may(move, status):
        raise ValueError(f"{move} from {status}")
    target = dict(TABLE[move].moves).get(status, status)
    if isinstance(target, _Active):
        return IN_PROGRESS if assigned else OPEN
    return target

"""The table of the product, act by act."""

import pytest

from bot.rules.transitions import TABLE, Move, after, may
from storage.enums import Status

O, P, W, R, C = Status  # noqa: E741  (open, in progress, waiting, resolved, closed)
# move: {from: (to while unassigned, to while assigned)}; what is missing is refused
EXPECTED = {
    Move.TAKE: {O: (P, P), P: (P, P), W: (W, W), R: (R, R)},
    Move.ASSIGN: {O: (P, P), P: (P, P), W: (W, W), R: (R, R)},
    Move.RELEASE: {O: (O, O), P: (O, O), W: (W, W), R: (R, R)},
    Move.ANSWER: {O: (W, W), P: (W, W), W: (W, W), R: (R, R)},
    Move.WRITE: {O: (O, O), P: (P, P), W: (O, P), R: (O, P)},
    Move.ASK_CLOSE: {O: (W, W), P: (W, W), W: (W, W), R: (R, R)},
    Move.STILL_NEEDED: {W: (O, P), R: (O, P)},
    Move.WITHDRAW: {W: (O, P)},
    Move.RESOLVE: {O: (R, R), P: (R, R), W: (R, R)},
    Move.SOLVE: {O: (C, C), P: (C, C), W: (C, C), R: (C, C)},
    Move.CLOSE: {O: (C, C), P: (C, C), W: (C, C), R: (C, C)},
    Move.MERGE: {O: (C, C), P: (C, C), W: (C, C), R: (C, C), C: (C, C)},
    Move.REOPEN: {R: (O, P), C: (O, P)},
    Move.REOPEN_OWN: {R: (O, P)},
    Move.SET_OPEN: {P: (O, O), W: (O, O), R: (O, O), C: (O, O)},
    Move.SET_IN_PROGRESS: {O: (P, P), W: (P, P), R: (P, P), C: (P, P)},
    Move.SET_WAITING: {O: (W, W), P: (W, W), R: (W, W), C: (W, W)},
}


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("status", Status)
def test_every_move_from_every_status(move: Move, status: Status) -> None:
    expected = EXPECTED[move].get(status)
    assert may(move, status) == (expected is not None)
    if expected is None:
        with pytest.raises(ValueError, match=move.value):
            after(move, status, assigned=True)
        return
    assert (
        after(move, status, assigned=False),
        after(move, status, assigned=True),
    ) == expected


def test_leaving_the_end_clears_the_times() -> None:
    for move, targets in EXPECTED.items():
        for source, (unassigned, _) in targets.items():
            if source in (R, C) and unassigned in (O, P, W):
                assert TABLE[move].clears_times, move

"""Fair use: what counts, what waits, and that nothing is refused for being fast."""

from bot.rules.fair_use import DEFAULTS, FairUse, Pace, is_full, merged, takes_files


def test_the_group_chooses() -> None:
    assert merged(DEFAULTS, None) == DEFAULTS
    assert merged(DEFAULTS, {"open_tickets": 2, "of old": 3}) == FairUse(
        2, DEFAULTS.messages_a_minute, DEFAULTS.files_a_ticket
    )


def test_nought_is_no_limit() -> None:
    none = FairUse(0, 0, 0)
    assert not is_full([1] * 100, none)
    assert takes_files(1000, 1, none)
    assert is_full([1, 2], FairUse(open_tickets=2))
    assert takes_files(9, 1, FairUse(files_a_ticket=10))
    assert not takes_files(9, 2, FairUse(files_a_ticket=10))
    assert takes_files(10, 0, FairUse(files_a_ticket=10))


def test_what_comes_too_fast_waits_and_its_writer_is_told_once() -> None:
    pace = Pace()
    told = []
    for second in range(3):
        assert pace.wait(1, 3, second) == 0
        told.append(pace.is_last(1, 3, second))
        pace.wrote(1, second)
    assert told == [False, False, True]
    assert pace.wait(1, 3, 10) == 50
    assert pace.wait(2, 3, 10) == 0
    assert pace.wait(1, 0, 10) == 0
    assert pace.wait(1, 3, 60) == 0
    assert not pace.is_last(1, 3, 60)
    assert pace.wait(1, 3, 200) == 0
    for second in range(700, 703):
        assert pace.is_last(1, 3, second) == (second == 702)
        pace.wrote(1, second)

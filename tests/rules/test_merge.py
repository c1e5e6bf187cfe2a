"""How `/merge` is read."""

import pytest

from bot.rules.merge import parse


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("1050 into 1042", (1050, 1042)),
        ("#1050 INTO #1042", (1050, 1042)),
        ("1050 1042", (1050, 1042)),
        ("1050, 1042", (1050, 1042)),
        ("1050→1042", (1050, 1042)),
        ("1050 -> #1042", (1050, 1042)),
        ("1050 в 1042", (1050, 1042)),
        ("1042", (None, 1042)),
        ("into #1042 ", (None, 1042)),
        ("в 1042", (None, 1042)),
        ("1050 1050", (1050, 1050)),
        ("", None),
        ("1050 1042 1043", None),
        ("1050 and so on", None),
        ("10501042000", None),
        ("printer", None),
    ],
)
def test_what_is_meant(words: str, meant: tuple[int | None, int] | None) -> None:
    assert parse(words) == meant

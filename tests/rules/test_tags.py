"""Which words are tags, and which of them are the same."""

import pytest

from bot.rules.tags import LONGEST, tags_in


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("refund vip", ["refund", "vip"]),
        ("#Refund, REFUND; vip", ["refund", "vip"]),
        ("Счёт счет", ["счет"]),
        ("late-delivery v2.1 c++ 2fa", ["late-delivery", "v2.1", "c++", "2fa"]),
        ("ＶＩＰ हिन्दी", ["vip", "हिन्दी"]),
        ("a" * LONGEST, ["a" * LONGEST]),
        ("", []),
        (" , ; ", []),
    ],
)
def test_words_become_tags(words: str, tags: list[str]) -> None:
    assert tags_in(words) == tags


@pytest.mark.parametrize(
    "word",
    ["1042", "#", "-vip", "_t", "🔥", "a:b", "vip\u202e", "a\u200bb", "a" * (LONGEST + 1), "<b>"],
)
def test_what_is_no_tag_is_refused_with_all_others(word: str) -> None:
    assert tags_in(f"refund {word}") is None

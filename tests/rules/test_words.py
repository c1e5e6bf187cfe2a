"""Reading what people type: commands behind invisible characters, lengths, headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.visibility import ReplyTo, Visibility, visibility
from bot.rules.words import clip, looks_like_command, one_line, parse_command, units

INVISIBLE = st.text(
    alphabet=" \t\n\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u2063\ufeff\u00ad\u3164\u2800\ufe0f"
    "\u202e\u2066\u180e\U000e0020\U000e0100\u180b\u0301\u20dd\u034f\u00ad",
    max_size=8,
)


@given(INVISIBLE, st.text(max_size=20), st.sampled_from(ReplyTo))
def test_whatever_starts_with_a_slash_is_never_public(
    before: str, after: str, reply_to: ReplyTo
) -> None:
    text = f"{before}/{after}"
    assert looks_like_command(text)
    assert visibility([text], reply_to) is Visibility.COMMAND
    assert visibility(["harmless", "", text], reply_to) is Visibility.COMMAND


@given(INVISIBLE, st.sampled_from(["note", "NOTE", "ban_all", "c"]), INVISIBLE)
def test_commands_are_found_behind_invisible_characters(
    before: str, name: str, between: str
) -> None:
    command = parse_command(f"{before}/{name} {between}rest of it ")
    assert command is not None
    assert (command.name, command.target, command.rest) == (name.lower(), None, "rest of it")


@pytest.mark.parametrize(
    ("text", "name", "target", "rest"),
    [
        ("/note@My_Bot  hello", "note", "My_Bot", "hello"),
        ("/start", "start", None, ""),
        ("/ticket 1042", "ticket", None, "1042"),
        ("/note\nsecond line", "note", None, "second line"),
    ],
)
def test_commands(text: str, name: str, target: str | None, rest: str) -> None:
    command = parse_command(text)
    assert command is not None
    assert (command.name, command.target, command.rest) == (name, target, rest)
    assert text[command.rest_offset :].strip() == rest


@pytest.mark.parametrize("text", ["/заметка x", "/", "//", "/no-te", "hello /note", "", "/a/b"])
def test_no_commands(text: str) -> None:
    assert parse_command(text) is None


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_clip_keeps_within_the_limit(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert units(clipped) <= limit
    assert clipped == text or clipped.endswith("…")


@given(st.text())
def test_one_line_is_one_short_line_without_direction_marks(text: str) -> None:
    line = one_line(text, 40)
    assert line
    assert units(line) <= 40
    assert not set(line) & set("\n\r\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

"""Canned replies: commands read, placeholders filled in, entities over the same words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.canned import (
    Task,
    fill,
    is_too_long,
    name_of,
    parse,
    template,
    unknown_placeholders,
)
from bot.rules.content import Content, File
from storage.enums import ContentKind

VALUES = {"requester": "😀 Anna", "number": "#1042", "agent": "Boris"}


def cut(text: str, entity: dict[str, int]) -> str:
    """The words an entity lies over."""
    raw = text.encode("utf-16-le")
    begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    return raw[begin:end].decode("utf-16-le")


def bold(text: str, words: str) -> dict[str, object]:
    begin = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return {"type": "bold", "offset": begin, "length": len(words.encode("utf-16-le")) // 2}


@pytest.mark.parametrize(
    ("over", "becomes"),
    [
        ("Hi", "Hi"),
        ("{requester}", "😀 Anna"),
        ("😎 {requester}, your", "😎 😀 Anna, your"),
        ("ester}, your {nu", "😀 Anna, your #1042"),
        ("money", "money"),
        ("{ Agent }", "Boris"),
        ("Bye", "Bye"),
    ],
)
def test_entities_keep_lying_over_their_words(over: str, becomes: str) -> None:
    text = "Hi 😎 {requester}, your {number}: money {unknown} is back. { Agent } Bye"
    filled, entities = fill(text, [bold(text, over)], VALUES)
    assert filled == "Hi 😎 😀 Anna, your #1042: money {unknown} is back. Boris Bye"
    assert cut(filled, entities[0]) == becomes


def test_a_value_is_never_filled_in_again() -> None:
    filled, _ = fill("{requester}{agent}", [], {"requester": "{agent}", "agent": "B"})
    assert filled == "{agent}B"


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_entities_never_leave_the_text(words: str, offset: int, length: int) -> None:
    text = f"{words}{{requester}}{words}{{agent}}"
    room = len(text.encode("utf-16-le", "surrogatepass")) // 2
    entity = {"type": "bold", "offset": min(offset, room - 1), "length": 1}
    entity["length"] = min(length, room - min(offset, room - 1))
    filled, entities = fill(text, [entity], {"requester": "", "agent": "x"})
    end = len(filled.encode("utf-16-le", "surrogatepass")) // 2
    for kept in entities:
        assert 0 <= kept["offset"] < kept["offset"] + kept["length"] <= end


@pytest.mark.parametrize(
    ("rest", "task", "name", "words"),
    [
        ("", Task.LIST, "", ""),
        ("add refund  Hello\nyou", Task.ADD, "refund", "Hello\nyou"),
        ("ДОБАВИТЬ возврат", Task.ADD, "возврат", ""),
        ("edit refund x", Task.EDIT, "refund", "x"),
        ("удалить возврат", Task.DELETE, "возврат", ""),
        ("search money back", Task.SEARCH, "", "money back"),
        ("add", Task.ADD, "", ""),
    ],
)
def test_commands(rest: str, task: Task, name: str, words: str) -> None:
    asked = parse(rest)
    assert asked is not None
    assert (asked.task, asked.name, asked.words) == (task, name, words)
    assert rest[asked.offset :] == words


def test_what_is_no_command() -> None:
    assert parse("refund") is None
    assert [name_of(word) for word in ("Возврат-2", "1042", "a b", "-x", "x" * 33, "")] == [
        "возврат-2", None, None, None, None, None,
    ]  # fmt: skip
    assert unknown_placeholders('{number} {client} {"a": 1} { Agent } {client}') == ["client"]


def test_what_is_kept_of_a_message() -> None:
    said = Content(ContentKind.TEXT, "x", extra={"forwarded_from": "Tom"}, message_ids=[5])
    kept = template(said)
    assert kept is not None
    assert (kept.extra, kept.message_ids) == ({}, [])
    assert template(replace(said, text=" \u200b")) is None
    photo = Content(ContentKind.PHOTO, files=[File(ContentKind.PHOTO, "a", "b")])
    assert template(photo) == photo
    assert not is_too_long(replace(photo, text="x" * 1024))
    assert is_too_long(replace(photo, text="x" * 1000 + "{agent}"))
    assert is_too_long(Content(ContentKind.TEXT, "x" * 4096))

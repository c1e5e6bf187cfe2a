"""Words are compared by what they are, and nobody's words can be a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.indexing import mark, message_words, ticket_words
from storage.words import indexed, scan, terms


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ("Оплату не прошла", "оплата"),
        ("ОПЛАТЫ", "оплату"),
        ("счёт", "СЧЕТА"),
        ("ёлка", "елки"),
        ("принтером", "принтеро"),
        ("organization", "organiz"),
        ("batteries", "Battery"),
        ("Café", "cafe"),
        ("cafe\u0301", "café"),
        ("йод", "и\u0306од"),
        ("e-mail", "mail"),
        ("iPhone14", "IPHONE"),
        ("straße", "strasse"),
    ],
)
def test_meets(said: str, sought: str) -> None:
    words = f" {' '.join(indexed(said))} "
    assert all(term.rank(words) for term in terms(sought, 8))


@pytest.mark.parametrize(
    ("said", "sought"), [("ион", "йон"), ("printer", "pr"), ("printer", "rinter"), ("a", "b")]
)
def test_does_not_meet(said: str, sought: str) -> None:
    words = f" {' '.join(indexed(said))} "
    assert not all(term.rank(words) for term in terms(sought, 8))


@given(st.text())
def test_every_written_word_finds_its_text(text: str) -> None:
    words = f" {' '.join(indexed(text))} "
    for found in scan(text):
        assert all(term.rank(words) == 3 for term in terms(text[found.start : found.end], 8))


@given(st.text())
def test_words_are_letters_and_digits(text: str) -> None:
    """So they need no escaping anywhere, and none of them can be a mark."""
    for word in indexed(text, "_1 a_1 ＿1 '\" |&:*"):
        assert word
        assert all(char.isalnum() or char == "\u0306" for char in word)


def test_what_is_hidden_bears_no_mark() -> None:
    assert message_words("_1 smoke", 1, is_hidden=False).split() == ["_1", "1", "smoke"]
    assert mark(1) not in message_words("_1 smoke", 1, is_hidden=True).split()
    assert ticket_words(7, "a", "b", 1).split() == ["_1", "7", "a", "b"]

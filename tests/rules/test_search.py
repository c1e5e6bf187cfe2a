"""What is shown of a hit, and which hit is the better one."""

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.search import MOST_HITS, excerpt, score
from storage.indexing import message_words, ticket_words
from storage.words import terms


def shown(text: str, words: str, room: int = 60) -> str:
    pieces = excerpt(text, terms(words, 8), room)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_hits_stand_out_in_every_form() -> None:
    assert shown("Верните оплату, я оплатил\nдважды!", "оплата") == (
        "Верните [оплату], я [оплатил] дважды!"
    )
    assert shown("A Printer prints", "pri") == "A [Printer] [prints]"
    assert shown("Nothing here", "printer") == "Nothing here"
    assert shown("", "printer") == ""


def test_a_long_text_is_shown_around_its_first_hit() -> None:
    long = "well " * 30 + "the printer is on fire and " + "so on " * 30
    found = shown(long, "printers")
    assert found.startswith("…well")
    assert "the [printer] is on" in found
    assert found.endswith("…")
    assert len(found) <= 60 + 4


@given(st.text(), st.text(), st.integers(1, 80))
def test_an_excerpt_is_part_of_the_text(text: str, words: str, room: int) -> None:
    pieces = excerpt(text, terms(words, 8), room)
    said = "".join(piece.text for piece in pieces)
    flat = " ".join(text.split())
    assert said in (flat, f"…{said[1:-1]}…", f"{said[:-1]}…", f"…{said[1:]}")
    assert said.strip("…") in flat
    assert len(said) <= room + 2
    assert all(not piece.text.isspace() for piece in pieces if piece.is_hit)


def test_one_word_over_and_over_does_not_fill_a_message_with_marks() -> None:
    pieces = excerpt("oh " * 100, terms("oh", 8), 200)
    assert sum(piece.is_hit for piece in pieces) == MOST_HITS


def test_what_was_written_and_what_it_is_about_go_first() -> None:
    wanted = terms("оплата", 8)

    def said(text: str) -> float:
        return score(message_words(text, 1, is_hidden=False), wanted, is_ticket=False)

    subject = score(ticket_words(7, "Оплата", "не прошла", 1), wanted, is_ticket=True)
    assert subject > said("Оплата не прошла") > said("Оплату не вернули")
    assert said("оплата") > said("оплата за три больших заказа в прошлом месяце")

"""What a note says once its command is gone."""

import pytest

from bot.rules.content import Content, note_of
from storage.enums import ContentKind


def _content(text: str, *spans: tuple[int, int]) -> Content:
    entities = [{"type": "bold", "offset": offset, "length": length} for offset, length in spans]
    return Content(ContentKind.TEXT, text, entities)


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("/note hello", 0, "hello"),
        ("\u200b /NOTE@some_bot\n hello", 0, "hello"),
        ("/note 1042 hello", 0, "hello"),
        ("/note #1042", 0, ""),
        ("/note 7 apples", 0, "7 apples"),
        ("front\n/note back\nside", 6, "front\nback\nside"),
        ("no command", 0, "no command"),
        ("/other x", 0, "/other x"),
    ],
)
def test_a_note_keeps_all_but_its_command(text: str, start: int, said: str) -> None:
    assert note_of(_content(text), 1042, start).text == said


def test_entities_move_with_the_words_they_lie_over() -> None:
    note = note_of(_content("/note 😀 bold", (0, 5), (0, 13), (9, 4)), 1042)
    assert note.text == "😀 bold"
    assert [(item["offset"], item["length"]) for item in note.entities] == [(0, 7), (3, 4)]

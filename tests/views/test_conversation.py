"""The conversation in pages: nothing lost, nothing too long, nothing shown to the wrong side."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import texts
from bot.rules.pages import ENTITIES, is_long, stretches
from bot.rules.words import units
from bot.views.conversation import LEAST_ROOM, measured, pages, size
from bot.views.screen import Text
from storage.enums import ContentKind, Delivery
from storage.models import TicketAttachment, TicketMessage, User

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
ANNA = User(id=1, first_name="Anna", last_name="Petrova")
BORIS = User(id=2, first_name="Boris", last_name="Ivanov")
EN = texts("en")


def said(text: str = "", author: User = ANNA, **values: Any) -> TicketMessage:
    defaults: dict[str, Any] = {
        "position": 1,
        "kind": ContentKind.TEXT,
        "entities": [],
        "extra": {},
        "is_internal": False,
        "is_staff_reply": False,
        "is_undecided": False,
        "delivery": Delivery.NONE,
        "created_at": NOW,
        "updated_at": None,
        "attachments": [],
    }
    return TicketMessage(author=author, text=text, **{**defaults, **values})


def shown(text: Text, entity: dict[str, Any]) -> str:
    """What an entity lies over, counted as Telegram counts."""
    encoded = str(text).encode("utf-16-le")
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return encoded[2 * start : 2 * end].decode("utf-16-le")


def page(*messages: TicketMessage, for_staff: bool = True, language: str = "en") -> str:
    made = pages(messages, texts(language), ZONE, for_staff=for_staff, room=4096)
    assert len(made) == 1
    return str(made[0])


words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a \n😀🇷")), min_size=1
)


@st.composite
def formatted(draw: st.DrawFn) -> TicketMessage:
    text = draw(words) * draw(st.sampled_from([1, 1, 1, 30, 900]))
    while units(text) > 4096:
        text = text[: len(text) // 2]
    borders = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(borders, borders), max_size=9))
    entities = [
        {"type": "italic", "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end in spans
        if start < end
    ]
    return said(text, entities=entities)


@given(st.lists(formatted(), min_size=1, max_size=12), st.integers(LEAST_ROOM, 4096))
def test_pages_hold_every_word_with_its_entities(messages: list[TicketMessage], room: int) -> None:
    made = pages(messages, EN, ZONE, for_staff=True, room=room)
    for text in made:
        assert 0 < text.units == units(str(text)) <= room
        assert len(text.entities) <= ENTITIES
        for entity in text.entities:
            assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= text.units
    # Take the headers off again: what is left, in order, is what was said.
    left = ""
    italics = ""
    for text in made:
        for piece in _pieces(text):
            left += piece
        italics += "".join(
            shown(text, entity) for entity in text.entities if entity["type"] == "italic"
        )
    assert left == "".join(message.text for message in messages)
    total = sum(entity["length"] for message in messages for entity in message.entities)
    assert units(italics) == total


@settings(deadline=None)
@given(st.lists(formatted(), min_size=1, max_size=12), st.sampled_from(["en", "ru"]))
def test_what_shares_a_page_fits_it(messages: list[TicketMessage], language: str) -> None:
    for message in messages:
        message.kind, message.updated_at = ContentKind.DOCUMENT, NOW
        message.delivery, message.is_staff_reply = Delivery.HELD, True
        message.author = User(first_name="Б" * 60, last_name="w")
        message.extra = {"forwarded_from": "о" * 200, "is_poll": True}
        message.attachments = [
            TicketAttachment(kind=ContentKind.DOCUMENT, filename=f"{n}" * 99, file_size=9_999_999)
            for n in range(2)
        ]
    sizes = [size(measured(message)) for message in messages]
    for together in stretches(sizes, 2000):
        if not is_long(sizes[together.start], 2000):
            part = messages[together.start : together.stop]
            made = pages(part, texts(language), ZONE, for_staff=True, room=2000, year=1999)
            assert len(made) == 1


def _pieces(text: Text) -> list[str]:
    encoded = str(text).encode("utf-16-le")
    starts = [entity["offset"] for entity in text.entities if entity["type"] == "bold"]
    found = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        stop = end - 2 if end is not None else None  # the blank line between messages
        block = encoded[2 * start : None if stop is None else 2 * stop].decode("utf-16-le")
        found.append(block.partition("\n")[2])
    return found


def test_a_long_message_is_cut_at_a_space_and_goes_on() -> None:
    long = said("word " * 800)
    made = pages([said("hello"), long, said("bye")], EN, ZONE, for_staff=True, room=1000)
    assert len(made) == 7
    assert str(made[0]).endswith("hello")
    for text in made[1:6]:
        assert str(text).endswith("word ")
    assert str(made[2]).startswith("👤 Anna Petrova · …\nword")
    assert str(made[-1]).endswith("bye")


def test_many_entities_begin_a_new_page() -> None:
    many = [{"type": "bold", "offset": at, "length": 1} for at in range(60)]
    made = pages([said("x" * 60, entities=many)] * 2, EN, ZONE, for_staff=True, room=4096)
    assert [len(text.entities) for text in made] == [61, 61]


def test_the_staff_sees_notes_marks_and_whether_it_arrived() -> None:
    album = [TicketAttachment(kind=ContentKind.PHOTO, filename=None, file_size=9)] * 2
    report = TicketAttachment(kind=ContentKind.DOCUMENT, filename="a.pdf", file_size=1258291)
    text = page(
        said("It burns", kind=ContentKind.ALBUM, attachments=[*album, report]),
        said("fire brigade?", BORIS, is_internal=True),
        said("Unplug it", BORIS, is_staff_reply=True, delivery=Delivery.DELIVERED, updated_at=NOW),
        said("hm", BORIS, is_internal=True, is_undecided=True),
        said("gone", BORIS, is_staff_reply=True, delivery=Delivery.FAILED),
    )
    assert text.split("\n\n") == [
        "👤 Anna Petrova · Mar 29 14:05\nIt burns\n📷 photo ×2\n📄 a.pdf · 1.2 MB",
        "🔒 Boris Ivanov · Mar 29 14:05 · note\nfire brigade?",
        "💬 Boris Ivanov · Mar 29 14:05 · ✓ · edited\nUnplug it",
        "🔒 Boris Ivanov · Mar 29 14:05 · ❓ not sent, undecided\nhm",
        "💬 Boris Ivanov · Mar 29 14:05 · ⚠️ not delivered\ngone",
    ]


def test_the_requester_sees_neither_notes_nor_marks() -> None:
    text = page(
        said("It burns"),
        said("fire brigade?", BORIS, is_internal=True),
        said("hm", BORIS, is_undecided=True),
        said("Unplug it", BORIS, is_staff_reply=True, delivery=Delivery.FAILED),
        for_staff=False,
        language="ru",
    )
    assert text.split("\n\n") == [
        "👤 Вы · 29 мар. 14:05\nIt burns",
        "💬 Boris · 29 мар. 14:05\nUnplug it",
    ]


def test_an_older_year_is_named() -> None:
    old = said("x", created_at=datetime(2024, 1, 2, tzinfo=UTC))
    assert page(old, said("y")).startswith("👤 Anna Petrova · Jan 2, 2024 01:00\nx")


@pytest.mark.parametrize(
    ("kind", "data", "chip"),
    [
        (ContentKind.LOCATION, {"latitude": 55.7558, "longitude": 37.61}, "55.75580, 37.61000"),
        (ContentKind.VENUE, {"title": "Home", "address": "Street 1"}, "Home · Street 1"),
        (ContentKind.CONTACT, {"first_name": "Eva", "phone_number": "+7"}, "Eva · +7"),
    ],
)
def test_places_and_contacts_are_told_in_words(
    kind: ContentKind, data: dict[str, Any], chip: str
) -> None:
    assert page(said(kind=kind, extra={kind.value: data})).endswith(chip)


def test_an_empty_conversation_says_so() -> None:
    assert page() == EN("conversation-empty")
    assert page(said("x", is_internal=True), for_staff=False) == EN("conversation-empty")


def test_a_page_too_small_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        pages([], EN, ZONE, for_staff=True, room=LEAST_ROOM - 1)

"""A transcript: one whole file, safe whatever was typed, nothing in it for the wrong reader."""

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import languages, texts
from bot.views.transcript import Chapter, transcript
from storage.enums import ContentKind, Delivery, Priority, Status
from storage.models import Rating, Ticket, TicketAttachment, TicketCategory, TicketMessage, User
from storage.models.people import ERASED_NAME

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
MARK = "orchid-7731"
EVIL = "<img src=x onerror=alert(1)>\"'&"
ANNA = User(id=1, first_name="Anna", last_name="Petrova")
BORIS = User(id=2, first_name="Boris", last_name="Ivanov")
VOID = {"meta", "img", "br", "link", "input"}


class Document(HTMLParser):
    """The file as a browser reads it: every tag closed, the text of each element by class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def said(text: str = "", author: User = ANNA, **values: Any) -> TicketMessage:
    defaults: dict[str, Any] = {
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


def ticket(**values: Any) -> Ticket:
    defaults: dict[str, Any] = {
        "number": 1042,
        "subject": "Printer is on fire",
        "status": Status.WAITING,
        "priority": Priority.HIGH,
        "created_at": NOW,
        "requester": ANNA,
        "assignee": BORIS,
        "category": TicketCategory(icon="💳", names={"en": "Billing", "ru": "Оплата"}),
    }
    return Ticket(**{**defaults, **values})


def made(
    *messages: TicketMessage,
    language: str = "en",
    for_staff: bool = True,
    notes: bool = False,
    **values: Any,
) -> str:
    chapter = Chapter(ticket(**values), messages)
    return transcript([chapter], texts(language), ZONE, for_staff=for_staff, notes=notes, at=NOW)


def read(html: str) -> str:
    return Document(html).text


def everything() -> list[TicketMessage]:
    note = said(f"note {MARK}", BORIS, is_internal=True)
    note.attachments = [
        TicketAttachment(kind=ContentKind.DOCUMENT, filename=f"{MARK}.pdf", file_size=9)
    ]
    return [
        said("It burns"),
        note,
        said(f"undecided {MARK}", BORIS, is_undecided=True),
        said("withdrawn words", BORIS, is_staff_reply=True, delivery=Delivery.WITHDRAWN),
        said("Unplug it", BORIS, is_staff_reply=True, delivery=Delivery.DELIVERED),
    ]


def test_the_requester_reads_neither_notes_nor_withdrawn_words_nor_last_names() -> None:
    html = made(*everything(), for_staff=False)
    for hidden in (MARK, "undecided", "withdrawn", "Ivanov", "note", "files themselves", "✓"):
        assert hidden not in html.partition("</style>")[2], hidden
    text = read(html)
    for shown in ("It burns", "👤 Anna Petrova", "💬 Boris", "Unplug it", "waiting for you"):
        assert shown in text
    with pytest.raises(ValueError):
        made(*everything(), for_staff=False, notes=True)


def test_the_staff_reads_notes_only_when_asked_for() -> None:
    html = made(*everything())
    assert MARK not in html
    text = read(html)
    assert "Internal notes are not included" in text
    assert "For the team only" not in text
    assert "↩️ withdrawn" in text
    assert "withdrawn words" in text
    assert "💬 Boris Ivanov" in text
    text = read(made(*everything(), notes=True))
    assert f"note {MARK}" in text
    assert f"undecided {MARK}" in text
    assert f"📄 file · {MARK}.pdf · 9 B" in text
    assert "❓ not sent, undecided" in text
    assert "For the team only" in text
    assert "are not included" not in text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("for_staff", [True, False])
def test_whatever_people_wrote_is_text(language: str, for_staff: bool) -> None:
    evil = User(id=3, first_name=EVIL, last_name="\u202eevil")
    file = TicketAttachment(kind=ContentKind.DOCUMENT, filename=EVIL, file_size=1)
    contact = {"contact": {"first_name": EVIL, "phone_number": EVIL}, "forwarded_from": EVIL}
    messages = [
        said(EVIL, evil, attachments=[file], extra={"forwarded_from": EVIL}),
        said("", evil, kind=ContentKind.CONTACT, extra=contact, updated_at=NOW),
        said(EVIL, evil, is_internal=True),
        said(EVIL, evil, is_staff_reply=True, delivery=Delivery.FAILED),
    ]
    about = ticket(
        subject=EVIL,
        requester=evil,
        assignee=evil,
        category=TicketCategory(icon=EVIL[:16], names={language: EVIL}),
    )
    rating = Rating(score=4, comment=EVIL, comment_entities=[])
    html = transcript(
        [Chapter(about, messages, rating), Chapter(ticket(number=1), [])],
        texts(language),
        ZONE,
        for_staff=for_staff,
        notes=for_staff,
        at=NOW,
    )
    document = Document(html)
    assert "img" not in {tag for tag, _ in document.tags}
    assert not any(name.startswith("on") for _, attrs in document.tags for name in attrs)
    assert document.text.count("onerror=alert(1)") >= 8
    assert "\u202e" not in html
    assert "★★★★☆" in document.text


def test_the_file_loads_nothing_and_lets_nothing_run() -> None:
    html = made(*everything(), notes=True)
    document = Document(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {
        t for t, _ in document.tags
    }
    assert "url(" not in html
    assert "@import" not in html
    assert not any("style" in attrs or "src" in attrs for _, attrs in document.tags)
    (policy,) = [
        str(attrs["content"])
        for _, attrs in document.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    mark = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"style-src 'sha256-{mark}'" in policy


def test_times_are_in_the_desk_s_zone_and_edits_are_marked() -> None:
    text = read(
        made(
            said("first", created_at=datetime(2026, 3, 28, 23, 30, tzinfo=UTC), updated_at=NOW),
            said("second", updated_at=NOW + timedelta(days=1)),
            resolved_at=NOW,
        )
    )
    days = re.findall(r"^(Mar \d+, 2026)$", text, flags=re.MULTILINE)
    assert days == ["Mar 29, 2026"]  # half past midnight in Berlin
    assert "00:30 edited 14:05" in text
    assert "14:05 edited Mar 30, 2026 14:05" in text
    assert "ResolvedMar 29, 2026 14:05" in text
    assert "Times are those of Europe/Berlin" in text
    html = made(said("x"))
    assert '<time datetime="2026-03-29T12:05:00+00:00">14:05</time>' in html


def test_words_keep_their_form_and_files_their_names() -> None:
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    files = [
        TicketAttachment(kind=ContentKind.PHOTO, filename=None, file_size=1258291),
        TicketAttachment(kind=ContentKind.VOICE, filename=None, file_size=None),
        TicketAttachment(kind=ContentKind.VIDEO, filename="a.mp4", file_size=5),
    ]
    venue = {"venue": {"title": "Home", "address": "Street 1"}}
    html = made(
        said("hi you", entities=bold, kind=ContentKind.ALBUM, attachments=files),
        said(kind=ContentKind.VENUE, extra=venue),
    )
    assert "<b>hi</b> you" in html
    text = read(html)
    for line in ("📷 photo · 1.2 MB", "🎤 voice message", "🎬 video · a.mp4 · 5 B"):
        assert f"\n{line}\n" in text
    assert "📍 place · Home · Street 1" in text


def test_tags_are_for_the_team_as_notes_are() -> None:
    assert f"Tags{MARK}, vip" in read(made(notes=True, tags=[MARK, "vip"]))
    assert MARK not in made(tags=[MARK])
    assert MARK not in made(for_staff=False, tags=[MARK])


def test_an_erased_person_is_named_as_such() -> None:
    nobody = User(id=2**60, first_name=ERASED_NAME)
    text = read(made(said("", nobody), requester=nobody))
    assert "Fromerased person" in text
    assert "👤 erased person" in text


def test_several_tickets_have_a_list_of_contents() -> None:
    chapters = [
        Chapter(ticket(number=7, subject="Lamp"), [said("dark")]),
        Chapter(ticket(number=9, subject="Door", assignee=None, category=None), []),
    ]
    html = transcript(chapters, texts("ru"), ZONE, for_staff=False, notes=False, at=NOW)
    assert '<html lang="ru">' in html
    text = read(html)
    assert "2 тикета" in text
    assert text.count("#7 · Lamp") == text.count("#9 · Door") == 2
    assert "Пока ничего не сказано" in text
    assert '<a href="#t9">' in html
    assert 'id="t9"' in html
    empty = transcript([], texts("en"), ZONE, for_staff=False, notes=False, at=NOW)
    assert "0 tickets" in read(empty)


def test_one_ticket_is_named_in_the_title() -> None:
    assert "<title>#1042 · Printer is on fire</title>" in made()


def test_the_style_is_packaged() -> None:
    pyproject = (Path(__file__).parent.parent.parent / "pyproject.toml").read_text("utf-8")
    assert '"views/*.css"' in pyproject


@pytest.mark.parametrize("language", languages())
def test_whoever_was_erased_is_said_to_be_so_in_every_file(language: str) -> None:
    t = texts(language)
    nobody = User(id=3, first_name=ERASED_NAME)
    answer = said("", nobody, is_staff_reply=True)
    for for_staff in (True, False):
        html = made(answer, language=language, for_staff=for_staff, assignee=nobody)
        assert f"<b>💬 {t('erased-person')}</b>" in html
        assert f'<dd dir="auto">{t("erased-person")}</dd>' in html
        assert html.count(ERASED_NAME) == html.count(t("erased-words")) == 1

"""Tickets as one readable HTML file of its own: no script, nothing loaded, good on paper.

The one place that writes HTML. What people wrote is shown as text (`markup`), and a policy in the
file lets no browser run or load anything, were something ever to slip through.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.conversation import DELIVERY_KEYS, chips
from bot.views.markup import safe, words
from bot.views.names import (
    category_label,
    file_size,
    kind_chip,
    known_name,
    own_status_label,
    priority_label,
    shown_name,
    status_label,
    ticket_number,
)
from bot.views.rating import stars
from bot.views.screen import Screen, Text
from bot.views.times import clock, day, moment
from storage.enums import Delivery
from storage.models import Rating, Ticket, TicketAttachment, TicketMessage, User

STYLE = Path(__file__).with_name("transcript.css")
SUBJECT_ROOM = 256
FILE_NAME_ROOM = 256


@dataclass(frozen=True)
class Chapter:
    """One ticket (with requester, assignee, category) and what was said, oldest first.

    Messages come with author and attachments (`storage.queries.messages.conversation`).
    """

    ticket: Ticket
    messages: Sequence[TicketMessage]
    rating: Rating | None = None


@dataclass(frozen=True)
class _Reader:
    """Who will read it, where and in which language."""

    t: Texts
    zone: tzinfo
    is_staff: bool
    notes: bool

    def moment(self, at: datetime) -> str:
        return _time(at, moment(at, self.zone, self.t.language, 0))

    def sees(self, message: TicketMessage) -> bool:
        """Whether a message is in the file at all, whatever the caller has read."""
        if message.is_internal or message.is_undecided:
            return self.notes
        return self.is_staff or message.delivery is not Delivery.WITHDRAWN

    def name(self, user: User, *, is_agent: bool) -> str:
        """Return a name; requesters know agents by their first names only."""
        named = known_name if is_agent and not self.is_staff else shown_name
        return named(user, self.t)


def transcript(
    chapters: Sequence[Chapter],
    t: Texts,
    zone: tzinfo,
    *,
    for_staff: bool,
    notes: bool,
    at: datetime,
) -> str:
    """Return an HTML document of one or several tickets, as of `at`, in the reader's language.

    `notes` is whether internal notes and undecided words are in it; asking for them without
    `for_staff` is a mistake (ValueError). A requester's file has no withdrawn answers, neither
    marks of delivery nor agents' last names; the staff's marks what was withdrawn.
    """
    if notes and not for_staff:
        raise ValueError("internal notes are never for a requester")
    reader = _Reader(t, zone, for_staff, notes)
    title = (
        _title(chapters[0].ticket)
        if len(chapters) == 1
        else t("transcript-title", count=len(chapters))
    )
    style, allowed = _style()
    policy = f"default-src 'none'; style-src '{allowed}'; base-uri 'none'; form-action 'none'"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{safe(t.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{safe(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        '<meta name="format-detection" content="telephone=no">',
        f"<title>{safe(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<header>",
        f'<h1 dir="auto">{safe(title)}</h1>',
        *_banner(reader),
        *_contents(chapters),
        "</header>",
        "<main>",
        *(line for item in chapters for line in _chapter(item, reader, len(chapters) > 1)),
        "</main>",
        *_footer(chapters, reader, at),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def caption(ticket: Ticket, t: Texts, *, notes: bool) -> Screen:
    """Return what stands below the file in the chat."""
    text = Text().line(f"📄 {_title(ticket)}", "bold")
    return Screen.of(text.line(t("transcript-with-notes")) if notes else text)


@cache
def _style() -> tuple[str, str]:
    """Return the style and the mark by which a browser knows that it is ours."""
    style = STYLE.read_text(encoding="utf-8")
    return style, f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _title(ticket: Ticket) -> str:
    return f"{ticket_number(ticket.number)} · {one_line(ticket.subject, SUBJECT_ROOM)}"


def _time(at: datetime, shown: str) -> str:
    return f'<time datetime="{at.isoformat()}">{safe(shown)}</time>'


def _banner(reader: _Reader) -> list[str]:
    if not reader.notes:
        return []
    return [f'<p class="banner">{safe(reader.t("transcript-with-notes"))}</p>']


def _contents(chapters: Sequence[Chapter]) -> Iterator[str]:
    if len(chapters) < 2:
        return
    yield '<ul class="contents">'
    for item in chapters:
        number = item.ticket.number
        yield f'<li dir="auto"><a href="#t{number}">{safe(_title(item.ticket))}</a></li>'
    yield "</ul>"


def _chapter(item: Chapter, reader: _Reader, is_one_of_many: bool) -> Iterator[str]:
    yield f'<section class="ticket" id="t{item.ticket.number}">'
    if is_one_of_many:
        yield f'<h2 dir="auto">{safe(_title(item.ticket))}</h2>'
    yield '<dl class="facts">'
    for key, value in _facts(item, reader):
        yield f'<dt>{safe(reader.t(key))}</dt><dd dir="auto">{value}</dd>'
    yield "</dl>"
    shown: date | None = None
    for message in item.messages:
        if not reader.sees(message):
            continue
        today = message.created_at.astimezone(reader.zone).date()
        if today != shown:
            named = day(message.created_at, reader.zone, reader.t.language, 0)
            yield f'<h3 class="day">{safe(named)}</h3>'
            shown = today
        yield from _message(message, item.ticket, reader)
    if shown is None:
        yield f'<p class="nothing">{safe(reader.t("conversation-empty"))}</p>'
    yield "</section>"


def _facts(item: Chapter, reader: _Reader) -> Iterator[tuple[str, str]]:
    """Yield what is known of the ticket, as (id of the label, HTML)."""
    ticket, t = item.ticket, reader.t
    label = status_label if reader.is_staff else own_status_label
    yield "transcript-status", safe(label(ticket.status, t))
    yield "transcript-category", safe(category_label(ticket.category, t))
    yield "transcript-priority", safe(priority_label(ticket.priority, t))
    yield "transcript-requester", safe(reader.name(ticket.requester, is_agent=False))
    if reader.notes and ticket.tags:  # they are the team's own words, as notes are
        yield "transcript-tags", safe(", ".join(ticket.tags))
    if ticket.assignee is not None:
        yield "transcript-assignee", safe(reader.name(ticket.assignee, is_agent=True))
    for key, at in (
        ("transcript-opened", ticket.created_at),
        ("transcript-resolved", ticket.resolved_at),
        ("transcript-closed", ticket.closed_at),
    ):
        if at is not None:
            yield key, reader.moment(at)
    if item.rating is not None and item.rating.score is not None:
        said = words(item.rating.comment, item.rating.comment_entities)
        comment = f'<div class="words" dir="auto">{said}</div>' if said else ""
        yield "transcript-rating", stars(item.rating.score) + comment


def _message(message: TicketMessage, ticket: Ticket, reader: _Reader) -> Iterator[str]:
    t = reader.t
    is_hidden = message.is_internal or message.is_undecided
    is_ours = message.is_staff_reply or is_hidden
    is_withdrawn = message.delivery is Delivery.WITHDRAWN
    classes = ["message", *["ours"] * is_ours, *["note"] * is_hidden]
    yield f'<article class="{" ".join([*classes, *["withdrawn"] * is_withdrawn])}">'
    icon = "🔒" if is_hidden else "💬" if is_ours else "👤"
    name = reader.name(message.author, is_agent=is_ours)
    marks = [safe(mark) for mark in _staff_marks(message, t)] if reader.is_staff else []
    if message.updated_at is not None:
        marks.append(f"{safe(t('conversation-edited'))} {_edited_at(message, reader)}")
    yield (
        f"<header><b>{icon} {safe(name)}</b> "
        + _time(message.created_at, clock(message.created_at, reader.zone, t.language))
        + "".join(f' <span class="mark">{mark}</span>' for mark in marks)
        + "</header>"
    )
    if message.text:
        said = words(message.text, message.entities)
        yield f'<div class="words" dir="auto">{said}</div>'
    lines = _files(message, t)
    if not message.text and not lines:  # nobody can send nothing
        yield f'<div class="words" dir="auto">{safe(t("erased-words"))}</div>'
    if lines:
        yield '<ul class="files">'
        yield from (f'<li dir="auto">{safe(line)}</li>' for line in lines)
        yield "</ul>"
    yield "</article>"


def _edited_at(message: TicketMessage, reader: _Reader) -> str:
    at = message.updated_at or message.created_at
    local, said = (moment.astimezone(reader.zone).date() for moment in (at, message.created_at))
    if local != said:
        return reader.moment(at)
    return _time(at, clock(at, reader.zone, reader.t.language))


def _staff_marks(message: TicketMessage, t: Texts) -> list[str]:
    if message.is_undecided:
        return [t("conversation-undecided")]
    if message.is_internal:
        return [t("conversation-note")]
    if message.is_staff_reply and message.delivery in DELIVERY_KEYS:
        return [t(DELIVERY_KEYS[message.delivery])]
    return []


def _files(message: TicketMessage, t: Texts) -> list[str]:
    """Return a line for each file with its kind, name and size, and for all else but words."""
    if not message.attachments:
        return chips(message, t)
    lines = []
    if origin := message.extra.get("forwarded_from"):
        lines.append(t("conversation-forwarded", name=one_line(str(origin))))
    return [*lines, *(_file(item, t) for item in message.attachments)]


def _file(item: TicketAttachment, t: Texts) -> str:
    parts = [kind_chip(item.kind, t)]
    if item.filename:
        parts.append(one_line(item.filename, FILE_NAME_ROOM))
    if item.file_size:
        parts.append(file_size(item.file_size, t))
    return " · ".join(parts)


def _footer(chapters: Sequence[Chapter], reader: _Reader, at: datetime) -> Iterator[str]:
    t = reader.t
    yield "<footer>"
    made = moment(at, reader.zone, t.language, 0)
    yield f"<p>{safe(t('transcript-made', at=made, zone=str(reader.zone)))}</p>"
    if reader.is_staff and not reader.notes:
        yield f"<p>{safe(t('transcript-without-notes'))}</p>"
    shown = (message for item in chapters for message in item.messages if reader.sees(message))
    if any(message.attachments for message in shown):
        yield f"<p>{safe(t('transcript-files'))}</p>"
    yield "</footer>"

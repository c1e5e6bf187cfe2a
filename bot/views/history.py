"""The two messages that tell a ticket's past in the staff group: its conversation and its log."""

from collections.abc import Callable
from dataclasses import replace

from bot.buttons import Conversation, DeskLog, Log, Press
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views import links
from bot.views.names import ticket_number
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket

SUBJECT_ROOM = 80
ROOM = 3600  # UTF-16 units of a page, which leaves enough for title and page number


def history_screen(
    icon: str,
    ticket: Ticket,
    kind: type[Conversation] | type[Log],
    body: Text,
    page: int,
    count: int,
    t: Texts,
) -> Screen:
    """Return one page under the ticket's title; pages count from 1."""
    subject = one_line(ticket.subject, SUBJECT_ROOM)
    head = Text().add(f"{icon} {ticket_number(ticket.number)} · {subject}", "bold")
    links.merged(head.add("\n"), ticket, t)
    pages = _page(head.add("\n"), body, page, count, lambda at: kind(ticket.number, at), t)
    return replace(pages, keyboard=[*pages.keyboard, *links.conversations(ticket)])


def desk_screen(body: Text, page: int, count: int, t: Texts) -> Screen:
    """Return one page of what the audit has besides tickets."""
    head = Text().add(t("log-of-desk"), "bold").add("\n\n")
    return _page(head, body, page, count, DeskLog, t)


def _page(
    text: Text, body: Text, page: int, count: int, to: Callable[[int], Press], t: Texts
) -> Screen:
    start = text.units
    text.add(str(body))
    text.entities += [{**item, "offset": item["offset"] + start} for item in body.entities]
    if count > 1:
        text.add("\n\n").add(t("history-page", page=page, count=count), "italic")
    turns = []
    if page > 1:
        turns.append(Button(t("history-earlier"), to(page - 1)))
    if page < count:
        turns.append(Button(t("history-later"), to(page + 1)))
    return Screen.of(text, [turns] if turns else [])


def page_number(asked: int, count: int) -> int:
    """Return the page that is meant; 0 and pages that do not exist mean the last."""
    return asked if 1 <= asked <= count else count

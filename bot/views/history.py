"""The two messages that tell a ticket's past in the staff group: its conversation and its log."""

from collections.abc import Callable

from bot.buttons import Conversation, DeskLog, Log, Press
from bot.i18n import Texts
from bot.rules.words import one_line
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
    title = f"{icon} {ticket_number(ticket.number)} · {one_line(ticket.subject, SUBJECT_ROOM)}"
    return _page(title, body, page, count, lambda at: kind(ticket.number, at), t)


def desk_screen(body: Text, page: int, count: int, t: Texts) -> Screen:
    """Return one page of what the audit has besides tickets."""
    return _page(t("log-of-desk"), body, page, count, DeskLog, t)


def _page(
    title: str, body: Text, page: int, count: int, to: Callable[[int], Press], t: Texts
) -> Screen:
    text = Text().add(title, "bold").add("\n\n")
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

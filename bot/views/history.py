"""The two messages that tell a ticket's past in the staff group: its conversation and its log."""

from bot.buttons import Conversation, Log
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
    text = Text().add(f"{icon} {ticket_number(ticket.number)} · {subject}", "bold")
    links.merged(text.add("\n"), ticket, t)
    text.add("\n")
    start = text.units
    text.add(str(body))
    text.entities += [{**item, "offset": item["offset"] + start} for item in body.entities]
    if count > 1:
        text.add("\n\n").add(t("history-page", page=page, count=count), "italic")
    turns = []
    if page > 1:
        turns.append(Button(t("history-earlier"), kind(ticket.number, page - 1)))
    if page < count:
        turns.append(Button(t("history-later"), kind(ticket.number, page + 1)))
    return Screen.of(text, [*([turns] if turns else []), *links.conversations(ticket)])


def page_number(asked: int, count: int) -> int:
    """Return the page that is meant; 0 and pages that do not exist mean the last."""
    return asked if 1 <= asked <= count else count

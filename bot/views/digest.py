"""The list that stands in for many new cards: a line and a button for each ticket."""

from collections.abc import Sequence

from bot.buttons import ShowCard
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import PRIORITY_ICONS, person_name, ticket_number
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket

NAME_ROOM = 16
SUBJECT_ROOM = 32  # 55 lines have to fit into one message
BUTTONS_IN_A_ROW = 5


def digest(tickets: Sequence[Ticket], t: Texts) -> Screen:
    """Return what came in meanwhile; a button makes the ticket's own card."""
    text = Text().add("📥 ")
    text.line(t("digest-title", count=len(tickets)), "bold")
    text.line(t("digest-how"), "italic").line()
    for ticket in tickets:
        text.add(f"{PRIORITY_ICONS[ticket.priority]} ")
        text.add(ticket_number(ticket.number), "bold")
        text.add(f" · {one_line(ticket.subject, SUBJECT_ROOM)}")
        text.line(f" · {one_line(person_name(ticket.requester), NAME_ROOM)}")
    shows = [Button(ticket_number(ticket.number), ShowCard(ticket.number)) for ticket in tickets]
    rows = [
        shows[start : start + BUTTONS_IN_A_ROW] for start in range(0, len(shows), BUTTONS_IN_A_ROW)
    ]
    return Screen.of(text, rows)

"""What somebody reads who has as many open tickets as they may, and the ways out."""

from collections.abc import Sequence

from bot.buttons import FormInto, Menu
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import ticket_number
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket

SHOWN = 6


def full(tickets: Sequence[Ticket], t: Texts) -> Screen:
    """Return the sentence with a button for each ticket that the words could join."""
    newest = ticket_number(tickets[0].number)
    text = Text().line(t("limit-open", n=len(tickets), number=newest), "bold")
    text.line(t("limit-open-kept"))
    rows = [
        [
            Button(
                t(
                    "ask-to",
                    title=f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 80)}",
                ),
                FormInto(ticket.number),
            )
        ]
        for ticket in tickets[:SHOWN]
    ]
    return Screen.of(text, [*rows, [Button(t("menu-tickets"), Menu("tickets"))]])

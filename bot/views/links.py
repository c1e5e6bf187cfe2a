"""What a card shows of the tickets that have to do with this one; never shown to a requester."""

from bot.buttons import ShowCard
from bot.views.names import ticket_number
from bot.views.screen import Button, Keyboard, Text
from storage.models import Ticket

ROW = 4


def lines(text: Text, ticket: Ticket) -> None:
    """Add the numbers of the linked tickets."""
    if ticket.links:
        text.line(f"🔗 {numbers(ticket.links)}")


def numbers(found: list[int]) -> str:
    """Return ticket numbers as one reads them."""
    return ", ".join(map(ticket_number, found))


def rows(ticket: Ticket) -> Keyboard:
    """Return buttons that show the cards of the linked tickets."""
    buttons = [
        Button(f"🔗 {ticket_number(number)}", ShowCard(number)) for number in ticket.links or []
    ]
    return [buttons[i : i + ROW] for i in range(0, len(buttons), ROW)]

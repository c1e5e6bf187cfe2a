"""What the staff sees of tickets that have to do with one, linked or merged; nobody else does."""

from bot.buttons import Conversation, ShowCard
from bot.i18n import Texts
from bot.views.names import ticket_number
from bot.views.screen import Button, Keyboard, Text
from storage.models import Ticket

ROW = 4
SHOWN = 12  # merged ones; the log has them all


def lines(text: Text, ticket: Ticket, t: Texts) -> None:
    """Add what a card says."""
    merged(text, ticket, t)
    if linked := _linked(ticket):
        text.line(f"🔗 {_numbers(linked)}")


def _linked(ticket: Ticket) -> list[int]:
    """Return the links that a merge does not say already."""
    known = {ticket.merged_into, *(ticket.duplicates or [])}
    return [number for number in ticket.links or [] if number not in known]


def merged(text: Text, ticket: Ticket, t: Texts) -> None:
    """Add what a ticket was merged into, and what was merged into it."""
    if ticket.merged_into is not None:
        text.line(t("card-merged", into=ticket_number(ticket.merged_into)))
    if ticket.duplicates:
        text.line(t("card-duplicates", numbers=_numbers(ticket.duplicates[-SHOWN:])))


def _numbers(found: list[int]) -> str:
    return ", ".join(map(ticket_number, found))


def rows(ticket: Ticket) -> Keyboard:
    """Return buttons that show the cards of linked and merged tickets."""
    duplicates = [to_card(number) for number in (ticket.duplicates or [])[-SHOWN:]]
    linked = [
        Button(f"🔗 {ticket_number(number)}", ShowCard(number)) for number in _linked(ticket)
    ]
    return _in_rows([*duplicates, *linked])


def to_card(number: int) -> Button:
    """Return the button to the card of the other half of a merge."""
    return Button(f"🔀 {ticket_number(number)}", ShowCard(number))


def conversations(ticket: Ticket) -> Keyboard:
    """Return buttons to the conversations on the other side of a merge."""
    into = [ticket.merged_into] if ticket.merged_into is not None else []
    numbers = [*into, *(ticket.duplicates or [])[-SHOWN:]]
    return _in_rows([Button(f"💬 {ticket_number(n)}", Conversation(n, 0)) for n in numbers])


def _in_rows(buttons: list[Button]) -> Keyboard:
    return [buttons[i : i + ROW] for i in range(0, len(buttons), ROW)]

"""What is said about a message that got a ticket of its own."""

from bot.buttons import OpenTicket, ShowCard
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import kind_chip, ticket_number
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket, TicketMessage


def done(ticket: Ticket, t: Texts) -> Screen:
    """Return what the agent is told."""
    number = ticket_number(ticket.number)
    button = Button(f"✂️ {number}", ShowCard(ticket.number))
    return Screen.of(t("split-done", number=number), [[button]])


def told(ticket: Ticket, message: TicketMessage, t: Texts) -> Screen:
    """Return what the requester is told, with the words that it is about."""
    text = Text().line(t("split-told", number=ticket_number(ticket.number)))
    text.line(one_line(ticket.subject, 120), "bold")
    if message.text:
        text.quote(message.text, message.entities)
    else:
        text.line(kind_chip(message.kind, t))
    return Screen.of(text, [[Button(t("open-ticket"), OpenTicket(ticket.number, 0))]])

"""What is said when something could not be handled."""

from bot.buttons import Conversation
from bot.i18n import Texts
from bot.views.names import ticket_number
from bot.views.screen import Button, Screen
from storage.models import Ticket


def failed(reference: str, kept_in: Ticket | None, t: Texts) -> Screen:
    """Tell a person of their own message, and the ticket that has its words, if one has."""
    if kept_in is None:
        return Screen.of(t("failed", reference=reference))
    number = ticket_number(kept_in.number)
    return Screen.of(t("failed-kept", reference=reference, number=number))


def failed_files(reference: str, kept_in: Ticket, t: Texts) -> Screen:
    """Tell a person whose words are kept, but not what came with them."""
    number = ticket_number(kept_in.number)
    return Screen.of(t("failed-kept-words", reference=reference, number=number))


def failed_staff(reference: str, t: Texts) -> Screen:
    """Tell an agent of their own message."""
    return Screen.of(t("failed-staff", reference=reference))


def unseen(ticket: Ticket, t: Texts) -> Screen:
    """Tell the group of words that it is not shown."""
    button = Button(t("card-conversation"), Conversation(ticket.number, 0))
    return Screen.of(t("failed-unseen", number=ticket_number(ticket.number)), [[button]])


def alert(count: int, reference: str, t: Texts) -> Screen:
    """Tell the group what fails, in one message for all of it."""
    return Screen.of(t("failed-alert", count=count, reference=reference))

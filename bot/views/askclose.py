"""The question whether a ticket may be closed, and what becomes of it."""

from bot.buttons import AnswerClose
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import agent_name, person_name, ticket_number
from bot.views.own import answer_keyboard
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket, User


def question(ticket: Ticket, asker: User | None, t: Texts) -> Screen:
    """Return the question."""
    name, number = agent_name(asker) if asker else "", ticket_number(ticket.number)
    text = Text().line(t("askclose-question", name=name, number=number))
    text.line(one_line(ticket.subject, 120), "bold")
    accept = Button(t("askclose-accept"), AnswerClose(ticket.number, "accept"))
    no = Button(t("askclose-help"), AnswerClose(ticket.number, "help"))
    return Screen.of(text, [[accept], [no]])


def answered(ticket: Ticket, t: Texts, *, accepted: bool) -> Screen:
    """Return what is left of the question."""
    key = "own-solved-said" if accepted else "askclose-help-said"
    text = Text().line(t(key, number=ticket_number(ticket.number)))
    text.line(one_line(ticket.subject, 120), "bold")
    return Screen.of(text, answer_keyboard(ticket, t))


def still_needed(ticket: Ticket, t: Texts) -> Screen:
    """Return what the group reads when the requester does not accept."""
    name, number = person_name(ticket.requester), ticket_number(ticket.number)
    return Screen.of(t("askclose-told", name=name, number=number))

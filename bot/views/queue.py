"""The staff group's list of tickets: a line for each, a button for each, buttons to turn pages."""

from bot.buttons import Queue, ShowCard
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import (
    PRIORITY_ICONS,
    STATUS_ICONS,
    agent_name,
    person_name,
    status_name,
    ticket_number,
)
from bot.views.screen import Button, Screen, Text
from storage.models import Ticket, User
from storage.queries.queue import QueuePage

SUBJECT_ROOM = 40
BUTTONS_IN_A_ROW = 4


def queue_screen(page: QueuePage, agent: User | None, whose: str, t: Texts) -> Screen:
    """Return a page of everybody's or one agent's tickets; `whose` names the list in buttons."""
    name = person_name(agent) if agent else ""
    if not page.tickets:
        return Screen.of(t("queue-mine-empty", name=name) if agent else t("queue-empty"))
    text = Text().add("📋 ")
    text.line(t("queue-mine", name=name) if agent else t("queue-all"), "bold")
    text.line(t("queue-count", count=page.total)).line()
    for ticket in page.tickets:
        _line(text, ticket, t, is_own=agent is not None)
    shows = [_show(ticket) for ticket in page.tickets]
    keyboard = [
        shows[start : start + BUTTONS_IN_A_ROW] for start in range(0, len(shows), BUTTONS_IN_A_ROW)
    ]
    turns = []
    if page.has_newer:
        turns.append(Button(t("queue-newer"), Queue(whose, "newer", page.tickets[0].number)))
    if page.has_older:
        turns.append(Button(t("queue-older"), Queue(whose, "older", page.tickets[-1].number)))
    return Screen.of(text, [*keyboard, turns])


def _show(ticket: Ticket) -> Button:
    label = f"{PRIORITY_ICONS[ticket.priority]} {ticket_number(ticket.number)}"
    return Button(label, ShowCard(ticket.number))


def _line(text: Text, ticket: Ticket, t: Texts, *, is_own: bool) -> None:
    if is_own:  # whose it is stands above already
        state = status_name(ticket.status, t)
    else:
        state = agent_name(ticket.assignee) if ticket.assignee else t("queue-nobody")
    text.add(f"{PRIORITY_ICONS[ticket.priority]} ").add(ticket_number(ticket.number), "bold")
    text.add(f" · {one_line(ticket.subject, SUBJECT_ROOM)}")
    text.line(f" — {STATUS_ICONS[ticket.status]} {state}")

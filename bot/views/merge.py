"""What is said about a duplicate that is merged into another ticket."""

from bot.buttons import Merge, OpenTicket
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views import links, own
from bot.views.names import agent_name, ticket_number
from bot.views.screen import Button, Screen, Text
from storage.enums import Status
from storage.models import Ticket


def question(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return the question whether to merge, with both subjects."""
    number, other = ticket_number(duplicate.number), ticket_number(into.number)
    text = Text().line(t("merge-ask", number=number, into=other), "bold")
    text.line(_titled(duplicate)).line(f"→ {_titled(into)}").line()
    text.line(t("merge-ask-after", name=agent_name(into.requester), number=number, into=other))
    do = Button(t("merge-do", number=number, into=other), _press(duplicate, into, "do"))
    return Screen.of(text, [[do], [Button(t("merge-cancel"), _press(duplicate, into, "cancel"))]])


def _press(duplicate: Ticket, into: Ticket, choice: str) -> Merge:
    return Merge(duplicate.number, into.number, choice)


def _titled(ticket: Ticket) -> str:
    return f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 120)}"


def done(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return what is left of the question."""
    number, other = ticket_number(duplicate.number), ticket_number(into.number)
    return Screen.of(t("merge-done", number=number, into=other), [[links.to_card(into.number)]])


def told(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return what the requester is told."""
    number, other = ticket_number(duplicate.number), ticket_number(into.number)
    text = Text().line(t("merge-told", number=number, into=other))
    text.line(one_line(into.subject, 120), "bold")
    return Screen.of(text, [[Button(t("open-ticket"), OpenTicket(into.number, 0))]])


def in_topic(into: int, t: Texts) -> Screen:
    """Return what stands at the end of the duplicate's topic."""
    text = t("merge-in-topic", into=ticket_number(into))
    return Screen.of(text, [[links.to_card(into)]])


def followed(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return the word to a requester whose words went to the heir."""
    number = ticket_number(duplicate.number)
    return Screen.of(t("merge-followed", number=number, title=own.title(into)))


def followed_here(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return the same to an agent."""
    number, other = ticket_number(duplicate.number), ticket_number(into.number)
    return Screen.of(t("merge-followed-here", number=number, into=other))


def goes_on(duplicate: Ticket, into: Ticket, t: Texts) -> Screen:
    """Return where a requester finds what they wanted to do with a duplicate."""
    if into.status is Status.CLOSED:
        return own.closed(into, t)
    number, other = ticket_number(duplicate.number), ticket_number(into.number)
    text = Text().line(t("merge-goes-on", number=number, into=other))
    text.line(one_line(into.subject, 120), "bold")
    return Screen.of(text, own.answer_keyboard(into, t))

"""What the staff group reads besides cards: questions, failures, titles."""

import uuid
from collections.abc import Sequence

from bot.buttons import Decide, ReopenAndSend
from bot.i18n import Texts
from bot.rules.words import clip
from bot.views.names import agent_name, person_name, ticket_number
from bot.views.screen import Button, Screen, Text
from storage.enums import Status
from storage.models import Ticket


def words_title(ticket: Ticket) -> str:
    """Return what stands above a requester's words."""
    return f"💬 {person_name(ticket.requester)} · {ticket_number(ticket.number)}"


def problems(key: str, what: Sequence[str], t: Texts) -> Screen:
    """Return what has to be mended, a line each, below the sentence `key`."""
    text = Text().line(t(key), "bold")
    for problem in what:
        text.line(f"• {t(problem)}")
    return Screen.of(text)


def decide(ticket: Ticket, message_id: uuid.UUID, t: Texts) -> Screen:
    """Return the question whether words are for the requester."""
    name = agent_name(ticket.requester)
    note = Button(t("decide-note"), Decide(message_id, "note"))
    if ticket.status is Status.CLOSED:
        send = Button(t("decide-reopen"), ReopenAndSend(message_id))
        return Screen.of(t("decide-closed", number=ticket_number(ticket.number)), [[send], [note]])
    send = Button(t("decide-send", name=name), Decide(message_id, "send"))
    return Screen.of(t("decide-ask", name=name), [[send, note]])


def decided(t: Texts, name: str, *, sent: bool) -> Screen:
    """Return what is left of the question."""
    return Screen.of(t("decided-send", name=name) if sent else t("decided-note"))


def held(name: str, t: Texts) -> Screen:
    """Return that the requester blocked the bot."""
    return Screen.of(t("held", name=name))


def not_delivered(ticket: Ticket, error: str, t: Texts) -> Screen:
    """Return that Telegram refused an answer, with its reason."""
    reason = clip(error or "?", 200)
    return Screen.of(t("not-delivered", name=person_name(ticket.requester), reason=reason))


def unknown_command(name: str, t: Texts) -> Screen:
    """Return that a command means nothing here, and that nobody outside has seen it."""
    return Screen.of(t("command-unknown-staff", name=clip(name, 40)))

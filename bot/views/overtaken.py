"""The question to an agent whose colleague was faster."""

import uuid

from bot.buttons import Decide
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.names import NAME_LIMIT, agent_name, ticket_number
from bot.views.screen import Button, Screen
from storage.models import Ticket


def question(ticket: Ticket, message_id: uuid.UUID, faster: str, t: Texts) -> Screen:
    """Return the question whether a second answer is sent as well."""
    send = Button(t("overtaken-send"), Decide(message_id, "send"))
    note = Button(t("decide-note"), Decide(message_id, "note"))
    name, requester = one_line(faster, NAME_LIMIT), agent_name(ticket.requester)
    number = ticket_number(ticket.number)
    text = t("overtaken-ask", name=name, requester=requester, number=number)
    return Screen.of(text, [[send, note]])

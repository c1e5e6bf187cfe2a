"""What is left of an answer that was taken back, and what its author is told."""

from bot.i18n import Texts
from bot.views.names import agent_name
from bot.views.own import answer_header
from bot.views.screen import Screen, Text
from storage.models import Ticket, TicketMessage


def under_header(ticket: Ticket, message: TicketMessage, t: Texts) -> Screen:
    """Return what stands in place of the answer, or of the header above it."""
    header = answer_header(ticket, agent_name(message.author), t)
    text = header.text().line(t("withdrawn-words"), "italic")
    return Screen.of(text, header.keyboard)


def bare(t: Texts) -> Screen:
    """Return what stands in place of words that have a header of their own."""
    return Screen.of(Text().line(t("withdrawn-words"), "italic"))


def told(ticket: Ticket, t: Texts, *, is_old: bool, keeps_files: bool) -> Screen:
    """Return what the one who takes it back is told."""
    key = "withdraw-old" if is_old else "withdraw-going"
    text = Text().line(t(key, name=agent_name(ticket.requester)))
    if is_old and keeps_files:
        text.line(t("withdraw-files-stay"))
    return Screen.of(text)

"""Canned replies in the staff group: the list, one of them, and what was sent."""

from collections.abc import Sequence

from bot.buttons import CannedPage, DropCanned, ShowCanned
from bot.i18n import Texts
from bot.rules.words import one_line
from bot.views.card import in_pairs
from bot.views.names import agent_name, ticket_number
from bot.views.relay import Header
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.models import CannedReply, Ticket, User

EXCERPT = 60


def listing(replies: Sequence[CannedReply], total: int, page: int, pages: int, t: Texts) -> Screen:
    """Return a page of the replies, a button for each."""
    if not total:
        return Screen.of(t("canned-none"))
    text = Text().line(t("canned-title", count=total), "bold")
    keyboard = _lines(text, replies, t)
    text.line().line(t("canned-use"), "italic")
    turns = []
    if page > 1:
        turns.append(Button(t("canned-back"), CannedPage(page - 1)))
    if page < pages:
        turns.append(Button(t("canned-next"), CannedPage(page + 1)))
    return Screen.of(text, [*keyboard, turns])


def found(replies: Sequence[CannedReply], most: int, t: Texts) -> Screen:
    """Return what a search has found, as far as it fits."""
    if not replies:
        return Screen.of(t("canned-not-found"))
    text = Text().line(t("canned-found", count=len(replies)), "bold")
    keyboard = _lines(text, replies[:most], t)
    if len(replies) > most:
        text.line(t("canned-more"), "italic")
    return Screen.of(text, keyboard)


def _lines(text: Text, replies: Sequence[CannedReply], t: Texts) -> Keyboard:
    for reply in replies:
        words, files = reply.content["text"], len(reply.content["files"])
        text.add(reply.name, "code")
        about = [one_line(words, EXCERPT)] if words else []
        about += [t("files", n=files)] if files else []
        text.line(f" — {' · '.join(about)}")
    return in_pairs([Button(reply.name, ShowCanned(reply.id)) for reply in replies])


def shown(reply: CannedReply, t: Texts) -> Header:
    """Return what stands above a reply that is only looked at."""
    delete = Button(t("canned-delete"), DropCanned(reply.id, 0))
    return Header(f"📄 {reply.name}", [[delete]], (t("canned-send-with", name=reply.name),))


def kept(reply: CannedReply, key: str, t: Texts) -> Screen:
    """Return that a reply is kept, and how to use it."""
    text = Text().line(t(key, name=reply.name)).line(t("canned-send-with", name=reply.name))
    return Screen.of(text, [[Button(t("canned-look"), ShowCanned(reply.id))]])


def asked_to_delete(reply: CannedReply, t: Texts) -> Screen:
    """Return the question before a reply is forgotten."""
    yes = Button(t("canned-delete-yes"), DropCanned(reply.id, 1))
    return Screen.of(t("canned-delete-ask", name=reply.name), [[yes]])


def sent(ticket: Ticket, author: User, name: str, t: Texts, *, is_sent: bool) -> Header:
    """Return what stands above the words that a canned reply became, for everybody to see."""
    requester = agent_name(ticket.requester)
    number = ticket_number(ticket.number)
    if not is_sent:  # the question below says why, and what became of it
        return Header(f"📄 {name} · {requester} · {number}")
    return Header(f"📤 {agent_name(author)} → {requester} · {number}")

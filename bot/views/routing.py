"""Asking a requester where their words belong, and telling where they went."""

import uuid
from collections.abc import Sequence

from bot.buttons import MoveBurst, NotThisTicket, RouteTo
from bot.i18n import Texts
from bot.rules.content import Content
from bot.rules.words import one_line
from bot.views.names import kind_chip, ticket_number
from bot.views.own import title
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.models import Ticket

SHOWN = 6  # tickets offered; the others are reached through their pages


def question(
    parts: Sequence[Content],
    stamp: int,
    open_tickets: Sequence[Ticket],
    closed: Ticket | None,
    t: Texts,
    full: Ticket | None = None,
) -> Screen:
    """Return the one question about a burst of words."""
    text = Text()
    if full is not None:
        text.line(t("ask-full", number=ticket_number(full.number)))
    elif closed is not None:
        text.line(t("ask-closed", number=ticket_number(closed.number)))
    else:
        text.line(t("ask-where" if open_tickets else "ask-new"), "bold")
    first = parts[0]
    text.quote(one_line(first.text, 120) if first.text else kind_chip(first.kind, t))
    if len(parts) > 1:
        text.line().line(t("ask-more", n=len(parts) - 1))
    keyboard: Keyboard = []
    new = "ask-follow-up" if closed is not None else "ask-new-ticket"
    fresh = [Button(t(new), RouteTo(0, stamp))]
    if closed is not None:
        keyboard.append(fresh)
    keyboard += [
        [Button(t("ask-to", title=_dotted(ticket)), RouteTo(ticket.number, stamp))]
        for ticket in open_tickets[:SHOWN]
    ]
    if closed is None:
        keyboard.append(fresh)
    return Screen.of(text, keyboard)


def _dotted(ticket: Ticket) -> str:
    return f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 80)}"


def went(ticket: Ticket, burst: uuid.UUID, t: Texts) -> Screen:
    """Return the silent receipt of words that went to a ticket without asking."""
    return Screen.of(
        t("routed-to", title=title(ticket)),
        [[Button(t("routed-not-this"), NotThisTicket(burst))]],
    )


def placed(ticket: Ticket, t: Texts) -> Screen:
    """Return what is left of a question that was answered."""
    return Screen.of(t("routed-chosen", title=title(ticket)))


def elsewhere(ticket: Ticket, others: Sequence[Ticket], burst: uuid.UUID, t: Texts) -> Screen:
    """Return the question where words belong that were put in the wrong ticket."""
    rows = [
        [Button(t("ask-to", title=_dotted(other)), MoveBurst(other.number, burst))]
        for other in others[:SHOWN]
    ]
    rows.append([Button(t("ask-new-ticket"), MoveBurst(0, burst))])
    rows.append([Button(t("routed-leave", title=title(ticket)), MoveBurst(-1, burst))])
    return Screen.of(t("routed-where"), rows)


def moved(ticket: Ticket, t: Texts) -> Screen:
    """Return that words were moved."""
    return Screen.of(t("routed-moved", title=title(ticket)))

"""A requester as agents see them."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.buttons import ShowCard, Who
from bot.i18n import Texts, languages, texts
from bot.rules.lists import Way
from bot.rules.words import one_line
from bot.views.card import banned_until, contact
from bot.views.names import PRIORITY_ICONS, shown_name, status_label, ticket_number
from bot.views.rating import stars
from bot.views.screen import Button, Keyboard, Screen, Text
from bot.views.times import day
from storage.models import Ticket, User
from storage.queries.queue import QueuePage

SUBJECT_ROOM = 40
IN_A_ROW = 4
REASON_ROOM = 300


def who_screen(
    ticket: Ticket,
    counts: tuple[int, int],
    ratings: Sequence[tuple[int, int]],
    others: QueuePage,
    t: Texts,
    zone: tzinfo,
) -> Screen:
    """Return who a ticket is from, and a page of their other tickets, a button for each."""
    text = Text()
    _person(text, ticket.requester, t, zone)
    text.line(t("who-tickets", n=counts[0], open=str(counts[1])))
    if ratings:
        given = (f"{stars(score)} {ticket_number(number)}" for number, score in ratings)
        text.line(f"{t('who-ratings')} {' · '.join(given)}")
    if not others.tickets:
        return Screen.of(text)
    text.line().line(t("who-others"), "bold")
    for other in others.tickets:
        text.line(
            f"{PRIORITY_ICONS[other.priority]} {ticket_number(other.number)} · "
            f"{one_line(other.subject, SUBJECT_ROOM)} — {status_label(other.status, t)}"
        )
    return Screen.of(text, [*_cards(others), _turns(ticket, others, t)])


def _person(text: Text, user: User, t: Texts, zone: tzinfo) -> None:
    text.line(f"👤 {contact(user, t)}", "bold")
    since = t("who-since", day=day(user.created_at, zone, t.language, 0))
    text.line(" · ".join(filter(None, (_language(user), since))))
    name = shown_name(user, t)
    text.line(t("who-reachable") if user.is_reachable else t("card-unreachable", name=name))
    if user.is_banned:
        text.line(t("card-banned", name=name, until=banned_until(user, t, zone)))
        if user.ban_reason:
            text.quote(user.ban_reason, limit=REASON_ROOM).line()


def _language(user: User) -> str:
    code = (user.language or user.language_code or "").split("-")[0].lower()
    return texts(code)("language-name") if code in languages() else code


def _cards(others: QueuePage) -> Keyboard:
    buttons = [
        Button(
            f"{PRIORITY_ICONS[other.priority]} {ticket_number(other.number)}",
            ShowCard(other.number),
        )
        for other in others.tickets
    ]
    return [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]


def _turns(ticket: Ticket, others: QueuePage, t: Texts) -> list[Button]:
    turns = []
    if others.has_newer:
        first = others.tickets[0].number
        turns.append(Button(t("queue-newer"), Who(ticket.number, first, Way.BEFORE)))
    if others.has_older:
        last = others.tickets[-1].number
        turns.append(Button(t("queue-older"), Who(ticket.number, last, Way.AFTER)))
    return turns

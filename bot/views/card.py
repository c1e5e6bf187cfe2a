"""The card: one message per ticket in the staff group, with everything an agent can tap."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.buttons import (
    AssignTo,
    Card,
    Conversation,
    Log,
    SetCategory,
    SetPriority,
    SetStatus,
    Who,
)
from bot.i18n import Texts, languages, texts
from bot.rules.words import CARD_ROOM, one_line
from bot.views import links
from bot.views.names import (
    PRIORITY_ICONS,
    category_label,
    person_name,
    priority_label,
    shown_name,
    status_label,
    tag_label,
    ticket_number,
)
from bot.views.screen import Button, Keyboard, Screen, Text
from bot.views.times import moment
from storage.enums import Priority, Status
from storage.models import Ticket, TicketCategory, User


def card(ticket: Ticket, t: Texts, zone: tzinfo, keyboard: Keyboard | None = None) -> Screen:
    """Return a ticket's card; without a `keyboard` it bears the main one."""
    text = _title(ticket)
    about = (
        contact(ticket.requester, t),
        category_label(ticket.category, t),
        flag(ticket.requester),
    )
    text.line(f"👤 {' · '.join(filter(None, about))}")
    assignee = shown_name(ticket.assignee, t) if ticket.assignee else t("card-nobody")
    text.add(f"{status_label(ticket.status, t)} · {assignee} · ")
    text.ago(moment(ticket.created_at, zone, t.language), ticket.created_at).line()
    if ticket.tags:
        text.line(tag_label(*ticket.tags))
    if ticket.requester.is_erased:
        text.line(t("card-erased"), "italic")
    if not ticket.requester.is_reachable:
        text.line(t("card-unreachable", name=person_name(ticket.requester)), "italic")
    if ticket.requester.is_banned:
        until = banned_until(ticket.requester, t, zone)
        text.line(t("card-banned", name=person_name(ticket.requester), until=until), "italic")
    links.lines(text, ticket, t)
    if ticket.description:
        text.line()
        text.words(ticket.description, ticket.description_entities, CARD_ROOM).line()
    if ticket.file_count:
        text.line(t("files", n=ticket.file_count))
    return Screen.of(text, main_keyboard(ticket, t) if keyboard is None else keyboard)


def _title(ticket: Ticket) -> Text:
    icon, subject = PRIORITY_ICONS[ticket.priority], one_line(ticket.subject, 120)
    return Text().line(f"{icon} {ticket_number(ticket.number)} · {subject}", "bold")


def moved(ticket: Ticket, t: Texts) -> Screen:
    """Return what is left where a card was before it was shown further down."""
    return Screen.of(_title(ticket).line(t("card-moved")))


def in_topic(ticket: Ticket, t: Texts) -> Screen:
    """Return what is left where a card was before its ticket got a topic of its own."""
    return Screen.of(_title(ticket).line(t("card-in-topic")))


def contact(user: User, t: Texts) -> str:
    """Return a person's name with their @name, if they have one."""
    name = shown_name(user, t)
    return f"{name} (@{user.username})" if user.username else name


def banned_until(user: User, t: Texts, zone: tzinfo) -> str:
    """Return the end of a person's ban in words."""
    if user.banned_until is None:
        return t("ban-for-ever")
    return t("ban-until", at=moment(user.banned_until, zone, t.language, 0))


def flag(user: User) -> str:
    """Return the language that a person reads, as its flag where there is a catalogue of it."""
    code = (user.language or user.language_code or "").split("-")[0].lower()
    if code in languages():
        return texts(code)("language-flag")
    return code


def main_keyboard(ticket: Ticket, t: Texts) -> Keyboard:
    """Return what can be done with the ticket at one tap."""
    number = ticket.number

    def act(key: str, name: str) -> Button:
        return Button(t(key), Card(number, name))

    more = act("card-more", "more")
    if ticket.is_erased:  # erased: there is nobody to do anything for
        return [[Button(t("card-log"), Log(number, 0))]]
    if ticket.merged_into is not None:
        return [[links.to_card(ticket.merged_into), more]]
    if ticket.status is Status.CLOSED:
        return [[act("card-reopen", "reopen"), more]]
    take = act("card-take", "take") if ticket.assignee is None else act("card-release", "release")
    close = act("card-close", "close")
    end = (
        [act("card-reopen", "reopen"), close, more]
        if ticket.status is Status.RESOLVED
        else [act("card-resolve", "resolve"), close, more]
    )
    return [[take, act("card-assign", "assign")], end]


def more_keyboard(ticket: Ticket, t: Texts) -> Keyboard:
    """Return the second page of the card's buttons."""
    number = ticket.number
    if ticket.merged_into is not None:  # it only remembers
        return [
            [Button(t("card-conversation"), Conversation(number, 0))],
            [Button(t("card-log"), Log(number, 0))],
            *links.rows(ticket),
            [_back(number, t)],
        ]
    return [
        [
            Button(t("card-status"), Card(number, "status")),
            Button(t("card-priority"), Card(number, "priority")),
        ],
        [
            Button(t("card-category"), Card(number, "category")),
            Button(t("card-log"), Log(number, 0)),
        ],
        [
            Button(t("card-conversation"), Conversation(number, 0)),
            Button(t("card-tags"), Card(number, "tags")),
        ],
        [Button(t("card-who"), Who(number, 0, "a"))],
        [Button(t("card-ask-close"), Card(number, "ask-close"))]
        if ticket.status is not Status.CLOSED
        else [],
        *links.rows(ticket),
        [_back(number, t)],
    ]


def _back(number: int, t: Texts) -> Button:
    return Button(t("back"), Card(number, "back"))


def status_keyboard(ticket: Ticket, t: Texts) -> Keyboard:
    """Return every status; the present one is marked."""
    return [
        *(
            [
                Button(
                    mark(status_label(status, t), marked=status is ticket.status),
                    SetStatus(ticket.number, status.value),
                )
            ]
            for status in Status
        ),
        [_back(ticket.number, t)],
    ]


def priority_keyboard(ticket: Ticket, t: Texts) -> Keyboard:
    """Return every priority; the present one is marked."""
    buttons = [
        Button(
            mark(priority_label(priority, t), marked=priority is ticket.priority),
            SetPriority(ticket.number, priority.value),
        )
        for priority in Priority
    ]
    return [buttons[:2], buttons[2:], [_back(ticket.number, t)]]


def category_keyboard(ticket: Ticket, categories: Sequence[TicketCategory], t: Texts) -> Keyboard:
    """Return the categories; the present one is marked."""
    buttons = [
        Button(
            mark(category_label(category, t), marked=category.id == ticket.category_id),
            SetCategory(ticket.number, category.id),
        )
        for category in categories
    ]
    return [*in_pairs(buttons), [_back(ticket.number, t)]]


def assign_keyboard(ticket: Ticket, agents: Sequence[User], t: Texts) -> Keyboard:
    """Return the known agents; the present assignee is marked."""
    buttons = [
        Button(
            mark(person_name(agent), marked=agent.id == ticket.assignee_id),
            AssignTo(ticket.number, agent.id),
        )
        for agent in agents
    ]
    return [*in_pairs(buttons), [_back(ticket.number, t)]]


def mark(label: str, *, marked: bool) -> str:
    """Return the label with a tick if it is the present choice."""
    return f"✓ {label}" if marked else label


def in_pairs(buttons: list[Button]) -> Keyboard:
    """Lay buttons out two in a row."""
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]

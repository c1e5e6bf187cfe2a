"""A requester's own tickets: their pages and the notices about them."""

from bot.buttons import Menu as MenuPress
from bot.buttons import OpenTicket, OwnTicket, SetLanguage
from bot.i18n import Texts, languages, texts
from bot.rules.words import one_line
from bot.views.names import own_status_label, ticket_number
from bot.views.relay import Header
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.enums import Status
from storage.models import Ticket


def ticket_page(ticket: Ticket, body: Text, page: int, count: int, t: Texts) -> Screen:
    """Return a page of one's own ticket; pages count from 1."""
    text = Text().line(f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 120)}", "bold")
    where = f" · {t('page-of', page=str(page), of=str(count))}" if count > 1 else ""
    text.line(own_status_label(ticket.status, t) + where)
    if ticket.merged_into is not None:
        text.line(t("own-merged", into=ticket_number(ticket.merged_into)))
    text.line()
    start = text.units
    text.add(str(body))
    text.entities += [{**entity, "offset": entity["offset"] + start} for entity in body.entities]
    keyboard: Keyboard = []
    if count > 1:
        keyboard.append(
            [
                Button("‹", OpenTicket(ticket.number, page - 1 if page > 1 else count)),
                Button(f"{page}/{count}", OpenTicket(ticket.number, page)),
                Button("›", OpenTicket(ticket.number, page + 1 if page < count else 1)),
            ]
        )
    return Screen.of(text, [*keyboard, *_acts(ticket, t)])


def _acts(ticket: Ticket, t: Texts) -> Keyboard:
    number = ticket.number

    def act(key: str, name: str) -> Button:
        return Button(t(key), OwnTicket(number, name))

    first: list[Button] = []
    if ticket.status is not Status.CLOSED:
        first.append(act("own-reply", "reply"))
    if ticket.status is Status.RESOLVED:
        first.append(act("own-reopen", "reopen"))
    if ticket.status is not Status.CLOSED:
        first.append(act("own-solved", "solve"))
    if ticket.merged_into is not None:
        into = ticket_number(ticket.merged_into)
        first.append(Button(t("own-open", number=into), OpenTicket(ticket.merged_into, 0)))
    elif ticket.status is Status.CLOSED:
        first.append(act("own-follow-up", "follow-up"))
    second = [act("own-files", "files")] if ticket.file_count else []
    second.append(act("own-transcript", "transcript"))
    second.append(Button(t("menu-tickets"), MenuPress("tickets")))
    return [first, second]


def answer_header(ticket: Ticket, agent: str, t: Texts) -> Header:
    """Return what stands above an agent's answer, and the buttons below."""
    return Header(f"💬 {agent} · {title(ticket)}", answer_keyboard(ticket, t))


def answer_keyboard(ticket: Ticket, t: Texts) -> Keyboard:
    """Return the buttons under everything that reaches a requester about a ticket."""
    number = ticket.number
    if ticket.status is Status.CLOSED:
        return [[Button(t("open-ticket"), OpenTicket(number, 0))]]
    row = [
        Button(t("own-reply"), OwnTicket(number, "reply")),
        Button(t("open-ticket"), OpenTicket(number, 0)),
    ]
    solved = Button(t("own-solved"), OwnTicket(number, "solve"))
    if ticket.status is Status.RESOLVED:
        return [row, [Button(t("own-reopen"), OwnTicket(number, "reopen")), solved]]
    return [[*row, solved]]


def title(ticket: Ticket) -> str:
    """Return number and subject on one line."""
    return f"{ticket_number(ticket.number)} {one_line(ticket.subject, 80)}"


def notice(key: str, ticket: Ticket, t: Texts, **values: str) -> Screen:
    """Return a sentence about a ticket with its buttons."""
    text = Text().line(t(key, number=ticket_number(ticket.number), **values))
    text.line(one_line(ticket.subject, 120), "bold")
    return Screen.of(text, answer_keyboard(ticket, t))


def closed(ticket: Ticket, t: Texts) -> Screen:
    """Return what can be done about a closed ticket."""
    text = Text().line(title(ticket), "bold").line(t("own-closed"))
    return Screen.of(
        text,
        [
            [
                Button(t("own-follow-up"), OwnTicket(ticket.number, "follow-up")),
                Button(t("open-ticket"), OpenTicket(ticket.number, 0)),
            ]
        ],
    )


def replying(ticket: Ticket, t: Texts, *, form_waits: bool) -> Screen:
    """Return the invitation to write in a ticket."""
    text = Text().line(title(ticket), "bold").line(t("own-replying"))
    if form_waits:
        text.line(t("own-form-waits"), "italic")
    return Screen.of(text, [[Button(t("own-stop"), OwnTicket(ticket.number, "stop"))]])


def menu(t: Texts, name: str) -> Screen:
    """Return the greeting with the main choices."""
    text = Text().line(t("menu-hello", name=name), "bold").line(t("menu-what"))
    return Screen.of(
        text,
        [
            [Button(t("menu-new"), MenuPress("new"))],
            [
                Button(t("menu-tickets"), MenuPress("tickets")),
                Button(t("menu-language"), MenuPress("language")),
            ],
            [
                Button(t("menu-privacy"), MenuPress("privacy")),
                Button(t("menu-help"), MenuPress("help")),
            ],
        ],
    )


def language_choice(t: Texts) -> Screen:
    """Return the question which language to use, each in its own words."""
    rows = [[Button(texts(code)("language-name"), SetLanguage(code))] for code in languages()]
    return Screen.of(t("language-ask"), rows)

"""The new-ticket form: one message that changes from step to step."""

from collections.abc import Sequence

from bot.buttons import FormChoice, FormGo, Menu, OpenTicket
from bot.i18n import Texts
from bot.rules.form import ASKED, Form, Step, position
from bot.rules.words import one_line
from bot.views.card import in_pairs, mark
from bot.views.names import category_label, priority_label, ticket_number
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.enums import Priority
from storage.models import Ticket, TicketCategory

EXCERPT = 600


def form_screen(
    form: Form, categories: Sequence[TicketCategory], t: Texts, hint: str | None = None
) -> Screen:
    """Return the form at its present step; `hint` is a catalogue key of a sentence on top."""
    text = Text()
    step = form.step
    if step is Step.REVIEW:
        text.line(t("form-title-review"), "bold")
    else:
        text.line(t("form-title", step=str(position(step)), of=str(len(ASKED))), "bold")
    if hint:
        text.line(t(hint), "italic")
    if step is not Step.REVIEW:
        text.line(t(f"form-ask-{step.value}"))
    if step is Step.SUBJECT and form.subject:
        text.quote(one_line(form.subject, 120)).line()
    if step is Step.DESCRIPTION and form.description:
        text.line().quote(form.description, limit=EXCERPT)
    if step in (Step.DESCRIPTION, Step.FILES) and form.file_count:
        text.line().line(t("files", n=form.file_count))
    if step is Step.REVIEW:
        _review(text, form, categories, t)
    elif step is not Step.DESCRIPTION and (form.description or form.file_count):
        text.line(_kept(form, t), "italic")
    return Screen.of(text, [*_choices(form, categories, t), *_navigation(form, t)])


def _kept(form: Form, t: Texts) -> str:
    parts = [one_line(form.description, 60)] if form.description else []
    if form.file_count and form.step is not Step.FILES:
        parts.append(t("files", n=form.file_count))
    return t("form-kept-so-far", what=" · ".join(parts)) if parts else ""


def _review(text: Text, form: Form, categories: Sequence[TicketCategory], t: Texts) -> None:
    category = next((item for item in categories if item.id == form.category_id), None)
    priority = form.priority or Priority.MEDIUM
    text.line(f"{category_label(category, t)} · {priority_label(priority, t)}")
    text.line(one_line(form.subject, 120), "bold")
    words, entities = form.words
    if words:
        text.words(words, entities, 2000).line()
    if form.file_count:
        text.line(t("files", n=form.file_count))


def _choices(form: Form, categories: Sequence[TicketCategory], t: Texts) -> Keyboard:
    step = form.step.value
    if form.step is Step.CATEGORY:
        return in_pairs(
            [
                Button(
                    mark(category_label(category, t), marked=category.id == form.category_id),
                    FormChoice(step, str(category.id)),
                )
                for category in categories
            ]
        )
    if form.step is Step.PRIORITY:
        return in_pairs(
            [
                Button(
                    mark(priority_label(priority, t), marked=priority is form.priority),
                    FormChoice(step, priority.value),
                )
                for priority in Priority
            ]
        )
    return []


def _navigation(form: Form, t: Texts) -> Keyboard:
    step = form.step

    def go(key: str, to: str) -> Button:
        return Button(t(key), FormGo(step.value, to))

    rows: Keyboard = []
    if step is Step.REVIEW:
        rows.append([go("form-send", "send")])
        rows.append(
            [go("form-change-category", "category"), go("form-change-priority", "priority")]
        )
        rows.append(
            [
                go("form-change-subject", "subject"),
                go("form-change-text", "description"),
                go("form-change-files", "files"),
            ]
        )
        rows.append([go("form-cancel", "cancel")])
        return rows
    if step is Step.SUBJECT and form.subject:
        rows.append([go("form-next", "next")])
    if step is Step.FILES:
        rows.append([go("form-next" if form.file_count else "form-no-files", "next")])
        if form.file_count:
            rows.append([go("form-clear-files", "clear")])
    if step is Step.DESCRIPTION:
        if form.parts:
            rows.append([go("form-next", "next")])
        if form.description:
            rows.append([go("form-clear-text", "clear")])
    if step is Step.CATEGORY and not form.reviewing:
        rows.append([go("form-cancel", "cancel")])
    else:
        rows.append([go("back", "back"), go("form-cancel", "cancel")])
    return rows


def cancelled(t: Texts) -> Screen:
    """Return what is left of a form that was cancelled."""
    return Screen.of(t("form-cancelled"), [[Button(t("menu-new"), Menu("new"))]])


def waiting(ticket: Ticket, t: Texts) -> Screen:
    """Return the receipt of a ticket that is stored but does not stand in the group yet."""
    text = Text().line(t("ticket-stored", number=ticket_number(ticket.number)))
    return Screen.of(text.words(one_line(ticket.subject, 120)), _after(ticket, t))


def received(ticket: Ticket, usual: str | None, t: Texts) -> Screen:
    """Return the receipt of a ticket that the team has; `usual` is how long answers take."""
    number = ticket_number(ticket.number)
    sentence = (
        t("ticket-received-usual", number=number, usual=usual)
        if usual
        else t("ticket-received", number=number)
    )
    text = Text().line(sentence).line(one_line(ticket.subject, 120), "bold")
    return Screen.of(text, _after(ticket, t))


def _after(ticket: Ticket, t: Texts) -> Keyboard:
    return [
        [
            Button(t("open-ticket"), OpenTicket(ticket.number, 0)),
            Button(t("menu-tickets"), Menu("tickets")),
        ]
    ]

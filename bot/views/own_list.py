"""A requester's own tickets: a line and a button for each, chips to filter, pages to turn."""

from collections.abc import Sequence
from dataclasses import replace

from bot.buttons import Menu as MenuPress
from bot.buttons import OpenTicket, OwnList
from bot.i18n import Texts
from bot.rules.lists import Chip, Look, Shown, Way
from bot.rules.words import one_line
from bot.views.chips import Choice, Filter, chips
from bot.views.names import (
    category_label,
    own_status_label,
    priority_label,
    ticket_number,
)
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.enums import Priority
from storage.models import TicketCategory
from storage.queries.queue import COUNTED, QueuePage

SHOWN = (
    Shown.ALL,
    Shown.OPEN,
    Shown.IN_PROGRESS,
    Shown.WAITING,
    Shown.RESOLVED,
    Shown.CLOSED,
)


def own_list(
    page: QueuePage, look: Look, category_id: int, categories: Sequence[TicketCategory], t: Texts
) -> Screen:
    """Return a page of the list; with a chip open, its choices stand in place of the tickets."""
    is_filtered = look.shown is not Shown.ALL or look.priority is not None or category_id != 0
    new = [Button(t("menu-new"), MenuPress("new"))]
    if not page.tickets and not is_filtered:
        return Screen.of(t("my-none"), [new])
    text = Text()
    if not page.tickets:
        text.line(t("list-none"))
    else:
        many = page.total > COUNTED
        title = t("my-title-many", n=COUNTED) if many else t("my-title", n=page.total)
        text.line(title, "bold")
    for ticket in page.tickets:
        text.line().line(f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 60)}")
        text.line(own_status_label(ticket.status, t), "italic")
    keyboard = chips(_filters(look, category_id, categories, t))
    if look.chip is Chip.NONE:
        keyboard += _tickets(page, look, category_id, t)
    if is_filtered:
        keyboard.append([Button(t("list-clear"), OwnList(Look(Shown.ALL).code(), 0, 0))])
    return Screen.of(text, [*keyboard, new])


def _tickets(page: QueuePage, look: Look, category_id: int, t: Texts) -> Keyboard:
    rows: Keyboard = [
        [
            Button(
                f"{ticket_number(ticket.number)} · {one_line(ticket.subject, 32)}",
                OpenTicket(ticket.number, 0),
            )
        ]
        for ticket in page.tickets
    ]
    turns = []
    if page.has_newer:
        before = replace(look, way=Way.BEFORE).code()
        first = page.tickets[0].number
        turns.append(Button(t("page-newer"), OwnList(before, category_id, first)))
    if page.has_older:
        after = replace(look, way=Way.AFTER).code()
        last = page.tickets[-1].number
        turns.append(Button(t("page-older"), OwnList(after, category_id, last)))
    return [*rows, turns]


def _filters(
    look: Look, category_id: int, categories: Sequence[TicketCategory], t: Texts
) -> list[Filter]:
    plain = look.opened(look.chip)  # as it is once a choice was made

    def toggle(chip: Chip) -> OwnList:
        return OwnList(look.opened(chip).code(), category_id, 0)

    def choice(label: str, changed: Look, category: int, *, is_chosen: bool) -> Choice:
        return Choice(label, OwnList(changed.code(), category, 0), is_chosen)

    def status(shown: Shown) -> str:
        return own_status_label(shown.status, t) if shown.status else t("list-any")

    def priority(item: Priority | None) -> str:
        return priority_label(item, t) if item else t("list-any")

    category = next((item for item in categories if item.id == category_id), None)
    return [
        Filter(
            t("list-status") if look.shown is Shown.ALL else status(look.shown),
            toggle(Chip.STATUS),
            [
                choice(
                    status(shown),
                    replace(plain, shown=shown),
                    category_id,
                    is_chosen=shown is look.shown,
                )
                for shown in SHOWN
            ],
            look.chip is Chip.STATUS,
        ),
        Filter(
            category_label(category, t) if category else t("list-category"),
            toggle(Chip.CATEGORY),
            [
                choice(t("list-any"), plain, 0, is_chosen=category_id == 0),
                *(
                    choice(
                        category_label(item, t), plain, item.id, is_chosen=item.id == category_id
                    )
                    for item in categories
                ),
            ],
            look.chip is Chip.CATEGORY,
        ),
        Filter(
            t("list-priority") if look.priority is None else priority(look.priority),
            toggle(Chip.PRIORITY),
            [
                choice(
                    priority(item),
                    replace(plain, priority=item),
                    category_id,
                    is_chosen=item is look.priority,
                )
                for item in (None, *Priority)
            ],
            look.chip is Chip.PRIORITY,
        ),
    ]

"""The staff group's list of tickets: a line for each, a button for each, chips, pages to turn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.buttons import Queue, ShowCard, TagQueue
from bot.i18n import Texts
from bot.rules.lists import Chip, Look, Shown, Way
from bot.rules.words import one_line
from bot.views.chips import Choice, Filter, chips
from bot.views.names import (
    PRIORITY_ICONS,
    STATUS_ICONS,
    agent_name,
    category_label,
    person_name,
    priority_label,
    status_label,
    status_name,
    tag_label,
    ticket_number,
)
from bot.views.screen import Button, Screen, Text
from bot.views.times import moment
from storage.enums import ListOrder, Priority
from storage.models import Ticket, TicketCategory, User
from storage.queries.queue import COUNTED, QueuePage
from storage.queries.tags import TagInUse

SUBJECT_ROOM = 40
BUTTONS_IN_A_ROW = 4
EVERYBODY, NOBODY, MINE = 0, -1, -2  # whose, in button data


@dataclass(frozen=True)
class View:
    """What the list shows: the look, whose tickets, of which category."""

    look: Look
    whose: int = EVERYBODY
    agent: User | None = None  # whose they are, if they are one agent's
    category_id: int = 0
    tag: TagInUse | None = None  # that they bear, if it is chosen
    is_first_day: bool = False  # there has never been a ticket

    def press(
        self, look: Look, *, whose: int | None = None, category_id: int | None = None
    ) -> Queue:
        """Return a button's data for the list's beginning, with another look."""
        return self._queue(
            look.code(),
            self.whose if whose is None else whose,
            self.category_id if category_id is None else category_id,
        )

    def _queue(
        self, look: str, whose: int, category_id: int, owed: int = 0, number: int = 0
    ) -> Queue:
        if self.tag is None:
            return Queue(look, whose, category_id, owed, number)
        return TagQueue(look, whose, category_id, owed, number, self.tag.id)

    def turn(self, way: Way, ticket: Ticket) -> Queue:
        """Return a button's data for the page next to a ticket."""
        owed = int(ticket.owed_at.timestamp()) if ticket.owed_at else 0
        look = replace(self.look, way=way)
        return self._queue(look.code(), self.whose, self.category_id, owed, ticket.number)


def queue_screen(
    page: QueuePage,
    view: View,
    categories: Sequence[TicketCategory],
    t: Texts,
    zone: tzinfo,
    tags: Sequence[TagInUse] = (),
) -> Screen:
    """Return a page of the list; with a chip open, its choices stand in place of the tickets."""
    filters = [*_filters(view, categories, t), *_tag_filter(view, tags, t)]
    keyboard = chips(filters)
    if not page.tickets:
        return Screen.of(_nothing(view, t), keyboard)
    text = Text().add("📋 ")
    text.line(_title(view, t), "bold")
    text.line(_count(page, view.look, t)).line()
    for ticket in page.tickets:
        _line(text, ticket, view, t, zone)
    if view.look.chip is not Chip.NONE:
        return Screen.of(text, keyboard)
    shows = [_show(ticket) for ticket in page.tickets]
    rows = [
        shows[start : start + BUTTONS_IN_A_ROW] for start in range(0, len(shows), BUTTONS_IN_A_ROW)
    ]
    return Screen.of(text, [*rows, _turns(page, view, t), *keyboard])


def _turns(page: QueuePage, view: View, t: Texts) -> list[Button]:
    by_number = view.look.order is ListOrder.NEWEST
    turns = []
    if page.has_newer:
        label = t("queue-newer") if by_number else t("list-before")
        turns.append(Button(label, view.turn(Way.BEFORE, page.tickets[0])))
    if page.has_older:
        label = t("queue-older") if by_number else t("list-after")
        turns.append(Button(label, view.turn(Way.AFTER, page.tickets[-1])))
    return turns


def _is_plain(view: View) -> bool:
    """Whether no filter is set besides whose tickets they are."""
    look = view.look
    others = look.priority is not None or view.category_id != 0 or view.tag is not None
    return look.shown is Shown.NOT_CLOSED and not others


def _nothing(view: View, t: Texts) -> str:
    if view.is_first_day:
        return t("queue-first-day")
    if not _is_plain(view) or view.look.order is ListOrder.LONGEST:
        return t("list-none")
    if view.agent is not None:
        return t("queue-mine-empty", name=person_name(view.agent))
    return t("list-none") if view.whose == NOBODY else t("queue-empty")


def _title(view: View, t: Texts) -> str:
    if view.agent is not None:
        return t("queue-mine", name=person_name(view.agent))
    return t("queue-unassigned") if view.whose == NOBODY else t("queue-all")


def _count(page: QueuePage, look: Look, t: Texts) -> str:
    if page.total > COUNTED:
        return t("list-many", n=COUNTED)
    if look.shown is Shown.NOT_CLOSED and look.order is ListOrder.NEWEST:
        return t("queue-count", count=page.total)
    return t("list-count", n=page.total)


def _show(ticket: Ticket) -> Button:
    label = f"{PRIORITY_ICONS[ticket.priority]} {ticket_number(ticket.number)}"
    return Button(label, ShowCard(ticket.number))


def _line(text: Text, ticket: Ticket, view: View, t: Texts, zone: tzinfo) -> None:
    if view.agent is not None:  # whose it is stands above already
        state = status_name(ticket.status, t)
    else:
        state = agent_name(ticket.assignee) if ticket.assignee else t("queue-nobody")
    text.add(f"{PRIORITY_ICONS[ticket.priority]} ").add(ticket_number(ticket.number), "bold")
    text.add(f" · {one_line(ticket.subject, SUBJECT_ROOM)}")
    if ticket.is_erased:
        text.add(f" {t('erased-person')}")
    text.add(f" — {STATUS_ICONS[ticket.status]} {state}")
    if view.look.order is ListOrder.LONGEST and ticket.owed_at is not None:
        text.add(" · ⏳ ").ago(moment(ticket.owed_at, zone, t.language), ticket.owed_at)
    text.line()


def _filters(view: View, categories: Sequence[TicketCategory], t: Texts) -> list[Filter]:
    look = view.look
    plain = look.opened(look.chip)  # as it is once a choice was made

    def filter_of(chip: Chip, label: str, choices: list[Choice]) -> Filter:
        return Filter(label, view.press(look.opened(chip)), choices, look.chip is chip)

    category = next((item for item in categories if item.id == view.category_id), None)
    whose = {EVERYBODY: t("list-everybody"), NOBODY: t("list-nobody"), MINE: t("list-mine")}
    name = person_name(view.agent) if view.agent else whose[view.whose]
    return [
        filter_of(
            Chip.STATUS,
            _shown(look.shown, t),
            [
                Choice(
                    _shown(shown, t), view.press(replace(plain, shown=shown)), shown is look.shown
                )
                for shown in Shown
            ],
        ),
        filter_of(
            Chip.WHOSE,
            t("list-whose") if view.whose == EVERYBODY else name,
            [
                Choice(label, view.press(plain, whose=value), value == view.whose)
                for value, label in whose.items()
            ],
        ),
        filter_of(
            Chip.ORDER,
            t(f"list-{look.order.value}"),
            [
                Choice(
                    t(f"list-{order.value}"),
                    view.press(replace(plain, order=order)),
                    order is look.order,
                )
                for order in ListOrder
            ],
        ),
        filter_of(
            Chip.PRIORITY,
            priority_label(look.priority, t) if look.priority else t("list-priority"),
            [
                Choice(
                    priority_label(item, t) if item else t("list-any"),
                    view.press(replace(plain, priority=item)),
                    item is look.priority,
                )
                for item in (None, *Priority)
            ],
        ),
        filter_of(
            Chip.CATEGORY,
            category_label(category, t) if category else t("list-category"),
            [
                Choice(t("list-any"), view.press(plain, category_id=0), view.category_id == 0),
                *(
                    Choice(
                        category_label(item, t),
                        view.press(plain, category_id=item.id),
                        item.id == view.category_id,
                    )
                    for item in categories
                ),
            ],
        ),
    ]


def _tag_filter(view: View, tags: Sequence[TagInUse], t: Texts) -> list[Filter]:
    """Return the filter by tag, which is not there before the first tag is."""
    chosen, plain = view.tag, view.look.opened(view.look.chip)
    if chosen is None and not tags:
        return []
    every = tags if chosen is None or chosen in tags else [chosen, *tags]
    return [
        Filter(
            tag_label(chosen.name) if chosen else t("list-tag"),
            view.press(view.look.opened(Chip.TAG)),
            [
                Choice(t("list-any"), replace(view, tag=None).press(plain), chosen is None),
                *(
                    Choice(tag.name, replace(view, tag=tag).press(plain), tag == chosen)
                    for tag in every
                ),
            ],
            view.look.chip is Chip.TAG,
        )
    ]


def _shown(shown: Shown, t: Texts) -> str:
    if shown.status is not None:
        return status_label(shown.status, t)
    return t("list-not-closed") if shown is Shown.NOT_CLOSED else t("list-any")

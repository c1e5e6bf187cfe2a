"""Tags as the team sees them: all in use, and those that a card offers."""

from collections.abc import Sequence

from bot.buttons import Card, SetTag, TagQueue
from bot.i18n import Texts
from bot.rules.lists import Look, Shown
from bot.views.card import in_pairs, mark
from bot.views.queue import EVERYBODY
from bot.views.screen import Button, Keyboard, Screen, Text
from storage.models import Ticket
from storage.queries.tags import TagInUse


def listing(tags: Sequence[TagInUse], most: int, t: Texts) -> Screen:
    """Return the tags in use, the most used first; each opens the list of its tickets."""
    if not tags:
        return Screen.of(t("tags-none"))
    text = Text().line(t("tags-title"), "bold")
    text.line(t("tags-most", n=most) if len(tags) == most else t("tags-tap"))
    everything = Look(Shown.ALL).code()
    return Screen.of(
        text,
        in_pairs(
            [
                Button(
                    f"{tag.name} · {tag.uses}", TagQueue(everything, EVERYBODY, 0, 0, 0, tag.id)
                )
                for tag in tags
            ]
        ),
    )


def card_keyboard(ticket: Ticket, offered: Sequence[TagInUse], t: Texts) -> Keyboard:
    """Return tags to put on a ticket or to take off it; those that it has are marked."""
    borne = ticket.tags or []
    buttons = [
        Button(
            mark(tag.name, marked=tag.name in borne),
            SetTag(ticket.number, tag.id, int(tag.name not in borne)),
        )
        for tag in offered
    ]
    return [*in_pairs(buttons), [Button(t("back"), Card(ticket.number, "more"))]]

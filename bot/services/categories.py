"""Changing the categories: seen in the form at once, old tickets keep what they have."""

from collections.abc import Sequence
from typing import Any

from bot.i18n import languages
from bot.rules.access import Act
from bot.rules.categories import COLOURS, MOST, NEW_COLOUR, icon_of, moved, name_of, read_new
from bot.services.work import Refused, Work
from storage.enums import EventKind
from storage.models import TicketCategory
from storage.queries import categories


async def every(work: Work) -> Sequence[TicketCategory]:
    """Return all categories in their order, the hidden ones too."""
    work.allow(Act.SET_GROUP)
    return await categories.all_of_them(work.session)


async def get(work: Work, category_id: int) -> TicketCategory:
    """Return one of them."""
    found = next((item for item in await every(work) if item.id == category_id), None)
    if found is None:
        raise Refused("category-unknown")
    return found


async def add(work: Work, said: str) -> TicketCategory:
    """Add a category, last in order, from words like `📦 Delivery` in the group's language."""
    known = await every(work)
    if len(known) >= MOST:
        raise Refused("category-full")
    new = read_new(said)
    if new is None:
        raise Refused("category-name")
    assert work.group is not None
    category = TicketCategory(
        names={work.group.language: new[1]},
        description="",
        icon=new[0],
        colour=NEW_COLOUR,
        is_active=True,
        sort_order=max((item.sort_order for item in known), default=0) + 1,
    )
    work.session.add(category)
    await work.session.flush()
    work.record(
        EventKind.CATEGORY_ADDED, after={"category_id": category.id, **_recorded(category)}
    )
    return category


def _recorded(category: TicketCategory) -> dict[str, Any]:
    return {
        "names": dict(category.names),
        "icon": category.icon,
        "colour": category.colour,
        "is_active": category.is_active,
    }


async def rename(work: Work, category_id: int, language: str, said: str) -> TicketCategory:
    """Give a category another name in one language."""
    category = await get(work, category_id)
    name = name_of(said)
    if language not in languages() or name is None:
        raise Refused("category-name")
    return _set(work, category, names={**category.names, language: name})


async def set_icon(work: Work, category_id: int, said: str) -> TicketCategory:
    """Give a category another icon."""
    category = await get(work, category_id)
    icon = icon_of(said)
    if icon is None:
        raise Refused("category-icon")
    return _set(work, category, icon=icon)


async def set_colour(work: Work, category_id: int, index: int) -> TicketCategory:
    """Give a category another of the nine colours."""
    category = await get(work, category_id)
    if not 0 <= index < len(COLOURS):
        raise Refused("button-unknown")
    return _set(work, category, colour=COLOURS[index])


async def set_active(work: Work, category_id: int, *, is_active: bool) -> TicketCategory:
    """Hide a category from new tickets, or show it again; one must be left to choose."""
    category = await get(work, category_id)
    shown = [item for item in await every(work) if item.is_active]
    if not is_active and shown == [category]:
        raise Refused("category-last")
    return _set(work, category, is_active=is_active)


def _set(work: Work, category: TicketCategory, **values: Any) -> TicketCategory:
    before = _recorded(category)
    for name, value in values.items():
        setattr(category, name, value)
    after = _recorded(category)
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        work.record(
            EventKind.CATEGORY_EDITED,
            before={"category_id": category.id} | {name: before[name] for name in changed},
            after={"category_id": category.id} | {name: after[name] for name in changed},
        )
    return category


async def move(work: Work, category_id: int, by: int) -> TicketCategory:
    """Move a category up or down among the others."""
    category = await get(work, category_id)
    known = await every(work)
    order = moved(known, category, by)
    if order != list(known):
        for place, item in enumerate(order, start=1):
            item.sort_order = place
        work.record(
            EventKind.CATEGORY_EDITED,
            before={"order": [item.id for item in known]},
            after={"order": [item.id for item in order]},
        )
        await work.session.flush()
    return category

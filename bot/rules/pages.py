"""Where a conversation is cut into pages, known from how much each message takes at most."""

from collections.abc import Sequence
from typing import NamedTuple

ENTITIES = 100  # Telegram lays no more than this over one message
GAP = 2  # units of the blank line between two messages


class Size(NamedTuple):
    """What a message takes on a page at most, with its header; in UTF-16 units."""

    units: int
    entities: int


def stretches(sizes: Sequence[Size], room: int) -> list[range]:
    """Return which messages share a page of `room` units; one that fits no page stands alone."""
    found: list[range] = []
    first = units = entities = 0
    for index, size in enumerate(sizes):
        gap = GAP if index > first else 0
        if index > first and (
            units + gap + size.units > room or entities + size.entities > ENTITIES
        ):
            found.append(range(first, index))
            first, units, entities, gap = index, 0, 0, 0
        units += gap + size.units
        entities += size.entities
    return [*found, range(first, len(sizes))] if sizes else []


def is_long(size: Size, room: int) -> bool:
    """Whether a message may need more than one page."""
    return size.units > room or size.entities > ENTITIES

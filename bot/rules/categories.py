"""Categories: what may be a name, an icon, a colour, and how they are put in order."""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from bot.rules.words import looks_like_command, one_line, units, visible_start

T = TypeVar("T")
NAME_LIMIT = 40  # UTF-16 units
MOST = 30
COLOURS = ("🟥", "🟧", "🟨", "🟩", "🟦", "🟪", "🟫", "⬛", "⬜")
NEW_ICON, NEW_COLOUR = "🏷", "⬜"
_ICON_LENGTH = 8  # code points: families and flags have several
_JOINER = "\u200d"


def name_of(text: str) -> str | None:
    """Return a name as it is kept; None for one that is empty, too long or a command."""
    if visible_start(text) == len(text) or looks_like_command(text):
        return None
    name = one_line(text, 4096)
    return name if units(name) <= NAME_LIMIT else None


def icon_of(text: str) -> str | None:
    """Return the one emoji that `text` consists of; None for anything else."""
    text = text.strip()
    if not 0 < len(text) <= _ICON_LENGTH or text.isascii():
        return None
    bases: list[str] = []
    before = ""
    for char in text:
        category = unicodedata.category(char)
        if category not in ("So", "Sm", "Sk", "Mn", "Me", "Cf", "Po", "Cn"):
            return None  # Cn: newer than this Python's table, as the latest emoji are
        is_base = category in ("So", "Sm", "Po", "Cn") or (category == "Sk" and not bases)
        if is_base and before != _JOINER:
            bases.append(char)
        before = char
    flag = len(bases) == 2 and all("\U0001f1e6" <= char <= "\U0001f1ff" for char in bases)
    return text if len(bases) == 1 or flag else None


def read_new(text: str) -> tuple[str, str] | None:
    """Read icon and name of a new category, like `📦 Delivery`; None if there is no name."""
    first, _, rest = text.strip().partition(" ")
    icon = icon_of(first)
    name = name_of(rest if icon else text)
    return (icon or NEW_ICON, name) if name else None


def moved(items: Sequence[T], item: T, by: int) -> list[T]:
    """Return the items with one moved up (-1) or down (1), as far as that goes."""
    rest = [other for other in items if other is not item]
    place = min(max(items.index(item) + by, 0), len(rest))
    return [*rest[:place], item, *rest[place:]]

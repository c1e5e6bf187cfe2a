"""How somebody looks at a list of tickets: filters, order, and which chip they have opened.

A look travels in button data as five letters, so that a list needs no memory of its own.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from storage.enums import ListOrder, Priority, Status


class Shown(StrEnum):
    """Which statuses are shown, by the letter in button data."""

    NOT_CLOSED = "n"
    ALL = "a"
    OPEN = "o"
    IN_PROGRESS = "i"
    WAITING = "w"
    RESOLVED = "r"
    CLOSED = "c"

    @property
    def status(self) -> Status | None:
        """The one status that is shown, if it is one."""
        return Status[self.name] if self.name in Status.__members__ else None

    @property
    def statuses(self) -> tuple[Status, ...]:
        """All statuses that are shown, in their order."""
        if self.status is not None:
            return (self.status,)
        return tuple(item for item in Status if self is Shown.ALL or item is not Status.CLOSED)


class Chip(StrEnum):
    """The filters on the message; the open one shows its choices."""

    NONE = "-"
    STATUS = "s"
    PRIORITY = "p"
    CATEGORY = "c"
    WHOSE = "w"
    ORDER = "o"
    TAG = "t"


class Way(StrEnum):
    """Where the page lies from the ticket that the button names."""

    AFTER = "a"
    BEFORE = "b"


PRIORITY_LETTERS: dict[Priority | None, str] = {
    None: "-",
    Priority.LOW: "l",
    Priority.MEDIUM: "m",
    Priority.HIGH: "h",
    Priority.URGENT: "u",
}
ORDER_LETTERS = {item: item.value[0] for item in ListOrder}


@dataclass(frozen=True)
class Look:
    """What is shown of a list, and how."""

    shown: Shown
    priority: Priority | None = None
    order: ListOrder = ListOrder.NEWEST
    chip: Chip = Chip.NONE
    way: Way = Way.AFTER

    def code(self) -> str:
        """Return the five letters."""
        letters = PRIORITY_LETTERS[self.priority], ORDER_LETTERS[self.order]
        return "".join((self.shown, *letters, self.chip, self.way))

    @classmethod
    def parse(cls, code: str) -> "Look | None":
        """Undo `code`; None for what no button of ours says."""
        if len(code) != 5:
            return None
        priorities = {letter: item for item, letter in PRIORITY_LETTERS.items()}
        orders = {letter: item for item, letter in ORDER_LETTERS.items()}
        shown, priority, order, chip, way = list(code)
        if priority not in priorities or order not in orders:
            return None
        try:
            return cls(Shown(shown), priorities[priority], orders[order], Chip(chip), Way(way))
        except ValueError:
            return None

    def opened(self, chip: Chip) -> "Look":
        """Return the look after a press on a chip: it opens, or closes if it was open."""
        return replace(self, chip=Chip.NONE if chip is self.chip else chip, way=Way.AFTER)

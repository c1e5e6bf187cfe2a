"""Filters of a list as buttons: a chip for each, and the choices of the one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.buttons import Press
from bot.views.card import in_pairs, mark
from bot.views.screen import Button, Keyboard


@dataclass(frozen=True)
class Choice:
    """One thing that a filter can be set to."""

    label: str
    press: Press
    is_chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """A filter: what its chip says and does, and its choices."""

    label: str
    press: Press
    choices: Sequence[Choice]
    is_open: bool = False

    def chip(self) -> Button:
        """Return the chip; the open one points upwards."""
        return Button(f"{self.label} {'▴' if self.is_open else '▾'}", self.press)


def chips(filters: Sequence[Filter]) -> Keyboard:
    """Return the chips, two in a row for narrow phones, and below them the open one's choices."""
    keyboard = in_pairs([item.chip() for item in filters])
    for item in filters:
        if item.is_open:
            keyboard += in_pairs(
                [
                    Button(mark(choice.label, marked=choice.is_chosen), choice.press)
                    for choice in item.choices
                ]
            )
    return keyboard

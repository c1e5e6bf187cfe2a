"""Lines of the report of `helpdesk check`."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How bad a finding is; only WRONG makes the check fail."""

    GOOD = "✔"
    WRONG = "✖"
    NOTE = "!"


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str


def good(text: str) -> Finding:
    """Say that something is as it must be."""
    return Finding(Mark.GOOD, text)


def wrong(text: str) -> Finding:
    """Say what is wrong and how to mend it."""
    return Finding(Mark.WRONG, text)


def note(text: str) -> Finding:
    """Say what may be meant, or not."""
    return Finding(Mark.NOTE, text)

"""What became of several tickets in one command."""

from collections.abc import Sequence
from typing import Any, Protocol

from bot.i18n import Texts
from bot.views.names import ticket_number
from bot.views.screen import Screen, Text


class Reason(Protocol):
    """Why nothing was changed: a sentence and its values."""

    key: str
    values: dict[str, Any]


class Outcome(Protocol):
    """What became of one ticket."""

    @property
    def number(self) -> int:
        """The ticket's number."""

    @property
    def refusal(self) -> Reason | None:
        """Why nothing was changed, None if it was."""

    @property
    def is_unknown(self) -> bool:
        """Whether there is no such ticket."""


def summary(what: str, outcomes: Sequence[Outcome], t: Texts) -> Screen:
    """Return one line for what was done, one for each refusal, one for unknown numbers."""
    text = Text()
    done = [item for item in outcomes if item.refusal is None]
    if done:
        text.add(f"✅ {what}: ", "bold").line(_numbers(done))
    for item in outcomes:
        if item.refusal is not None and not item.is_unknown:
            text.line(f"⚠️ {_reason(item, t)}")
    unknown = [item for item in outcomes if item.is_unknown]
    if unknown:
        text.line(t("batch-unknown", count=len(unknown), numbers=_numbers(unknown)))
    return Screen.of(text)


def _numbers(items: Sequence[Outcome]) -> str:
    return ", ".join(ticket_number(item.number) for item in items)


def _reason(item: Outcome, t: Texts) -> str:
    assert item.refusal is not None
    values = {
        name: ticket_number(value) if isinstance(value, int) else value
        for name, value in item.refusal.values.items()
    }
    sentence, number = t(item.refusal.key, **values), ticket_number(item.number)
    return sentence if number in sentence else f"{number}: {sentence}"

"""The building blocks of a message: text with entities, buttons, the payload Telegram gets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.buttons import Press
from bot.rules.words import TEXT_LIMIT, clip, units


@dataclass(frozen=True)
class Button:
    """An inline button."""

    label: str
    press: Press

    def to_json(self) -> dict[str, str]:
        """Return the Bot API's InlineKeyboardButton."""
        return {"text": clip(self.label, 60), "callback_data": self.press.pack()}


Keyboard = list[list[Button]]


class Text:
    """Text under construction; people's words join it with their entities, never as markup."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._units = 0
        self.entities: list[dict[str, Any]] = []

    def __str__(self) -> str:
        return "".join(self._parts)

    @property
    def units(self) -> int:
        """The length so far, in UTF-16 units."""
        return self._units

    def add(self, text: str, *kinds: str) -> "Text":
        """Append `text`; `kinds` are entity types laid over it (`bold`, `italic`, …)."""
        length = units(text)
        for kind in kinds:
            if length:
                self.entities.append({"type": kind, "offset": self._units, "length": length})
        self._parts.append(text)
        self._units += length
        return self

    def ago(self, text: str, at: datetime) -> "Text":
        """Append an instant, which Telegram keeps as `3 min ago`; older apps show `text`."""
        moment = {
            "type": "date_time",
            "offset": self._units,
            "length": units(text),
            "unix_time": int(at.timestamp()),
            "date_time_format": "r",
        }
        self.entities.append(moment)
        return self.add(text)

    def line(self, text: str = "", *kinds: str) -> "Text":
        """Append `text` and a line break."""
        return self.add(text, *kinds).add("\n")

    def words(
        self, text: str, entities: Iterable[dict[str, Any]] = (), limit: int = TEXT_LIMIT
    ) -> "Text":
        """Append somebody's words with their entities, cut to `limit` units with an ellipsis."""
        shown = clip(text, limit)
        room = units(shown) - (1 if shown != text else 0)
        start = self._units
        self.add(shown)
        for entity in entities:
            length = min(entity["length"], room - entity["offset"])
            if length > 0:
                self.entities.append(
                    {**entity, "offset": entity["offset"] + start, "length": length}
                )
        return self

    def quote(
        self, text: str, entities: Iterable[dict[str, Any]] = (), limit: int = 200
    ) -> "Text":
        """Append words as a quotation; entities that may not stand in one are left out."""
        start = self._units
        kept = [entity for entity in entities if not entity["type"].endswith("blockquote")]
        self.words(text, kept, limit)
        if self._units > start:
            self.entities.append(
                {"type": "blockquote", "offset": start, "length": self._units - start}
            )
        return self


@dataclass(frozen=True)
class Screen:
    """A whole text message of the bot, ready to be sent or to replace another."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    keyboard: Sequence[Sequence[Button]] = ()

    @classmethod
    def of(cls, text: Text | str, keyboard: Sequence[Sequence[Button]] = ()) -> "Screen":
        """Make a screen of built or plain text; surrounding white space goes, as at Telegram."""
        if isinstance(text, str):
            return cls(text.strip(), [], keyboard)
        plain = str(text)
        lead = units(plain) - units(plain.lstrip())
        body = plain.strip()
        room = units(body)
        entities = []
        for entity in text.entities:
            begin = max(entity["offset"] - lead, 0)
            end = min(entity["offset"] - lead + entity["length"], room)
            if end > begin:
                entities.append({**entity, "offset": begin, "length": end - begin})
        return cls(body, entities, keyboard)

    def payload(self) -> dict[str, Any]:
        """Return the parameters that sendMessage and editMessageText share."""
        payload: dict[str, Any] = {
            "text": self.text,
            "link_preview_options": {"is_disabled": True},
        }
        if self.entities:
            payload["entities"] = self.entities
        if self.keyboard:
            payload["reply_markup"] = markup(self.keyboard)
        return payload


def markup(keyboard: Sequence[Sequence[Button]]) -> dict[str, Any]:
    """Return the Bot API's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard if row]}

"""What somebody said, freed from Telegram's types: text with entities, files, places, contacts."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.rules.words import parse_command, units, without_number
from storage.enums import ContentKind

CAPTIONED = {
    ContentKind.PHOTO,
    ContentKind.DOCUMENT,
    ContentKind.VIDEO,
    ContentKind.ANIMATION,
    ContentKind.AUDIO,
    ContentKind.VOICE,
}


@dataclass(frozen=True)
class File:
    """A file that Telegram keeps; sizes in bytes."""

    kind: ContentKind
    file_id: str
    file_unique_id: str
    filename: str | None = None
    file_size: int | None = None
    mime_type: str | None = None


@dataclass(frozen=True)
class Content:
    """One message, or one whole album, as its author sent it.

    `entities` are Bot API MessageEntity objects over `text` (offsets in UTF-16 units); `extra` has
    what is neither text nor file (`location`, `venue`, `contact`, `forwarded_from`, …);
    `message_ids` are the author's own messages in their chat, one for each part of an album.
    """

    kind: ContentKind
    text: str = ""
    entities: list[Any] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    message_ids: list[int] = field(default_factory=list)
    media_group_id: str | None = None
    sent_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON for a draft."""
        data = asdict(self)
        data["sent_at"] = self.sent_at.isoformat() if self.sent_at else None
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Content":
        """Undo `to_json`."""
        return cls(
            kind=ContentKind(data["kind"]),
            text=data["text"],
            entities=data["entities"],
            extra=data["extra"],
            files=[File(**{**item, "kind": ContentKind(item["kind"])}) for item in data["files"]],
            message_ids=data["message_ids"],
            media_group_id=data["media_group_id"],
            sent_at=datetime.fromisoformat(data["sent_at"]) if data["sent_at"] else None,
        )


def note_of(content: Content, number: int, start: int = 0) -> Content:
    """Return what a note says: without `/note` and the ticket's number, if it begins with them.

    `start` is where that begins, the caption of an album's later part perhaps.
    """
    text = content.text
    command = parse_command(text[start:])
    if command is None or command.name != "note":
        return content
    rest = without_number(text[start + command.rest_offset :], number)
    end = len(text) - len(rest)
    return replace(content, text=text[:start] + rest, entities=_cut(content, start, end))


def _cut(content: Content, start: int, end: int) -> list[Any]:
    """Return the entities as they lie once the characters from `start` to `end` are gone."""
    first, last = units(content.text[:start]), units(content.text[:end])

    def moved(offset: int) -> int:
        return offset if offset <= first else max(first, offset - (last - first))

    spans = [
        (entity, moved(entity["offset"]), moved(entity["offset"] + entity["length"]))
        for entity in content.entities
    ]
    return [
        {**entity, "offset": begin, "length": stop - begin}
        for entity, begin, stop in spans
        if stop > begin
    ]


def together(said: Iterable[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """Return several texts, one below the other, as one with all their entities."""
    texts: list[str] = []
    entities: list[Any] = []
    start = 0
    for text, found in said:
        if text:
            entities += [{**entity, "offset": entity["offset"] + start} for entity in found]
            texts.append(text)
            start += units(text) + 1
    return "\n".join(texts), entities

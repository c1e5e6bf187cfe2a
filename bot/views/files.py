"""Files that the desk makes itself: pictures of figures, transcripts, what somebody asked for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.views.screen import Screen

UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes a bot may send in one file


class MadeKind(StrEnum):
    """How Telegram shows a file."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True)
class MadeFile:
    """A file with its bytes, not known to Telegram yet."""

    kind: MadeKind
    name: str  # its ending says of which type it is
    content: bytes


def captioned(screen: Screen) -> dict[str, Any]:
    """Return a screen's payload with its text as the caption (1,024 units) of a file."""
    payload = screen.payload()
    del payload["link_preview_options"]
    payload["caption"] = payload.pop("text")
    if "entities" in payload:
        payload["caption_entities"] = payload.pop("entities")
    return payload

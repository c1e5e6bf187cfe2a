"""Telegram's messages → content of ours; the only place that knows both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from telegram import Message, MessageEntity
from telegram import MessageOriginChannel as FromChannel
from telegram import MessageOriginChat as FromChat
from telegram import MessageOriginHiddenUser as FromHidden
from telegram import MessageOriginUser as FromUser

from bot.rules.content import Content, File, together
from bot.rules.words import Command, units
from storage.enums import ContentKind

# Entities that a bot may send on; custom emoji and the like fall back to their plain characters.
SENDABLE = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
}
FILE_KINDS = (  # animation before document: Telegram fills both for a GIF
    ContentKind.ANIMATION,
    ContentKind.DOCUMENT,
    ContentKind.VIDEO,
    ContentKind.AUDIO,
    ContentKind.VOICE,
    ContentKind.VIDEO_NOTE,
    ContentKind.STICKER,
)
VENUE = ("title", "address", "foursquare_id", "google_place_id")
PLACE = ("latitude", "longitude", "horizontal_accuracy")
CONTACT = ("phone_number", "first_name", "last_name", "vcard")


def content_of(parts: Sequence[Message]) -> Content | None:
    """Return what was said, an album as one; None for kinds that cannot be relayed."""
    first = parts[0]
    text, entities = _words(parts)
    files = [file for part in parts if (file := _file(part)) is not None]
    extra = _extra(first) | _origin(first)
    if len(parts) > 1:
        if len(files) != len(parts):
            return None
        kind = ContentKind.ALBUM
    elif files:
        kind = files[0].kind
    elif first.text or first.poll:
        kind = ContentKind.TEXT
    else:
        kind = next(
            (
                kind
                for kind in (ContentKind.VENUE, ContentKind.LOCATION, ContentKind.CONTACT)
                if kind.value in extra
            ),
            ContentKind.TEXT,
        )
        if kind is ContentKind.TEXT:
            return None
    return Content(
        kind=kind,
        text=text,
        entities=entities,
        extra=extra,
        files=files,
        message_ids=[part.message_id for part in parts],
        media_group_id=first.media_group_id,
        sent_at=first.date,
    )


def _words(parts: Sequence[Message]) -> tuple[str, list[Any]]:
    """Return text or caption with its entities; several captions of an album stand in lines."""
    return together(
        (said(part), entities(part.entities or part.caption_entities)) for part in parts
    )


def said(part: Message) -> str:
    """Return the words of a message: its text or caption, or what a poll asks, as text."""
    if part.poll is None:
        return part.text or part.caption or ""
    votes = [
        f" — {option.voter_count}" if option.voter_count else "" for option in part.poll.options
    ]
    options = zip(part.poll.options, votes, strict=True)
    return "\n".join(
        [part.poll.question, *(f"◯ {option.text}{count}" for option, count in options)]
    )


def without_command(content: Content | None, command: Command) -> Content | None:
    """Return the words after a command as if they had been said alone; None if there are none."""
    if content is None or not command.rest:
        return None
    cut, length = units(content.text[: command.rest_offset]), units(command.rest)
    kept = []
    for entity in content.entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return replace(content, text=command.rest, entities=kept)


def entities(found: Sequence[MessageEntity]) -> list[Any]:
    """Return entities as plain JSON, only those that a bot may send on."""
    kept = []
    for entity in found:
        if entity.type in SENDABLE:
            plain: dict[str, Any] = {
                "type": str(entity.type),
                "offset": entity.offset,
                "length": entity.length,
            }
            if entity.url:
                plain["url"] = entity.url
            if entity.language:
                plain["language"] = entity.language
            kept.append(plain)
    return kept


def _file(message: Message) -> File | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return File(
            ContentKind.PHOTO,
            largest.file_id,
            largest.file_unique_id,
            file_size=largest.file_size,
            mime_type="image/jpeg",
        )
    for kind in FILE_KINDS:
        found: Any = getattr(message, kind.value)
        if found:
            return File(
                kind,
                found.file_id,
                found.file_unique_id,
                getattr(found, "file_name", None),
                found.file_size,
                getattr(found, "mime_type", None),
            )
    return None


def _extra(message: Message) -> dict[str, Any]:
    if message.venue:
        venue = message.venue.to_dict()
        return {"venue": _pick(venue, VENUE) | _pick(venue["location"], PLACE[:2])}
    if message.location:
        return {"location": _pick(message.location.to_dict(), PLACE)}
    if message.contact:
        return {"contact": _pick(message.contact.to_dict(), CONTACT)}
    if message.poll:
        return {"is_poll": True}
    return {}


def _pick(data: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}


def _origin(message: Message) -> dict[str, Any]:
    match message.forward_origin:
        case FromUser() as origin:
            return {"forwarded_from": origin.sender_user.full_name}
        case FromHidden() as origin:
            return {"forwarded_from": origin.sender_user_name}
        case FromChat() as origin:
            return {"forwarded_from": origin.sender_chat.title or "?"}
        case FromChannel() as origin:
            return {"forwarded_from": origin.chat.title or "?"}
    return {}

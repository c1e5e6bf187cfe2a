"""Texts and their entities, measured and cleaned as Telegram does."""

import re
from typing import Any

from bot.playground.call import Call
from bot.playground.detect import detected
from bot.playground.errors import Json, bad_request
from bot.playground.html import parse_html

MAX_TEXT = 4096
MAX_CAPTION = 1024

# Telegram drops these from what is sent: carriage returns, line separators, direction overrides.
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f]")
_BLANK = re.compile(
    r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    r"\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0]*"
)
_TRIMMED = " \n\t"

_PLAIN = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
        "pre",
    }
)
_WITH = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_OPTIONAL = {"pre": ("language",), "date_time": ("date_time_format",)}
_FOUND_BY_ITSELF = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)


def units(text: str) -> int:
    """Return the length in UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text can be seen."""
    return _BLANK.fullmatch(text) is not None


def formatted(
    call: Call, text_name: str, entities_name: str, limit: int
) -> tuple[str, list[Json]]:
    """Return a text of the call with its entities, or raise what Telegram answers."""
    text = call.string(text_name)
    mode = call.string("parse_mode")
    given = (
        call.decoded(entities_name, "can't parse entities JSON object")
        if entities_name in call.params
        else None
    )
    return format_text(call, text, mode, given, limit)


def format_text(
    call: Call, text: str, mode: str, given: Any, limit: int
) -> tuple[str, list[Json]]:
    """Return text and entities as Telegram would keep them; empty stays empty."""
    if not text:
        return "", []
    entities: list[Json] = []
    if mode and mode.lower() != "none":
        if mode.lower() == "html":
            text, entities = parse_html(text)
        elif mode.lower() in ("markdown", "markdownv2"):
            call.fault(f"parse_mode {mode}: the playground only reads HTML")
        else:
            raise bad_request("unsupported parse_mode")
    elif given:
        if not isinstance(given, list):
            raise bad_request("expected an Array of MessageEntity")
        entities = [entity for item in given if (entity := _entity(item)) is not None]
    if not text.isascii() or _CONTROL.search(text) or "\r" in text:
        text, entities = _without_dropped(text, entities)
    if entities:
        entities = _inside(call, text, entities)
    text, entities = _trimmed(text, entities)
    if units(text) > limit:
        raise bad_request(
            "message is too long" if limit == MAX_TEXT else "message caption is too long"
        )
    found = detected(text, entities)
    if found:
        entities = entities + found
    if len(entities) > 1:
        entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return text, entities


def _entity(item: Any) -> Json | None:
    if not isinstance(item, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(item.get(name), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    kind = item.get("type")
    if kind is not None and not isinstance(kind, str):
        raise bad_request('can\'t parse MessageEntity: Field "type" must be of type String')
    if kind in _FOUND_BY_ITSELF:
        return None
    entity = {"type": kind, "offset": item["offset"], "length": item["length"]}
    if kind in _WITH:
        needed = _WITH[kind]
        if not item.get(needed):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
        entity[needed] = item[needed]
    elif kind not in _PLAIN:
        raise bad_request(
            "can't parse MessageEntity: Unsupported type specified"
            if kind
            else "can't parse MessageEntity: Type is not specified"
        )
    for name in _OPTIONAL.get(kind, ()):
        if item.get(name):
            entity[name] = item[name]
    return entity


def _without_dropped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = _CONTROL.sub(" ", text)
    places = [units(text[: match.start()]) for match in _DROPPED.finditer(text)]
    if not places:
        return text, entities

    def moved(position: int) -> int:
        return position - sum(place < position for place in places)

    kept = []
    for entity in entities:
        start = moved(entity["offset"])
        end = moved(entity["offset"] + entity["length"])
        kept.append({**entity, "offset": start, "length": end - start})
    return _DROPPED.sub("", text), kept


def _inside(call: Call, text: str, entities: list[Json]) -> list[Json]:
    """Drop or clip what reaches outside the text or cuts a character, as Telegram does."""
    data = text.encode("utf-16-le")
    length = len(data) // 2
    kept = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        whole = 0 <= start < end <= length
        if not whole or _cuts(data, start) or _cuts(data, end):
            call.fault(
                f"entity {entity['type']} at {start}-{end} does not fit the text's "
                f"{length} UTF-16 units"
            )
        end = min(end, length)
        if 0 <= start < end and not _cuts(data, start) and not _cuts(data, end):
            kept.append({**entity, "length": end - start})
    return kept


def _cuts(data: bytes, position: int) -> bool:
    """Tell whether a position lies between the halves of a surrogate pair."""
    low = data[position * 2 : position * 2 + 2]
    return len(low) == 2 and 0xDC <= low[1] <= 0xDF


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.rstrip(_TRIMMED)
    short = stripped.lstrip(_TRIMMED)
    if short == text:
        return text, entities
    if not entities:
        return short, entities
    shift = len(stripped) - len(short)  # what is trimmed takes one unit each
    length = units(short)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return short, kept

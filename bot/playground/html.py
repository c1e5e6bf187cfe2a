"""Telegram's HTML markup, with Telegram's complaints."""

import re
from html import unescape

from bot.playground.errors import Json, bad_request

_TOKEN = re.compile(r"<[^>]*>?|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|[^<&]+|&")
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]+)((?:\s+[^>]*)?)/?>$")
_ATTRIBUTE = re.compile(r"([a-zA-Z0-9-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return plain text and entities, or raise "can't parse entities: …"."""
    text: list[str] = []
    length = 0
    byte = 0
    opened: list[tuple[str, Json, int]] = []
    entities: list[Json] = []
    for token in _TOKEN.findall(source):
        if token.startswith("<"):
            match = _TAG.match(token)
            if match is None:
                raise _broken(f"Unclosed start tag at byte offset {byte}")
            closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
            if closing:
                if not opened:
                    raise _broken(f"Unexpected end tag at byte offset {byte}")
                tag, entity, _ = opened.pop()
                if tag != name:
                    raise _broken(
                        f'Unmatched end tag at byte offset {byte}, expected "</{tag}>", '
                        f'found "</{name}>"'
                    )
                entity["length"] = length - entity["offset"]
                _close(entity, opened, entities)
            else:
                if name not in _TYPES:
                    raise _broken(f'Unsupported start tag "{name}" at byte offset {byte}')
                opened.append((name, _open(name, attributes, length, byte), byte))
        else:
            plain = unescape(token) if token.startswith("&") and len(token) > 1 else token
            text.append(plain)
            length += len(plain.encode("utf-16-le")) // 2
        byte += len(token.encode())
    if opened:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return "".join(text), entities


def _open(name: str, attributes: str, offset: int, byte: int) -> Json:
    values = {m[0].lower(): unescape(m[1] or m[2] or m[3]) for m in _ATTRIBUTE.findall(attributes)}
    entity: Json = {"type": _TYPES[name], "offset": offset, "length": 0}
    if name == "a":
        entity["url"] = values.get("href", "")
    elif name == "span" and values.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    elif name == "blockquote" and "expandable" in values:
        entity["type"] = "expandable_blockquote"
    elif name == "tg-emoji":
        entity["custom_emoji_id"] = values.get("emoji-id", "")
    elif name == "code" and values.get("class", "").startswith("language-"):
        entity["language"] = values["class"].removeprefix("language-")
    return entity


def _close(entity: Json, opened: list[tuple[str, Json, int]], entities: list[Json]) -> None:
    if entity["type"] == "text_link" and not entity["url"]:
        return
    language = entity.pop("language", None)
    if entity["type"] == "code" and opened and opened[-1][0] == "pre":
        if language:
            opened[-1][1]["language"] = language
        return
    if language and entity["type"] == "pre":
        entity["language"] = language
    if entity["length"]:
        entities.append(entity)


def _broken(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")

"""People's words as HTML: whatever they typed is text, only Telegram's entities are markup."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

SCHEMES = {"http", "https", "mailto", "tg"}  # where a link may lead; anything else stays words
BLOCKS = {"blockquote", "expandable_blockquote", "pre"}
TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre><code>", "</code></pre>"),  # a line break right after <pre> would be lost
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "spoiler": ('<span class="spoiler" tabindex="0">', "</span>"),
}
LINKS = {"url", "text_link", "email", "mention"}
MENTION = re.compile(r"@[A-Za-z0-9_]{3,32}")
# What HTML may not hold at all; C1 controls would be read as characters of another code page.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """Return text as HTML shows it literally, in elements and in quoted attributes."""
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=True)


def words(text: str, entities: Iterable[dict[str, Any]] = ()) -> str:
    """Return somebody's words with their entities as HTML; white space is kept by the style.

    Entities may overlap in any way, or be broken: the tags always nest, and no word is lost.
    """
    spans = _spans(text, entities)
    borders = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    made: list[str] = []
    opened: list[dict[str, Any]] = []
    for start, end in pairwise(borders):
        piece = text[start:end]
        wanted = _nested([entity for first, last, entity in spans if first <= start < last])
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] is wanted[kept]:
            kept += 1
        closed = opened[kept:]
        made += [entity["close"] for entity in reversed(closed)]
        made += [entity["open"] for entity in wanted[kept:]]
        if piece.startswith("\n") and any(entity["type"] in BLOCKS for entity in closed):
            piece = piece[1:]  # the block has ended the line already
        made.append(safe(piece))
        opened = wanted
    made += [entity["close"] for entity in reversed(opened)]
    return "".join(made)


def href(address: str) -> str | None:
    """Return where a link may lead, or None if it leads where no link of ours goes."""
    address = address.strip()
    if not address or _FORBIDDEN.search(address) or any(char.isspace() for char in address):
        return None
    try:
        scheme = urlsplit(address).scheme.lower()
        # `example.com:8080` has no scheme, whatever it looks like.
        if scheme not in SCHEMES and re.match(r"[^/:]+\.[^/:]+(:\d+)?(/|\?|#|$)", address):
            address, scheme = f"http://{address}", "http"
        if scheme not in SCHEMES or (scheme != "mailto" and not urlsplit(address).netloc):
            return None
    except ValueError:
        return None
    return address


def _spans(text: str, entities: Iterable[dict[str, Any]]) -> list[tuple[int, int, dict[str, Any]]]:
    """Return (start, end, tags) in characters for every entity that HTML shows."""
    found = []
    at: list[int] = []  # the character at each UTF-16 unit
    for index, char in enumerate(text):
        at += [index] * (2 if ord(char) > 0xFFFF else 1)
    at.append(len(text))
    for entity in entities:
        first = min(max(int(entity.get("offset", 0)), 0), len(at) - 1)
        last = min(max(first + int(entity.get("length", 0)), first), len(at) - 1)
        start, end = at[first], at[last]
        tags = _tags(entity, text[start:end])
        if end > start and tags is not None:
            opening, closing = tags
            found.append((start, end, {"type": entity["type"], "open": opening, "close": closing}))
    return found


def _tags(entity: dict[str, Any], covered: str) -> tuple[str, str] | None:
    kind = entity.get("type", "")
    if kind not in LINKS:
        return TAGS.get(kind)
    match kind:
        case "text_link":
            target = href(str(entity.get("url", "")))
        case "email":
            target = href(f"mailto:{covered}")
        case "mention":
            target = f"https://t.me/{covered[1:]}" if MENTION.fullmatch(covered) else None
        case _:
            target = href(covered)
    if target is None:
        return None
    # On paper the style adds where such a link leads: its words need not say so.
    elsewhere = ' class="elsewhere"' if kind == "text_link" else ""
    return f'<a{elsewhere} href="{safe(target)}" rel="noopener noreferrer nofollow">', "</a>"


def _nested(active: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entities from the outermost inwards: blocks around all else, at most one link."""
    blocks = [entity for entity in active if entity["type"] in BLOCKS]
    links = [entity for entity in active if entity["type"] in LINKS]
    rest = [entity for entity in active if entity["type"] not in BLOCKS | LINKS]
    return [*blocks[:1], *links[:1], *rest]

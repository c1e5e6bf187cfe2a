"""Entities that Telegram finds by itself: commands, names, tags, links and addresses."""

import re

from bot.playground.errors import Json

_TOP = "com|org|net|ru|рф|io|me|dev|info|app|de|uk|eu|su|ai|co|tv|xyz|online|site|pro|biz|edu|gov"
_PATTERNS = [
    (
        "url",
        re.compile(
            rf"(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[\w-]+\.)+(?:{_TOP})(?![\w.@-])"
            r"(?:/[^\s<>\"«»]*)?)",
            re.IGNORECASE,
        ),
    ),
    (
        "email",
        re.compile(r"(?<![\w.+-])[a-zA-Z0-9._%+-]{1,64}@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}\b"),
    ),
    (
        "bot_command",
        re.compile(
            r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?"
            r"(?![\w/<>])"
        ),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d{8,15}(?!\w)")),
]
_HINT = re.compile(r"[/@#.+]")
_END_OF_SENTENCE = ".,:;!?)'"


def detected(text: str, taken: list[Json]) -> list[Json]:
    """Return what Telegram would find in a text, apart from stretches that others have taken."""
    if not _HINT.search(text):
        return []
    found: list[Json] = []
    wide = not text.isascii()
    busy = [
        (e["offset"], e["offset"] + e["length"])
        for e in taken
        if e["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            word = match.group()
            if kind == "url":
                word = word.rstrip(_END_OF_SENTENCE)
            start, length = match.start(), len(word)
            if wide:
                start = len(text[:start].encode("utf-16-le")) // 2
                length = len(word.encode("utf-16-le")) // 2
            if any(start < end and begin < start + length for begin, end in busy):
                continue
            busy.append((start, start + length))
            found.append({"type": kind, "offset": start, "length": length})
    return found

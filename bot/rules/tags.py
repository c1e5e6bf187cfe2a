"""What a tag can be, and how the words of a command become tags."""

import re
import unicodedata

LONGEST = 32  # characters of a tag
MOST = 10  # tags of a ticket
_BETWEEN = re.compile(r"[\s,;]+")
_INSIDE = frozenset("-_.+&/")


def tags_in(words: str) -> list[str] | None:
    """Return the tags that words name, each once; None if one of them cannot be a tag.

    `#Refund`, `refund` and `REFUND` are one tag, and so are `счёт` and `счет`.
    """
    found: dict[str, None] = {}
    for word in _BETWEEN.split(words):
        if word:
            tag = _plain(word.removeprefix("#"))
            if not _is_tag(tag):
                return None
            found[tag] = None
    return list(found)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return unicodedata.normalize("NFC", folded).replace("ё", "е")


def _is_tag(tag: str) -> bool:
    """Whether it has a letter (a bare number is a ticket's) and nothing but what people read."""
    kinds = [unicodedata.category(char)[0] for char in tag]
    return (
        0 < len(tag) <= LONGEST
        and kinds[0] in "LN"
        and "L" in kinds
        and all(kind in "LMN" or char in _INSIDE for char, kind in zip(tag, kinds, strict=True))
    )

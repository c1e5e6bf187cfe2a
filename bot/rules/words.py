"""How typed words are read: commands, invisible characters, Telegram's way of counting."""

import re
import unicodedata
from dataclasses import dataclass

TEXT_LIMIT = 4096  # UTF-16 units, https://core.telegram.org/bots/api#sendmessage
CAPTION_LIMIT = 1024
ANSWER_LIMIT = 200
CARD_ROOM = 900  # of a description that the card shows whole

# What shows nothing by itself, by Unicode category: white space and controls (zero-width ones,
# direction marks, tags), and marks that need a letter before them (variation selectors, accents).
_INVISIBLE = {"Zs", "Zl", "Zp", "Cf", "Cc", "Cs", "Cn", "Co", "Mn", "Me"}
_FILLERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}  # letters that fonts draw blank
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,64}))?(?=\s|$)")


def is_invisible(char: str) -> bool:
    """Whether a reader sees nothing where `char` stands."""
    return unicodedata.category(char) in _INVISIBLE or char in _FILLERS


def visible_start(text: str) -> int:
    """Return the index of the first character that a reader sees (the length if there is none)."""
    return next((i for i, char in enumerate(text) if not is_invisible(char)), len(text))


# Some characters look like a slash; whoever typed one meant a command, so it stays private.
SLASHES = "/\uff0f\u2044\u2215\u29f8"


def looks_like_command(text: str) -> bool:
    """Whether text or caption starts with a slash after everything that cannot be seen.

    Such words are never shown to a requester, in any alphabet, known command or not.
    """
    start = visible_start(text)
    return start < len(text) and text[start] in SLASHES


@dataclass(frozen=True)
class Command:
    """A command as typed: its name in lower case, the bot it is meant for, and the rest."""

    name: str
    target: str | None
    rest: str
    rest_offset: int  # where `rest` starts in the text, in characters


def parse_command(text: str) -> Command | None:
    """Read a command at the visible start of `text`; None if no bot could have such a one."""
    start = visible_start(text)
    match = _COMMAND.match(text, start)
    if match is None:
        return None
    end = match.end()
    rest_offset = end + visible_start(text[end:])
    return Command(
        match.group(1).lower(), match.group(2), text[rest_offset:].rstrip(), rest_offset
    )


_NUMBER = re.compile(r"#?(\d{1,9})(?:\s+|$)")


def leading_number(text: str) -> tuple[int, int] | None:
    """Return the ticket number that words begin with, and where the rest of them starts."""
    match = _NUMBER.match(text)
    return (int(match.group(1)), match.end()) if match else None


def without_number(text: str, number: int) -> str:
    """Return words without the number of the ticket that they are known to be about."""
    found = leading_number(text)
    return text[found[1] :] if found and found[0] == number else text


def units(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """Return `text` cut to `limit` UTF-16 units with an ellipsis, no character cut in half."""
    if units(text) <= limit:
        return text
    kept: list[str] = []
    room = limit - 1
    for char in text:
        room -= 2 if ord(char) > 0xFFFF else 1
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def one_line(text: str, limit: int = 64) -> str:
    """Return words fit for a heading: one line, no controls that turn the rest around."""
    flat = " ".join(text.split())
    shown = "".join(char for char in flat if unicodedata.category(char) not in ("Cc", "Cs"))
    shown = "".join(char for char in shown if char not in _DIRECTION)
    return clip(shown.strip(), limit) or "…"


_DIRECTION = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)}

"""Canned replies: how the commands are read, and how placeholders are filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.rules.content import CAPTIONED, Content
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, looks_like_command, units, visible_start
from storage.enums import ContentKind

PLACEHOLDERS = ("requester", "number", "agent")
FILLED_ROOM = 40  # UTF-16 units that a filled placeholder takes at most
HEADER_ROOM = 120  # of what stands above a reply at the requester's, where it must fit as well
_PLACEHOLDER = re.compile(r"\{\s*(\w+)\s*\}")
_NAME = re.compile(r"[^\W\d_][\w-]{0,31}")
_WORD = re.compile(r"\S+\s*")


class Task(StrEnum):
    """What `/canned` is asked to do."""

    LIST = "list"
    ADD = "add"
    EDIT = "edit"
    DELETE = "delete"
    SEARCH = "search"


WORDS = {
    Task.LIST: {"list", "список"},
    Task.ADD: {"add", "new", "добавить"},
    Task.EDIT: {"edit", "change", "изменить"},
    Task.DELETE: {"delete", "remove", "удалить"},
    Task.SEARCH: {"search", "find", "найти", "поиск"},
}
NAMED = (Task.ADD, Task.EDIT, Task.DELETE)


@dataclass(frozen=True)
class Asked:
    """What was typed after `/canned`; `words` begin at `offset` of it, in characters."""

    task: Task
    name: str
    words: str
    offset: int


def parse(rest: str) -> Asked | None:
    """Read what follows `/canned`, in any of the desk's languages; None if it makes no sense."""
    if not rest:
        return Asked(Task.LIST, "", "", 0)
    first = _WORD.match(rest)
    if first is None:
        return None
    said, end = first.group().strip().casefold(), first.end()
    task = next((task for task, known in WORDS.items() if said in known), None)
    if task is None:
        return None
    name = ""
    if task in NAMED:
        second = _WORD.match(rest, end)
        name = second.group().strip() if second else ""
        end = second.end() if second else end
    return Asked(task, name, rest[end:], end)


def name_of(word: str) -> str | None:
    """Return a reply's name as it is kept; None for a word that cannot be one.

    It begins with a letter, so that it is never taken for the number of a ticket.
    """
    word = word.casefold()
    return word if _NAME.fullmatch(word) else None


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands in braces like a placeholder but is none."""
    found = (match.group(1) for match in _PLACEHOLDER.finditer(text))
    return [name for name in dict.fromkeys(found) if name.casefold() not in PLACEHOLDERS]


def template(content: Content) -> Content | None:
    """Return what is kept of a message: words and files; None if it has neither."""
    if not content.files and visible_start(content.text) == len(content.text):
        return None
    kind = content.kind if content.files else ContentKind.TEXT
    return replace(content, kind=kind, extra={}, message_ids=[], media_group_id=None, sent_at=None)


def is_too_long(content: Content) -> bool:
    """Whether the words might not fit Telegram's limits once the placeholders are filled in."""
    longest, _ = fill(content.text, [], dict.fromkeys(PLACEHOLDERS, "x" * FILLED_ROOM))
    if not content.files:
        return units(longest) > TEXT_LIMIT - HEADER_ROOM
    can_carry = content.files[0].kind in CAPTIONED
    return units(longest) > (CAPTION_LIMIT if can_carry else 0)


def is_command(content: Content) -> bool:
    """Whether the words look like a command, which is never shown to a requester."""
    return looks_like_command(content.text)


def fill(text: str, entities: list[Any], values: Mapping[str, str]) -> tuple[str, list[Any]]:
    """Put the values in; entities go on lying over the same words, in UTF-16 units.

    A value is never read for placeholders again, whatever its owner calls themselves.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int, int, int]] = []  # from where to where, before and after
    done = 0
    for match in _PLACEHOLDER.finditer(text):
        value = values.get(match.group(1).casefold())
        if value is None:
            continue
        pieces.append(text[done : match.start()])
        begin = units("".join(pieces))
        pieces.append(value)
        old = units(text[: match.start()]), units(text[: match.end()])
        spans.append((*old, begin, begin + units(value)))
        done = match.end()
    pieces.append(text[done:])
    filled = []
    for entity in entities:
        begin = _moved(entity["offset"], spans, to_end=False)
        end = _moved(entity["offset"] + entity["length"], spans, to_end=True)
        if end > begin:
            filled.append({**entity, "offset": begin, "length": end - begin})
    return "".join(pieces), filled


def _moved(offset: int, spans: list[tuple[int, int, int, int]], *, to_end: bool) -> int:
    """Return where an offset lies now; one within a placeholder goes to its begin or end."""
    shift = 0
    for old_begin, old_end, begin, end in spans:
        if offset <= old_begin:
            break
        if offset < old_end:
            return end if to_end else begin
        shift = end - old_end
    return offset + shift

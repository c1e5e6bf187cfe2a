"""How commands about one or several tickets are read: numbers first, then a value."""

import re

from storage.enums import Priority, Status

AT_ONCE = 50  # tickets in one command
_NUMBER = re.compile(r"#?(\d{1,9})(?=[\s,;]|$)[\s,;]*")

PRIORITIES: dict[str, Priority] = {
    "low": Priority.LOW,
    "низкий": Priority.LOW,
    "низкая": Priority.LOW,
    "medium": Priority.MEDIUM,
    "normal": Priority.MEDIUM,
    "средний": Priority.MEDIUM,
    "средняя": Priority.MEDIUM,
    "обычный": Priority.MEDIUM,
    "high": Priority.HIGH,
    "высокий": Priority.HIGH,
    "высокая": Priority.HIGH,
    "urgent": Priority.URGENT,
    "срочный": Priority.URGENT,
    "срочно": Priority.URGENT,
    "срочная": Priority.URGENT,
}
STATUSES: dict[str, Status] = {
    "open": Status.OPEN,
    "открыт": Status.OPEN,
    "открыто": Status.OPEN,
    "in progress": Status.IN_PROGRESS,
    "progress": Status.IN_PROGRESS,
    "в работе": Status.IN_PROGRESS,
    "работа": Status.IN_PROGRESS,
    "waiting": Status.WAITING,
    "wait": Status.WAITING,
    "ждет": Status.WAITING,
    "ждет клиента": Status.WAITING,
    "ожидание": Status.WAITING,
    "resolved": Status.RESOLVED,
    "solved": Status.RESOLVED,
    "решен": Status.RESOLVED,
    "решено": Status.RESOLVED,
    "closed": Status.CLOSED,
    "закрыт": Status.CLOSED,
    "закрыто": Status.CLOSED,
}


def numbers_and_rest(words: str) -> tuple[list[int], str]:
    """Return the ticket numbers that words begin with, each once, and what follows them."""
    numbers: dict[int, None] = {}
    at = 0
    while (match := _NUMBER.match(words, at)) is not None:
        numbers[int(match.group(1))] = None
        at = match.end()
    return list(numbers), words[at:].strip()


def is_repeated(words: str) -> bool:
    """Whether words begin with the same ticket number twice, or more often."""
    first = _NUMBER.match(words)
    again = _NUMBER.match(words, first.end()) if first else None
    return bool(first and again and int(first.group(1)) == int(again.group(1)))


def plain(words: str) -> str:
    """Return words as they are compared: any case, ё as е, `in_progress` as `in progress`."""
    return " ".join(words.casefold().replace("ё", "е").replace("_", " ").split())


def priority_of(words: str) -> Priority | None:
    """Return the priority that words name, in any of the desk's languages."""
    return PRIORITIES.get(plain(words))


def status_of(words: str) -> Status | None:
    """Return the status that words name, in any of the desk's languages."""
    return STATUSES.get(plain(words))


def named(words: str, choices: dict[int, list[str]]) -> int | None:
    """Return the id whose name is meant: a whole name, else the beginning of only one's."""
    wanted = plain(words)
    if not wanted:
        return None
    names = {key: [plain(name) for name in found] for key, found in choices.items()}
    exact = [key for key, found in names.items() if wanted in found]
    if exact:
        return exact[0]
    begun = [key for key, found in names.items() if any(n.startswith(wanted) for n in found)]
    return begun[0] if len(begun) == 1 else None

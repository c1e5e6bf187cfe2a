"""What things are called and which symbol they bear, the same in every message of the bot.

Priorities are coloured circles from white to red; statuses have symbols of their own, so that one
is never taken for the other where they stand side by side.
"""

from typing import Protocol

from babel.numbers import format_decimal

from bot.i18n import FALLBACK, Texts
from bot.rules.words import one_line
from storage.enums import ContentKind, Priority, Status
from storage.models import TicketCategory, User

STATUS_ICONS = {
    Status.OPEN: "🟢",
    Status.IN_PROGRESS: "🔵",
    Status.WAITING: "⏸️",
    Status.RESOLVED: "✅",
    Status.CLOSED: "🔒",
}
PRIORITY_ICONS = {
    Priority.LOW: "⚪",
    Priority.MEDIUM: "🟡",
    Priority.HIGH: "🟠",
    Priority.URGENT: "🔴",
}
KIND_ICONS = {
    ContentKind.TEXT: "💬",
    ContentKind.PHOTO: "📷",
    ContentKind.DOCUMENT: "📄",
    ContentKind.VIDEO: "🎬",
    ContentKind.ANIMATION: "🎞",
    ContentKind.AUDIO: "🎵",
    ContentKind.VOICE: "🎤",
    ContentKind.VIDEO_NOTE: "📹",
    ContentKind.STICKER: "🙂",
    ContentKind.LOCATION: "📍",
    ContentKind.VENUE: "📍",
    ContentKind.CONTACT: "👤",
    ContentKind.ALBUM: "🖼",
}
NAMED_FILES = {ContentKind.DOCUMENT, ContentKind.AUDIO}  # whose file name tells more than the kind
NAME_LIMIT = 40


class Filed(Protocol):
    """What a chip shows of a file, stored or still in a form."""

    kind: ContentKind
    filename: str | None
    file_size: int | None


def key(value: str) -> str:
    """Return an enum's value as it stands in catalogue keys."""
    return value.replace("_", "-")


def ticket_number(number: int) -> str:
    """Return `#1042`; never pass a number to a text bare, it would get thousands separators."""
    return f"#{number}"


def status_name(status: Status, t: Texts) -> str:
    """Return the status as the staff reads it, without its symbol."""
    return t(f"status-{key(status)}")


def status_label(status: Status, t: Texts) -> str:
    """Return the status as the staff reads it, behind its symbol."""
    return f"{STATUS_ICONS[status]} {status_name(status, t)}"


def own_status_label(status: Status, t: Texts) -> str:
    """Return the status as the requester reads it, to whom `waiting` means "for you"."""
    name = "status-waiting-for-you" if status is Status.WAITING else f"status-{key(status)}"
    return f"{STATUS_ICONS[status]} {t(name)}"


def priority_name(priority: Priority, t: Texts) -> str:
    """Return the priority without its symbol."""
    return t(f"priority-{key(priority)}")


def priority_label(priority: Priority, t: Texts) -> str:
    """Return the priority behind its symbol."""
    return f"{PRIORITY_ICONS[priority]} {priority_name(priority, t)}"


def category_name(category: TicketCategory, language: str) -> str:
    """Return the category's name in a language, or in the nearest one that it has."""
    return category_of(category.names, language)


def category_of(names: dict[str, str], language: str) -> str:
    """Return the name in a language, or in the nearest one, of a category's `names`."""
    name = names.get(language) or names.get(FALLBACK) or next(iter(names.values()), "")
    return one_line(name, NAME_LIMIT)


def category_label(category: TicketCategory | None, t: Texts) -> str:
    """Return the category's name behind its icon, or that there is none."""
    if category is None:
        return t("category-none")
    return f"{category.icon} {category_name(category, t.language)}"


def tag_label(*names: str) -> str:
    """Return tags behind their symbol, like `🏷 refund, vip`."""
    return f"🏷 {', '.join(names)}"


def person_name(user: User) -> str:
    """Return first and last name, fit for a line of the bot's own."""
    return one_line(user.name, NAME_LIMIT)


def shown_name(user: User, t: Texts) -> str:
    """Return the name of somebody, or that they had it erased."""
    return t("erased-person") if user.is_erased else person_name(user)


def agent_name(user: User) -> str:
    """Return what a requester calls an agent by: a first name, or the group's title."""
    return one_line(user.first_name or user.name, NAME_LIMIT)


def known_name(user: User, t: Texts) -> str:
    """Return what a requester calls an agent by, or that the agent had it erased."""
    return t("erased-person") if user.is_erased else agent_name(user)


def file_size(size: int, t: Texts) -> str:
    """Return a size in bytes rounded for reading, like `1.2 MB`."""
    if size < 1000:
        return t("size-b", n=size)
    value, unit = size / 1024, "kb"
    for larger in ("mb", "gb"):
        if value < 1000:
            break
        value, unit = value / 1024, larger
    return t(f"size-{unit}", n=format_decimal(value, "0.0" if value < 9.95 else "0", t.language))


def kind_chip(kind: ContentKind, t: Texts) -> str:
    """Return what a message carries besides words, like `📍 location`."""
    return f"{KIND_ICONS[kind]} {t(f'kind-{key(kind)}')}"


def file_chip(file: Filed, t: Texts) -> str:
    """Return a file in a few words, like `📷 photo` or `📄 report.pdf · 1.2 MB`."""
    if file.kind not in NAMED_FILES:
        return kind_chip(file.kind, t)
    name = one_line(file.filename, NAME_LIMIT) if file.filename else t(f"kind-{key(file.kind)}")
    size = f" · {file_size(file.file_size, t)}" if file.file_size else ""
    return f"{KIND_ICONS[file.kind]} {name}{size}"

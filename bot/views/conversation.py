"""A ticket's conversation in pages: for the staff with everything, for the requester without.

Nothing is left out: a message that fits no page goes on over the next ones.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import accumulate
from typing import Any

from bot.i18n import Texts
from bot.rules.pages import ENTITIES, Size, stretches
from bot.rules.words import one_line, units
from bot.views.names import (
    NAME_LIMIT,
    file_chip,
    kind_chip,
    known_name,
    shown_name,
    ticket_number,
)
from bot.views.screen import Text
from bot.views.times import moment
from storage.enums import ContentKind, Delivery
from storage.models import TicketMessage
from storage.queries.messages import Measured

LEAST_ROOM = 400  # UTF-16 units: a header and a few words must fit on a page
# At most: name apart, marks and kind; each file; a place, a contact, an origin.
HEAD_UNITS, FILE_UNITS, MORE_UNITS = 120, NAME_LIMIT + 40, 400
BREAKS = ("\n", " ")  # where a message that is too long is best cut
DELIVERY_KEYS = {
    Delivery.PENDING: "conversation-pending",
    Delivery.DELIVERED: "conversation-delivered",
    Delivery.HELD: "conversation-held",
    Delivery.FAILED: "conversation-failed",
    Delivery.WITHDRAWN: "conversation-withdrawn",
}


@dataclass(frozen=True)
class Block:
    """One message: who and when above, words with entities (and chips for all else) below."""

    name: str
    marks: str
    words: str
    entities: list[dict[str, Any]]

    def head(self, *, goes_on: bool) -> Text:
        """Return the line above the words; `goes_on` where the page before has the beginning."""
        return Text().add(self.name, "bold").add(" · …" if goes_on else self.marks)


def size(message: Measured) -> Size:
    """Return what a message takes on a page at most, in any language."""
    _, letters, name_length, entities, files, is_more = message
    name = min(2 * name_length, NAME_LIMIT)
    more = FILE_UNITS * files + (MORE_UNITS if is_more else 0)
    return Size(HEAD_UNITS + name + letters + more, 1 + entities)


def measured(message: TicketMessage) -> Measured:
    """Return what the database says of a message, for one that has been read as a whole."""
    author, letters = message.author, len(message.text)
    is_wide = any(char > "\uffff" for char in message.text)
    return Measured(
        message.position,
        letters * 2 if is_wide else letters,
        len(author.first_name) + len(author.last_name or "") + 1,
        len(message.entities),
        len(message.attachments),
        bool(message.extra),
    )


def pages(
    messages: Sequence[TicketMessage],
    t: Texts,
    zone: tzinfo,
    *,
    for_staff: bool,
    room: int,
    year: int | None = None,
) -> list[Text]:
    """Return the conversation in pages of at most `room` UTF-16 units; at least one page.

    `for_staff` shows notes and whether answers arrived. A requester must be given only messages
    that they may see; here notes, undecided and withdrawn messages are left out once more. The
    `year` is that of the last message, which goes without saying.
    """
    if room < LEAST_ROOM:
        raise ValueError(f"a page of {room} units is too small")
    shown = messages if for_staff else [item for item in messages if _is_for_requester(item)]
    if not shown:
        return [Text().add(t("conversation-empty"))]
    if year is None:
        year = shown[-1].created_at.astimezone(zone).year
    found: list[Text] = []
    for together in stretches([size(measured(item)) for item in shown], room):
        part = shown[together.start : together.stop]
        found += _pages(part, t, zone, year, for_staff=for_staff, room=room)
    return found


def _pages(
    messages: Sequence[TicketMessage],
    t: Texts,
    zone: tzinfo,
    year: int,
    *,
    for_staff: bool,
    room: int,
) -> list[Text]:
    done: list[Text] = []
    page = Text()
    for message in messages:
        for piece in _pieces(_block(message, t, zone, year, for_staff=for_staff), room):
            gap = 2 if page.units else 0
            if page.units + gap + piece.units > room or (
                page.units and len(page.entities) + len(piece.entities) > ENTITIES
            ):
                done.append(page)
                page, gap = Text(), 0
            _append(page.add("\n" * gap), piece)
    return [*done, page]


def _is_hidden(message: TicketMessage) -> bool:
    return message.is_internal or message.is_undecided


def _is_for_requester(message: TicketMessage) -> bool:
    return not _is_hidden(message) and message.delivery is not Delivery.WITHDRAWN


def _append(page: Text, piece: Text) -> None:
    start = page.units
    page.add(str(piece))
    page.entities += [{**entity, "offset": entity["offset"] + start} for entity in piece.entities]


def _pieces(block: Block, room: int) -> Iterator[Text]:
    """Cut a message where it is longer than a whole page."""
    rest, start = block.words, 0
    goes_on = False
    while rest or not goes_on:
        head = block.head(goes_on=goes_on)
        end = _cut(rest, room - head.units - 1)
        part, rest = rest[:end], rest[end:]
        length = units(part)
        if part:
            head.add("\n").words(part, _within(block.entities, start, start + length))
        yield head
        start += length
        goes_on = True


def _cut(text: str, room: int) -> int:
    """Return how many characters fit into `room` units, if possible up to a break."""
    if units(text) <= room:
        return len(text)
    ends = accumulate(2 if ord(char) > 0xFFFF else 1 for char in text)
    end = next(index for index, taken in enumerate(ends) if taken > room)
    for mark in BREAKS:
        found = text.rfind(mark, end // 2, end)
        if found >= 0:
            return found + 1
    return end


def _within(entities: list[dict[str, Any]], start: int, end: int) -> list[dict[str, Any]]:
    """Return the parts of entities between two offsets, counted from the first of them."""
    kept = []
    for entity in entities:
        first = max(entity["offset"], start)
        last = min(entity["offset"] + entity["length"], end)
        if last > first:
            kept.append({**entity, "offset": first - start, "length": last - first})
    return kept


def _block(message: TicketMessage, t: Texts, zone: tzinfo, year: int, *, for_staff: bool) -> Block:
    marks = [moment(message.created_at, zone, t.language, year)]
    if for_staff:
        marks += _staff_marks(message, t)
    if message.updated_at is not None:
        marks.append(t("conversation-edited"))
    words = [text for text in (message.text, *chips(message, t)) if text]
    if not words:  # nobody can send nothing
        words = [t("erased-words")]
    return Block(
        _name(message, t, for_staff=for_staff),
        "".join(f" · {mark}" for mark in marks),
        "\n".join(words),
        message.entities if message.text else [],
    )


def _name(message: TicketMessage, t: Texts, *, for_staff: bool) -> str:
    by_staff = message.is_staff_reply or _is_hidden(message)
    if for_staff:
        icon = "🔒" if _is_hidden(message) else "💬" if by_staff else "👤"
        return f"{icon} {shown_name(message.author, t)}"
    return f"💬 {known_name(message.author, t)}" if by_staff else f"👤 {t('conversation-you')}"


def _staff_marks(message: TicketMessage, t: Texts) -> list[str]:
    if message.is_undecided:
        return [t("conversation-undecided")]
    if message.is_internal:
        return [t("conversation-note")]
    if message.split_into is not None:
        return [t("conversation-split", number=ticket_number(message.split_into))]
    if message.is_staff_reply and message.delivery in DELIVERY_KEYS:
        return [t(DELIVERY_KEYS[message.delivery])]
    return []


def chips(message: TicketMessage, t: Texts) -> list[str]:
    """Return a short line for everything in a message that is not words."""
    lines = []
    if origin := message.extra.get("forwarded_from"):
        lines.append(t("conversation-forwarded", name=one_line(str(origin))))
    if message.extra.get("is_poll"):
        lines.append(t("poll"))
    files = Counter(file_chip(item, t) for item in message.attachments)
    lines += [f"{chip} ×{count}" if count > 1 else chip for chip, count in files.items()]
    if not files and message.kind not in (ContentKind.TEXT, ContentKind.ALBUM):
        lines.append(" · ".join((kind_chip(message.kind, t), *_details(message))))
    return lines


def _details(message: TicketMessage) -> list[str]:
    """Return what a place or a contact says, from the Bot API object that it came as."""
    data = message.extra.get(message.kind.value) or {}
    match message.kind:
        case ContentKind.LOCATION:
            details = [f"{data[key]:.5f}" for key in ("latitude", "longitude") if key in data]
            return [", ".join(details)] if details else []
        case ContentKind.VENUE:
            keys: tuple[str, ...] = ("title", "address")
        case ContentKind.CONTACT:
            keys = ("first_name", "last_name", "phone_number")
        case _:
            return []
    return [one_line(str(data[key])) for key in keys if data.get(key)]

"""People's words and their later edits, on the way to the other side."""

from dataclasses import replace
from typing import Any

from bot.i18n import Texts
from bot.notices import together
from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.rules.content import CAPTIONED
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, units
from bot.services import delivery
from bot.services.outgoing import About, at
from bot.services.place import Place
from bot.services.tickets import content_of
from bot.services.work import Happening, Unsettled, Work
from bot.views import group as group_view
from bot.views import own
from bot.views.files import captioned
from bot.views.names import agent_name
from bot.views.relay import BY_FILE, Call, Header, edited, relay
from bot.views.screen import Screen
from storage.enums import ContentKind, LinkRole, OutboxRank
from storage.models import Ticket, TicketMessage
from storage.queries import outbox, tickets


def send_words(
    work: Work,
    ticket: Ticket,
    message: TicketMessage,
    spot: Place,
    calls: list[Call],
    *,
    late: bool = False,
) -> None:
    """Record the calls that carry a message's words, linked to it."""
    head, copy = f"head:{message.id.hex}", None if late else copy_name(message)
    for call in calls:
        logical = head if call.is_header else copy
        if not call.is_header:
            copy = None  # only the first carries words
        work.out.call(
            spot.chat_id,
            call.method,
            call.payload,
            rank=OutboxRank.CONTENT,
            role=LinkRole.HEADER if call.is_header else LinkRole.COPY,
            logical=logical,
            reply_to=head if call.replies_to_header and len(calls) > 1 else spot.reply_to,
            thread=spot.thread,
            about=About(ticket.id, message.id),
        )


def whole_or_late(header: Header, message: TicketMessage, what: Happening, t: Texts) -> list[Call]:
    """Return the calls for a message, or for the parts of it that came late."""
    content = content_of(message)
    late = what.event.after.get("late")
    if late:
        said = what.event.after
        files = content.files[-late:]
        kind = files[0].kind if len(files) == 1 else ContentKind.ALBUM
        content = replace(
            content, files=files, kind=kind, text=said["caption"], entities=said["entities"]
        )
    return relay(header, content, t)


def is_late(what: Happening) -> bool:
    """Whether it is about parts of an album that came after the others had gone."""
    return bool(what.event.after.get("late"))


def copy_name(message: TicketMessage) -> str:
    """Return the logical name of the copy that carries the words."""
    return f"copy:{message.id.hex}"


async def edit_copies(work: Work, what: Happening) -> None:
    """Bring the copy on the other side up to an edit, marked as edited."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    if message.is_internal:
        return
    if message.is_staff_reply:
        t = texts_of(work, ticket.requester)
        header = own.answer_header(ticket, agent_name(message.author), t)
        await delivery.try_again(work, ticket.requester)
    else:
        t = group_texts(work)
        header = Header(group_view.words_title(ticket))
    header = Header(header.title, header.keyboard, (t("edited"),))
    if await together.edit(work, ticket, message):
        return
    part = what.event.after.get("part")
    if part is not None and message.kind is ContentKind.ALBUM:
        address = await _part_to_edit(work, message, part, what.event.before["file"]["file_id"])
    else:
        address = await _copy_to_edit(work, message, header, t)
    if address is None:
        return
    if part is not None:
        edits = [_other_file(header, message, part, t)]
    else:
        edits = _edits(header, message, t)
    for method, payload in edits:
        work.out.call(
            address[0],
            method,
            payload,
            rank=OutboxRank.CONTENT,
            logical=address[1],
            about=About(ticket.id),
        )


async def _copy_to_edit(
    work: Work, message: TicketMessage, header: Header, t: Texts
) -> tuple[int, str] | None:
    """Return chat and address of the copy; one that has not left yet is put right instead.

    An album's words stand under its first part. What has not arrived is looked for first: what
    does meanwhile has its link by then.
    """
    unsent = await tickets.unsent_copies(work.session, message.id)
    for link in await tickets.links_of(work.session, message.id, LinkRole.COPY):
        return link.chat_id, at(link.message_id)
    name = copy_name(message)
    for row in unsent:
        if row.logical == name:
            call = next(c for c in relay(header, content_of(message), t) if not c.is_header)
            payload = _reworded(row.payload, call.payload)
            if await outbox.rewrite(work.session, row, payload, method=call.method):
                return None
            if await outbox.rides(work.session, row):
                raise Unsettled  # with others: the message has no id yet
            return row.chat_id, name  # under way: the edit goes after it
    return None


async def _part_to_edit(
    work: Work, message: TicketMessage, part: int, old: str
) -> tuple[int, str] | None:
    """Return chat and address of an album's part; one that has not left gets the file at once."""
    unsent = await tickets.unsent_copies(work.session, message.id)
    links = await tickets.links_of(work.session, message.id, LinkRole.COPY)
    if part < len(links):
        return links[part].chat_id, at(links[part].message_id)
    file = content_of(message).files[part]
    method, parameter = BY_FILE[file.kind]
    for row in unsent:
        if "media" in row.payload:
            media = [
                {**item, "type": file.kind.value, "media": file.file_id}
                if item["media"] == old
                else item
                for item in row.payload["media"]
            ]
            method, payload = row.method, {**row.payload, "media": media}
        elif old in row.payload.values():
            kept = {key: value for key, value in row.payload.items() if value != old}
            payload = {**kept, parameter: file.file_id}
        else:
            continue
        if payload == row.payload or await outbox.rewrite(
            work.session, row, payload, method=method
        ):
            continue
        raise Unsettled  # under way: its message has no id yet
    return None


def _reworded(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    if "media" not in old:
        return new
    first, *others = old["media"]  # parts that came late are in a call of their own
    words = {key: value for key, value in new["media"][0].items() if key.startswith("caption")}
    kept = {key: value for key, value in first.items() if not key.startswith("caption")}
    return {**old, "media": [kept | words, *others]}


def _edits(header: Header, message: TicketMessage, t: Texts) -> list[tuple[str, dict[str, Any]]]:
    content = content_of(message)
    if message.kind is ContentKind.TEXT or units(content.text) > CAPTION_LIMIT:
        screen = edited(header, content, t)
        if units(screen.text) > TEXT_LIMIT:
            screen = Screen(content.text, content.entities)
        return [("editMessageText", screen.payload())]
    if message.kind is not ContentKind.ALBUM and not _is_single(message):
        return []
    return [("editMessageCaption", {"caption_entities": [], **_caption(header, message, t)})]


def _is_single(message: TicketMessage) -> bool:
    return message.kind in CAPTIONED and len(message.attachments) == 1


def _caption(header: Header, message: TicketMessage, t: Texts) -> dict[str, Any]:
    """Return the caption of a file's copy; an album's has no header, nor has a long one."""
    content = content_of(message)
    screen = edited(header, content, t)
    if not _is_single(message) or units(screen.text) > CAPTION_LIMIT:
        screen = Screen(content.text, content.entities)
    return captioned(screen)


def _other_file(
    header: Header, message: TicketMessage, part: int, t: Texts
) -> tuple[str, dict[str, Any]]:
    """Return the call that puts another file into a copy; the words stand under the first."""
    file = message.attachments[part]
    caption = _caption(header, message, t) if part == 0 else {}
    markup = {key: caption.pop(key) for key in ("reply_markup",) if key in caption}
    media = {"type": file.kind.value, "media": file.file_id, **caption}
    return "editMessageMedia", {"media": media, **markup}

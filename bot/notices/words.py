"""People's words and their later edits, on the way to the other side."""

from dataclasses import replace
from typing import Any

from bot.i18n import Texts
from bot.notices.reader import group_texts, texts_of, ticket_of
from bot.rules.content import CAPTIONED
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, units
from bot.services.outgoing import About, at
from bot.services.place import Place
from bot.services.tickets import content_of
from bot.services.work import Happening, Work
from bot.views import group as group_view
from bot.views import own
from bot.views.names import agent_name
from bot.views.relay import Call, Header, edited, relay
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
    else:
        t = group_texts(work)
        header = Header(group_view.words_title(ticket))
    header = Header(header.title, header.keyboard, (t("edited"),))
    address = await _copy_to_edit(work, message, header, t)
    if address is None:
        return
    for method, payload in _edits(header, message, t):
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

    An album's words stand under its first part.
    """
    for link in await tickets.links_of(work.session, message.id, LinkRole.COPY):
        return link.chat_id, at(link.message_id)
    name = copy_name(message)
    for row in await tickets.unsent_copies(work.session, message.id):
        if row.logical == name:
            call = next(c for c in relay(header, content_of(message), t) if not c.is_header)
            if call.method == row.method and await outbox.rewrite(
                work.session, row, _reworded(row.payload, call.payload)
            ):
                return None
            return row.chat_id, name  # under way: the edit goes after it
    return None


def _reworded(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    if "media" not in old:
        return new
    first, *others = old["media"]  # parts that came late are in a call of their own
    words = {key: value for key, value in new["media"][0].items() if key.startswith("caption")}
    kept = {key: value for key, value in first.items() if not key.startswith("caption")}
    return {**old, "media": [kept | words, *others]}


def _edits(
    header: Header, message: TicketMessage, t: Texts
) -> list[tuple[str, dict[str, object]]]:
    content = content_of(message)
    screen = edited(header, content, t)
    if message.kind is ContentKind.TEXT:
        if units(screen.text) > TEXT_LIMIT:
            screen = Screen(content.text, content.entities)
        return [("editMessageText", screen.payload())]
    single = message.kind in CAPTIONED and len(message.attachments) == 1
    if message.kind is not ContentKind.ALBUM and not single:
        return []
    if not single or units(screen.text) > CAPTION_LIMIT:
        screen = Screen(content.text, content.entities)
    payload = screen.payload()
    caption: dict[str, object] = {
        "caption": payload["text"],
        "caption_entities": payload.get("entities", []),
    }
    if "reply_markup" in payload:
        caption["reply_markup"] = payload["reply_markup"]
    return [("editMessageCaption", caption)]

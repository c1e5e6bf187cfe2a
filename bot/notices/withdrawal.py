"""Taking a withdrawn answer away from its reader: deleted while Telegram lets us, else blanked."""

from datetime import timedelta
from typing import Any

from bot.notices.reader import texts_of, ticket_of
from bot.rules.content import CAPTIONED
from bot.services import delivery
from bot.services.outgoing import About, at
from bot.services.work import Happening, Work
from bot.views import withdrawal as view
from bot.views.screen import Screen
from storage.enums import ContentKind, LinkRole, OutboxRank
from storage.models import MessageLink, OutboxRow, Ticket, TicketMessage
from storage.queries import tickets, withdrawal

DELETABLE = timedelta(hours=47)  # Telegram says 48; the call may have to wait


async def take_away(work: Work, what: Happening) -> None:
    """Have every copy deleted or blanked; the author's receipt changes when that is done."""
    ticket, message = ticket_of(what), what.message
    assert message is not None
    await delivery.try_again(work, ticket.requester)
    copies = await withdrawal.copies(work.session, message.id)
    for link in copies:
        if work.now - link.created_at < DELETABLE:
            delivery.take_copy_away(work, link)
        else:
            await _blank(work, ticket, message, link, copies)
    if not copies and not what.event.after.get("flying"):
        await delivery.receipt(work, message.id, delivery.TAKEN_BACK)


async def not_deleted(work: Work, row: OutboxRow, message_id: int) -> None:
    """Telegram would not delete a copy any more: its words go all the same."""
    link = await work.session.get(MessageLink, (row.chat_id, message_id))
    if row.ticket_message_id is None or row.ticket_id is None or link is None:
        return
    message = await tickets.message(work.session, row.ticket_message_id)
    ticket = await tickets.by_id(work.session, row.ticket_id)
    if message is not None and ticket is not None:
        copies = await withdrawal.copies(work.session, message.id)
        await _blank(work, ticket, message, link, copies)


async def _blank(
    work: Work,
    ticket: Ticket,
    message: TicketMessage,
    link: MessageLink,
    copies: Any,
) -> None:
    """Put "withdrawn" in place of the words; files and places cannot be taken out of a message."""
    t = texts_of(work, ticket.requester)
    is_under_header = any(copy.role is LinkRole.HEADER for copy in copies)
    screen = view.under_header(ticket, message, t)
    if link.role is LinkRole.COPY and is_under_header:
        screen = view.bare(t)
    method, payload = "editMessageText", screen.payload()
    if link.role is LinkRole.COPY and message.kind is not ContentKind.TEXT:
        carries_words = link.logical is not None
        if not carries_words or not (
            message.kind in CAPTIONED or message.kind is ContentKind.ALBUM
        ):
            return
        method, payload = "editMessageCaption", _caption(screen)
    work.out.call(
        link.chat_id,
        method,
        payload,
        rank=OutboxRank.CONTENT,
        logical=at(link.message_id),
        about=About(ticket.id, message.id),
    )


def _caption(screen: Screen) -> dict[str, Any]:
    payload = screen.payload()
    caption = {"caption": payload["text"], "caption_entities": payload.get("entities", [])}
    if "reply_markup" in payload:
        caption["reply_markup"] = payload["reply_markup"]
    return caption

"""Texts of one requester that waited together for a busy group: one message carries them all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm.attributes import set_committed_value

from bot.i18n import Texts
from bot.notices.reader import group_texts
from bot.rules import content as contents
from bot.rules.content import Content
from bot.services.outgoing import About, at
from bot.services.tickets import content_of
from bot.services.work import Happening, Work
from bot.views import group as group_view
from bot.views.relay import Call, Header, relay
from storage.enums import ContentKind, LinkRole, OutboxRank
from storage.models import OutboxRow, SharedCopy, Ticket, TicketMessage
from storage.queries import shared

WAITED = timedelta(seconds=1)  # what goes at once needs no company
MOST = 30


def may_lead(row: OutboxRow, now: datetime) -> bool:
    """Whether others may join a call: a requester's words that had to wait for the group."""
    return (
        row.chat_id < 0
        and row.method == "sendMessage"
        and row.role is LinkRole.COPY
        and row.rank is OutboxRank.CONTENT
        and row.ticket_message_id is not None
        and row.rides_on is None
        and row.created_at < now - WAITED
    )


async def join(work: Work, leader: OutboxRow) -> list[OutboxRow]:
    """Put the texts that wait next for the same ticket into a call; returns their rows.

    The rows stay what they are: if the call has to be repeated, they are looked at again.
    """
    rows = [leader, *await shared.following(work.session, leader, work.now, MOST)]
    if len(rows) < 2:
        return []
    said = await shared.said(work.session, [row.ticket_message_id for row in rows])
    ticket = await shared.ticket_of(work.session, leader)
    if ticket is None:
        return []
    taken: list[OutboxRow] = []
    parts: list[TicketMessage] = []
    payload = leader.payload
    for row in rows:
        message = said.get(row.ticket_message_id)
        if message is None or not _is_plain(message, ticket) or not _goes_with(row, leader):
            break
        call = _call(ticket, [*parts, message], (), group_texts(work))
        if call is None:
            break
        payload = {**leader.payload, **call.payload}
        taken.append(row)
        parts.append(message)
    if len(taken) < 2:
        return []
    await shared.ride(work.session, leader, taken)
    set_committed_value(leader, "payload", payload)  # for this call only
    return taken[1:]


def _is_plain(message: TicketMessage, ticket: Ticket) -> bool:
    return (
        message.kind is ContentKind.TEXT
        and not message.extra
        and not message.is_internal
        and message.updated_at is None
        and message.ticket_id == ticket.id
        and message.author_id == ticket.requester_id
    )


def _goes_with(row: OutboxRow, leader: OutboxRow) -> bool:
    return (
        row.method == leader.method
        and row.role is leader.role
        and row.rides_on is None
        and (row.reply_to, row.thread) == (leader.reply_to, leader.thread)
    )


def _call(
    ticket: Ticket, parts: Sequence[TicketMessage], notes: tuple[str, ...], t: Texts
) -> Call | None:
    """Return the call that says all of it, None if that is too much for one message."""
    text, entities = contents.together((part.text, part.entities) for part in parts)
    header = Header(group_view.words_title(ticket), notes=notes)
    calls = relay(header, Content(ContentKind.TEXT, text, entities), t)
    return calls[0] if len(calls) == 1 else None


async def edit(work: Work, ticket: Ticket, message: TicketMessage) -> bool:
    """Bring the message that carries an edited text among others up to it; False if none does."""
    copy = await work.session.get(SharedCopy, message.id)
    if copy is None:
        return False
    parts = await shared.parts(work.session, copy.chat_id, copy.message_id)
    t = group_texts(work)
    call = _call(ticket, parts, (t("edited"),), t)
    if call is not None:
        _edit(work, ticket, copy.chat_id, copy.message_id, call)
        return True
    # No room any more: below it, the new words alone.
    header = Header(group_view.words_title(ticket), notes=(t("edited"),))
    for one in relay(header, content_of(message), t):
        work.out.call(
            copy.chat_id,
            one.method,
            one.payload,
            rank=OutboxRank.CONTENT,
            role=LinkRole.HEADER,
            reply_to=at(copy.message_id),
            about=About(ticket.id),
        )
    return True


async def redraw(work: Work, what: Happening) -> None:
    """Words were moved to another ticket: what they stood among goes on without them."""
    ticket = what.ticket
    assert ticket is not None
    for chat_id, message_id in what.event.after.get("shared", ()):
        parts = await shared.parts(work.session, chat_id, message_id)
        call = _call(ticket, parts, (), group_texts(work)) if parts else None
        if call is not None:
            _edit(work, ticket, chat_id, message_id, call)


def _edit(work: Work, ticket: Ticket, chat_id: int, message_id: int, call: Call) -> None:
    work.out.call(
        chat_id,
        "editMessageText",
        call.payload,
        rank=OutboxRank.CONTENT,
        logical=at(message_id),
        about=About(ticket.id),
    )

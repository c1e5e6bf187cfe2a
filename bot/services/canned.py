"""Canned replies: kept by administrators, sent by agents as public answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.rules.access import Act
from bot.rules.canned import (
    Asked,
    fill,
    is_command,
    is_too_long,
    name_of,
    template,
    unknown_placeholders,
)
from bot.rules.content import Content
from bot.rules.visibility import TABLE, ReplyTo, Visibility, reply_target
from bot.services import replies, tickets
from bot.services.work import Refused, Work
from bot.views.names import agent_name, ticket_number
from storage.enums import EventKind, LinkRole
from storage.models import CannedReply, MessageLink, Ticket, TicketMessage
from storage.queries import canned
from storage.queries import tickets as stored

PAGE = 10
MOST = 500
FOUND_MOST = 20
# The logical name of a command that sent a reply: editing it must not change the reply.
COMMAND = "canned:"


@dataclass(frozen=True)
class Listed:
    """A page of the replies; pages count from 1."""

    replies: Sequence[CannedReply]
    total: int
    page: int
    pages: int


async def listed(work: Work, page: int) -> Listed:
    """Return a page of the replies by name; one that does not exist means the first."""
    work.allow(Act.SEE_ANY)
    every = await canned.all_of_them(work.session)
    pages = max(1, -(-len(every) // PAGE))
    page = page if 1 <= page <= pages else 1
    return Listed(every[(page - 1) * PAGE : page * PAGE], len(every), page, pages)


async def search(work: Work, words: str) -> list[CannedReply]:
    """Return the replies that have all the words, any case, ё or е, in name or text."""
    work.allow(Act.SEE_ANY)
    wanted = _plain(words).split()
    if not wanted:
        raise Refused("canned-how")
    return [
        reply
        for reply in await canned.all_of_them(work.session)
        if all(word in _plain(f"{reply.name} {reply.content['text']}") for word in wanted)
    ]


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


async def find(work: Work, word: str) -> CannedReply:
    """Return the reply of this name; raises Refused, naming one that is spelled much alike."""
    name = name_of(word)
    found = await canned.by_name(work.session, name) if name else None
    if found is None:
        names = [reply.name for reply in await canned.all_of_them(work.session)]
        near = get_close_matches(word.casefold(), names, n=1)
        if near:
            raise Refused("canned-unknown-near", name=word[:40], near=near[0])
        raise Refused("canned-unknown", name=word[:40])
    return found


async def get(work: Work, reply_id: int) -> CannedReply:
    """Return the reply that a button refers to."""
    work.allow(Act.SEE_ANY)
    known = 0 < reply_id < 2**31
    reply = await work.session.get(CannedReply, reply_id) if known else None
    if reply is None:
        raise Refused("canned-gone")
    return reply


async def add(work: Work, asked: Asked, content: Content) -> CannedReply:
    """Keep a new reply."""
    work.allow(Act.KEEP_CANNED)
    name = name_of(asked.name)
    if name is None:
        raise Refused("canned-name")
    content = _sendable(content)
    every = {reply.name for reply in await canned.all_of_them(work.session)}
    if name in every:
        raise Refused("canned-exists", name=name)
    if len(every) >= MOST:
        raise Refused("canned-full")
    reply = CannedReply(
        name=name, content=content.to_json(), created_at=work.now, updated_at=work.now
    )
    work.session.add(reply)
    await work.session.flush()
    work.record(EventKind.CANNED_ADDED, after=_recorded(reply))
    return reply


async def edit(work: Work, asked: Asked, content: Content) -> CannedReply:
    """Give a reply other words or files."""
    work.allow(Act.KEEP_CANNED)
    reply = await find(work, asked.name)
    before = _recorded(reply)
    reply.content, reply.updated_at = _sendable(content).to_json(), work.now
    work.record(EventKind.CANNED_EDITED, before=before, after=_recorded(reply))
    return reply


async def delete(work: Work, reply: CannedReply) -> None:
    """Forget a reply; the audit keeps its words."""
    work.allow(Act.KEEP_CANNED)
    work.record(EventKind.CANNED_DELETED, before=_recorded(reply))
    await work.session.delete(reply)


def _recorded(reply: CannedReply) -> dict[str, object]:
    return {"canned": reply.name, "content": reply.content, "text": reply.content["text"]}


def _sendable(content: Content) -> Content:
    """Return what is kept of a message; raises Refused if it could not be sent as it is."""
    kept = template(content)
    if kept is None:
        raise Refused("canned-empty")
    if is_command(kept):
        raise Refused("canned-command")
    unknown = unknown_placeholders(kept.text)
    if unknown:
        raise Refused("canned-placeholder", name=f"{{{unknown[0][:40]}}}")
    if is_too_long(kept):
        raise Refused("canned-long")
    return kept


async def words_of(work: Work, link: MessageLink) -> Content | None:
    """Return what somebody said in the ticket message that a linked message stands for.

    Internal notes are refused: what is kept goes to customers one day.
    """
    if link.ticket_message_id is None or link.role not in (LinkRole.SOURCE, LinkRole.COPY):
        return None
    message = await stored.message(work.session, link.ticket_message_id)
    if message is None:
        return None
    if message.is_internal:
        raise Refused("canned-internal")
    return tickets.content_of(message)


async def ticket_for(work: Work, link: MessageLink | None, number: int | None) -> Ticket:
    """Return the ticket to answer: by number, or by reply to its card or to anything public."""
    work.allow(Act.ANSWER)
    replied = link if link is not None and link.ticket_id is not None else None
    if number is not None:
        ticket = await tickets.find(work, number)
        if replied is not None and replied.ticket_id != ticket.id:
            raise Refused("canned-which", number=number)
        return ticket
    if replied is None or replied.ticket_id is None:
        raise Refused("canned-where")
    if TABLE[await _target(work, replied)] is Visibility.NOTE or replied.role is LinkRole.NOTICE:
        raise Refused("canned-not-here")
    return await tickets.get(work, replied.ticket_id)


async def _target(work: Work, link: MessageLink) -> ReplyTo:
    message = None
    if link.ticket_message_id is not None and link.role is not LinkRole.CARD:
        message = await stored.message(work.session, link.ticket_message_id)
    return reply_target(
        link.role,
        is_staff=message is not None and message.is_staff_reply,
        is_internal=message is not None and message.is_internal,
        is_own=False,
    )


async def send(work: Work, ticket: Ticket, reply: CannedReply, said_in: int) -> TicketMessage:
    """Answer with a canned reply; `said_in` is the command, which gets the receipt.

    On a closed ticket it is kept undecided like any other answer.
    """
    user = work.allow(Act.ANSWER)
    content = Content.from_json(reply.content)
    text, entities = fill(
        content.text,
        content.entities,
        {
            "requester": agent_name(ticket.requester),
            "number": ticket_number(ticket.number),
            "agent": agent_name(user),
        },
    )
    filled = replace(content, text=text, entities=entities)
    if is_command(filled):  # somebody may have such a name
        raise Refused("canned-command")
    message = replies.answer(work, ticket, filled)
    work.session.add(
        MessageLink(
            chat_id=work.chat_id,
            message_id=said_in,
            role=LinkRole.SOURCE,
            logical=f"{COMMAND}{message.id.hex}",
            ticket_id=ticket.id,
            ticket_message_id=message.id,
            created_at=work.now,
        )
    )
    work.record(
        EventKind.CANNED_USED,
        ticket,
        after={"canned": reply.name, "message": message.id.hex},
        on_card=False,
    )
    return message

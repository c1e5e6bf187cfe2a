"""What a run left behind, without what no two runs share: ids that are made up, and times."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.playground.model import Chat
from storage.enums import Delivery, LinkRole, OutboxState
from storage.models import Base, InboxRow, MessageLink, OutboxRow, Ticket, TicketMessage
from tests.desk import Desk
from tests.people import labels, words

# Queues, and what says where copies stand: a repeated message may add to it.
BESIDE = {
    *("inbox", "outbox", "message_links", "shared_copies", "outgoing_files", "chat_pauses"),
    *("processes", "duties"),
}
MADE_UP = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
TIME = re.compile(r"just now|(?:\d+|less than a|a) (?:s|sec|second|min|minute)s? ago|\d\d:\d\d")
TAKEN_BACK = "🙈"


@dataclass
class Seen:
    """The state of a desk and of all chats when everything is quiet."""

    rows: Counter[str] = field(default_factory=Counter)
    chats: dict[int, Counter[str]] = field(default_factory=dict)
    order: dict[int, list[str]] = field(default_factory=dict)  # in which words came, once each
    failed: list[str] = field(default_factory=list)


async def look(desk: Desk, said: tuple[str, ...]) -> Seen:
    """Look at everything."""
    seen = Seen()
    async with desk.database.read() as session:
        names: dict[UUID, str] = {}
        for ticket_id, number in await session.execute(select(Ticket.id, Ticket.number)):
            names[ticket_id] = f"#{number}"
        places = select(TicketMessage.id, TicketMessage.ticket_id, TicketMessage.position)
        for message_id, ticket_id, position in await session.execute(places):
            names[message_id] = f"{names[ticket_id]}:{position}"
        for table in Base.metadata.sorted_tables:
            if table.name in BESIDE:
                continue
            for row in (await session.execute(select(table))).mappings():
                values = {
                    column: _plain(value, names)
                    for column, value in row.items()
                    if column != "id" or isinstance(value, UUID)
                }
                seen.rows[f"{table.name} {values}"] += 1
        parked = select(InboxRow.error).where(InboxRow.parked_at.is_not(None))
        refused = select(OutboxRow.error).where(OutboxRow.state == OutboxState.FAILED)
        seen.failed = [str(error) for error in await session.scalars(parked)]
        seen.failed += [str(error) for error in await session.scalars(refused)]
    for chat in desk.playground.world.chats.values():
        shown = [message.view() for message in chat.messages.values()]
        seen.chats[chat.id] = Counter(
            text for message in shown for text in _shown(chat, message, said)
        )
        found = [word for message in shown for word in said if word in words(message)]
        seen.order[chat.id] = list(dict.fromkeys(found))
    return seen


def _plain(value: Any, names: dict[UUID, str]) -> Any:
    match value:
        case UUID():
            return names.get(value, "•")
        case datetime():
            return "then"
        case str():
            return MADE_UP.sub("•", value)
        case dict():
            return {key: _plain(item, names) for key, item in value.items()}
        case list():
            return [_plain(item, names) for item in value]
    return value


def _shown(chat: Chat, message: dict[str, Any], said: tuple[str, ...]) -> list[str]:
    """Return what a message shows; words that share one apart: which do depends on the moment."""
    replied = message.get("reply_to_message")
    kinds = [k for k in ("photo", "location", "document", "pinned_message") if k in message]
    rest = [
        *kinds,
        *labels(message),
        "".join(reaction["emoji"] for reaction in message["reactions"]),
        f"re {words(replied).partition(chr(10))[0]}" if replied else "",
    ]
    text = TIME.sub("then", words(message))
    lines = text.split("\n")
    shared = [line for line in lines if line in said]
    if len(shared) > 1 and not labels(message):  # a card has buttons
        first = "\n".join(line for line in lines if line not in said)
        texts = [f"{first}\n{line}" for line in shared]
    else:
        texts = [text]
    return [" | ".join([message["from"]["first_name"], one, *rest]) for one in texts]


async def in_flight(desk: Desk) -> int:
    """How many messages the calls would make that were under way when the process ended."""
    async with desk.database.read() as session:
        query = select(OutboxRow).where(
            OutboxRow.state == OutboxState.SENDING, OutboxRow.method.startswith("send")
        )
        rows = await session.scalars(query)
        return sum(len(row.payload.get("media", "1")) for row in rows)


async def falsehoods(desk: Desk, *, is_quiet: bool) -> list[str]:
    """Words that are said to have reached the other side, by row or receipt, but have not.

    A receipt that was true stays while an edit or the withdrawal of the words is on its way.
    """
    world, told = desk.playground.world, []
    query = (
        select(TicketMessage, Ticket.requester_id, MessageLink)
        .join(Ticket, Ticket.id == TicketMessage.ticket_id)
        .outerjoin(
            MessageLink,
            (MessageLink.ticket_message_id == TicketMessage.id)
            & (MessageLink.role == LinkRole.SOURCE),
        )
        .where(TicketMessage.is_internal.is_(False), TicketMessage.text != "")
    )
    async with desk.database.read() as session:
        for message, requester_id, link in await session.execute(query):
            receipts: dict[int, str] = {}
            if link and (source := world.chats[link.chat_id].messages.get(link.message_id)):
                receipts = source.reactions
            is_told = world.bot_id in receipts and receipts[world.bot_id] != TAKEN_BACK
            is_changed = message.updated_at or message.delivery is Delivery.WITHDRAWN
            if is_changed and not is_quiet:
                continue
            if not (is_told or message.delivery is Delivery.DELIVERED):
                continue
            other = requester_id if message.is_staff_reply else desk.group_id
            texts = [words(m.json) for m in world.chats[other].messages.values()]
            if not any(message.text in text for text in texts):
                told.append(f"told falsely: {message.text!r} is {message.delivery.value}")
    return told


def differences(seen: Seen, wanted: Seen, repeats: int) -> list[str]:
    """What is otherwise than in the run without a fault, but for so many repeated messages."""
    found = [f"given up: {error}" for error in seen.failed]
    found += [f"lost: {row}" for row in (wanted.rows - seen.rows).elements()]
    found += [f"doubled or wrong: {row}" for row in (seen.rows - wanted.rows).elements()]
    more = 0
    for chat_id, expected in wanted.chats.items():
        extra = seen.chats[chat_id] - expected
        found += [f"lost in {chat_id}: {text}" for text in (expected - seen.chats[chat_id])]
        more += extra.total()
        if more > repeats:
            found += [f"repeated in {chat_id}: {text}" for text in extra]
        if seen.order[chat_id] != wanted.order[chat_id]:
            found.append(f"other words or another order in {chat_id}: {seen.order[chat_id]}")
    return found


def repeated(seen: Seen, wanted: Seen) -> int:
    """How many messages there are more."""
    return sum((seen.chats[chat] - wanted.chats[chat]).total() for chat in wanted.chats)

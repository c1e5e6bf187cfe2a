"""Erasing somebody: every row that holds a word of theirs, or about them, in one transaction."""

import json
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import (
    ContentKind,
    EventKind,
    LinkRole,
    OutboxState,
    Status,
)
from storage.models import (
    Event,
    InboxRow,
    MessageLink,
    OutboxRow,
    Ticket,
    TicketMessage,
    User,
)
from storage.queries import files
from storage.queries.erasure_rows import bulk, clean_audit, leave, make_nobody, take_words

BATCH = 500


class Standing(NamedTuple):
    """A message in a chat that shows something of somebody."""

    chat_id: int
    message_id: int
    role: LinkRole
    logical: str | None
    created_at: datetime
    kind: ContentKind | None  # of the ticket message that it is a copy of


@dataclass(frozen=True)
class Erased:
    """What is left to be done in the chats once the rows are erased."""

    nobody: int
    numbers: list[int]
    standing: list[Standing]


def _ids_of(which: ColumnElement[bool]) -> Select[uuid.UUID]:
    return select(TicketMessage.id).where(which)


async def erase(
    session: AsyncSession,
    person: User,
    group_id: int | None,
    now: datetime,
    kept: Callable[[dict[str, Any]], dict[str, Any]],
) -> Erased:
    """Take everything that somebody said, and all that was said about it, out of the tables.

    What remains are tickets, messages and audit lines without a word, of a nobody made for
    them; `kept` says what may stay of an audit line's values. Nothing of it may be loaded in the
    session, whose objects would be stale.
    """
    await session.flush()
    own = select(Ticket.id).where(Ticket.requester_id == person.id)
    said = _ids_of(
        or_(
            TicketMessage.ticket_id.in_(own),
            # In somebody else's ticket, into which theirs was merged.
            and_(
                TicketMessage.author_id == person.id,
                TicketMessage.is_staff_reply.is_(False),
                TicketMessage.is_internal.is_(False),
            ),
        )
    )
    # Locked in the order in which agents' acts lock: the ticket, then its calls.
    locked = await session.execute(
        select(Ticket.id, Ticket.number, Ticket.status, Ticket.created_at)
        .where(Ticket.requester_id == person.id)
        .order_by(Ticket.number)
        .with_for_update(key_share=True)
    )
    tickets = locked.all()
    since = tickets[0].created_at if tickets else now
    await _stop_calls(session, person.id, group_id, own, said, now)
    await files.prune(session)
    standing = await _forget_links(session, person.id, group_id, own, said, since)
    await _empty_inbox(session, person.id, standing)
    await take_words(session, own, said, now)
    await clean_audit(session, person.id, own, said, kept)
    nobody = await make_nobody(session, now)
    await session.execute(
        insert(Event),
        [
            {
                "ticket_id": ticket.id,
                "actor_id": nobody,
                "kind": EventKind.ERASED,
                "before": {"status": ticket.status.value},
                "after": {"status": Status.CLOSED.value},
                "at": now,
            }
            for ticket in tickets
        ]
        or [{"actor_id": nobody, "kind": EventKind.ERASED, "before": {}, "after": {}, "at": now}],
    )
    await leave(session, person, nobody, own, now)
    if session.get_bind().dialect.name == "sqlite":
        # FTS5 keeps what was deleted until its parts are merged.
        await session.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))
    return Erased(nobody, [ticket.number for ticket in tickets], standing)


async def _stop_calls(
    session: AsyncSession,
    person_id: int,
    group_id: int | None,
    own: Select[uuid.UUID],
    said: Select[uuid.UUID],
    now: datetime,
) -> None:
    """No call shows their words any more; those under way are undone once they land.

    The bot's words in the group that are of no ticket may be a list with their subjects in it.
    """
    theirs = or_(
        OutboxRow.ticket_id.in_(own),
        OutboxRow.ticket_message_id.in_(said),
        OutboxRow.chat_id == person_id,
        and_(OutboxRow.chat_id == group_id, OutboxRow.ticket_id.is_(None)),
        and_(OutboxRow.chat_id == 0, OutboxRow.finished_at.is_not(None)),  # callback answers
    )
    rows = (
        await session.execute(
            select(OutboxRow.id, OutboxRow.state).where(theirs).with_for_update()
        )
    ).all()
    ends = {
        OutboxState.PENDING: OutboxState.DROPPED,
        OutboxState.HELD: OutboxState.DROPPED,
        OutboxState.SENDING: OutboxState.ERASED,
    }
    for state in OutboxState:
        ids = [row.id for row in rows if row.state is state]
        for start in range(0, len(ids), BATCH):
            values: dict[str, Any] = {"payload": {}, "error": None}
            if state in ends:
                values |= {"state": ends[state], "finished_at": now}
            await bulk(
                session,
                update(OutboxRow)
                .where(OutboxRow.id.in_(ids[start : start + BATCH]))
                .values(values),
            )


async def _forget_links(
    session: AsyncSession,
    person_id: int,
    group_id: int | None,
    own: Select[uuid.UUID],
    said: Select[uuid.UUID],
    since: datetime,
) -> list[Standing]:
    """Return all messages that show something of them, and forget what they stood for."""
    theirs = or_(
        MessageLink.ticket_id.in_(own),
        MessageLink.ticket_message_id.in_(said),
        MessageLink.chat_id == person_id,
        and_(
            MessageLink.chat_id == group_id,
            MessageLink.ticket_id.is_(None),
            MessageLink.role.in_((LinkRole.NOTICE, LinkRole.FORM)),  # a list perhaps
            MessageLink.created_at >= since,
        ),
    )
    found = await session.execute(
        select(
            MessageLink.chat_id,
            MessageLink.message_id,
            MessageLink.role,
            MessageLink.logical,
            MessageLink.created_at,
            TicketMessage.kind,
        )
        .outerjoin(TicketMessage, TicketMessage.id == MessageLink.ticket_message_id)
        .where(theirs)
        .order_by(MessageLink.chat_id, MessageLink.message_id)
    )
    standing = [Standing(*row) for row in found]
    await bulk(session, delete(MessageLink).where(theirs))
    return standing


async def _empty_inbox(
    session: AsyncSession, person_id: int, standing: Collection[Standing]
) -> None:
    """Updates that were given up keep their payload: theirs, and agents' about their tickets."""
    places = {(item.chat_id, item.message_id) for item in standing}
    parked = await session.execute(
        select(InboxRow.id, InboxRow.lane, InboxRow.payload).where(InboxRow.parked_at.is_not(None))
    )
    ids = [
        row.id
        for row in parked
        if row.lane == f"{person_id}:{person_id}" or _places(row.payload) & places
    ]
    await bulk(
        session,
        update(InboxRow).where(InboxRow.id.in_(ids)).values(payload=None, error="erased"),
    )


def _places(payload: str | None) -> set[tuple[int, int]]:
    """Return every message that an update carries or refers to, topics among them."""
    found: set[tuple[int, int]] = set()

    def walk(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                walk(item)
        if isinstance(value, dict):
            chat = value.get("chat")
            if isinstance(chat, dict):
                found.update(
                    (chat.get("id", 0), value[name])
                    for name in ("message_id", "message_thread_id")
                    if isinstance(value.get(name), int)
                )
            for item in value.values():
                walk(item)

    walk(json.loads(payload or "{}"))
    return found

"""Keeps what the search looks in the same as what was said, in the transaction that says it.

Every flush of a unit of work passes here, so no flow has to remember it. Words that are changed
past the session (by a bulk UPDATE) are not seen here: do not.
"""

from collections.abc import Collection, Iterable
from typing import Any, cast

from sqlalchemy import Table, event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from storage import plain
from storage.appending import AppendingSession
from storage.enums import Delivery
from storage.models import SearchDocument, Ticket, TicketMessage
from storage.words import TAG, indexed

TICKET_WORDS = ("subject", "description", "tags")
MESSAGE_WORDS = ("text", "is_internal", "is_undecided", "ticket_id")


class IndexingSession(AppendingSession):
    """A session whose tickets and messages can be found as soon as they are committed."""


def mark(requester_id: int) -> str:
    """Return the word by which only this requester's own public documents are marked."""
    return f"_{requester_id}"  # words of people never have an underscore


def ticket_words(
    number: int, subject: str, description: str, requester_id: int, tags: Iterable[str] = ()
) -> str:
    """Return what a ticket is found by; its requester may find all of it but the tags.

    No word that a requester looks for is ever one of a tag, since those are marked.
    """
    public = indexed(str(number), subject, description)
    return " ".join([mark(requester_id), *public, *(TAG + word for word in indexed(*tags))])


def message_words(text: str, requester_id: int, *, is_hidden: bool) -> str:
    """Return what a message is found by; without the requester's mark if it is not for them."""
    return " ".join([*([] if is_hidden else [mark(requester_id)]), *indexed(text)])


@event.listens_for(IndexingSession, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _objects: object) -> None:
    if session.in_nested_transaction():  # what is rolled back alone must be seen to have changed
        return
    for item, columns in plain.write_changed(session):
        _index_changed(session, item, columns)
    _index_new(session, plain.write_messages(session))


@event.listens_for(IndexingSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    _index_new(session, session.new)
    for item in session.dirty:
        if isinstance(item, Ticket | TicketMessage):
            names = TICKET_WORDS if isinstance(item, Ticket) else (*MESSAGE_WORDS, "delivery")
            _index_changed(session, item, [name for name in names if _has_changed(item, name)])


def _has_changed(item: Any, name: str) -> bool:
    return bool(inspect(item).attrs[name].history.has_changes())


def _index_new(session: Session, items: Iterable[Any]) -> None:
    new: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, Ticket):
            new.append(_of_ticket(item))
        elif isinstance(item, TicketMessage) and item.text:
            new.append(_of_message(session, item))
    if new:
        session.connection().execute(_INSERT, new)


def _index_changed(session: Session, item: Any, changed: Collection[str]) -> None:
    if isinstance(item, Ticket) and any(name in changed for name in TICKET_WORDS):
        _put(session, _of_ticket(item))
    elif isinstance(item, TicketMessage) and (
        any(name in changed for name in MESSAGE_WORDS)
        or (_is_withdrawn(item) and "delivery" in changed)
    ):
        _put(session, _of_message(session, item))


def _is_withdrawn(message: TicketMessage) -> bool:
    return message.delivery is Delivery.WITHDRAWN


def _of_ticket(ticket: Ticket) -> dict[str, Any]:
    words = ticket_words(
        ticket.number,
        ticket.subject,
        ticket.description,
        ticket.requester_id,
        ticket.tags or (),
    )
    return {"ticket_id": ticket.id, "message_id": None, "words": words}


def _of_message(session: Session, message: TicketMessage) -> dict[str, Any]:
    key = session.identity_key(Ticket, message.ticket_id)
    ticket = session.identity_map.get(key)  # it nearly always has just been written to
    requester_id = (
        session.scalar(select(Ticket.requester_id).where(Ticket.id == message.ticket_id))
        if ticket is None
        else ticket.requester_id
    )
    assert requester_id is not None
    # None before the row's default has reached the object.
    is_hidden = bool(message.is_internal or message.is_undecided or _is_withdrawn(message))
    words = message_words(message.text, requester_id, is_hidden=is_hidden)
    return {"ticket_id": message.ticket_id, "message_id": message.id, "words": words}


def _put(session: Session, document: dict[str, Any]) -> None:
    which = (
        SearchDocument.message_id == document["message_id"]
        if document["message_id"] is not None
        else (SearchDocument.ticket_id == document["ticket_id"])
        & SearchDocument.message_id.is_(None)
    )
    result = session.execute(
        update(SearchDocument)
        .where(which)
        .values(ticket_id=document["ticket_id"], words=document["words"])
        .execution_options(synchronize_session=False)
    )
    if result.rowcount == 0:  # type: ignore[attr-defined]  # a result of DML has it
        session.connection().execute(_INSERT, document)


_INSERT = insert(cast(Table, SearchDocument.__table__))

"""Looking for words: the newest documents that have them all, and what they are documents of."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Text, Uuid, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.indexing import mark
from storage.models import Ticket, TicketMessage
from storage.queries.tickets import WITH_PEOPLE
from storage.words import TAG, Term

MOST = 1000  # documents that are ranked: ranking all of a frequent beginning took seconds


@dataclass(frozen=True)
class Document:
    """What was found: a ticket, or one message of it; with the words that it is found by."""

    ticket_id: uuid.UUID
    message_id: uuid.UUID | None
    words: str


SQLITE = (
    "SELECT d.ticket_id, d.message_id, d.words FROM search_index JOIN search_documents d "
    "ON d.id = search_index.rowid WHERE search_index MATCH :query "
    "ORDER BY search_index.rowid DESC LIMIT :most"
)
POSTGRESQL = (
    "SELECT ticket_id, message_id, words FROM search_documents "
    "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:query AS tsquery) "
    "ORDER BY id DESC LIMIT :most"
)


async def newest(
    session: AsyncSession, terms: Sequence[Term], requester_id: int | None
) -> Sequence[Document]:
    """Return the newest documents with all terms, newest first, at most `MOST`.

    With a `requester_id` only those of their own tickets that they may read: nothing else bears
    their mark, and the index is asked for the mark like for any word.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    query = sqlite_query(terms, requester_id) if is_sqlite else ts_query(terms, requester_id)
    statement = text(SQLITE if is_sqlite else POSTGRESQL).columns(
        ticket_id=Uuid(), message_id=Uuid(), words=Text()
    )
    found = await session.execute(statement, {"query": query, "most": MOST})
    documents = [Document(row.ticket_id, row.message_id, row.words) for row in found]
    if requester_id is not None:
        return documents
    # To the team a tag is a word like any other.
    return [replace(item, words=item.words.replace(f" {TAG}", " ")) for item in documents]


def sqlite_query(terms: Sequence[Term], requester_id: int | None) -> str:
    """Return the terms in FTS5's words; they are letters and digits only, and quoted still."""
    parts = [f'"{mark(requester_id)}"'] if requester_id is not None else []
    for term in terms:
        found = [f'"{kind}{term.stem}"' for kind in _kinds(requester_id)]
        if term.is_beginning:
            found += [f'"{kind}{term.word}" *' for kind in _kinds(requester_id)]
        parts.append(f"({' OR '.join(found)})")
    return " AND ".join(parts)


def ts_query(terms: Sequence[Term], requester_id: int | None) -> str:
    """Return the terms in PostgreSQL's words; the same hits as `sqlite_query`."""
    parts = [f"'{mark(requester_id)}'"] if requester_id is not None else []
    for term in terms:
        found = [f"'{kind}{term.stem}'" for kind in _kinds(requester_id)]
        if term.is_beginning:
            found += [f"'{kind}{term.word}':*" for kind in _kinds(requester_id)]
        parts.append(f"({' | '.join(found)})")
    return " & ".join(parts)


def _kinds(requester_id: int | None) -> tuple[str, ...]:
    """Return what words may begin with to be found: tags are found by the team alone."""
    return ("", TAG) if requester_id is None else ("",)


async def tickets(
    session: AsyncSession, ticket_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Ticket]:
    """Return tickets with their people, by id."""
    query = select(Ticket).where(Ticket.id.in_(list(ticket_ids))).options(*WITH_PEOPLE)
    return {ticket.id: ticket for ticket in await session.scalars(query)}


async def messages(
    session: AsyncSession, message_ids: Iterable[uuid.UUID], *, internal: bool
) -> dict[uuid.UUID, TicketMessage]:
    """Return messages with their authors, by id; without `internal` only public ones."""
    query = (
        select(TicketMessage)
        .where(TicketMessage.id.in_(list(message_ids)))
        .options(joinedload(TicketMessage.author))
    )
    if not internal:
        query = query.where(
            TicketMessage.is_internal.is_(False), TicketMessage.is_undecided.is_(False)
        )
    return {message.id: message for message in await session.scalars(query)}

"""Looking for words: the newest documents that have them all, and what they are documents of."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from sqlalchemy import Text, Uuid, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.indexing import mark
from storage.models import SearchDocument, Ticket, TicketMessage
from storage.models.search import ERA, TOKENS_POSTGRESQL
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
# A sum has no index: what has the words is few, what is new may lack them all.
POSTGRESQL = (
    "SELECT ticket_id, message_id, words FROM search_documents "  # noqa: S608  (ours)
    f"WHERE {TOKENS_POSTGRESQL} @@ CAST(:query AS tsquery) ORDER BY id + 0 DESC LIMIT :most"
)
ERAS_AT_ONCE = (1, 1, 4, 16, 64)  # the newest first; 64 again and again


async def newest(
    session: AsyncSession, terms: Sequence[Term], requester_id: int | None
) -> Sequence[Document]:
    """Return the newest documents with all terms, newest first, at most `MOST`.

    With a `requester_id` only those of their own tickets that they may read: nothing else is
    in the index under their mark, and only there is looked.
    """
    if requester_id is not None:
        return await _look(session, [f"{mark(requester_id)}_"], terms, MOST)
    found: list[Document] = []
    last = await session.scalar(select(func.max(SearchDocument.id)))
    era = (last or 0) // ERA
    for size in chain(ERAS_AT_ONCE, repeat(ERAS_AT_ONCE[-1])):
        scopes = [f"{one}_" for one in range(era, max(era - size, -1), -1)]
        found += await _look(session, scopes, terms, MOST - len(found))
        era -= size
        if era < 0 or len(found) >= MOST:
            break
    # To the team a tag is a word like any other.
    return [replace(item, words=item.words.replace(f" {TAG}", " ")) for item in found]


async def _look(
    session: AsyncSession, scopes: Sequence[str], terms: Sequence[Term], most: int
) -> Sequence[Document]:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    query = sqlite_query(scopes, terms) if is_sqlite else ts_query(scopes, terms)
    statement = text(SQLITE if is_sqlite else POSTGRESQL).columns(
        ticket_id=Uuid(), message_id=Uuid(), words=Text()
    )
    found = await session.execute(statement, {"query": query, "most": most})
    return [Document(row.ticket_id, row.message_id, row.words) for row in found]


def sqlite_query(scopes: Sequence[str], terms: Sequence[Term]) -> str:
    """Return the terms in FTS5's words; they are letters and digits only, and quoted still."""
    return " OR ".join(_all_of(scope, terms, '"', " *", " OR ", " AND ") for scope in scopes)


def ts_query(scopes: Sequence[str], terms: Sequence[Term]) -> str:
    """Return the terms in PostgreSQL's words; the same hits as `sqlite_query`."""
    return " | ".join(_all_of(scope, terms, "'", ":*", " | ", " & ") for scope in scopes)


def _all_of(
    scope: str, terms: Sequence[Term], quote: str, beginning: str, either: str, both: str
) -> str:
    """Return one scope's part of a query: all terms, each in one of its forms."""
    parts = []
    for term in terms:
        found = [f"{quote}{scope}{term.stem}{quote}"]
        if term.is_beginning:
            found.append(f"{quote}{scope}{term.word}{quote}{beginning}")
        parts.append(f"({either.join(found)})")
    return f"({both.join(parts)})"


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

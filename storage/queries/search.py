"""Looking for words: the newest documents that have them all, and what they are documents of."""

import uuid
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from storage.indexing import mark
from storage.models import SearchDocument, Ticket, TicketMessage
from storage.models.search import ERA, TOKENS_POSTGRESQL
from storage.queries.tickets import WITH_PEOPLE
from storage.words import TAG, Term

MOST = 1000  # documents that are ranked: ranking all of a frequent beginning took seconds


class Document(NamedTuple):
    """What was found: a ticket, or one message of it; with the words that it is found by.

    Ids are as the database has them: of a thousand documents few are shown.
    """

    ticket: str | uuid.UUID
    message: str | uuid.UUID | None
    words: str

    @property
    def ticket_id(self) -> uuid.UUID:
        """The id of the ticket."""
        return _uuid(self.ticket)

    @property
    def message_id(self) -> uuid.UUID | None:
        """The id of the message, None for the ticket itself."""
        return _uuid(self.message) if self.message else None


def _uuid(value: str | uuid.UUID) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


SQLITE = (
    "SELECT d.ticket_id, d.message_id, d.words FROM search_index JOIN search_documents d "
    "ON d.id = search_index.rowid WHERE search_index MATCH :query "
    "{checks}ORDER BY search_index.rowid DESC LIMIT :most"
)
# One scope after another: all at once, each of thousands of documents was held against a hundred
# words. A sum has no index: what has the words is few, what is new may lack them all.
POSTGRESQL = (
    "SELECT ticket_id, message_id, words "  # noqa: S608  (ours)
    "FROM unnest(CAST(:query AS text[])) scope CROSS JOIN LATERAL ("
    f"SELECT * FROM search_documents d WHERE {TOKENS_POSTGRESQL} @@ CAST(scope AS tsquery) "
    "{checks}ORDER BY id + 0 DESC LIMIT :most) found ORDER BY id DESC LIMIT :most"
)
COUNT_SQLITE = (
    "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :query LIMIT :most)"
)
COUNT_POSTGRESQL = (
    "SELECT count(*) FROM (SELECT 1 FROM search_documents "  # noqa: S608  (ours)
    f"WHERE {TOKENS_POSTGRESQL} @@ CAST(:query AS tsquery) LIMIT :most) found"
)
ERAS_AT_ONCE = (1, 1, 4, 16, 64)  # the newest first; 64 again and again
SELDOM = 100  # documents of an era: fewer are sooner read than a second word is looked up


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
    newest = era = (last or 0) // ERA
    looked_up, checked = terms, list[Term]()
    for size in chain(ERAS_AT_ONCE, repeat(ERAS_AT_ONCE[-1])):
        if len(terms) > 1 and newest - era == 2:
            seldom = await _seldom(session, era + 1, terms)
            if seldom is not None:
                looked_up, checked = [seldom], [term for term in terms if term is not seldom]
        scopes = [f"{one}_" for one in range(era, max(era - size, -1), -1)]
        found += await _look(session, scopes, looked_up, MOST - len(found), checked)
        era -= size
        if era < 0 or len(found) >= MOST:
            break
    # To the team a tag is a word like any other.
    return [
        item._replace(words=item.words.replace(f" {TAG}", " ")) if TAG in item.words else item
        for item in found
    ]


async def _look(
    session: AsyncSession,
    scopes: Sequence[str],
    terms: Sequence[Term],
    most: int,
    checked: Sequence[Term] = (),
) -> Sequence[Document]:
    """Look terms up; the `checked` ones are looked for in the words of what has the others."""
    is_sqlite = _is_sqlite(session)
    query: Any = sqlite_query(scopes, terms)
    if not is_sqlite:
        query = [ts_query(scope, terms) for scope in scopes]
    values = {"query": query, "most": most}
    checks = ""
    for number, term in enumerate(checked):
        check, needles = _check(term, f"w{number}_", "instr" if is_sqlite else "strpos")
        checks += f"AND ({check}) "
        values |= needles
    statement = text((SQLITE if is_sqlite else POSTGRESQL).replace("{checks}", checks))
    found = await (await session.connection()).execute(statement, values)
    return [Document(*row) for row in found]


def _check(term: Term, name: str, position: str) -> tuple[str, dict[str, str]]:
    """Return the condition that a document's words meet a term, as `Term.rank` has it."""
    needles = [f" {term.word} ", f" {term.stem} "]
    if term.is_beginning:
        needles.append(f" {term.word}")
    values = {f"{name}{index}": needle for index, needle in enumerate(needles)}
    words = f"replace(' ' || d.words || ' ', ' {TAG}', ' ')"  # as the team's index has them
    return " OR ".join(f"{position}({words}, :{key}) > 0" for key in values), values


async def _seldom(session: AsyncSession, era: int, terms: Sequence[Term]) -> Term | None:
    """Return the term that the fewest documents of an era have, if they are few."""
    is_sqlite, least, seldom = _is_sqlite(session), SELDOM, None
    connection = await session.connection()
    for term in terms:
        query = sqlite_query([f"{era}_"], [term]) if is_sqlite else ts_query(f"{era}_", [term])
        statement = text(COUNT_SQLITE if is_sqlite else COUNT_POSTGRESQL)
        count = await connection.scalar(statement, {"query": query, "most": least})
        if count < least:
            least, seldom = count, term
    return seldom


def _is_sqlite(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def sqlite_query(scopes: Sequence[str], terms: Sequence[Term]) -> str:
    """Return the terms in FTS5's words; they are letters and digits only, and quoted still."""
    return " OR ".join(_all_of(scope, terms, '"', " *", " OR ", " AND ") for scope in scopes)


def ts_query(scope: str, terms: Sequence[Term]) -> str:
    """Return the terms in PostgreSQL's words; the same hits as `sqlite_query` of one scope."""
    return _all_of(scope, terms, "'", ":*", " | ", " & ")


def _all_of(
    scope: str, terms: Sequence[Term], quote: str, beginning: str, either: str, both: str
) -> str:
    """Return one scope's part of a query: all terms, each in one of its forms."""
    parts = []
    for term in terms:
        found = [f"{quote}{scope}{term.stem}{quote}"]
        if term.is_beginning:
            if term.stem.startswith(term.word):  # it is found by its beginning already
                found.clear()
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

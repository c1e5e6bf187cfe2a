"""What the search looks in: one row of normalised words for each ticket and each message."""

import uuid

from sqlalchemy import DDL, ForeignKey, Index, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, RowId


class SearchDocument(Base):
    """The words of a ticket (subject, description, number) or of one message in it.

    `words` are normalised, separated by spaces. Among them is the mark of the requester who may
    find them (`storage.indexing.mark`), which no word that people write can be; what is
    internal has none. The databases keep an index of their own, called `search_index`: a table
    of FTS5, or a GIN index.

    What it has of each word is made by the database (below): the word in its era, `12_printer`,
    and, if it is not internal, the word of its requester, `_77_printer`. So looking for the
    beginning of a word never goes through more than one era, or one person's words.
    """

    __tablename__ = "search_documents"
    __table_args__ = (
        Index(
            "ix_search_documents_ticket",
            "ticket_id",
            unique=True,
            sqlite_where=text("message_id IS NULL"),
            postgresql_where=text("message_id IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    )
    message_id: Mapped[uuid.UUID | None] = mapped_column(  # None: the ticket itself
        ForeignKey(
            "ticket_messages.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"
        ),
        unique=True,
    )
    words: Mapped[str] = mapped_column(Text)


ERA = 16_384  # documents: a frequent beginning is in thousands of them, and all are gone through

# Of a document (id, words) what it is found by. Its mark stands first, if it has one; to the
# team, who look in eras, a tag's word (`_t…`) is like any other.
TOKENS_SQLITE = (
    f"({{0}}id / {ERA}) || '_' || "
    f"replace(replace({{0}}words, ' _t', ' '), ' ', ' ' || ({{0}}id / {ERA}) || '_') || CASE "
    "WHEN {0}words LIKE '~_% %' ESCAPE '~' THEN "
    "replace(substr({0}words, instr({0}words, ' ')), "
    "' ', ' ' || substr({0}words, 1, instr({0}words, ' ') - 1) || '_') ELSE '' END"
)
TOKENS_POSTGRESQL = (
    f"array_to_tsvector(string_to_array(CAST(id / {ERA} AS text) || '_' || "
    f"replace(replace(words, ' _t', ' '), ' ', ' ' || CAST(id / {ERA} AS text) || '_') || CASE "
    "WHEN words LIKE '~_% %' ESCAPE '~' THEN "
    "replace(substr(words, strpos(words, ' ')), "
    "' ', ' ' || substr(words, 1, strpos(words, ' ') - 1) || '_') ELSE '' END, ' '))"
)
_NEW, _OLD = TOKENS_SQLITE.format("new."), TOKENS_SQLITE.format("old.")
_ADD = f"INSERT INTO search_index (rowid, words) VALUES (new.id, {_NEW}); "  # noqa: S608  (ours)
_REMOVE = (
    "INSERT INTO search_index (search_index, rowid, words) "  # noqa: S608  (ours)
    f"VALUES ('delete', old.id, {_OLD}); "
)

# Our words are taken as they are: FTS5's `ascii` only splits at spaces, an array not at all.
SQLITE = (
    f"CREATE VIEW search_tokens AS SELECT id, {TOKENS_SQLITE.format('')} AS words "  # noqa: S608  (ours)
    "FROM search_documents",
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_tokens', "
    "content_rowid='id', detail='none', tokenize=\"ascii tokenchars '_'\")",
    f"CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN {_ADD}END",
    f"CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN {_REMOVE}END",
    "CREATE TRIGGER search_documents_changed AFTER UPDATE OF words ON search_documents "
    f"BEGIN {_REMOVE}{_ADD}END",
)
# What waits to be put into a GIN index would be gone through by every search.
POSTGRESQL = (
    f"CREATE INDEX search_index ON search_documents USING gin ({TOKENS_POSTGRESQL}) "
    "WITH (fastupdate = off)",
)

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        _ddl = DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(SearchDocument.__table__, "after_create", _ddl.execute_if(dialect=_dialect))
for _statement in ("DROP TABLE IF EXISTS search_index", "DROP VIEW IF EXISTS search_tokens"):
    _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(SearchDocument.__table__, "before_drop", _ddl.execute_if(dialect="sqlite"))

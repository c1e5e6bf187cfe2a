"""What the search looks in: one row of normalised words for each ticket and each message."""

import uuid

from sqlalchemy import DDL, ForeignKey, Index, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, RowId


class SearchDocument(Base):
    """The words of a ticket (subject, description, number) or of one message in it.

    `words` are normalised, separated by spaces. Among them is the mark of the requester who may
    find them (`storage.indexing.mark`), which no word that people write can be; what is
    internal has none. The databases keep an index of their own over `words`, called
    `search_index`: a table of FTS5, or a GIN index.
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


# Our words are taken as they are: FTS5's `ascii` only splits at spaces, an array not at all.
SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_documents', "
    "content_rowid='id', detail='none', tokenize=\"ascii tokenchars '_'\")",
    "CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN "
    "INSERT INTO search_index (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN "
    "INSERT INTO search_index (search_index, rowid, words) "
    "VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER search_documents_changed AFTER UPDATE OF words ON search_documents BEGIN "
    "INSERT INTO search_index (search_index, rowid, words) "
    "VALUES ('delete', old.id, old.words); "
    "INSERT INTO search_index (rowid, words) VALUES (new.id, new.words); END",
)
POSTGRESQL = (
    "CREATE INDEX search_index ON search_documents "
    "USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(SearchDocument.__table__, "after_create", _ddl.execute_if(dialect=_dialect))
_ddl = DDL("DROP TABLE IF EXISTS search_index")  # type: ignore[no-untyped-call]
event.listen(SearchDocument.__table__, "before_drop", _ddl.execute_if(dialect="sqlite"))

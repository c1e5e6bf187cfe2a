"""Finding: the words of everything said so far, and the lists' order and indexes."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.indexing import message_words, ticket_words

revision = "0006_find"
down_revision = "0005_fair_use"
branch_labels = None
depends_on = None

BATCH = 1000
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

SINCE = (  # the team's turn began with the first words that were not answered
    "UPDATE tickets SET owed_at = COALESCE((SELECT min(m.created_at) FROM ticket_messages m "
    "WHERE m.ticket_id = tickets.id AND m.author_id = tickets.requester_id "
    "AND (tickets.answered_at IS NULL OR m.created_at > tickets.answered_at)), "
    "tickets.updated_at) WHERE status IN ('open', 'in_progress')"
)
SECONDS_SQLITE = "UPDATE tickets SET owed_at = substr(owed_at, 1, 19) || '.000000'"
SECONDS_POSTGRESQL = "UPDATE tickets SET owed_at = date_trunc('second', owed_at)"
NOT_CLOSED = sa.text("status != 'closed'")
OWED = sa.text("owed_at IS NOT NULL")


def upgrade() -> None:
    """Apply; what is found is filled in before the databases' own indexes are made."""
    op.create_table(
        "search_documents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["ticket_messages.id"],
            name=op.f("fk_search_documents_message_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["tickets.id"],
            name=op.f("fk_search_documents_ticket_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_documents")),
        sa.UniqueConstraint("message_id", name=op.f("uq_search_documents_message_id")),
        sqlite_autoincrement=True,
    )
    connection = op.get_bind()
    _fill(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    _settle(connection)
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)
    if is_sqlite:
        connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    op.create_index(
        "ix_search_documents_ticket",
        "search_documents",
        ["ticket_id"],
        unique=True,
        sqlite_where=sa.text("message_id IS NULL"),
        postgresql_where=sa.text("message_id IS NULL"),
    )

    op.add_column("tickets", sa.Column("owed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(SINCE)
    op.execute(SECONDS_SQLITE if is_sqlite else SECONDS_POSTGRESQL)
    _settle(connection)
    for name, columns, where in (
        ("ix_tickets_not_closed_number", ["number"], NOT_CLOSED),
        ("ix_tickets_not_closed_assignee_id_number", ["assignee_id", "number"], NOT_CLOSED),
        ("ix_tickets_owed_at_number", ["owed_at", "number"], OWED),
        ("ix_tickets_category_id_number", ["category_id", "number"], None),
        ("ix_tickets_requester_id_status_number", ["requester_id", "status", "number"], None),
    ):
        op.create_index(name, "tickets", columns, sqlite_where=where, postgresql_where=where)


def _settle(connection: sa.Connection) -> None:
    """Have references checked now: PostgreSQL makes no index while any waits to be."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _fill(connection: sa.Connection) -> None:
    """Write down what everything said so far is found by, oldest first."""
    document = sa.table(
        "search_documents",
        sa.column("ticket_id", sa.Uuid()),
        sa.column("message_id", sa.Uuid()),
        sa.column("words", sa.Text()),
    )
    for rows in _tickets(connection):
        requesters = {row.id: row.requester_id for row in rows}
        said = connection.execute(MESSAGES, {"ids": list(requesters)}).all()
        documents = [
            {
                "ticket_id": row.id,
                "message_id": None,
                "words": ticket_words(row.number, row.subject, row.description, row.requester_id),
            }
            for row in rows
        ]
        documents += [
            {
                "ticket_id": row.ticket_id,
                "message_id": row.id,
                "words": message_words(
                    row.text,
                    requesters[row.ticket_id],
                    is_hidden=bool(row.is_internal or row.is_undecided),
                ),
            }
            for row in said
        ]
        connection.execute(sa.insert(document), documents)


TICKETS = sa.table(
    "tickets",
    sa.column("id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("requester_id", sa.BigInteger()),
    sa.column("subject", sa.Text()),
    sa.column("description", sa.Text()),
)
_MESSAGE = sa.table(
    "ticket_messages",
    sa.column("id", sa.Uuid()),
    sa.column("ticket_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("text", sa.Text()),
    sa.column("is_internal", sa.Boolean()),
    sa.column("is_undecided", sa.Boolean()),
)
MESSAGES = (
    sa.select(_MESSAGE)
    .where(
        _MESSAGE.c.ticket_id.in_(sa.bindparam("ids", expanding=True, type_=sa.Uuid())),
        _MESSAGE.c.text != "",
    )
    .order_by(_MESSAGE.c.ticket_id, _MESSAGE.c.position)
)


def _tickets(connection: sa.Connection) -> Iterator[Any]:
    """Return the tickets in order, some at a time."""
    last = -1
    while rows := connection.execute(
        sa.select(TICKETS).where(TICKETS.c.number > last).order_by(TICKETS.c.number).limit(BATCH)
    ).all():
        yield rows
        last = rows[-1].number


def downgrade() -> None:
    """Undo."""
    for name in (
        "ix_tickets_requester_id_status_number",
        "ix_tickets_category_id_number",
        "ix_tickets_owed_at_number",
        "ix_tickets_not_closed_assignee_id_number",
        "ix_tickets_not_closed_number",
    ):
        op.drop_index(name, "tickets")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("owed_at")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_documents")

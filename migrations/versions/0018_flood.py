"""Many at once: texts that share one message of the group, lists that stand in for cards."""

import sqlalchemy as sa
from alembic import op

revision = "0018_flood"
down_revision = "0017_replicas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("outbox", sa.Column("rides_on", sa.BigInteger(), nullable=True))
    op.add_column("tickets", sa.Column("digest", sa.String(length=64), nullable=True))
    op.create_index(
        "ix_tickets_digest",
        "tickets",
        ["digest"],
        sqlite_where=sa.text("digest IS NOT NULL"),
        postgresql_where=sa.text("digest IS NOT NULL"),
    )
    op.create_table(
        "shared_copies",
        sa.Column("ticket_message_id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_message_id"],
            ["ticket_messages.id"],
            name=op.f("fk_shared_copies_ticket_message_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("ticket_message_id", name=op.f("pk_shared_copies")),
    )
    op.create_index("ix_shared_copies_place", "shared_copies", ["chat_id", "message_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("shared_copies")
    op.drop_index("ix_tickets_digest", "tickets")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("digest")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("rides_on")

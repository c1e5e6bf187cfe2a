"""Tags on tickets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_tags"
down_revision = "0008_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "tickets",
        sa.Column(
            "tags",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"),
            nullable=True,
        ),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("name", name=op.f("uq_tags_name")),
    )
    op.create_index("ix_tags_uses_name", "tags", ["uses", "name"])
    op.create_table(
        "ticket_tags",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["tickets.number"],
            name=op.f("fk_ticket_tags_number_tickets"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"],
            ["tags.id"],
            name=op.f("fk_ticket_tags_tag_id_tags"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("tag_id", "number", name=op.f("pk_ticket_tags")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("ticket_tags")
    op.drop_table("tags")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("tags")

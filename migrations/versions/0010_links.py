"""Tickets that have to do with each other: linked, merged, split off."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010_links"
down_revision = "0009_tags"
branch_labels = None
depends_on = None

NUMBERS = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True), "postgresql"
)


def upgrade() -> None:
    """Apply."""
    # Added in place: a table that is rebuilt would be locked for as long as it is long.
    op.add_column("tickets", sa.Column("links", NUMBERS, nullable=True))
    op.add_column("tickets", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.add_column("tickets", sa.Column("duplicates", NUMBERS, nullable=True))
    op.add_column("ticket_messages", sa.Column("split_into", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("ticket_messages", schema=None) as batch_op:
        batch_op.drop_column("split_into")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("duplicates")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("links")

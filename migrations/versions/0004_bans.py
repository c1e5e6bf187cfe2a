"""Bans with an end, a reason, and whether the person knows."""

import sqlalchemy as sa
from alembic import op

revision = "0004_bans"
down_revision = "0003_canned"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Added in place: a table that is rebuilt would be locked for as long as it is long.
    op.add_column("users", sa.Column("banned_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("ban_reason", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("ban_told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("ban_told_at")
        batch_op.drop_column("ban_reason")
        batch_op.drop_column("banned_until")

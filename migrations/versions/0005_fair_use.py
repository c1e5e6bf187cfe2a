"""Limits that the group has chosen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_fair_use"
down_revision = "0004_bans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "staff_group",
        sa.Column(
            "limits",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=True,
        ),
    )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.drop_column("limits")

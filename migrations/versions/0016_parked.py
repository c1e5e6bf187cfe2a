"""What was given up is found by its reference, and quickly; where its words stand is known."""

import sqlalchemy as sa
from alembic import op

revision = "0016_parked"
down_revision = "0015_growth_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("inbox", sa.Column("reference", sa.String(length=16), nullable=True))
    op.add_column("inbox", sa.Column("kept_in", sa.Integer(), nullable=True))
    op.create_index(
        "ix_inbox_parked",
        "inbox",
        ["parked_at"],
        sqlite_where=sa.text("parked_at IS NOT NULL"),
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    # `error` has begun with the reference from the first release on, but not where it was erased.
    op.execute(
        "UPDATE inbox SET reference = substr(error, 1, 8) "
        "WHERE parked_at IS NOT NULL AND error LIKE '________: %'"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_inbox_parked", table_name="inbox")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("kept_in")
        batch_op.drop_column("reference")

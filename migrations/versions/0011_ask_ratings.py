"""Whether requesters are asked how the help was."""

import sqlalchemy as sa
from alembic import op

revision = "0011_ask_ratings"
down_revision = "0010_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # A group that is bound already goes on asking.
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("asks_ratings", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.alter_column("asks_ratings", server_default=None)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.drop_column("asks_ratings")

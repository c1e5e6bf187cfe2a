"""What is held for a chat is found without looking at all the calls that ever were."""

import sqlalchemy as sa
from alembic import op

revision = "0020_held"
down_revision = "0019_kept_files"
branch_labels = None
depends_on = None

HELD = sa.text("state = 'held'")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_outbox_held",
        "outbox",
        ["chat_id", "logical"],
        sqlite_where=HELD,
        postgresql_where=HELD,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_outbox_held", table_name="outbox")

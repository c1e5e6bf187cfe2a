"""Files that the desk makes itself wait beside the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0008_files"
down_revision = "0007_forum"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "outgoing_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_files")),
    )
    op.add_column("outbox", sa.Column("file_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("file_id")
    op.drop_table("outgoing_files")

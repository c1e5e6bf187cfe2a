"""A topic for each ticket, where the staff group is a forum."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007_forum"
down_revision = "0006_find"
branch_labels = None
depends_on = None

KNOWN_OF_GROUP = {"is_forum": sa.false(), "can_manage_topics": sa.true(), "can_pin": sa.true()}


def upgrade() -> None:
    """Apply."""
    op.add_column("outbox", sa.Column("thread", sa.String(length=64), nullable=True))
    op.add_column(
        "tickets",
        sa.Column(
            "topic",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"),
            nullable=True,
        ),
    )
    op.add_column("staff_group", sa.Column("forum_seen_at", sa.DateTime(timezone=True)))
    # A group that is bound already is taken for one without topics until Telegram says otherwise.
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        for name, value in KNOWN_OF_GROUP.items():
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=value)
            )
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        for name in KNOWN_OF_GROUP:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        for name in KNOWN_OF_GROUP:
            batch_op.drop_column(name)
        batch_op.drop_column("forum_seen_at")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("topic")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("thread")

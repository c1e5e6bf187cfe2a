"""Several processes on one PostgreSQL: who is alive, who leads, what is next in a lane."""

import sqlalchemy as sa
from alembic import op

revision = "0017_replicas"
down_revision = "0016_parked"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "duties",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duties")),
        sa.UniqueConstraint("epoch", name=op.f("uq_duties_epoch")),
    )
    op.create_table(
        "processes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_inbox_lane",
            "inbox",
            ["lane", "update_id"],
            postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        )


def downgrade() -> None:
    """Undo."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_inbox_lane", table_name="inbox")
    op.drop_table("processes")
    op.drop_table("duties")

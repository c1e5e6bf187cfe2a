"""Attachments may be kept by the desk itself; those of old wait for their turn like new ones."""

import sqlalchemy as sa
from alembic import op

revision = "0019_kept_files"
down_revision = "0018_flood"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_ticket_attachments_keep_after": ("keep_after", "keeping = 'waiting'"),
    "ix_ticket_attachments_sha256": ("sha256", "sha256 IS NOT NULL"),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kept_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mime_type", sa.Text(), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_going", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_kept_files")),
    )
    doubted = sa.text("doubted_at IS NOT NULL")
    op.create_index(
        "ix_kept_files_doubted_at",
        "kept_files",
        ["doubted_at"],
        sqlite_where=doubted,
        postgresql_where=doubted,
    )
    for column in (
        sa.Column("keeping", sa.String(length=32), nullable=False, server_default="waiting"),
        sa.Column("keep_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keep_tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("keep_error", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
    ):
        op.add_column("ticket_attachments", column)
    op.execute("UPDATE ticket_attachments SET keep_after = uploaded_at")
    for name, (column_name, which) in INDEXES.items():
        where = sa.text(which)
        op.create_index(
            name,
            "ticket_attachments",
            [column_name],
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    """Undo."""
    for name in INDEXES:
        op.drop_index(name, table_name="ticket_attachments")
    with op.batch_alter_table("ticket_attachments", schema=None) as batch_op:
        for column in ("sha256", "keep_error", "keep_tries", "keep_after", "keeping"):
            batch_op.drop_column(column)
    op.drop_index("ix_kept_files_doubted_at", table_name="kept_files")
    op.drop_table("kept_files")

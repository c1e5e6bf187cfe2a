"""Ratings by category are counted from two indexes, side by side in the order of tickets."""

from alembic import op

revision = "0014_stats_speed"
down_revision = "0013_growth"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_tickets_id_category_id", "tickets", ["id", "category_id"])
    op.create_index(
        "ix_ratings_ticket_id_asked_at_score", "ratings", ["ticket_id", "asked_at", "score"]
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_ratings_ticket_id_asked_at_score", "ratings")
    op.drop_index("ix_tickets_id_category_id", "tickets")

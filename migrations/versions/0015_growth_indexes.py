"""Lists are read from indexes that tell all their filters, and pairs of filters have their own."""

import sqlalchemy as sa
from alembic import op

revision = "0015_growth_indexes"
down_revision = "0014_stats_speed"
branch_labels = None
depends_on = None

NOT_CLOSED, OWED = "status != 'closed'", "owed_at IS NOT NULL"
Indexes = dict[str, tuple[list[str], str | None]]
GONE: Indexes = {
    "requester_id_number": (["requester_id", "number"], None),
    "assignee_id_number": (["assignee_id", "number"], None),
    "status_number": (["status", "number"], None),
    "category_id_number": (["category_id", "number"], None),
    "requester_id_status_number": (["requester_id", "status", "number"], None),
    "not_closed_number": (["number"], NOT_CLOSED),
    "not_closed_assignee_id_number": (["assignee_id", "number"], NOT_CLOSED),
    "owed_at_number": (["owed_at", "number"], OWED),
}
NEW: Indexes = {
    "by_requester": (["requester_id", "number", "status", "priority", "category_id"], None),
    "by_assignee": (["assignee_id", "number", "status", "priority", "category_id"], None),
    "by_category": (["category_id", "number", "status", "priority", "assignee_id"], None),
    "by_priority": (["priority", "number", "status", "category_id", "assignee_id"], None),
    "by_status": (["status", "number"], None),
    "by_requester_and_status": (["requester_id", "status", "number"], None),
    "not_closed": (["number", "status", "priority", "category_id", "assignee_id"], NOT_CLOSED),
    "not_closed_by_assignee": (
        ["assignee_id", "number", "status", "priority", "category_id"],
        NOT_CLOSED,
    ),
    "not_closed_by_category": (
        ["category_id", "number", "status", "priority", "assignee_id"],
        NOT_CLOSED,
    ),
    "owed": (["owed_at", "number", "status", "priority", "category_id", "assignee_id"], OWED),
}


def upgrade() -> None:
    """Apply."""
    _replace(GONE, NEW)


def downgrade() -> None:
    """Undo."""
    _replace(NEW, GONE)


def _replace(gone: Indexes, new: Indexes) -> None:
    for name in gone:
        op.drop_index(f"ix_tickets_{name}", "tickets")
    for name, (columns, where) in new.items():
        partial = sa.text(where) if where else None
        op.create_index(
            f"ix_tickets_{name}",
            "tickets",
            columns,
            sqlite_where=partial,
            postgresql_where=partial,
        )

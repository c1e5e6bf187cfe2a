"""Statistics: who answered first, when tickets left the backlog and came back."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012_stats"
down_revision = "0011_ask_ratings"
branch_labels = None
depends_on = None

BATCH = 1000
IS_ANSWER = sa.text("is_staff_reply AND delivery != 'withdrawn'")
INDEXES = {
    "ix_tickets_opened": ["created_at", "category_id", "merged_into"],
    "ix_tickets_first_answers": [
        *("first_responded_at", "created_at", "first_responder_id", "category_id", "merged_into")
    ],
    "ix_tickets_resolutions": [
        *("resolved_at", "created_at", "assignee_id", "category_id", "merged_into")
    ],
}
ENDED = ("resolved", "closed")
TICKETS = sa.table(
    "tickets",
    sa.column("id", sa.Uuid()),
    sa.column("status", sa.String()),
    sa.column("resolved_at", sa.DateTime(timezone=True)),
    sa.column("closed_at", sa.DateTime(timezone=True)),
    sa.column("updated_at", sa.DateTime(timezone=True)),
    sa.column("first_responded_at", sa.DateTime(timezone=True)),
    sa.column("first_responder_id", sa.BigInteger()),
)
MESSAGES = sa.table(
    "ticket_messages",
    sa.column("ticket_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("author_id", sa.BigInteger()),
    sa.column("is_staff_reply", sa.Boolean()),
    sa.column("delivery", sa.String()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
EVENTS = sa.table(
    "events",
    sa.column("id", sa.BigInteger()),
    sa.column("ticket_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("before", sa.JSON()),
    sa.column("after", sa.JSON()),
    sa.column("at", sa.DateTime(timezone=True)),
)
CHANGES = sa.table(
    "backlog_changes",
    sa.column("ticket_id", sa.Uuid()),
    sa.column("step", sa.String()),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Apply; what the audit and the messages know of the time before is filled in."""
    op.create_table(
        "backlog_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["tickets.id"],
            name=op.f("fk_backlog_changes_ticket_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_changes")),
    )
    op.add_column("tickets", sa.Column("first_responder_id", sa.BigInteger(), nullable=True))
    connection = op.get_bind()
    _first_answers(connection)
    _backlog(connection)
    if connection.dialect.name == "postgresql":  # no index is made while references wait
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    op.create_index("ix_backlog_changes_step_at", "backlog_changes", ["step", "at"])
    op.create_index(
        "ix_backlog_changes_step_ticket_id_at", "backlog_changes", ["step", "ticket_id", "at"]
    )
    for old in ("ix_tickets_created_at", "ix_tickets_first_responded_at"):
        op.drop_index(old, "tickets")
    for name, columns in INDEXES.items():
        op.create_index(name, "tickets", columns)
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_tickets_merged_into",
        "tickets",
        ["merged_into"],
        sqlite_where=merged,
        postgresql_where=merged,
    )
    op.drop_index("ix_ratings_asked_at", "ratings")
    op.create_index("ix_ratings_asked", "ratings", ["asked_at", "agent_id", "score"])
    op.create_index(
        "ix_ticket_messages_answers_author_id_created_at",
        "ticket_messages",
        ["author_id", "created_at"],
        sqlite_where=IS_ANSWER,
        postgresql_where=IS_ANSWER,
    )


def _first_answers(connection: sa.Connection) -> None:
    """The first answer is the first that was not taken back, whoever wrote it."""
    answers = (
        sa.select(
            MESSAGES.c.ticket_id,
            MESSAGES.c.author_id,
            sa.func.row_number()
            .over(partition_by=MESSAGES.c.ticket_id, order_by=MESSAGES.c.position)
            .label("place"),
        )
        .where(MESSAGES.c.is_staff_reply, MESSAGES.c.delivery != "withdrawn")
        .subquery()
    )
    first = (
        sa.select(answers.c.ticket_id, answers.c.author_id).where(answers.c.place == 1).subquery()
    )
    connection.execute(
        sa.update(TICKETS)
        .where(TICKETS.c.first_responded_at.is_not(None))
        .values(
            first_responder_id=sa.select(first.c.author_id)
            .where(first.c.ticket_id == TICKETS.c.id)
            .scalar_subquery()
        )
    )
    taken_back = sa.select(MESSAGES.c.ticket_id).where(
        MESSAGES.c.is_staff_reply, MESSAGES.c.delivery == "withdrawn"
    )
    connection.execute(
        sa.update(TICKETS)
        .where(TICKETS.c.id.in_(taken_back))
        .values(
            first_responded_at=sa.select(sa.func.min(MESSAGES.c.created_at))
            .where(
                MESSAGES.c.ticket_id == TICKETS.c.id,
                MESSAGES.c.is_staff_reply,
                MESSAGES.c.delivery != "withdrawn",
            )
            .scalar_subquery()
        )
    )


def _backlog(connection: sa.Connection) -> None:
    """Follow each ticket's status through the audit, to where it stands now."""
    tickets = {
        row.id: row
        for row in connection.execute(sa.select(TICKETS).where(TICKETS.c.id.in_(_ended_once())))
    }
    rows = connection.execute(
        sa.select(EVENTS)
        .where(EVENTS.c.ticket_id.in_(_ended_once()))
        .order_by(EVENTS.c.ticket_id, EVENTS.c.id)
    )
    batch: list[dict[str, Any]] = []
    seen = set()
    for ticket_id, events in groupby(rows, key=lambda row: row.ticket_id):
        seen.add(ticket_id)
        batch += _steps(tickets[ticket_id], events)
        if len(batch) >= BATCH:
            connection.execute(sa.insert(CHANGES), batch)
            batch = []
    for ticket_id in tickets.keys() - seen:
        batch += _steps(tickets[ticket_id], iter(()))
    if batch:
        connection.execute(sa.insert(CHANGES), batch)


def _ended_once() -> Any:
    """Tickets that are or were out of the backlog."""
    ended = sa.select(EVENTS.c.ticket_id).where(
        EVENTS.c.kind.in_(("resolved", "closed", "solved")), EVENTS.c.ticket_id.is_not(None)
    )
    return ended.union(sa.select(TICKETS.c.id).where(TICKETS.c.status.in_(ENDED)))


def _steps(ticket: Any, events: Iterator[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    is_out = False

    def went(step: str, at: Any) -> None:
        nonlocal is_out
        found.append({"ticket_id": ticket.id, "step": step, "at": at})
        is_out = step != "reopened"

    for event in events:
        after = event.after if isinstance(event.after, dict) else json.loads(event.after or "{}")
        status = after.get("status")
        if status is None:
            continue
        if status in ENDED and not is_out:
            is_resolved = status == "resolved" or event.kind == "solved"
            went("resolved" if is_resolved else "closed", event.at)
        elif status not in ENDED and is_out:
            went("reopened", event.at)
    # What moved without a line that says so is taken from the ticket itself.
    if ticket.status in ENDED and not is_out:
        went(
            "resolved" if ticket.resolved_at else "closed", ticket.resolved_at or ticket.closed_at
        )
    elif ticket.status not in ENDED and is_out:
        went("reopened", ticket.updated_at)
    return [change for change in found if change["at"] is not None]


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_ticket_messages_answers_author_id_created_at", "ticket_messages")
    op.drop_index("ix_ratings_asked", "ratings")
    op.create_index("ix_ratings_asked_at", "ratings", ["asked_at"])
    for name in ("ix_tickets_merged_into", *INDEXES):
        op.drop_index(name, "tickets")
    for column in ("created_at", "first_responded_at"):
        op.create_index(f"ix_tickets_{column}", "tickets", [column])
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("first_responder_id")
    op.drop_table("backlog_changes")

"""A database of any earlier release, with data in all its tables, keeps every row in an upgrade.

Each migration is a starting point by itself, new ones too: rows are made of whatever columns the
tables had at that time.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, select

from storage.engine import Database
from storage.migrate import alembic_config, migrate
from storage.models import Base
from tests.migrations.test_migrations import ask, database, empty  # noqa: F401  (fixtures)

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(alembic_config()).walk_revisions()))
]
ROWS = 3
START = datetime(2026, 1, 1, 12, 0, 0, 123456, UTC)
# What a column says in rows 1, 2, 3, where anything of its type would not do.
SAID: dict[str, tuple[Any, ...]] = {
    "users.role": ("requester", "agent", "admin"),
    "staff_group.kind": ("supergroup",),
    "tickets.number": (1001, 1002, 1003),
    "tickets.status": ("open", "resolved", "closed"),
    "tickets.priority": ("low", "high", "urgent"),
    "tickets.description_entities": ([], [{"type": "bold", "offset": 0, "length": 1}], []),
    "tickets.tags": (["vip"], [], None),
    "tickets.links": ([1002], [1001], None),
    "tickets.duplicates": ([1003], None, None),
    "tickets.merged_into": (None, None, 1001),
    "ticket_categories.names": (
        {"en": "Billing", "ru": "Оплата"},
        {"en": "Other"},
        {"en": "More"},
    ),
    "ticket_messages.kind": ("text", "photo", "album"),
    "ticket_messages.delivery": ("delivered", "withdrawn", "none"),
    "ticket_messages.entities": ([], [], []),
    "ticket_messages.split_into": (None, 1003, None),
    "ticket_messages.is_staff_reply": (True, False, False),
    "ticket_messages.is_internal": (False, False, True),
    "ticket_attachments.kind": ("photo", "document", "voice"),
    "events.kind": ("taken", "resolved", "closed"),
    "events.after": ({"status": "in_progress"}, {"status": "resolved"}, {"status": "closed"}),
    "message_links.role": ("card", "source", "copy"),
    "message_links.logical": ("card:1", None, None),
    "drafts.kind": ("form", "loose", "target"),
    "outbox.rank": ("content", "notice", "receipt"),
    "outbox.role": ("copy", None, "notice"),
    "outbox.state": ("sent", "pending", "failed"),
    "inbox.error": ("0a1b2c3d: ValueError: mistake", None, "erased"),
    "inbox.parked_at": (START, None, START),
    "inbox.done_at": (None, START, None),
    "inbox.payload": ('{"update_id": 1}', None, None),
    "ratings.comment_entities": ([], [], []),
    "backlog_changes.step": ("resolved", "closed", "reopened"),
}
MADE_ANEW = {("tickets", "first_responded_at")}  # counted by another rule from 0012 on


def tables(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(
        connection,
        only=lambda name, _: not name.startswith(("search_index", "search_tokens", "alembic")),
    )
    return found


def said(table: Table, column: sa.Column[Any], n: int) -> Any:
    """Return what row `n` of a table has in a column."""
    name = f"{table.name}.{column.name}"
    if name in SAID:
        return SAID[name][n - 1]
    if column.foreign_keys:
        (key,) = column.foreign_keys
        if key.column.table is table:  # the row before, if any
            return said(table, key.column, n - 1) if n > 1 else None
        return said(key.column.table, key.column, n)
    kind = column.type
    if isinstance(kind, sa.Uuid) or (isinstance(kind, sa.CHAR) and kind.length == 32):
        value = uuid.uuid5(uuid.NAMESPACE_OID, f"{name} {n}")
        return value if isinstance(kind, sa.Uuid) else value.hex
    if isinstance(kind, sa.Boolean):
        return n == 2
    if isinstance(kind, sa.DateTime):
        at = START + timedelta(days=n)
        return at if kind.timezone else at.replace(tzinfo=None)
    if isinstance(kind, sa.Integer):
        return n
    if isinstance(kind, sa.JSON):
        return {"n": n, "words": "ё 🖨 <b>"}
    if isinstance(kind, sa.LargeBinary):
        return bytes([0, 255, n])
    return f"{column.name} {n} ё"[: getattr(kind, "length", None) or 99]


def without_zone(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """SQLite keeps UTC without saying so."""
    return {
        name: value.replace(tzinfo=None)
        if isinstance(value, datetime) and not getattr(table.c[name].type, "timezone", False)
        else value
        for name, value in row.items()
    }


def fill(connection: Connection) -> None:
    for table in tables(connection).sorted_tables:
        rows = 1 if table.name == "staff_group" else ROWS
        for n in range(1, rows + 1):
            row = {column.name: said(table, column, n) for column in table.columns}
            connection.execute(table.insert(), without_zone(table, row))


def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in tables(connection).sorted_tables:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns))
        found[table.name] = [dict(row._mapping) for row in rows]
    return found


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_row_is_kept_from(revision: str, database: Database) -> None:  # noqa: F811
    async with database.engine.connect() as connection:
        await connection.run_sync(lambda made: command.upgrade(alembic_config(made), revision))
        await connection.commit()
    async with database.engine.begin() as connection:
        await connection.run_sync(fill)
    before = await ask(database, everything)
    assert all(before.values()), "a table without rows proves nothing"
    await migrate(database)
    after = await ask(database, everything)
    for table, rows in before.items():
        kept = [
            {name: row[name] for name in rows[0] if (table, name) not in MADE_ANEW}
            for row in after[table]
        ]
        assert kept == [
            {name: value for name, value in row.items() if (table, name) not in MADE_ANEW}
            for row in rows
        ], table
    async with database.read() as session:  # and the desk can read them
        for mapper in Base.registry.mappers:
            if mapper.class_.__tablename__ in before:
                found = (await session.scalars(select(mapper.class_))).all()
                assert len(found) >= len(before[mapper.class_.__tablename__])
    if REVISIONS.index(revision) < REVISIONS.index("0016_parked"):
        assert [row["reference"] for row in after["inbox"]] == ["0a1b2c3d", None, None]

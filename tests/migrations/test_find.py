"""What was said before there was a search is found after it; the queue knows who waits."""

import uuid
from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import Connection, select, text

from storage.engine import Database
from storage.migrate import alembic_config, migrate
from storage.models import Ticket
from storage.queries.search import newest
from storage.words import terms
from tests.migrations.test_migrations import PEOPLE, database, empty  # noqa: F401  (fixtures)

TICKET = """
INSERT INTO tickets (id, number, requester_id, subject, description, description_entities, status,
                     priority, message_count, file_count, is_received, source, created_at,
                     updated_at, answered_at)
VALUES (:id, :number, 1, :subject, 'Дым', '[]', :status, 'high', 2, 0, {yes}, '{{}}',
        {now}, {now}, {answered})
"""
MESSAGE = """
INSERT INTO ticket_messages (id, ticket_id, position, author_id, kind, text, entities, extra,
                             is_internal, is_staff_reply, is_undecided, delivery, created_at)
VALUES (:id, :ticket, :position, 1, 'text', :text, '[]', '{{}}', {hidden}, {hidden}, {no}, 'none',
        {at})
"""


async def test_everything_said_so_far_is_found(database: Database) -> None:  # noqa: F811
    is_sqlite = database.is_sqlite

    def before(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), "0001")

    async with database.engine.connect() as connection:
        await connection.run_sync(before)
        await connection.commit()
    printer, scanner = uuid.uuid4(), uuid.uuid4()
    values = {"no": "false", "yes": "true", "now": "'2026-01-01 00:00:00.500000'"}

    def key(value: uuid.UUID) -> Any:
        return value.hex if is_sqlite else value

    async with database.engine.begin() as connection:

        async def run(statement: str, more: dict[str, str], **row: Any) -> None:
            await connection.execute(text(statement.format(**{**values, **more})), row)

        await run(PEOPLE, {})
        answered = {"answered": "'2026-01-02 00:00:00.000000'"}
        row = {"number": 1001, "subject": "Принтер", "status": "open"}
        await run(TICKET, answered, id=key(printer), **row)
        row = {"number": 1002, "subject": "Scanner", "status": "closed"}
        await run(TICKET, {"answered": "NULL"}, id=key(scanner), **row)
        said = (
            (1, printer, "Дым", "false", "'2026-01-01 00:00:00.500000'"),
            (2, printer, "Снова дымится, скотч не помог", "false", "'2026-01-03 00:00:00.700000'"),
            (1, scanner, "секрет", "true", "'2026-01-01 00:00:00.000000'"),
        )
        for position, ticket, words, hidden, at in said:
            await run(
                MESSAGE,
                {"hidden": hidden, "at": at},
                id=key(uuid.uuid4()),
                ticket=key(ticket),
                position=position,
                text=words,
            )
    await migrate(database)
    async with database.read() as session:

        async def found(words: str, requester_id: int | None) -> set[uuid.UUID]:
            documents = await newest(session, terms(words, 8), requester_id)
            return {item.ticket_id for item in documents}

        assert await found("принтеры", 1) == {printer}
        assert await found("дым", None) == {printer, scanner}
        assert await found("скотча", 1) == {printer}
        assert await found("секреты", None) == {scanner}
        assert await found("секреты", 1) == set()
        assert await found("дым", 2) == set()
        rows = await session.execute(select(Ticket.number, Ticket.owed_at))
        assert {row.number: row.owed_at for row in rows} == {
            1001: datetime(2026, 1, 3, tzinfo=UTC),
            1002: None,
        }

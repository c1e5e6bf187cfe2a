"""What statistics need to know of the time before them is taken from the audit."""

import uuid
from typing import Any

from alembic import command
from sqlalchemy import Connection, select, text

from storage.engine import Database
from storage.enums import BacklogStep
from storage.migrate import alembic_config, migrate
from storage.models import BacklogChange, Ticket
from tests.migrations.test_migrations import PEOPLE, database, empty  # noqa: F401  (fixtures)

TICKET = """
INSERT INTO tickets (id, number, requester_id, subject, description, description_entities, status,
                     priority, message_count, file_count, is_received, source, created_at,
                     updated_at, first_responded_at, resolved_at)
VALUES (:id, :number, 1, 'Printer', 'Smoke', '[]', :status, 'high', 2, 0, {yes}, '{{}}',
        {day}01', {day}09', {day}02', {resolved})
"""
MESSAGE = """
INSERT INTO ticket_messages (id, ticket_id, position, author_id, kind, text, entities, extra,
                             is_internal, is_staff_reply, is_undecided, delivery, created_at)
VALUES (:id, :ticket, :position, 1, 'text', 'Hm', '[]', '{{}}', {no}, {yes}, {no}, :delivery,
        {day}0{position}')
"""
EVENT = """
INSERT INTO events (ticket_id, actor_id, kind, before, after, at)
VALUES (:ticket, 1, :kind, '{{}}', :after, {day}0{on}')
"""
DAY = {"no": "false", "yes": "true", "now": "'2026-01-01'", "day": "'2026-01-"}


async def test_the_backlog_and_first_answers_are_known_from_before(
    database: Database,  # noqa: F811
) -> None:
    def before(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), "0007_forum")

    async with database.engine.connect() as connection:
        await connection.run_sync(before)
        await connection.commit()
    told, untold, taken_back = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()

    def key(value: uuid.UUID) -> Any:
        return value.hex if database.is_sqlite else value

    async with database.engine.begin() as connection:

        async def run(statement: str, more: dict[str, Any], **row: Any) -> None:
            await connection.execute(text(statement.format(**{**DAY, **more})), row)

        await run(PEOPLE, {})
        for ticket, status, resolved in (
            (told, "closed", "'2026-01-07'"),
            (untold, "resolved", "'2026-01-05'"),
            (taken_back, "open", "NULL"),
        ):
            number = 1000 + len(status)
            row = {"id": key(ticket), "number": number, "status": status}
            await run(TICKET, {"resolved": resolved}, **row)
        for on, kind, status in (
            (3, "resolved", "resolved"),
            (4, "closed", "closed"),
            (5, "reopened", "in_progress"),
            (6, "agent_answered", "waiting"),
            (7, "solved", "closed"),
        ):
            after = f'{{"status": "{status}"}}'
            await run(EVENT, {"on": on}, ticket=key(told), kind=kind, after=after)
        for ticket, position, delivery in (
            (told, 2, "delivered"),
            (taken_back, 2, "withdrawn"),
            (taken_back, 3, "delivered"),
        ):
            row = {"ticket": key(ticket), "position": position, "delivery": delivery}
            await run(MESSAGE, {"position": position}, id=key(uuid.uuid4()), **row)
    await migrate(database)
    async with database.read() as session:
        found = await session.scalars(select(BacklogChange).order_by(BacklogChange.at))
        steps: dict[uuid.UUID, list[Any]] = {told: [], untold: [], taken_back: []}
        for change in found:
            steps[change.ticket_id].append((change.at.day, change.step))
        tickets = {ticket.id: ticket for ticket in await session.scalars(select(Ticket))}
    resolved, reopened = BacklogStep.RESOLVED, BacklogStep.REOPENED
    assert steps[told] == [(3, resolved), (5, reopened), (7, resolved)]
    assert steps[untold] == [(5, resolved)]
    assert steps[taken_back] == []
    first = tickets[taken_back].first_responded_at
    assert first is not None
    assert (first.day, tickets[taken_back].first_responder_id) == (3, 1)
    assert tickets[told].first_responder_id == 1

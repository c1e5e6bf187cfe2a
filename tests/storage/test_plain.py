"""What is written past the unit of work is written, found, undone and missed as by it."""

import uuid
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm.exc import StaleDataError

from storage.engine import Database
from storage.enums import ContentKind, Delivery, DraftKind
from storage.models import Draft, SearchDocument, Ticket, TicketMessage, User

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
ANNA = 7


async def a_ticket(database: Database) -> uuid.UUID:
    """Anna has a ticket about her printer."""
    key = uuid.uuid4()
    async with database.write() as session:
        session.add(User(id=ANNA, first_name="Anna", created_at=NOW, updated_at=NOW))
        ticket = Ticket(
            id=key, number=1, requester_id=ANNA, subject="Printer", description="", source={},
            created_at=NOW, updated_at=NOW,
        )  # fmt: skip
        session.add(ticket)
    return key


def a_message(ticket: Ticket, text: str) -> TicketMessage:
    """A message with every column given, as the flows make them."""
    return TicketMessage(
        id=uuid.uuid4(), ticket_id=ticket.id, position=1, author_id=ANNA, kind=ContentKind.TEXT,
        text=text, entities=[], extra={}, is_internal=False, is_staff_reply=False,
        is_undecided=False, delivery=Delivery.PENDING, media_group_id=None, burst_id=None,
        split_into=None, created_at=NOW, updated_at=None, attachments=[],
    )  # fmt: skip


async def test_a_message_and_its_ticket_are_written_found_and_go_on_being_followed(
    database: Database,
) -> None:
    key = await a_ticket(database)
    async with database.write() as session:
        ticket = await session.get_one(Ticket, key)
        message = a_message(ticket, "smoke")
        session.add(message)
        ticket.message_count, ticket.subject = 1, "Scanner"
        await session.flush()
        assert not session.new
        assert not session.dirty
        message.text, ticket.message_count = "fire", 2  # later in the same transaction
    async with database.read() as session:
        ticket = await session.get_one(Ticket, key)
        assert (ticket.message_count, ticket.subject) == (2, "Scanner")
        assert await session.scalar(select(TicketMessage.text)) == "fire"
        words = " ".join(await session.scalars(select(SearchDocument.words)))
    assert "scanner" in words
    assert "fire" in words
    assert "printer" not in words
    assert "smoke" not in words


async def test_what_is_rolled_back_alone_is_not_taken_for_written(database: Database) -> None:
    key = await a_ticket(database)
    async with database.write() as session:
        ticket = await session.get_one(Ticket, key)
        ticket.message_count = 1
        with suppress(LookupError):
            async with session.begin_nested():
                ticket.subject = "Scanner"
                await session.flush()
                raise LookupError
        await session.refresh(ticket)
        assert (ticket.message_count, ticket.subject) == (1, "Printer")


async def test_a_change_of_a_row_that_is_gone_is_an_error(database: Database) -> None:
    key = await a_ticket(database)
    async with database.write() as session:
        ticket = await session.get_one(Ticket, key)
        gone = delete(Ticket).where(Ticket.id == key)
        await session.execute(gone.execution_options(synchronize_session=False))
        ticket.subject = "Scanner"
        with pytest.raises(StaleDataError):
            await session.flush()
        session.expunge(ticket)


async def test_rows_with_more_to_them_go_beside_plain_ones(database: Database) -> None:
    key = await a_ticket(database)
    async with database.write() as session:
        ticket = await session.get_one(Ticket, key)
        ticket.assignee = await session.get_one(User, ANNA)
        ticket.message_count = 1
        session.add(a_message(ticket, "smoke"))
        draft = Draft(
            chat_id=ANNA, user_id=ANNA, kind=DraftKind.FORM, step="", data={}, created_at=NOW,
            updated_at=NOW,
        )  # fmt: skip
        session.add(draft)
    async with database.read() as session:
        ticket = await session.get_one(Ticket, key)
        assert (ticket.message_count, ticket.assignee_id) == (1, ANNA)
        assert await session.scalar(select(TicketMessage.text)) == "smoke"
        assert await session.scalar(select(Draft.user_id)) == ANNA

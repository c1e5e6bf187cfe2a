"""Reading everything: in order, in pages, from one state, with nothing forgotten."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from storage.engine import Database
from storage.enums import ContentKind, Delivery, EventKind
from storage.models import Event, Rating, Ticket, TicketAttachment, TicketMessage, User
from storage.queries import export
from storage.queries.export import ATTACHMENTS, MESSAGES, TICKETS, Export

NOW = datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
ANNA = 101


async def given(database: Database, *lengths: int) -> None:
    """Make tickets 1, 2, … with so many messages each, some of them notes, and their events."""
    async with database.write() as session:
        anna = {"id": ANNA, "first_name": "Anna", "created_at": NOW, "updated_at": NOW}
        await session.execute(insert(User), [anna])
        for number, length in enumerate(lengths, 1):
            ticket_id = uuid.uuid4()
            ticket = {
                "id": ticket_id,
                "number": number,
                "requester_id": ANNA,
                "subject": f"Ticket {number}",
                "description": "",
                "message_count": length,
                "source": {},
                "created_at": NOW + timedelta(days=number),
                "updated_at": NOW,
            }
            await session.execute(insert(Ticket), [ticket])
            messages: list[dict[str, Any]] = [
                {
                    "id": uuid.uuid4(),
                    "ticket_id": ticket_id,
                    "position": position,
                    "author_id": ANNA,
                    "kind": ContentKind.PHOTO,
                    "text": f"{number}.{position}",
                    "is_internal": position % 3 == 0,
                    "is_undecided": position % 7 == 0,
                    "delivery": Delivery.NONE,
                    "created_at": NOW,
                }
                for position in range(1, length + 1)
            ]
            if not messages:
                continue
            await session.execute(insert(TicketMessage), messages)
            files = [
                {
                    "id": uuid.uuid4(),
                    "message_id": message["id"],
                    "position": position,
                    "kind": ContentKind.PHOTO,
                    "file_id": f"{message['text']}/{position}",
                    "file_unique_id": "x",
                    "uploaded_at": NOW,
                }
                for message in messages
                for position in (1, 2)
            ]
            await session.execute(insert(TicketAttachment), files)
            done = [
                {
                    "ticket_id": ticket_id,
                    "kind": EventKind.REQUESTER_WROTE,
                    "after": {"text": message["text"]},
                    "at": NOW,
                }
                for message in messages
            ]
            await session.execute(insert(Event), done)


async def read(database: Database, **options: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    async with database.snapshot() as session:
        made = Export(session, **options)
        total = await made.count()
        async for ticket in made.tickets():
            said = found[ticket.number] = []
            async for message in made.messages(ticket):
                text = message.row.text
                assert [file.file_id for file in message.attachments] == [f"{text}/1", f"{text}/2"]
                said.append(text)
            events = [event.after["text"] async for event in made.events(ticket)]
            assert set(said) <= set(events)
            assert events == [f"{ticket.number}.{n}" for n in range(1, len(events) + 1)]
    assert len(found) == total
    return found


LENGTHS = (0, 1, 3, 2, 9, 11, 0, 5, 24, 4)


@pytest.mark.parametrize("page", [1, 2, 5, 10, 1000])
async def test_all_of_it_in_order_whatever_a_page_holds(
    database: Database, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", page)
    await given(database, *LENGTHS)
    assert await read(database, notes=True) == {
        number: [f"{number}.{position}" for position in range(1, length + 1)]
        for number, length in enumerate(LENGTHS, 1)
    }
    public = await read(database)
    assert public == {
        number: [f"{number}.{n}" for n in range(1, length + 1) if n % 3 and n % 7]
        for number, length in enumerate(LENGTHS, 1)
    }


async def test_a_span_of_time(database: Database) -> None:
    await given(database, 1, 1, 1, 1)
    day = timedelta(days=1)
    assert list(await read(database, since=NOW + 2 * day)) == [2, 3, 4]
    assert list(await read(database, until=NOW + 2 * day)) == [1]
    assert list(await read(database, since=NOW + 2 * day, until=NOW + 4 * day)) == [2, 3]


async def test_it_is_one_state_while_others_write(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 1)
    await given(database, 1, 1, 1)
    async with database.snapshot() as session:
        made = Export(session)
        said = []
        async for ticket in made.tickets():
            said += [(ticket.subject, message.row.text) async for message in made.messages(ticket)]
            async with database.write() as writer:
                await writer.execute(update(Ticket).values(subject="changed"))
                await writer.execute(update(TicketMessage).values(text="changed"))
        assert said == [("Ticket 1", "1.1"), ("Ticket 2", "2.1"), ("Ticket 3", "3.1")]
    assert list((await read_subjects(database)).values()) == ["changed"] * 3


async def read_subjects(database: Database) -> dict[int, str]:
    async with database.snapshot() as session:
        return {row.number: row.subject async for row in Export(session).tickets()}


async def test_a_snapshot_changes_nothing(database: Database) -> None:
    await given(database, 1)
    with pytest.raises(Exception, match=r"read-only|readonly"):
        async with database.snapshot() as session:
            await session.execute(update(Ticket).values(subject="changed"))


# What an export leaves out, and why. A new column is either exported or belongs here.
LEFT_OUT = {
    Ticket: {
        "requester_id",  # with their name
        "category_id",  # by its names
        "assignee_id",  # with their name
        "follow_up_of_id",  # by its number
        "file_count",  # can be counted
        "is_received",  # how the desk works
        "answered_at",
        "owed_at",
        "topic",
        "digest",
        "first_responder_id",  # the messages say it
    },
    TicketMessage: {"author_id", "media_group_id", "burst_id"},
    TicketAttachment: {"id", "position"},
    Rating: {"ticket_id", "agent_id", "comment_message_id"},
}


def test_no_column_is_forgotten() -> None:
    chosen = {
        Ticket: {column.name for column in TICKETS.selected_columns},
        TicketMessage: {column.name for column in MESSAGES.selected_columns},
        TicketAttachment: {column.name for column in ATTACHMENTS.selected_columns},
        Rating: {
            column.name.removeprefix("rating_")
            for column in TICKETS.selected_columns
            if column.name.startswith("rating_")
        },
    }
    for model, left_out in LEFT_OUT.items():
        columns = {column.name for column in model.__table__.columns}
        assert columns - left_out <= chosen[model], model
        assert left_out <= columns, model

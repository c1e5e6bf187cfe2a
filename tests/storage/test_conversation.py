"""A page of a conversation is the same whether it is read alone or with all the others."""

import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import texts
from bot.services.conversation import leaf
from bot.services.outgoing import Outgoing
from bot.services.work import Desk, Work
from bot.views.conversation import measured, pages
from storage.engine import Database
from storage.enums import ContentKind, Delivery
from storage.models import Ticket, TicketAttachment, TicketMessage, User
from storage.queries import messages

NOW = datetime(2025, 12, 30, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
ANNA, BORIS = 1, 2
TEXTS = ["Да.", "Дым идёт " * 40, "😀 smoke " * 30, "x" * 3900, "", "word " * 700]


async def fill(database: Database, count: int) -> Ticket:
    dice = random.Random(count)
    ticket = Ticket(
        number=1001, requester_id=ANNA, subject="Printer", description="", source={},
        message_count=count, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    async with database.write() as session:
        for number, name in ((ANNA, "Анна"), (BORIS, "Boris")):
            session.add(User(id=number, first_name=name, created_at=NOW, updated_at=NOW))
        session.add(ticket)
        await session.flush()
        for position in range(1, count + 1):
            session.add(_message(ticket.id, position, dice))
    return ticket


def _message(ticket_id: uuid.UUID, position: int, dice: random.Random) -> TicketMessage:
    bold = [{"type": "bold", "offset": at, "length": 1} for at in range(dice.choice([0, 0, 3]))]
    author = dice.choice([ANNA, BORIS])
    internal = author == BORIS and dice.random() < 0.3
    withdrawn = author == BORIS and dice.random() < 0.1
    message = TicketMessage(
        id=uuid.uuid4(),
        ticket_id=ticket_id,
        position=position,
        author_id=author,
        kind=dice.choice([ContentKind.TEXT, ContentKind.ALBUM]),
        text=dice.choices(TEXTS, [9, 9, 9, 1, 1, 1])[0],
        extra=dice.choice([{}, {"forwarded_from": "Ева"}]),
        is_internal=internal,
        is_staff_reply=author == BORIS and not internal,
        is_undecided=internal and dice.random() < 0.1,
        delivery=Delivery.WITHDRAWN if withdrawn else Delivery.DELIVERED,
        created_at=NOW + timedelta(hours=position),
    )
    message.entities = bold if len(message.text) > 3 else []
    if message.kind is ContentKind.ALBUM:
        message.attachments = [_photo(place) for place in range(1, dice.randint(2, 5))]
    return message


def _photo(position: int) -> TicketAttachment:
    return TicketAttachment(
        position=position, kind=ContentKind.PHOTO, file_id="f", file_unique_id="u", uploaded_at=NOW
    )


def work_of(database: Database, session: Any) -> Work:
    desk = Desk(database, "en", ZONE, frozenset(), 9, "desk_bot")
    return Work(desk, session, NOW, None, Outgoing(session, NOW))


@pytest.mark.parametrize("for_staff", [True, False])
@pytest.mark.parametrize("count", [0, 1, 15, 90])
async def test_a_page_alone_is_that_page_of_all(
    database: Database, for_staff: bool, count: int
) -> None:
    ticket, t = await fill(database, count), texts("ru")
    async with database.write() as session:
        said = await messages.conversation(session, ticket.id, internal=for_staff)
        expected = pages(said, t, ZONE, for_staff=for_staff, room=3600)
        work = work_of(database, session)
        for asked, page in enumerate([expected[-1], *expected, expected[-1]]):
            found = await leaf(work, ticket, asked, t, for_staff=for_staff, room=3600)
            assert (str(found.body), found.body.entities) == (str(page), page.entities)
            assert found.count == len(expected)


async def test_what_the_database_measures_is_what_is_there(database: Database) -> None:
    ticket = await fill(database, 60)
    async with database.read() as session:
        said: Sequence[TicketMessage]
        for internal in (True, False):
            said = await messages.conversation(session, ticket.id, internal=internal)
            found = await messages.measures(session, ticket.id, internal=internal)
            assert found == [measured(message) for message in said]

"""What Telegram should never send neither stalls the loops nor is passed over in silence."""

from typing import Any

from sqlalchemy import delete, func, select

from bot.loops.receive import Receiver
from bot.loops.transport import make_bot
from storage.engine import Database
from storage.enums import OutboxRank
from storage.models import InboxRow, OutboxRow, TicketMessage
from tests.conftest import Team
from tests.desk import Desk


def message_of(team: Team, **fields: Any) -> dict[str, Any]:
    anna = {"id": team.anna.id, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    chat = {"id": team.anna.id, "type": "private", "first_name": "Anna"}
    return {"message_id": 90_001, "date": 1_700_000_000, "from": anna, "chat": chat} | fields


def push(desk: Desk, payload: Any, kind: str = "message") -> None:
    desk.playground.world.updates.push(kind, payload)


async def forget_parked(desk: Desk) -> list[str]:
    """Return why updates were given up, and let the desk end well nevertheless."""
    reasons = await desk.parked()
    async with desk.database.write() as session:
        await session.execute(delete(InboxRow).where(InboxRow.parked_at.is_not(None)))
    return reasons


async def test_characters_that_no_database_keeps_are_replaced(team: Team) -> None:
    await team.ticket()
    push(team.desk, message_of(team, text="zero \0 half \ud83d literal \\u0000 whole 🖨"))
    await team.boris.sees("zero \ufffd half \ufffd literal \\u0000 whole 🖨")
    async with team.desk.database.read() as session:
        last = select(TicketMessage.text).order_by(TicketMessage.position.desc()).limit(1)
        assert await session.scalar(last) == "zero \ufffd half \ufffd literal \\u0000 whole 🖨"


async def test_shapes_that_make_no_sense_are_parked_and_others_go_on(team: Team) -> None:
    number = await team.ticket()
    push(team.desk, "not even an object")
    push(team.desk, message_of(team, chat="nowhere", text="x"))
    push(team.desk, message_of(team, chat={"type": "private"}, text="x"))
    push(team.desk, message_of(team, chat={"id": 2**70, "type": "private"}, text="x"))
    push(team.desk, message_of(team, photo=7, media_group_id="9" * 90))
    await team.anna.private.says("after the storm")
    await team.boris.sees("after the storm")
    await team.boris.sees("5 things could not be handled")
    await team.desk.quiet()
    assert len(await forget_parked(team.desk)) == 5
    await team.anna.private.says("still here")
    await team.boris.sees("still here", f"#{number}")


async def test_an_update_without_a_number_is_kept_once(database: Database) -> None:
    bot = make_bot("1:x", "http://127.0.0.1:9")
    receiver = Receiver(bot, database, lambda: None)
    batch: list[Any] = [{"message": {}}, "words", {"update_id": 2**80}, {"update_id": 7}]
    await receiver.store(batch)
    await receiver.store(batch)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(InboxRow)) == 4


async def test_whoever_pressed_or_wrote_is_told(team: Team) -> None:
    boris = {"id": team.boris.user_id, "is_bot": False, "first_name": "Boris"}
    group = {"id": team.desk.group_id, "type": "supergroup", "title": "x"}
    words = await team.boris.says("mine")
    push(
        team.desk,
        {"message_id": words, "date": 1_700_000_000, "from": boris, "chat": group, "photo": 7},
    )
    told = await team.boris.sees("could not be handled")
    assert told["reply_to_message"]["message_id"] == words
    press = {"id": "12345", "from": boris, "chat_instance": "1", "data": 5}
    push(team.desk, press, "callback_query")
    await team.desk.quiet()
    assert len(await forget_parked(team.desk)) == 2
    async with team.desk.database.read() as session:
        query = select(OutboxRow.payload).where(OutboxRow.rank == OutboxRank.ANSWER)
        answers = [row for row in await session.scalars(query) if row]
    assert [row["callback_query_id"] for row in answers] == ["12345"]
    assert "nothing was changed" in answers[0]["text"]

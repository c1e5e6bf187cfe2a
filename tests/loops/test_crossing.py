"""Let in, moved, edited or taken back while a call is under way: nothing is lost or false."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.services import delivery
from bot.services.work import Work
from storage.enums import OutboxRank, OutboxState
from storage.models import OutboxRow
from storage.queries import tickets
from tests.conftest import Team, fill_in, gather, under_way
from tests.desk import Desk
from tests.loops.test_bad_hours import in_order, standing
from tests.people import Chat, words


@pytest.fixture
def slow_to_hold(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Have a refusal be written down for a second before that is committed."""
    begun, hold = asyncio.Event(), delivery.unreachable

    async def slowly(work: Work, chat_id: int) -> None:
        begun.set()
        await asyncio.sleep(1)
        await hold(work, chat_id)

    monkeypatch.setattr(delivery, "unreachable", slowly)
    return begun


async def test_put_back_while_the_refusal_is_written_down(
    team: Team, slow_to_hold: asyncio.Event
) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, "kicked")
    mine = [await team.anna.private.says(text) for text in ("first", "second")]
    await slow_to_hold.wait()
    await standing(team, "administrator")
    await team.desk.quiet()
    await team.anna.private.says("third")
    await team.desk.quiet()
    assert await in_order(team.boris, "first", "second", "third") == ["first", "second", "third"]
    for message in mine:
        assert await team.anna.private.reaction(message, patience=5) == "👌"


async def test_let_in_again_while_the_refusal_is_written_down(
    team: Team, slow_to_hold: asyncio.Event
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}", button="Take")
    await team.anna.blocks_the_bot()
    await team.desk.quiet()
    slow_to_hold.clear()
    theirs = await team.boris.says("unplug it", reply_to=card["message_id"])
    await slow_to_hold.wait()
    await team.anna.unblocks_the_bot()
    await team.anna.private.sees("unplug it", patience=15)
    assert await team.boris.reaction(theirs, patience=5) == "👌"


async def test_put_back_although_telegram_has_forgotten_to_say_so(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, "kicked")
    for text in ("first", "second"):
        await team.anna.private.says(text)
    await team.desk.quiet()
    await team.desk.stop()
    await standing(team, "administrator")
    team.desk.playground.world.updates.pending.clear()  # after a day
    await team.desk.start()
    await team.anna.private.says("third")
    await team.boris.sees("third")
    await team.desk.quiet()
    assert await in_order(team.boris, "first", "second", "third") == ["first", "second", "third"]


async def test_a_ticket_opened_while_the_bot_was_out_has_one_card(team: Team) -> None:
    await standing(team, "kicked")
    await team.desk.quiet()
    anna = team.anna.private
    start = await fill_in(anna, "Printer is on fire", "Smoke!")
    await anna.taps("Send", "review", after=start)
    await team.desk.quiet()
    [said] = [m["message_id"] for m in await anna.history() if words(m) == "Smoke!"]
    await anna.edits(said, "Smoke and fire!")
    await team.desk.quiet()
    await standing(team, "administrator")
    await team.desk.quiet()
    [card] = [m for m in await team.boris.history() if "Printer is on fire" in words(m)]
    assert "Smoke and fire!" in words(card)


async def test_nothing_overtakes_what_is_under_way_to_an_upgraded_group(desk: Desk) -> None:
    team = await gather(desk, "group")
    await team.ticket()
    await desk.quiet()
    await desk.post(
        "/misbehave", method="sendMessage", saying="first", how="late_answer", delay=4, seconds=0
    )
    await team.anna.private.says("first")
    await under_way(team)
    moved = await desk.post(f"/chats/{desk.group_id}/migrate")
    await team.anna.private.says("second")
    boris = Chat(desk.http, moved["id"], team.boris.user_id)
    await boris.sees("second", patience=30)
    await desk.quiet()
    assert await in_order(boris, "first", "second") == ["first", "second"]


async def test_muted_no_more_when_the_refusal_arrives(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, "restricted", permissions={"can_send_messages": False})
    await asyncio.sleep(1)
    await team.desk.post(
        "/misbehave", method="sendMessage", saying="first", how="late_answer", seconds=3
    )
    await team.anna.private.says("first")
    await under_way(team)
    await standing(team, "administrator")
    await team.boris.sees("first", patience=10)


@pytest.mark.parametrize("how", ["500", "hang"])
async def test_what_was_taken_back_is_not_said_to_be_sent(team: Team, how: str) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}", button="Take")
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="setMessageReaction", how=how, delay=3, chat_id=team.desk.group_id
    )
    theirs = await team.boris.says("unplug it", reply_to=card["message_id"])
    await team.anna.private.sees("unplug it")
    await team.boris.says("/withdraw", reply_to=theirs)
    await team.anna.private.gone("unplug it")
    await team.desk.quiet()
    assert await team.boris.reaction(theirs) == "🙈"


async def test_an_edit_of_words_that_go_with_others_just_then(
    busy: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, looked = tickets.unsent_copies, asyncio.Event()

    async def slowly(session: Any, message_id: Any) -> Any:
        found = await look(session, message_id)
        if not looked.is_set():
            looked.set()
            await asyncio.sleep(3)
        return found

    anna = busy.anna.private
    await busy.ticket()  # its card has just gone: what comes next waits for some seconds
    said = [await anna.says(text) for text in ("first", "second", "third")]
    async with asyncio.timeout(20):
        while await waiting(busy) < 3:
            await asyncio.sleep(0.05)
    await asyncio.sleep(2.5)
    monkeypatch.setattr(tickets, "unsent_copies", slowly)
    await busy.desk.post(
        "/misbehave", method="sendMessage", saying="first", how="late_answer", seconds=4
    )
    await anna.edits(said[1], "second, put right")
    await looked.wait()
    await busy.boris.sees("second, put right", patience=30)
    await busy.desk.quiet()
    told = await busy.boris.everything()
    assert "first" in told
    assert "third" in told


async def waiting(team: Team) -> int:
    """How many of people's words wait for the group."""
    query = select(func.count(OutboxRow.id)).where(
        OutboxRow.state == OutboxState.PENDING, OutboxRow.rank == OutboxRank.CONTENT
    )
    async with team.desk.database.read() as session:
        return await session.scalar(query) or 0


@pytest.mark.parametrize("how", ["late_answer", "500"])
async def test_words_moved_while_they_go_with_others(busy: Team, how: str) -> None:
    anna = busy.anna.private
    other = await busy.ticket("Keyboard is sticky", "Honey")
    first = await busy.ticket("Printer is on fire", "Smoke!")
    card = await busy.boris.sees("Printer is on fire")
    await busy.boris.says("Which printer?", reply_to=card["message_id"])
    await anna.sees("Which printer?")
    await busy.desk.quiet()
    await busy.desk.post(
        "/misbehave", method="sendMessage", saying="with the honey", how=how, delay=3, seconds=3
    )
    said = await anna.says("the left one")
    await anna.says("with the honey")
    while busy.desk.playground.world.misbehaviour.orders:
        await asyncio.sleep(0.02)
    await anna.taps("Not this ticket", f"#{first}", after=said)
    await anna.taps(f"➕ To #{other} · Keyboard is sticky", "Where does it belong", after=said)
    await busy.boris.sees("the left one", f"#{other}", patience=40)
    await busy.desk.quiet()
    shown = [words(m) for m in await busy.boris.history() if "with the honey" in words(m)]
    assert [text for text in shown if f"#{first}" in text] == []
    assert len(shown) == 1

"""The composition root: no half-dead desk, and groups bound however late Telegram answers."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from bot import app
from bot.loops.tick import Ticker
from storage.models import StaffGroup, TicketCategory, User
from storage.queries import tickets
from tests.conftest import open_ticket
from tests.desk import Desk


async def test_the_end_of_one_loop_ends_the_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BrokenTicker(Ticker):
        async def run(self) -> None:
            await asyncio.sleep(0.2)
            raise RuntimeError("the spring broke")

    monkeypatch.setattr(app, "Ticker", BrokenTicker)
    async with asyncio.timeout(30):
        with pytest.raises(app.Crashed, match="tick") as crashed:
            await app.serve(desk.settings(), limits=desk.limits)
    assert str(crashed.value.__cause__) == "the spring broke"


async def test_the_first_start_makes_categories_and_the_second_none(desk: Desk) -> None:
    for _ in range(2):
        await desk.start()
        await desk.stop()
    async with desk.database.read() as session:
        categories = (await session.scalars(select(TicketCategory))).all()
    assert len(categories) == 5
    for category in categories:
        assert set(category.names) >= {"en", "ru"}
        assert category.colour in "🟥🟧🟨🟩🟦🟪🟫⬛⬜"
    async with desk.database.write() as session:
        assert await tickets.next_number(session) == 1001


async def test_a_second_process_on_a_file_is_turned_away(desk: Desk) -> None:
    if desk.database.file is None:
        pytest.skip("PostgreSQL is shared")
    await desk.start()
    with pytest.raises(app.CannotStart, match=r"runs the desk on .* already: end that one first"):
        await app.serve(desk.settings(), limits=desk.limits)
    anna = await desk.person("Anna")
    await anna.private.says("/start")
    await anna.private.sees("Hello, Anna")
    await desk.stop()
    await desk.start()  # the file is free again


async def test_a_database_that_fails_while_the_group_is_bound_only_delays_it(desk: Desk) -> None:
    boris, _ = await desk.agents("Boris", "Clara")
    failed: list[str] = []

    def fail_once(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not failed and statement.startswith("INSERT INTO staff_group"):
            failed.append(statement)
            raise ConnectionResetError("the server is gone")

    event.listen(Engine, "before_cursor_execute", fail_once)
    try:
        await desk.start()
    finally:
        event.remove(Engine, "before_cursor_execute", fail_once)
    assert failed
    anna = await desk.person("Anna")
    await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    await boris.sees("Printer is on fire")


async def bound(desk: Desk) -> StaffGroup | None:
    async with desk.database.read() as session:
        return await session.get(StaffGroup, 1)


async def eventually(question: Any) -> Any:
    async with asyncio.timeout(60):
        while True:
            if answer := await question():
                return answer
            await asyncio.sleep(0.05)


async def test_the_group_from_the_settings_is_bound_with_its_administrators(desk: Desk) -> None:
    boris, _ = await desk.agents("Boris", "Clara")
    await desk.start()
    group = await bound(desk)
    assert group is not None
    assert (group.chat_id, group.kind) == (desk.group_id, "supergroup")
    async with desk.database.read() as session:
        assert await session.get(User, boris.user_id) is not None


async def test_a_group_that_cannot_be_asked_about_yet_is_bound_later(desk: Desk) -> None:
    await desk.agents("Boris")
    await desk.post("/misbehave", method="getChat", times=1000, how="500")
    await desk.start()
    assert await bound(desk) is None
    async with desk.http.delete("/play/misbehave"):
        pass
    await eventually(lambda: bound(desk))


async def test_a_public_group_is_not_bound(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    chat = await desk.post(
        "/chats",
        type="supergroup",
        title="Everybody",
        username="everybody",
        members=[],
        bot_status="administrator",
    )
    desk.group_id = chat["id"]
    await desk.start()
    assert await bound(desk) is None
    assert "The group is public" in caplog.text


async def test_menus_are_set_once_and_for_a_group_bound_later(desk: Desk) -> None:
    anna = await desk.person("Anna", language="ru")

    async def commands(user: int, chat: int) -> list[str]:
        found = await desk.get(f"/commands?user_id={user}&chat_id={chat}")
        return [command["command"] for command in found["commands"]]

    async def calls() -> list[str]:
        requests = (await desk.get("/requests?after=0"))["requests"]
        return [r["method"] for r in requests if r["method"].startswith("setMy")]

    await desk.start()
    private = anna.private.chat_id
    assert await eventually(lambda: commands(anna.id, private)) == [
        *("new", "tickets", "search", "transcript", "language", "privacy", "help", "cancel")
    ]
    boris = (await desk.agents("Boris"))[0]
    assert await commands(boris.user_id, desk.group_id) in ([], ["setup"])
    await desk.stop()
    await desk.start()  # now with STAFF_CHAT_ID

    async def staff() -> bool:
        return "mine" in await commands(boris.user_id, desk.group_id)

    await eventually(staff)
    await asyncio.sleep(2)
    before = await calls()
    await desk.stop()
    await desk.start()
    await asyncio.sleep(2)
    assert await calls() == before

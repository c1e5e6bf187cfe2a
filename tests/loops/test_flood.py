"""With Telegram's limits on, Telegram never has to say 429, also over a restart."""

import asyncio

from bot.loops.limits import Limits
from storage.engine import Database
from tests.desk import desk_on
from tests.people import words


async def test_telegram_never_says_429(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url, Limits()) as desk:
        await desk.post("/limits", on=True)
        boris, _ = await desk.agents("Boris", "Clara")
        await desk.start()
        people = [(await desk.person(f"Person{n}")).private for n in range(8)]
        for round_ in range(2):
            for chat in people:
                await chat.says("/start")
                for n in range(4):
                    await chat.says(f"words {round_}.{n}")
            await asyncio.sleep(6)
            await desk.stop()
            await desk.start()
        for chat in people:
            await chat.taps("New ticket", "Shall I open a ticket", "and 7 more")
        await asyncio.sleep(3)
        for chat in people:
            await chat.taps("Other", "What is it about?")
        await asyncio.sleep(3)
        state = await desk.get("/state")
        assert state["flooded"] == 0
        assert all(["How urgent" in words((await chat.history())[-1]) for chat in people])
        assert await boris.history() is not None

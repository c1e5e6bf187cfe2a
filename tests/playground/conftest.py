"""A running playground with a real python-telegram-bot and the people's side over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from bot.playground import Playground, demo_world

ANNA, TOM, BORIS, CLARA = 101, 102, 105, 106
GROUP = -1001000000001
EVERY_KIND = list(Update.ALL_TYPES)


class Town:
    """What a test sees: the bot, and what people do."""

    def __init__(self, playground: Playground, bot: Bot, http: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.world = playground.world
        self.bot = bot
        self.http = http
        self._seen = 0

    async def get(self, path: str) -> Any:
        async with self.http.get(f"/play/{path}") as response:
            body = await response.json()
            assert response.status == 200, body
            return body

    async def do(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"/play/{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def refused(self, path: str, **body: Any) -> str:
        async with self.http.post(f"/play/{path}", json=body) as response:
            assert response.status == 400
            return str((await response.json())["error"])

    async def send(self, who: int, chat: int | None = None, **body: Any) -> int:
        answer = await self.do(f"chats/{chat or who}/send", **{"as": who, **body})
        return int(answer["message_ids"][0])

    async def say(self, who: int, text: str, chat: int | None = None, **body: Any) -> int:
        return await self.send(who, chat, text=text, **body)

    async def updates(self, **more: Any) -> list[Update]:
        """Fetch and confirm what waits."""
        more.setdefault("timeout", 0)
        got = list(await self.bot.get_updates(offset=self._seen + 1, **more))
        if got:
            self._seen = got[-1].update_id
        return got

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method as JSON; returns the whole answer."""
        url = f"/bot{self.playground.token}/{method}"
        async with self.http.post(url, json=params) as response:
            return await response.json()

    async def error(self, method: str, **params: Any) -> str:
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"]).removeprefix("Bad Request: ")

    async def faults(self) -> list[str]:
        """Return and forget the recorded faults."""
        found = [fault["description"] for fault in (await self.get("faults"))["faults"]]
        async with self.http.delete("/play/faults") as response:
            assert response.status == 200
        return found


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """The demo world, where Anna, Boris and Clara have spoken to the bot; without flood limits."""
    playground = Playground(flood_limits=False)
    demo_world(playground.world)
    for known in (ANNA, BORIS, CLARA):
        playground.world.people[known].started = True
    await playground.start()
    url = playground.url
    calls, polls = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    bot = Bot(
        playground.token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=calls,
        get_updates_request=polls,
    )
    try:
        async with bot, aiohttp.ClientSession(url) as http:
            town = Town(playground, bot, http)
            yield town
            assert await town.faults() == []
    finally:
        await playground.stop()

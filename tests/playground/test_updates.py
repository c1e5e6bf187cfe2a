"""How updates reach the bot: polling, confirmation, webhooks."""

import asyncio

import pytest
from aiohttp import web
from telegram.error import Conflict

from tests.playground.conftest import ANNA, GROUP, Town


async def test_what_is_not_confirmed_comes_again(town: Town) -> None:
    await town.say(ANNA, "one")
    await town.say(ANNA, "two")
    first = await town.bot.get_updates(timeout=0)
    assert await town.bot.get_updates(timeout=0) == first
    rest = await town.bot.get_updates(offset=first[0].update_id + 1, timeout=0)
    assert rest == first[1:]
    assert await town.bot.get_updates(offset=first[1].update_id + 1, timeout=0) == ()
    assert await town.bot.get_updates(timeout=0) == ()


async def test_limits_and_negative_offsets(town: Town) -> None:
    for number in range(5):
        await town.say(ANNA, str(number))
    assert len(await town.bot.get_updates(limit=2, timeout=0)) == 2
    last = await town.bot.get_updates(offset=-1, timeout=0)
    assert [u.message.text for u in last if u.message] == ["4"]


async def polling(town: Town, polls: int = 1) -> None:
    """Return when the bot's so manieth poll has begun."""
    while town.world.updates.polls < polls:
        await asyncio.sleep(0.01)


async def test_a_waiting_poll_ends_with_the_first_update(town: Town) -> None:
    waiting = asyncio.create_task(town.updates(timeout=50))
    await polling(town)
    await town.say(ANNA, "now")
    async with asyncio.timeout(25):
        assert len(await waiting) == 1


async def test_a_second_poller_ends_the_older_one(town: Town) -> None:
    older = asyncio.create_task(town.bot.get_updates(timeout=50))
    await polling(town)
    newer = asyncio.create_task(town.call("getUpdates", timeout=50))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure"):
        await older
    await town.say(ANNA, "for the newer one")
    assert len((await newer)["result"]) == 1


async def test_allowed_updates_are_remembered(town: Town) -> None:
    await town.updates(allowed_updates=["callback_query"])
    number = await town.say(ANNA, "unheard")
    await town.do(f"chats/{ANNA}/press", **{"as": ANNA, "message_id": number, "data": "x"})
    assert [bool(u.callback_query) for u in await town.updates()] == [True]
    await town.updates(allowed_updates=[])
    await town.say(ANNA, "heard")
    assert len(await town.updates()) == 1
    await town.updates(allowed_updates=["mesage"])
    assert "mesage" in (await town.faults())[0]


async def test_old_presses_are_forgotten_before_old_messages(town: Town) -> None:
    number = await town.say(ANNA, "stays")
    await town.do(f"chats/{ANNA}/press", **{"as": ANNA, "message_id": number, "data": "x"})
    await town.do("settings", clock_offset=200)
    assert [bool(u.message) for u in await town.updates()] == [True]


async def test_a_lost_answer_to_a_poll_loses_nothing(town: Town) -> None:
    await town.say(ANNA, "kept")
    await town.do("misbehave", method="getUpdates", times=1, how="lost_answer")
    with pytest.raises(Exception, match="disconnected"):
        await town.updates()
    assert len(await town.updates()) == 1


class Hook:
    """The bot's own web server; answers with the statuses it is told to, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[tuple[str, str | None]] = []
        self.enough = asyncio.Event()
        self.wanted = 0

    async def answer(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update.get("message", {}).get("text") or update["callback_query"]["data"]
        self.got.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        if len(self.got) >= self.wanted:
            self.enough.set()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def wait(self, count: int) -> None:
        self.wanted = count
        if len(self.got) < count:
            self.enough.clear()
            await asyncio.wait_for(self.enough.wait(), 5)


async def test_a_webhook_gets_updates_in_order_and_again_after_a_failure(town: Town) -> None:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        hook.statuses = [503]
        await town.say(ANNA, "one")
        await town.bot.set_webhook(url, secret_token="s3cret")
        await town.say(ANNA, "two")
        await hook.wait(3)
        assert hook.got == [("one", "s3cret"), ("one", "s3cret"), ("two", "s3cret")]
        info = await town.bot.get_webhook_info()
        assert info.url == url
        assert info.last_error_message
        assert "503" in info.last_error_message
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await town.bot.get_updates()
        await town.bot.delete_webhook()
        await asyncio.sleep(0.05)
        await town.say(ANNA, "three")
        assert [u.message.text for u in await town.updates() if u.message] == ["three"]
    finally:
        await runner.cleanup()


async def test_a_webhook_ends_a_waiting_poll(town: Town) -> None:
    waiting = asyncio.create_task(town.bot.get_updates(timeout=50))
    await polling(town)
    await town.bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await waiting
    await town.say(ANNA, "x")
    await asyncio.sleep(0.1)
    assert (await town.bot.get_webhook_info()).pending_update_count == 1
    assert "HTTPS" in await town.error("setWebhook", url="ftp://x")


async def test_the_bot_hears_nothing_of_its_own_messages_but_service_ones(town: Town) -> None:
    sent = await town.bot.send_message(GROUP, "mine")
    await sent.pin()
    assert [bool(u.message and u.message.pinned_message) for u in await town.updates()] == [True]

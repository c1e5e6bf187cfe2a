"""Flood limits, faults of the network, and who may speak to the playground at all."""

import asyncio

import aiohttp
import pytest
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.playground import Playground
from tests.playground.conftest import ANNA, BORIS, GROUP, Town


async def test_one_chat_takes_a_burst_and_then_waits(town: Town) -> None:
    await town.do("limits", on=True)
    for _ in range(5):
        await town.bot.send_message(ANNA, "x")
    answer = await town.call("sendMessage", chat_id=ANNA, text="x")
    assert answer["parameters"] == {"retry_after": 1}
    assert (await town.get("state"))["flooded"] == 1
    await town.bot.set_message_reaction(ANNA, await town.say(ANNA, "y"), "👍")
    await town.do("limits", on=False)
    await town.bot.send_message(ANNA, "x")


async def test_a_group_takes_twenty_a_minute_edits_included(town: Town) -> None:
    await town.do("limits", on=True)
    sent = await town.bot.send_message(GROUP, "0")
    for number in range(1, 20):
        await town.bot.edit_message_text(str(number), GROUP, sent.message_id)
    answer = await town.call("sendMessage", chat_id=GROUP, text="x")
    assert answer["error_code"] == 429
    assert 50 < answer["parameters"]["retry_after"] <= 60
    assert answer["description"] == (
        f"Too Many Requests: retry after {answer['parameters']['retry_after']}"
    )


async def test_every_open_page_hears_of_the_limits(town: Town) -> None:
    seq = (await town.get("state"))["seq"]
    await town.do("limits", on=True)
    events = (await town.get(f"events?after={seq}&timeout=0"))["events"]
    assert events == [{"seq": seq + 1, "type": "limits", "on": True}]


async def test_thirty_a_second_over_all(town: Town) -> None:
    people = [(await town.do("people", first_name=f"P{n}", started=True))["id"] for n in range(32)]
    await town.do("limits", on=True)
    answers = [await town.call("sendMessage", chat_id=p, text="x") for p in people]
    refused = sum(not answer["ok"] for answer in answers)
    assert refused <= 2  # a slow machine takes longer than a second for them all
    await town.do("limits", on=True)
    limits = town.world.limits
    assert [limits.take(1000 + n) for n in range(31)] == [0] * 30 + [1]


@pytest.mark.parametrize(
    ("how", "acts"), [("500", 0), ("502html", 0), ("reset", 0), ("lost_answer", 1)]
)
async def test_ordered_faults(town: Town, how: str, acts: int) -> None:
    await town.do("misbehave", method="sendMessage", times=1, how=how)
    with pytest.raises(TelegramError) as caught:
        await town.bot.send_message(ANNA, "x")
    assert isinstance(caught.value, NetworkError)
    assert not isinstance(caught.value, BadRequest)
    assert len(town.world.chats[ANNA].messages) == acts
    await town.bot.send_message(ANNA, "x")


async def test_an_ordered_429_names_its_seconds(town: Town) -> None:
    await town.do("misbehave", method="sendMessage", times=1, how="429", seconds=3)
    answer = await town.call("sendMessage", chat_id=ANNA, text="x")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 3})
    assert (await town.get("state"))["flooded"] == 1


async def test_hanging_and_faults_of_one_chat(town: Town) -> None:
    await town.do("misbehave", method="*", times=5, how="500", chat_id=BORIS)
    await town.do("misbehave", method="sendMessage", times=1, how="hang", seconds=0.2)
    started = asyncio.get_running_loop().time()
    await town.bot.send_message(ANNA, "x")
    assert asyncio.get_running_loop().time() - started >= 0.2
    with pytest.raises(NetworkError):
        await town.bot.send_message(BORIS, "x")
    async with town.http.delete("/play/misbehave") as response:
        assert response.status == 200
    await town.bot.send_message(BORIS, "x")


async def test_a_wrong_token_is_unauthorized(town: Town) -> None:
    async with town.http.get("/bot1:WRONG/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"
    async with town.http.get("/file/bot1:WRONG/photos/file_0.png") as response:
        assert response.status == 401


async def test_broken_json_is_refused(town: Town) -> None:
    url = f"/bot{town.playground.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with town.http.post(url, data=b"{", headers=headers) as response:
        assert response.status == 400
    async with town.http.post("/play/people", data=b"{") as response:
        assert response.status == 400
        assert "error" in await response.json()


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"reply_markup": {"keyboard": [[5]]}}),
        ("sendMessage", {"entities": [{"type": [], "offset": 0, "length": 1}]}),
        ("sendMessage", {"entities": [{"type": "bold", "offset": 0, "length": True}]}),
        ("deleteMessages", {"message_ids": [[1]]}),
        ("copyMessages", {"from_chat_id": ANNA, "message_ids": ["x", 5]}),
        ("sendLocation", {"latitude": 1, "longitude": 1, "heading": "north"}),
        ("sendLocation", {"latitude": 1, "longitude": 1, "horizontal_accuracy": []}),
    ],
)
async def test_wrong_types_are_refused_in_telegrams_way(
    town: Town, method: str, params: dict[str, object]
) -> None:
    answer = await town.call(method, chat_id=ANNA, text="x", **params)
    await town.faults()
    assert answer["ok"] or answer["error_code"] == 400, answer


async def test_what_is_neither_yes_nor_no_is_a_fault(town: Town) -> None:
    assert (await town.call("sendMessage", chat_id=ANNA, text="x", protect_content="si"))["ok"]
    assert await town.faults() == ["protect_content is neither true nor false: 'si'"]


async def test_only_this_machine_and_its_own_page(town: Town) -> None:
    async def status(method: str, path: str, **headers: str) -> int:
        async with town.http.request(method, path, headers=headers, data="{}") as response:
            return response.status

    assert await status("GET", "/play/state", Host="evil.example") == 403
    assert await status("GET", "/", Host="127.0.0.1.evil.example:80") == 403
    assert await status("GET", "/play/state", Host="localhost:1234") == 200
    assert await status("POST", "/play/limits", Origin="http://evil.example") == 403
    assert await status("POST", "/play/limits", Origin="null") == 403
    assert await status("POST", "/play/limits", Origin=town.playground.url) == 200
    with pytest.raises(ValueError, match="loopback"):
        await Playground().start("0.0.0.0")


async def test_the_page_and_its_files(town: Town) -> None:
    async with town.http.get("/") as response:
        assert response.status == 200
        assert "<html" in await response.text()
    async with town.http.get("/static/app.js") as response:
        assert response.content_type.endswith("javascript")
    for outside in ("/static/..%2Fserver.py", "/static/nothing.js"):
        async with town.http.get(outside) as response:
            assert response.status == 404


class Process:
    """A bot process that is only pretended."""

    def __init__(self) -> None:
        self.runs = True

    def running(self) -> bool:
        return self.runs

    async def kill(self) -> None:
        self.runs = False

    async def start(self) -> None:
        self.runs = True


async def test_the_page_ends_and_starts_the_bot(town: Town) -> None:
    async with town.http.post("/play/bot/kill") as response:
        assert response.status == 404
        assert "not started by the playground" in (await response.json())["error"]
    process = Process()
    playground = Playground(control=process)
    await playground.start()
    try:
        async with aiohttp.ClientSession(playground.url) as http:
            async with http.get("/play/events?after=0&timeout=0") as response:
                assert (await response.json())["events"] == []
            async with http.post("/play/bot/kill") as response:
                assert response.status == 200
            async with http.get("/play/events?after=0&timeout=0") as response:
                events = (await response.json())["events"]
            assert events == [{"seq": 1, "type": "bot", "running": False}]
            waiting = asyncio.create_task(http.get("/play/events?after=1&timeout=5"))
            await asyncio.sleep(0.05)
            process.runs = True
            async with await waiting as response:
                assert (await response.json())["events"][0]["running"] is True
    finally:
        await playground.stop()


async def test_stopping_lets_everybody_go() -> None:
    playground = Playground()
    await playground.start()
    async with aiohttp.ClientSession(playground.url) as http:
        poll = asyncio.create_task(http.get(f"/bot{playground.token}/getUpdates?timeout=50"))
        page = asyncio.create_task(http.get("/play/events?after=0&timeout=50"))
        await asyncio.sleep(0.05)
        started = asyncio.get_running_loop().time()
        await playground.stop()
        for task in (poll, page):
            (await task).release()
        assert asyncio.get_running_loop().time() - started < 3

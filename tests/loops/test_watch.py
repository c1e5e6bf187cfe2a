"""The process ends, to be started again, only when polls neither succeed nor fail any more."""

import asyncio

import pytest

from bot.app import Crashed, serve
from bot.loops import receive
from bot.loops.receive import Stuck
from tests.desk import Desk


async def test_failing_polls_are_no_reason_to_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "STUCK_S", 4.0)
    await desk.post("/misbehave", method="getUpdates", times=1000, how="500")
    await desk.start()
    await asyncio.sleep(6)
    anna = await desk.person("Anna")
    async with desk.http.delete("/play/misbehave"):
        pass
    await anna.private.says("/start")
    await anna.private.sees("Hello, Anna", patience=40)


async def test_a_poll_that_never_ends_is_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "STUCK_S", 2.0)
    await desk.post("/misbehave", method="getUpdates", times=1, how="hang", seconds=20)
    with pytest.raises(Crashed, match="watch") as ended:
        await serve(desk.settings(), limits=desk.limits)
    assert isinstance(ended.value.__cause__, Stuck)

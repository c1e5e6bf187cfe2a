"""The process ends, to be started again, only when polls neither succeed nor fail any more."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.app import Crashed, serve
from bot.loops import receive
from bot.loops.receive import Stuck
from tests.desk import Desk
from tests.test_cli import ended, environment, playground


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


async def test_the_process_ends_with_one_clear_line(tmp_path: Path) -> None:
    """So that its supervisor starts it again; here after two seconds instead of 90."""
    code = (
        "import sys\n"
        "from bot.loops import receive\n"
        "from bot.__main__ import main\n"
        "receive.STUCK_S = 2.0\n"
        "sys.exit(main(['run']))\n"
    )
    async with playground() as (server, http):
        hang = {"method": "getUpdates", "times": 1, "how": "hang", "seconds": 30}
        await http.post("/play/misbehave", json=hang)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", code),
            cwd=tmp_path,
            env=environment(BOT_TOKEN=server.token, BOT_API_URL=server.url),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        done = await ended(process, within=60)
    assert done.status == 1
    assert "The desk ends, to be started again: no poll has ended for 2 s" in done.err
    assert "Traceback" not in done.err

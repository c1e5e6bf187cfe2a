"""The command line as people meet it: real processes, their sentences and exit statuses."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.config import NAMES
from bot.demo import free_port
from bot.playground import Playground
from storage.engine import Database
from storage.migrate import migrate
from tests.desk import GROUP

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@dataclass
class Ended:
    status: int | None
    out: str
    err: str


def environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() not in NAMES}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "100", **settings}


async def start(folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=environment(**settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process, within: float = 30) -> Ended:
    try:
        async with asyncio.timeout(within):
            out, err = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    return Ended(process.returncode, out.decode(), err.decode())


async def helpdesk(folder: Path, *arguments: str, **settings: str) -> Ended:
    return await ended(await start(folder, *arguments, **settings))


async def line_with(stream: asyncio.StreamReader | None, words: str, within: float = 20) -> str:
    """Read on until a line holds the words."""
    assert stream is not None
    async with asyncio.timeout(within):
        while line := (await stream.readline()).decode():
            if words in line:
                return line
    raise AssertionError(f"it ended without saying “{words}”")


@asynccontextmanager
async def playground() -> AsyncIterator[tuple[Playground, aiohttp.ClientSession]]:
    server = Playground()
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield server, http
    finally:
        await server.stop()


async def group(http: aiohttp.ClientSession, **more: Any) -> int:
    body = {"type": "supergroup", "title": GROUP, "members": [], "bot_status": "administrator"}
    async with http.post("/play/chats", json={**body, **more}) as answer:
        chat = await answer.json()
        assert answer.status == 200, chat
        return int(chat["id"])


async def test_help_says_where_to_begin(tmp_path: Path) -> None:
    for arguments, status in ((("--help",), 0), ((), 2)):
        done = await helpdesk(tmp_path, *arguments)
        assert done.status == status
        assert "demo " in done.out
        assert "check " in done.out
        assert "until-stdin" not in done.out
    assert (await helpdesk(tmp_path, "--version")).out.startswith("helpdesk ")


async def test_no_token_points_to_the_demo(tmp_path: Path) -> None:
    done = await helpdesk(tmp_path, "run")
    assert done.status == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "BOT_TOKEN is not set" in done.err
    assert "helpdesk demo" in done.err


@pytest.mark.parametrize("command", ["run", "check"])
async def test_a_malformed_setting_is_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nTIME_ZONE=Mars\n")
    done = await helpdesk(tmp_path, command)
    assert done.status == 2
    assert done.err == ("TIME_ZONE is malformed: it must be a name like Europe/Berlin or UTC.\n")


async def test_wrong_arguments(tmp_path: Path) -> None:
    done = await helpdesk(tmp_path, "demo", "--port", "99999999")
    assert done.status == 2
    assert "invalid port value" in done.err


async def test_a_token_that_telegram_refuses(tmp_path: Path) -> None:
    async with playground() as (server, _):
        done = await helpdesk(tmp_path, "run", BOT_TOKEN=TOKEN, BOT_API_URL=server.url)
    assert done.status == 2
    assert "Telegram does not accept BOT_TOKEN" in done.err
    assert "Traceback" not in done.err
    assert TOKEN not in done.err


async def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://desk:hunter22@127.0.0.1:{taken.getsockname()[1]}/desk"
        for command in ("run", "check"):
            done = await helpdesk(tmp_path, command, BOT_TOKEN=TOKEN, DATABASE_URL=url)
            assert done.status == 1
            assert "The database cannot be used, look at DATABASE_URL" in done.err + done.out
            assert "hunter22" not in done.err + done.out
            assert "Traceback" not in done.err


async def test_a_database_of_a_newer_release(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    database = Database(url)
    await migrate(database)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.close()
    done = await helpdesk(tmp_path, "run", BOT_TOKEN=TOKEN, DATABASE_URL=url)
    assert done.status == 2
    assert "9999, which this release does not know" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "parent"])
async def test_run_opens_and_closes_in_order(tmp_path: Path, how: str) -> None:
    async with playground() as (server, http):
        chat_id = await group(http)
        process = await start(
            tmp_path,
            *("run", "--until-stdin-ends"),
            BOT_TOKEN=server.token,
            BOT_API_URL=server.url,
            STAFF_CHAT_ID=str(chat_id),
            BOT_TOKN="mistyped",
        )
        await line_with(process.stderr, "The desk is open: @playground_helpdesk_bot")
        began = time.monotonic()
        if how == "parent":
            assert process.stdin is not None
            process.stdin.close()
        else:
            process.send_signal(getattr(signal, how))
        done = await ended(process)
        assert done.status == 0
        assert "The desk is closed" in done.err
        assert "Traceback" not in done.err
        assert time.monotonic() - began < 10
    assert (tmp_path / "data" / "helpdesk.db").exists()


async def test_run_closes_in_time_while_telegram_hangs(tmp_path: Path) -> None:
    async with playground() as (server, http):
        process = await start(tmp_path, "run", BOT_TOKEN=server.token, BOT_API_URL=server.url)
        await line_with(process.stderr, "The desk is open")
        hang = {"method": "sendMessage", "times": 5, "how": "hang", "seconds": 60}
        await http.post("/play/misbehave", json=hang)
        async with http.post("/play/people", json={"first_name": "Anna"}) as answer:
            anna = (await answer.json())["id"]
        await http.post(f"/play/chats/{anna}/send", json={"as": anna, "text": "/start"})
        await asyncio.sleep(1)
        began = time.monotonic()
        process.terminate()
        done = await ended(process)
        assert done.status == 0
        assert 2 < time.monotonic() - began < 10
        assert "the tables know where to go on" in done.err
        # Whoever does not want to wait that long says it twice.
        process = await start(tmp_path, "run", BOT_TOKEN=server.token, BOT_API_URL=server.url)
        await line_with(process.stderr, "The desk is open")
        await asyncio.sleep(1)
        began = time.monotonic()
        process.terminate()
        await asyncio.sleep(0.3)
        process.terminate()
        done = await ended(process)
        assert done.status == 128 + signal.SIGTERM
        assert time.monotonic() - began < 2


async def test_run_waits_for_a_telegram_that_is_away(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Playground()
    process = await start(
        tmp_path, "run", BOT_TOKEN=server.token, BOT_API_URL=f"http://127.0.0.1:{port}"
    )
    line = await line_with(process.stderr, "Telegram cannot be reached")
    assert "next try in 1 s" in line
    await server.start(port=port)
    await line_with(process.stderr, "The desk is open")
    process.terminate()
    assert (await ended(process)).status == 0
    await server.stop()


async def test_check_when_all_is_well(tmp_path: Path) -> None:
    async with playground() as (server, http):
        chat_id = await group(http)
        settings = {
            "BOT_TOKEN": server.token,
            "BOT_API_URL": server.url,
            "STAFF_CHAT_ID": str(chat_id),
            "ADMIN_IDS": "101",
        }
        before = await helpdesk(tmp_path, "check", **settings)
        assert before.status == 0, before.out + before.err
        assert "does not exist yet" in before.out
        assert not (tmp_path / "data").exists()  # looking changes nothing

        process = await start(tmp_path, "run", **settings)
        await line_with(process.stderr, "The desk is open")
        process.terminate()
        await ended(process)
        after = await helpdesk(tmp_path, "check", **settings)
    assert after.status == 0, after.out + after.err
    found = after.out.splitlines()
    assert {line[0] for line in found if "has a known bug" not in line} == {"✔"}
    assert "Database: reachable, writable, up to date" in after.out
    assert f"Staff group “{GROUP}”: private, and the bot has every right it needs" in after.out
    assert TOKEN not in after.out


async def test_check_names_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STAF_CHAT_ID=-1\n")
    async with playground() as (server, http):
        chat_id = await group(http, username="everybody", bot_rights={"can_delete_messages": True})
        done = await helpdesk(
            tmp_path,
            "check",
            BOT_TOKEN=server.token,
            BOT_API_URL=server.url,
            STAFF_CHAT_ID=str(chat_id),
        )
    assert done.status == 1
    assert "! STAF_CHAT_ID in .env is not a setting: did you mean STAFF_CHAT_ID?" in done.out
    assert f"✖ Staff group “{GROUP}”: The group is public" in done.out
    assert f"✖ Staff group “{GROUP}”: I may not pin messages" in done.out
    assert "delete messages" not in done.out
    assert "! ADMIN_IDS is empty" in done.out


async def test_check_of_a_plain_member_and_of_no_group(tmp_path: Path) -> None:
    async with playground() as (server, http):
        chat_id = await group(http, bot_status="member")
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url}
        member = await helpdesk(tmp_path, "check", STAFF_CHAT_ID=str(chat_id), **settings)
        stranger = await helpdesk(tmp_path, "check", STAFF_CHAT_ID="-1009", **settings)
        nothing = await helpdesk(tmp_path, "check", **settings)
    assert "✖ Privacy mode is on and the bot is no administrator" in member.out
    assert "I am not an administrator here" in member.out
    assert "✖ The staff group -1009 cannot be seen" in stranger.out
    assert "✖ No staff group: send /setup in it" in nothing.out
    assert [member.status, stranger.status, nothing.status] == [1, 1, 1]


async def test_the_demo_starts_its_bot_again_and_takes_it_along(tmp_path: Path) -> None:
    port = free_port(20_000 + os.getpid() % 20_000)
    assert port is not None
    process = await start(
        tmp_path,
        *("demo", "--no-browser", "--port", str(port), "--keep", "kept"),
        BOT_TOKEN=TOKEN,  # that of a real bot, which the demo must not touch
        STAFF_CHAT_ID="-100999",
    )
    opened = await line_with(process.stdout, "The playground is open")
    url = opened.split()[-1]
    assert url == f"http://127.0.0.1:{port}"
    await line_with(process.stderr, "The desk is open")
    async with aiohttp.ClientSession(url) as http:

        async def state() -> Any:
            async with http.get("/play/state") as answer:
                return (await answer.json())["bot"]

        assert await state() == {"running": True, "controllable": True}
        await http.post("/play/bot/kill", json={})
        assert (await state())["running"] is False
        await asyncio.sleep(1)
        assert (await state())["running"] is False  # killed by hand it stays dead
        await http.post("/play/bot/start", json={})
        await line_with(process.stderr, "The desk is open")
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    done = await ended(process)
    assert done.status == 0
    assert "The desk is closed" in done.err  # the bot has ended in order, too
    assert time.monotonic() - began < 10
    assert (tmp_path / "kept" / "helpdesk.db").exists()
    again = await helpdesk(tmp_path, "demo", "--no-browser", "--keep", "kept")
    assert again.status == 2
    assert "name another folder" in again.err


async def test_the_next_free_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = free_port(port)
        assert found is not None
        assert found > port

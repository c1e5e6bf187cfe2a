"""Updates over a webhook: stored, then 200; nothing lost, doubled, or let in from a stranger."""

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.app import CannotStart, serve
from bot.loops import webhook
from bot.loops.receive import ALLOWED_UPDATES
from storage.engine import Database
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.loops.hooked import said_by_anna, stored
from tests.web import (
    bot_api,
    calls,
    database_away,
    free_port,
    knocks,
    listens,
    page,
    takes_webhooks,
)


async def moves_to(desk: Desk, url: str) -> None:
    """Wait until Telegram delivers there."""
    async with asyncio.timeout(30):
        while desk.playground.world.updates.webhook.url != url:
            await asyncio.sleep(0.02)


async def test_a_conversation_through_the_webhook(hooked: Team) -> None:
    desk = hooked.desk
    number = await hooked.ticket()
    card = await hooked.boris.sees(f"#{number}", "Smoke!")
    await hooked.boris.says("Pull the plug", reply_to=card["message_id"])
    await hooked.anna.private.sees("Pull the plug")
    await hooked.clara.taps("Resolve", f"#{number}")
    await hooked.anna.private.sees("resolved")
    assert await calls(desk, "getUpdates") == []
    (order,) = await calls(desk, "setWebhook")
    assert order["url"] == desk.more["webhook_url"]
    assert order["allowed_updates"] == ALLOWED_UPDATES
    assert order["secret_token"] == desk.settings().webhook_secret()
    assert order["drop_pending_updates"] in ("false", "False", False)
    assert desk.playground.token not in order["secret_token"]


async def test_while_the_store_is_down_telegram_keeps_and_brings_again(hooked: Team) -> None:
    number = await hooked.ticket()
    await hooked.desk.quiet()
    with database_away():
        for n in range(5):
            await hooked.anna.private.says(f"burning {n}")
        status, text = await knocks(hooked.desk, '{"update_id": 1}')
        assert (status, text) == (503, "not stored: ConnectionError")
        await asyncio.sleep(1.5)
        assert len(hooked.desk.playground.world.updates.pending) == 5
    await hooked.boris.sees("burning 4", f"#{number}", patience=60)
    await hooked.desk.quiet()
    said = [text for text in await said_by_anna(hooked) if text.startswith("burning")]
    assert said == [f"burning {n}" for n in range(5)]


async def test_a_locked_file_or_cut_connections_only_delay(hooked: Team) -> None:
    number = await hooked.ticket()
    await hooked.desk.quiet()
    trouble = asyncio.create_task(in_trouble(hooked.desk.database))
    for n in range(8):
        await hooked.anna.private.says(f"burning {n}")
        await asyncio.sleep(0.2)
    await trouble
    await hooked.boris.sees("burning 7", f"#{number}", patience=60)
    await hooked.desk.quiet()
    said = [text for text in await said_by_anna(hooked) if text.startswith("burning")]
    assert said == [f"burning {n}" for n in range(8)]


async def in_trouble(database: Database) -> None:
    """What another process, or whoever looks after the server, may do to it."""
    if database.file is not None:
        locking: Any = sqlite3.connect(database.file, isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(12)  # longer than anybody waits for the lock
        locking.execute("ROLLBACK")
        locking.close()
        return
    for _ in range(12):
        async with database.read() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        await asyncio.sleep(0.15)


async def test_from_polling_to_the_webhook_and_back_nothing_is_lost(team: Team) -> None:
    desk = team.desk
    number = await team.ticket()
    for turn in ("polling", "webhook", "polling again", "webhook again"):
        await desk.stop()
        for n in range(3):
            await team.anna.private.says(f"{turn} {n}")
        if turn.startswith("webhook"):
            takes_webhooks(desk)
        else:
            desk.more.clear()
        await desk.start()
        await team.boris.sees(f"{turn} 2", f"#{number}")
        await desk.quiet()
        hook = desk.playground.world.updates.webhook.url
        assert bool(hook) == turn.startswith("webhook")
    said = await said_by_anna(team)
    turns = ("polling", "webhook", "polling again", "webhook again")
    expected = [f"{turn} {n}" for turn in turns for n in range(3)]
    assert [text for text in said if text in expected] == expected
    for method in ("setWebhook", "deleteWebhook"):
        for order in await calls(desk, method):
            assert str(order.get("drop_pending_updates", False)).lower() == "false"


async def test_a_webhook_that_somebody_moved_or_removed_is_set_again(
    hooked: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = hooked.desk
    await desk.stop()
    monkeypatch.setattr(webhook, "LOOK_S", 0.5)
    ours = desk.more["webhook_url"]
    desk.playground.world.updates.webhook.stop()
    await desk.start()
    await moves_to(desk, ours)
    await bot_api(desk, "setWebhook", url="http://127.0.0.1:9/elsewhere/s3cret")
    await moves_to(desk, ours)
    assert "moved to http://127.0.0.1 by somebody" in caplog.text
    await bot_api(desk, "deleteWebhook")
    await moves_to(desk, ours)
    assert "was removed by somebody" in caplog.text
    await bot_api(desk, "setWebhook", url=ours, secret_token="another")
    await hooked.anna.private.says("/tickets")
    await hooked.anna.private.sees("no tickets yet", patience=60)
    assert "Wrong response from the webhook: 403 Forbidden" in caplog.text
    assert "s3cret" not in caplog.text


async def test_a_webhook_set_while_the_desk_polls_is_removed(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await team.desk.stop()
    monkeypatch.setattr(webhook, "LOOK_S", 0.5)
    await team.desk.start()
    await bot_api(team.desk, "setWebhook", url="http://127.0.0.1:9/elsewhere")
    await team.anna.private.says("/tickets")
    await team.anna.private.sees("no tickets yet", patience=60)


async def test_a_webhook_that_telegram_cannot_set_yet_is_set_later(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    address = takes_webhooks(desk)
    await desk.post("/misbehave", method="setWebhook", how="500", times=2)
    await desk.start()
    anna = await desk.person("Anna")
    await anna.private.says("/start")
    await anna.private.sees("Hello, Anna", patience=40)
    assert "the webhook cannot be set, Telegram cannot be reached" in caplog.text
    async with asyncio.timeout(30):
        while (await page(address, "/readyz"))[0] != 200:
            await asyncio.sleep(0.1)


async def test_a_place_that_is_taken_is_said_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    address = listens(desk)
    await desk.start()
    desk.url = f"sqlite:///{tmp_path}/another.sqlite3"
    with pytest.raises(CannotStart, match=r"Nothing can listen on 127\.0\.0\.1, port \d+ \(Addr"):
        await serve(desk.settings(), limits=desk.limits)
    assert (await page(address, "/healthz"))[0] == 200
    desk.more["http_listen"] = f"nowhere.invalid:{free_port()}"
    with pytest.raises(CannotStart, match="name another place in HTTP_LISTEN"):
        await serve(desk.settings(), limits=desk.limits)


async def test_updates_that_came_before_the_desk_was_open_are_stored(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    takes_webhooks(desk)
    await desk.agents("Boris", "Clara")
    anna = await desk.person("Anna")
    await desk.start()
    await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    await desk.stop()
    await desk.post("/misbehave", method="getMe", how="500", times=3)
    opening = asyncio.create_task(desk.start())
    while "Telegram cannot be reached" not in caplog.text:
        await asyncio.sleep(0.02)
    before = await stored(desk)
    await anna.private.says("are you there?")
    async with asyncio.timeout(10):
        while await stored(desk) == before:
            await asyncio.sleep(0.02)
    await opening
    await desk.quiet()

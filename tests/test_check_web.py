"""`helpdesk check` and the ways in: what it sees of webhook, proxy and the running desk."""

from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.test_cli import TOKEN, ended, group, helpdesk, line_with, playground, start
from tests.web import PATH, free_port


async def answering(status: int, text: str) -> web.AppRunner:
    """Something that is not the desk, on a port of its own."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


async def settings_of(server: Any, http: aiohttp.ClientSession) -> dict[str, str]:
    where = f"127.0.0.1:{free_port()}"
    return {
        "BOT_TOKEN": server.token,
        "BOT_API_URL": server.url,
        "STAFF_CHAT_ID": str(await group(http)),
        "ADMIN_IDS": "101",
        "HTTP_LISTEN": where,
        "WEBHOOK_URL": f"http://{where}{PATH}",
    }


async def test_before_while_and_after_the_desk_takes_webhooks(tmp_path: Path) -> None:
    async with playground() as (server, http):
        settings = await settings_of(server, http)
        before = await helpdesk(tmp_path, "check", **settings)
        assert before.status == 0, before.out + before.err
        assert "✔ Webhook: not set yet, `helpdesk run` sets it" in before.out
        assert "! WEBHOOK_URL cannot be reached from here" in before.out

        process = await start(tmp_path, "run", **settings)
        log = await line_with(process.stderr, "HTTP is answered on 127.0.0.1, port", 60)
        log += await line_with(process.stderr, "Telegram delivers to the webhook at", 60)
        running = await helpdesk(tmp_path, "check", **settings)
        assert running.status == 0, running.out + running.err
        assert "✔ Webhook: set to http://127.0.0.1, 0 updates wait at Telegram" in running.out
        assert "✔ WEBHOOK_URL: the proxy passes on to the desk" in running.out
        assert "✔ The desk is running and ready" in running.out
        process.terminate()
        done = await ended(process)
        assert done.status == 0
        assert "Traceback" not in log + done.err
        assert PATH not in log + done.err  # no more of the address than is needed

        del settings["WEBHOOK_URL"]
        polls = await helpdesk(tmp_path, "check", **settings)
    assert polls.status == 0
    assert "! A webhook is set at http://127.0.0.1: `helpdesk run` removes it" in polls.out


async def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    other = await answering(200, "hello")
    broken = await answering(502, "<h1>Bad Gateway</h1>")
    try:
        async with playground() as (server, http):
            settings = await settings_of(server, http)
            ports = [runner.addresses[0][1] for runner in (other, broken)]
            settings["HTTP_LISTEN"] = f"127.0.0.1:{ports[0]}"
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{ports[0]}{PATH}"
            wrong = await helpdesk(tmp_path, "check", **settings)
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{ports[1]}{PATH}"
            away = await helpdesk(tmp_path, "check", **settings)
    finally:
        await other.cleanup()
        await broken.cleanup()
    assert wrong.status == 1
    assert "✖ WEBHOOK_URL answers 200, so it is not the desk that does" in wrong.out
    assert f"✖ Something else answers on 127.0.0.1, port {ports[0]}" in wrong.out
    assert "! WEBHOOK_URL answers 502: right while the desk is not running" in away.out


async def test_a_place_that_is_taken_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    other = await answering(200, "hello")
    try:
        async with playground() as (server, http):
            settings = await settings_of(server, http)
            settings["HTTP_LISTEN"] = f"127.0.0.1:{other.addresses[0][1]}"
            done = await helpdesk(tmp_path, "run", **settings)
    finally:
        await other.cleanup()
    assert done.status == 1
    assert "ERROR   bot.app: Nothing can listen on 127.0.0.1, port" in done.err
    assert "Traceback" not in done.err


async def test_a_webhook_without_a_certificate_is_a_sentence(tmp_path: Path) -> None:
    url = "http://desk.example.org/telegram"
    done = await helpdesk(tmp_path, "run", BOT_TOKEN=TOKEN, WEBHOOK_URL=url)
    assert done.status == 2
    assert done.err.startswith("WEBHOOK_URL is malformed: it must be an address like https://")
    assert done.err.count("\n") == 1

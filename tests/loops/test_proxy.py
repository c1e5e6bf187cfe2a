"""Telegram reached through a proxy that the environment names."""

from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.loops.transport import make_bot
from tests.web import free_port

TOKEN = f"1:{'a' * 35}"
TELEGRAM = "http://telegram.invalid"


@pytest.fixture
async def asked(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[tuple[str, str]]]:
    """What the proxy is asked for, and in whose name; it answers for every host."""
    requests: list[tuple[str, str]] = []

    async def passes_on(request: web.Request) -> web.Response:
        requests.append((request.host, request.headers.get("Proxy-Authorization", "")))
        return web.json_response({"ok": True, "result": {"text": (await request.json())["text"]}})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", passes_on)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    monkeypatch.setenv("http_proxy", f"http://anna:s3cret@127.0.0.1:{port}")
    monkeypatch.delenv("no_proxy", raising=False)
    yield requests
    await runner.cleanup()


async def says(text: str) -> Any:
    bot = make_bot(TOKEN, TELEGRAM)
    await bot.request.initialize()
    try:
        return await bot.call("sendMessage", {"chat_id": 1, "text": text})
    finally:
        await bot.request.shutdown()


async def test_calls_go_through_it_with_its_password(asked: list[tuple[str, str]]) -> None:
    assert await says('<b>&"') == {"text": '<b>&"'}
    word = b64encode(b"anna:s3cret").decode()
    assert asked == [("telegram.invalid", f"Basic {word}")]


async def test_hosts_that_are_named_go_past_it(
    asked: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "telegram.invalid")
    with pytest.raises(Exception, match="no connection to Telegram") as failed:
        await says("hello")
    assert asked == []
    assert TOKEN not in str(failed.value)

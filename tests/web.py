"""A desk with a web server, and a database that goes away and comes back."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import aiohttp
from aiohttp import web
from prometheus_client import Counter
from sqlalchemy import Engine, delete, event

from bot.web.webhook import SECRET_HEADER
from storage.models import InboxRow
from tests.desk import Desk

PATH = "/telegram"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(desk: Desk) -> str:
    """Have the desk answer over HTTP when it starts; returns its address."""
    desk.more["http_listen"] = f"127.0.0.1:{free_port()}"
    return f"http://{desk.more['http_listen']}"


def takes_webhooks(desk: Desk) -> str:
    """Have the desk take updates in over a webhook when it starts; returns its address."""
    address = listens(desk)
    desk.more["webhook_url"] = f"{address}{PATH}"
    return address


async def knocks(desk: Desk, body: Any, secret: str | None = None, **more: Any) -> tuple[int, str]:
    """Send a body to the webhook, as Telegram does unless another secret is given."""
    secret = desk.settings().webhook_secret() if secret is None else secret
    headers = {SECRET_HEADER: secret} if secret else {}
    async with aiohttp.ClientSession() as http:
        url = desk.more["webhook_url"]
        async with http.post(url, data=body, headers=headers, **more) as answer:
            return answer.status, await answer.text()


async def page(address: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(address) as http, http.get(path) as answer:
        return answer.status, await answer.text()


def sample(counter: Counter) -> float:
    """Return what has been counted in this process so far."""
    return float(next(iter(counter.collect())).samples[0].value)


async def bot_api(desk: Desk, method: str, **params: Any) -> Any:
    """Call the Bot API as somebody else who has the token."""
    async with desk.http.post(f"/bot{desk.playground.token}/{method}", json=params) as answer:
        data = await answer.json()
        assert data["ok"], data
        return data["result"]


async def calls(desk: Desk, method: str) -> list[dict[str, Any]]:
    """Return the parameters of the calls of a method so far."""
    requests = (await desk.get("/requests?after=0"))["requests"]
    return [request["params"] for request in requests if request["method"] == method]


async def forget_parked(desk: Desk) -> list[str]:
    """Return why updates were given up, and let the desk end well nevertheless."""
    reasons = await desk.parked()
    async with desk.database.write() as session:
        await session.execute(delete(InboxRow).where(InboxRow.parked_at.is_not(None)))
    return reasons


@contextmanager
def database_away() -> Iterator[None]:
    """Every statement of every connection fails meanwhile."""

    def fail(*_: Any) -> None:
        raise ConnectionError("the database is away")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", fail)


class Proxy:
    """What stands in front of the desk on the internet, here without a certificate."""

    def __init__(self, behind: str) -> None:
        self._behind = behind
        self.is_broken = False

    async def passes_on(self, request: web.Request) -> web.Response:
        if self.is_broken:
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>")
        headers = {SECRET_HEADER: request.headers.get(SECRET_HEADER, "")}
        async with (
            aiohttp.ClientSession() as http,
            http.post(self._behind, data=await request.read(), headers=headers) as answer,
        ):
            return web.Response(status=answer.status, body=await answer.read())


@asynccontextmanager
async def proxy_in_front(desk: Desk) -> AsyncIterator[Proxy]:
    """Telegram reaches the desk through a proxy."""
    address = listens(desk)
    proxy = Proxy(f"{address}{PATH}")
    app = web.Application()
    app.router.add_post(PATH, proxy.passes_on)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    desk.more["webhook_url"] = f"http://127.0.0.1:{port}{PATH}"
    try:
        yield proxy
    finally:
        await runner.cleanup()

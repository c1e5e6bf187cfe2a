"""What `helpdesk check` sees of the ways in: webhook, proxy, polling, and the desk's own pages."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
from telegram.error import Conflict

from bot.config import Settings
from bot.findings import Finding, good, note, wrong
from bot.loops.transport import DeskBot
from bot.loops.webhook import host_of

WITHIN = aiohttp.ClientTimeout(total=10)


async def findings(bot: DeskBot, settings: Settings) -> AsyncIterator[Finding]:
    """Look how updates come, and whether the desk that is running is content."""
    info = await bot.call("getWebhookInfo", {})
    if settings.webhook_url is not None:
        yield _webhook(info, settings.webhook_url)
        yield await _proxy(settings.webhook_url, settings)
    elif info.get("url"):
        yield note(
            f"A webhook is set at {host_of(info['url'])}: `helpdesk run` removes it, "
            "and what waits there comes by polling"
        )
    else:
        yield await _poller(bot)
    found = await _running(settings)
    if found is not None:
        yield found


async def _poller(bot: DeskBot) -> Finding:
    try:
        # Without an offset nothing is confirmed, so nothing is taken from a running desk; it
        # polls again within a second, and that ends this poll.
        await bot.call("getUpdates", {"timeout": 2, "limit": 1}, read_timeout=10)
    except Conflict:
        return note(
            "Another process polls with this token: right if your desk is running, "
            "otherwise end it"
        )
    return good("Nobody else polls with this token")


def _webhook(info: dict[str, Any], ours: str) -> Finding:
    url, waiting = info.get("url") or "", info.get("pending_update_count", 0)
    if not url:
        return good("Webhook: not set yet, `helpdesk run` sets it")
    if url != ours:
        return note(f"The webhook is set to {host_of(url)}: `helpdesk run` moves it here")
    if waiting and info.get("last_error_date"):
        at = datetime.fromtimestamp(info["last_error_date"], UTC)
        return wrong(
            f"Webhook: {waiting} updates wait, at {at:%H:%M} UTC Telegram could not deliver: "
            f"{info.get('last_error_message')}. Look at the proxy and at the desk's log"
        )
    return good(f"Webhook: set to {host_of(url)}, {waiting} updates wait at Telegram")


async def _proxy(url: str, settings: Settings) -> Finding:
    """Knock as a stranger, whom the desk itself turns away."""
    listen = settings.listen()
    assert listen is not None
    behind = f"{listen.host}, port {listen.port}"
    try:
        async with (
            aiohttp.ClientSession(timeout=WITHIN, trust_env=True) as http,
            http.post(url, data=b"", allow_redirects=False) as answer,
        ):
            status, text = answer.status, await answer.text(errors="replace")
    except aiohttp.ClientConnectorCertificateError:
        return wrong("WEBHOOK_URL: the proxy's certificate is not valid, Telegram would refuse it")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return note(
            f"WEBHOOK_URL cannot be reached from here ({type(error).__name__}): "
            "right if only the outside can, otherwise look at the proxy and at its name"
        )
    if status == 403 and "secret token" in text:
        return good("WEBHOOK_URL: the proxy passes on to the desk")
    if status in (502, 503, 504):
        return note(
            f"WEBHOOK_URL answers {status}: right while the desk is not running, "
            f"otherwise have the proxy pass it on to {behind}"
        )
    if status in (401, 403):
        return note(
            f"WEBHOOK_URL answers {status} before the desk does: "
            "right if the proxy lets only Telegram in"
        )
    return wrong(
        f"WEBHOOK_URL answers {status}, so it is not the desk that does: "
        f"have the proxy pass it on to {behind}, with its path unchanged"
    )


async def _running(settings: Settings) -> Finding | None:
    """Ask the desk on this machine how it does; None if there is none."""
    listen = settings.listen()
    if listen is None:
        return None
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(listen.host, listen.host)  # noqa: S104
    url = f"http://{f'[{host}]' if ':' in host else host}:{listen.port}/readyz"
    try:
        async with aiohttp.ClientSession(timeout=WITHIN) as http, http.get(url) as answer:
            status, text = answer.status, (await answer.text(errors="replace")).strip()
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None
    if status == 200 and text == "ok":
        return good("The desk is running and ready")
    if status == 503 and answer.content_type == "text/plain":
        return wrong(f"The desk is running and not ready: {text}")
    return wrong(
        f"Something else answers on {listen.host}, port {listen.port}: "
        "name another place in HTTP_LISTEN"
    )

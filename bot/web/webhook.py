"""The webhook: Telegram alone is let in, and hears 200 only when its update is committed."""

import asyncio
import hmac
import logging
import time

from aiohttp import web

from bot.loops.figures import WEBHOOKS
from bot.loops.webhook import Intake, Unusable, read

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)
MAX_BODY = 4 * 1024 * 1024  # an update has some kilobytes, with long rich messages a few hundred
AT_ONCE = 64  # more than Telegram is told to open; together with MAX_BODY this bounds memory
BODY_WITHIN_S = 30.0
TELL_EVERY_S = 60.0


class Door:
    """Answers the webhook's requests, each by its status; never with an exception."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._inside = 0
        self._told_at: dict[str, float] = {}

    async def post(self, request: web.Request) -> web.Response:
        """Store one update. 403: not from Telegram; 503: Telegram is to bring it again."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return self._answer(403, "refused", "the secret token is missing or wrong")
        if self._inside >= AT_ONCE:
            return self._answer(503, "busy", f"{AT_ONCE} updates are being stored already")
        self._inside += 1
        try:
            return await self._store(request)
        finally:
            self._inside -= 1

    async def _store(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(BODY_WITHIN_S):
                body = await request.read()
            row = read(body)
        except web.HTTPRequestEntityTooLarge:
            return self._answer(413, "too_large", f"the update has more than {MAX_BODY} bytes")
        except Unusable:
            reason = f"{len(body)} bytes that are no update and carry no update_id"
            return self._answer(400, "malformed", reason)
        except (TimeoutError, web.RequestPayloadError, OSError):
            return self._answer(400, "malformed", "the body broke off")
        try:
            await self._intake.take(row)
        except Exception as error:  # whatever it is: the update must not be confirmed
            return self._answer(503, "unavailable", f"not stored: {type(error).__name__}")
        return self._answer(200, "stored", "")

    def _answer(self, status: int, result: str, reason: str) -> web.Response:
        WEBHOOKS.labels(result).inc()
        now = time.monotonic()
        if reason and now - self._told_at.get(result, -TELL_EVERY_S) >= TELL_EVERY_S:
            self._told_at[result] = now  # whoever knocks often must not fill the disk
            log.warning("A request to the webhook was answered %d: %s", status, reason)
        headers = {"Retry-After": "1"} if status == 503 else None
        return web.Response(status=status, text=reason, headers=headers)

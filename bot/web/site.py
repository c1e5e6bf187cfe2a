"""The web server of the desk: one in every process that is told where to listen."""

import logging

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.loops.webhook import Intake
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.webhook import MAX_BODY, Door
from storage.engine import Database

CLOSE_WITHIN_S = 3.0

log = logging.getLogger(__name__)


def _is_ours(record: logging.LogRecord) -> bool:
    """Leave out what strangers send instead of HTTP: it would fill the disk with their words."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | web.RequestPayloadError)


log.addFilter(_is_ours)


class Site:
    """Health and figures for whoever asks, and the webhook if there is to be one."""

    def __init__(self, database: Database) -> None:
        self.health = Health(database)
        self.intake = Intake(database)
        self._metrics = Metrics(database)
        self._runner: web.AppRunner | None = None

    async def open(self, host: str, port: int, path: str | None, secret: str) -> None:
        """Listen; with a `path` updates are taken in there. Raises OSError if it cannot be."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get("/healthz", self.health.alive)
        app.router.add_get("/readyz", self.health.ready)
        app.router.add_get("/metrics", self._metrics.page)
        if path is not None:
            app.router.add_post(path, Door(self.intake, secret).post)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=log,
            shutdown_timeout=CLOSE_WITHIN_S,
            auto_decompress=False,  # Telegram does not compress, and a stranger could cost much
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def close(self) -> None:
        """Let nobody in any more, and finish what is under way."""
        if self._runner is not None:
            await self._runner.cleanup()
        await self.intake.close()
        await self.health.close()
        await self._metrics.close()

"""The playground's web server: start, stop, and who may speak to it."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground.bot_side import BotSide
from bot.playground.control import BotControl, BotWatch
from bot.playground.doing import Doing
from bot.playground.seeing import Seeing
from bot.playground.world import World

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MAX_BODY = 64 * 1024 * 1024


class Playground:
    """A Bot API server with a page for people; everything is in memory and gone at the end."""

    def __init__(
        self,
        *,
        token: str = "1000000001:PLAYGROUND",  # noqa: S107 (a token of nobody's)
        flood_limits: bool = True,
        control: BotControl | None = None,
    ) -> None:
        self.token = token
        self.url = ""
        bot_id = int(token.partition(":")[0])
        self.world = World(bot_id=bot_id, flood_limits=flood_limits)
        watch = BotWatch(self.world.journal, control)
        self._sides = (
            BotSide(self.world, token),
            Seeing(self.world, watch),
            Doing(self.world, watch),
        )
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on a loopback address; port 0 takes any free one. Raises OSError if taken."""
        if host not in LOOPBACK:
            raise ValueError(f"the playground only listens on loopback, not on {host}")
        app = web.Application(client_max_size=MAX_BODY, middlewares=[_only_from_here])
        for side in self._sides:
            side.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Answer everybody who waits, and close."""
        await self.world.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


@web.middleware
async def _only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other names for this machine (DNS rebinding) and other sites' pages."""
    host = request.headers.get("Host", "")
    name, _, port = host.rpartition(":")
    if not (name and port.isdecimal()):
        name = host
    if name.strip("[]").lower() not in LOOPBACK:
        return web.json_response({"error": "This server answers only on loopback."}, status=403)
    if request.method != "GET" and request.path.startswith("/play"):
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return web.json_response(
                {"error": "Only the playground's own page may do this."}, status=403
            )
    return await handler(request)

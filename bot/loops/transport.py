"""The way to Telegram: python-telegram-bot's bot over aiohttp, with errors told apart.

Measured with 2,000 `send_message` calls, 16 at a time: HTTPXRequest 520 requests/s at 1.9 ms of
CPU each, aiohttp 3,700 at 0.27 ms.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import quote

import aiohttp
from aiohttp.helpers import get_env_proxy_for_url
from telegram import InputFile
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.loops.figures import calling
from bot.shelf import Shelf
from bot.views.forum import plain
from storage.models import OutgoingFile

CONNECTIONS = 16
CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 20.0
UPLOAD_TIMEOUT_S = 50.0  # shorter than the lease of a call
POOL_TIMEOUT_S = 30.0
CHUNK = 64 * 1024
JSON = {"Content-Type": "application/json"}


class NotSent(NetworkError):
    """Telegram has certainly not seen the request: it may be repeated freely."""

    figure = "not_sent"


class InDoubt(NetworkError):
    """The request may have been carried out: its answer was lost or made no sense."""

    figure = "in_doubt"


class FloodWait(TelegramError):
    """429: nothing was done; `seconds` of silence are asked for."""

    figure = "429"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too Many Requests: retry after {seconds:g}")
        self.seconds = seconds


class Plain:
    """What a call without files takes along; all that is asked of `RequestData` here."""

    multipart_data = None

    def __init__(self, payload: dict[str, Any]) -> None:
        self.json_payload = json.dumps(payload, separators=(",", ":")).encode()


class AiohttpRequest(BaseRequest):
    """Carries requests over one aiohttp session; no exception of it ever names the URL."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str | None], URL | None] = {}

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer unless the call says otherwise."""
        return READ_TIMEOUT_S

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60),
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,
        connect_timeout: ODVInput[float] = DEFAULT_NONE,
        pool_timeout: ODVInput[float] = DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; raises NotSent, InDoubt or FloodWait."""
        if self._session is None:
            raise NotSent("the connection to Telegram is closed")
        address = URL(url)
        wait = read_timeout if isinstance(read_timeout, int | float) else READ_TIMEOUT_S
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=POOL_TIMEOUT_S,
            sock_connect=CONNECT_TIMEOUT_S,
            sock_read=wait,
        )
        with _told_apart():
            async with self._session.request(
                method, address, timeout=timeout, proxy=self._proxy(address), **_body(request_data)
            ) as response:
                payload = await response.read()
        if response.status == 429:
            raise FloodWait(_retry_after(payload))
        if response.status >= 500:
            raise InDoubt(f"Telegram answered {response.status}")
        if not payload.startswith(b"{"):
            raise InDoubt(f"Telegram answered {response.status} with something unreadable")
        return response.status, payload

    async def stream(self, url: str, write: Callable[[bytes], object]) -> None:
        """Hand over what stands at an address as it comes; raises NotSent, InDoubt, FloodWait."""
        if self._session is None:
            raise NotSent("the connection to Telegram is closed")
        address = URL(url)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=POOL_TIMEOUT_S,
            sock_connect=CONNECT_TIMEOUT_S,
            sock_read=READ_TIMEOUT_S,
        )
        with _told_apart():
            async with self._session.get(
                address, timeout=timeout, proxy=self._proxy(address)
            ) as response:
                if response.status == 429:
                    raise FloodWait(_retry_after(await response.read()))
                if response.status != 200:
                    raise InDoubt(f"Telegram answered {response.status} in the place of a file")
                async for chunk in response.content.iter_chunked(CHUNK):
                    write(chunk)

    def _proxy(self, url: URL) -> URL | None:
        """Return the proxy that the environment names for a host, looked up once.

        aiohttp's own `trust_env` looks, and reads ~/.netrc, with each request, in two threads.
        """
        host = (url.scheme, url.host)
        if host not in self._proxies:
            try:
                proxy, auth = get_env_proxy_for_url(url)
                if auth is not None:
                    proxy = proxy.with_user(auth.login).with_password(auth.password)
                self._proxies[host] = proxy
            except LookupError:
                self._proxies[host] = None
        return self._proxies[host]


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell what Telegram has certainly not seen from what it may have carried out."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise NotSent(f"no connection to Telegram: {type(error).__name__}") from None
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise InDoubt(f"the answer was lost: {type(error).__name__}") from None


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    files = data.multipart_data
    if not files:  # each field of a form would be quoted letter by letter
        return {"data": data.json_payload, "headers": JSON}
    form = aiohttp.FormData(data.json_parameters)
    for field, (filename, content, mime_type) in files.items():
        form.add_field(field, content, filename=filename, content_type=mime_type)
    return {"data": form}


def _retry_after(payload: bytes) -> float:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 5.0


class DeskBot(ExtBot[None]):
    """python-telegram-bot's bot with calls by name, as the outbox keeps them."""

    _icons: dict[str, str] | None = None
    _shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf | None:
        """Where copies of files are, if there are any."""
        return self._shelf

    async def call(
        self,
        method: str,
        payload: dict[str, Any],
        *,
        read_timeout: float | None = None,
        file: OutgoingFile | None = None,
        more: Mapping[str, InputFile] | None = None,
    ) -> Any:
        """Call any method of the Bot API; returns the plain JSON of its result.

        The payload names a file that goes with it `attach://file`, others by their names.
        """
        if file is None and not more:
            # Past the library's own way, which looks at each value for objects and files of its.
            with calling(method):
                return await self.request.post(
                    f"{self.base_url}/{method}",
                    request_data=cast(RequestData, Plain(payload)),
                    read_timeout=DEFAULT_NONE if read_timeout is None else read_timeout,
                )
        data: dict[str, Any] = {
            name: json.dumps(value) if isinstance(value, dict | list) else value
            for name, value in payload.items()
        }
        if file is not None:
            data["file"] = InputFile(file.content, file.name)
        # Not `_post`: it looks for objects of the library where the outbox keeps plain JSON.
        data |= more or {}
        return await self._do_post(method, data, read_timeout=read_timeout or UPLOAD_TIMEOUT_S)

    async def _do_post(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:
        with calling(endpoint):
            return await super()._do_post(endpoint, data, **timeouts)

    async def download(self, path: str, write: Callable[[bytes], object]) -> None:
        """Fetch a file by the path that `getFile` told; raises NotSent, InDoubt or FloodWait."""
        request = self.request
        assert isinstance(request, AiohttpRequest)
        await request.stream(f"{self.base_file_url}/{quote(path)}", write)

    async def topic_icons(self) -> dict[str, str]:
        """Return the ids of the icons that topics may have, by emoji; Telegram is asked once."""
        if self._icons is None:
            try:
                stickers = await self.call("getForumTopicIconStickers", {})
            except BadRequest:
                stickers = []
            except NetworkError as error:  # nothing was done yet: what needs them may be repeated
                raise NotSent(error.message) from error
            self._icons = {
                plain(sticker["emoji"]): sticker["custom_emoji_id"]
                for sticker in stickers
                if sticker.get("emoji") and sticker.get("custom_emoji_id")
            }
        return self._icons


def make_bot(token: str, base_url: str, shelf: Shelf | None = None) -> DeskBot:
    """Return a bot with one pool of connections for calls and a connection for polling."""
    bot = DeskBot(
        token=token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
    )
    bot._shelf = shelf
    return bot

"""The Bot API over HTTP: reading calls, answering them, misbehaving when ordered to."""

import asyncio
import inspect
import json
import logging
from typing import Any

from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from bot.playground.call import Call, Upload
from bot.playground.errors import ApiError, Json, bad_request
from bot.playground.methods import HANDLERS
from bot.playground.misbehave import Order
from bot.playground.schema import METHODS
from bot.playground.world import World

_log = logging.getLogger(__name__)
_JSON = CIMultiDict({"Content-Type": "application/json"})
_REFUSALS = {
    401: "Unauthorized",
    404: "Not Found",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
}
_HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class BotSide:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token

    def add_routes(self, app: web.Application) -> None:
        """Put both addresses into the application."""
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return _refusal(401)
        file = self._world.files.by_path.get(request.match_info["path"])
        if file is None:
            return _refusal(404)
        order = self._world.misbehaviour.next("file", "", {})
        if order is None:
            return web.Response(body=file.content(), content_type="application/octet-stream")
        return await _half(request, file.content(), order)

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return _refusal(401)
        world = self._world
        name = request.match_info["method"].lower()
        method = METHODS.get(name)
        if method is None:
            world.journal.fault(request.match_info["method"], "there is no such method", {})
            return _refusal(404)
        try:
            params, uploads = await _parameters(request)
        except ApiError as error:
            return _failed(error)
        except web.HTTPRequestEntityTooLarge:
            return _refusal(413)
        call = Call(world, method, params, uploads)
        order = None
        if world.misbehaviour.orders:
            order = world.misbehaviour.next(name, str(params.get("chat_id", "")), params)
            if order is not None and (answer := await self._before(request, order)) is not None:
                self._log(call, f"ordered: {order.how}")
                return answer
        return await self._answer(request, call, order)

    async def _answer(self, request: web.Request, call: Call, order: Order | None) -> web.Response:
        name = call.method.key
        try:
            result = self._act(call)
            if inspect.isawaitable(result):
                result = await result
        except (KeyError, TypeError, ValueError) as error:
            _log.exception("The playground failed in %s", call.method.name)
            call.fault(f"the playground failed: {error!r}")
            return _refusal(500)
        except ApiError as error:
            if name != "getupdates":
                self._log(call, error.description)
            answer = _failed(error)
        else:
            if name != "getupdates":
                self._log(call, None)
            answer = _ok(result)
        if order is not None and order.how == "lost_answer":
            _drop(request)
        if order is not None and order.how == "late_answer":
            await asyncio.sleep(order.seconds)
        return answer

    def _act(self, call: Call) -> Any:
        method = call.method
        if not call.params.keys() <= method.names:
            for unknown in sorted(call.params.keys() - method.names):
                call.fault(f"unknown parameter {unknown}")
        if call.uploads:
            _check_uploads(call)
        handler = HANDLERS.get(method.key)
        if handler is None:
            call.fault("the playground does not know this method")
            raise bad_request(f"{method.name} is not implemented by the playground")
        return handler(call)

    def _log(self, call: Call, error: str | None) -> None:
        self._world.journal.request(
            self._world.now(), call.method.name, call.public_params(), error
        )

    async def _before(self, request: web.Request, order: Order) -> web.Response | None:
        """Do what is ordered before the call acts; None lets it go on."""
        await asyncio.sleep(order.delay)
        match order.how:
            case "500":
                return _refusal(500)
            case "502html":
                return web.Response(status=502, text=_HTML_502, content_type="text/html")
            case "429":
                wait = max(int(order.seconds), 1)
                self._world.journal.flooded += 1
                text = f"Too Many Requests: retry after {wait}"
                return _failed(ApiError(429, text, {"retry_after": wait}))
            case "reset":
                _drop(request)
                return _refusal(500)
            case "hang":
                await asyncio.sleep(order.seconds)
        return None


def _check_uploads(call: Call) -> None:
    """Record files that no parameter speaks of."""
    names = call.method.names
    for name in call.uploads:
        if name not in names and not any(
            f"attach://{name}" in value for value in call.params.values() if isinstance(value, str)
        ):
            call.fault(f"unknown file {name}")


def _drop(request: web.Request) -> None:
    """Cut the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()


async def _parameters(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    params: Json = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return params, {}
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, params)
    body = await request.read()
    if kind == "application/json":
        try:
            given = json.loads(body)
        except ValueError:
            raise bad_request("can't parse JSON object in request") from None
        if not isinstance(given, dict):
            raise bad_request("object expected as request")
        params |= {name: value for name, value in given.items() if value is not None}
    else:
        params |= URL("?" + body.decode("latin-1"), encoded=True).query
    return params, {}


async def _multipart(request: web.Request, params: Json) -> tuple[Json, dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            params[name] = value
        elif isinstance(value, web.FileField):
            kind = value.content_type
            uploads[name] = Upload(
                value.filename or name,
                value.file.read(),
                None if kind == "application/octet-stream" else kind,
            )
            value.file.close()
        else:
            params[name] = value.decode(errors="replace")
    return params, uploads


def _ok(result: Any) -> web.Response:
    return web.Response(body=_encode({"ok": True, "result": result}).encode(), headers=_JSON)


async def _half(request: web.Request, content: bytes, order: Order) -> web.StreamResponse:
    """Give a file out as ordered: not at all, or half of it."""
    if order.how == "500":
        return _refusal(500)
    response = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if order.how == "hang":
        await asyncio.sleep(order.seconds)
    _drop(request)
    return response


def _failed(error: ApiError) -> web.Response:
    answer: Json = {"ok": False, "error_code": error.code, "description": error.description}
    headers = _JSON
    if error.parameters:
        answer["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers = CIMultiDict(_JSON)
            headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(status=error.code, body=json.dumps(answer).encode(), headers=headers)


def _refusal(code: int) -> web.Response:
    return _failed(ApiError(code, _REFUSALS[code]))

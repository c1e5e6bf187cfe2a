"""How the people's side reads requests and answers them."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.playground.errors import Json, PeopleError

Answer = Callable[[web.Request], Awaitable[Json | web.StreamResponse]]


def answering(handler: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Turn what a handler returns into JSON, and refusals into 400 with a sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            result = await handler(request)
        except PeopleError as error:
            return web.json_response({"error": str(error)}, status=400)
        except (KeyError, TypeError, ValueError) as error:
            sentence = f"The request cannot be read: {type(error).__name__} {error}."
            return web.json_response({"error": sentence}, status=400)
        return result if isinstance(result, web.StreamResponse) else web.json_response(result)

    return answer


async def body_of(request: web.Request) -> Json:
    """Return the JSON object of a request; none is an empty one."""
    text = await request.text()
    body = json.loads(text) if text else {}
    if not isinstance(body, dict):
        raise PeopleError("The request must be a JSON object.")
    return body


def number(request: web.Request, name: str) -> int:
    """Return a number out of the address."""
    return int(request.match_info[name])


def whole(request: web.Request, name: str, default: int) -> int:
    """Return a number of the query."""
    return int(request.query.get(name) or default)

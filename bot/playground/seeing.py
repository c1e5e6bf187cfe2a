"""What people see over HTTP: the page and everything it shows."""

from pathlib import Path

from aiohttp import web

from bot.playground.answers import Answer, answering, number, whole
from bot.playground.control import BotWatch
from bot.playground.errors import Json, PeopleError
from bot.playground.methods.commands import commands_for
from bot.playground.world import World

PAGE = Path(__file__).with_name("page")
LONGEST_POLL_S = 60.0
WATCH_S = 1.0


class Seeing:
    """Answers what is asked under `/play/…`, and gives the page."""

    def __init__(self, world: World, watch: BotWatch) -> None:
        self._world = world
        self._watch = watch

    def add_routes(self, app: web.Application) -> None:
        """Put the addresses into the application."""
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._static)
        gets: dict[str, Answer] = {
            "/play/state": self._state,
            "/play/chats/{chat_id}/messages": self._messages,
            "/play/events": self._events,
            "/play/files/{file_id}": self._file,
            "/play/commands": self._commands,
            "/play/faults": self._faults,
            "/play/requests": self._requests,
        }
        for path, handler in gets.items():
            app.router.add_get(path, answering(handler))

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return _page_file("index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["name"])

    async def _state(self, _: web.Request) -> Json:
        world = self._world
        return {
            "me": world.bot,
            "people": [person.view() for person in world.people.values()],
            "chats": [chat.view() for chat in world.chats.values()],
            "faults": list(world.journal.faults),
            "seq": world.journal.seq,
            "flood_limits": world.limits.on,
            "flooded": world.journal.flooded,
            "pending_updates": len(world.updates.pending),
            "bot": {
                "running": self._watch.control is not None and self._watch.control.running(),
                "controllable": self._watch.control is not None,
            },
        }

    async def _messages(self, request: web.Request) -> Json:
        chat = self._world.chat(number(request, "chat_id"))
        limit = whole(request, "limit", 200)
        before = whole(request, "before", 0)
        numbers = sorted(n for n in chat.messages if not before or n < before)
        return {"messages": [chat.messages[n].view() for n in numbers[-limit:] if limit > 0]}

    async def _events(self, request: web.Request) -> Json:
        journal = self._world.journal
        after = whole(request, "after", 0)
        timeout = min(float(request.query.get("timeout", 25)), LONGEST_POLL_S)
        self._watch.look()
        events = journal.after(after)
        while not events and timeout > 0 and not journal.closed:
            step = min(timeout, WATCH_S) if self._watch.control else timeout
            events = await journal.wait(after, step)
            timeout -= step
            self._watch.look()
            events = events or journal.after(after)
        return {"seq": journal.seq, "events": events}

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.by_id.get(request.match_info["file_id"])
        if file is None:
            raise PeopleError("There is no such file.")
        # Whatever people uploaded must never run as a page of this server.
        safe = file.mime_type.startswith(("image/", "audio/", "video/"))
        safe = safe and "svg" not in file.mime_type
        return web.Response(
            body=file.content(),
            content_type=file.mime_type if safe else "application/octet-stream",
            headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"},
        )

    async def _commands(self, request: web.Request) -> Json:
        chat = self._world.chat(whole(request, "chat_id", 0))
        return {"commands": commands_for(self._world, whole(request, "user_id", 0), chat)}

    async def _faults(self, _: web.Request) -> Json:
        return {"faults": list(self._world.journal.faults)}

    async def _requests(self, request: web.Request) -> Json:
        return {"requests": self._world.journal.requests(whole(request, "after", 0))}


def _page_file(name: str) -> web.StreamResponse:
    path = PAGE / name
    if path.parent != PAGE or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

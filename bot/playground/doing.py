"""What people do over HTTP, and how tests set the playground up."""

import json
from collections.abc import Callable

from aiohttp import web

from bot.playground import acts, forum, people
from bot.playground.answers import answering, body_of, number
from bot.playground.control import BotWatch
from bot.playground.errors import Json, PeopleError
from bot.playground.files import MAX_UPLOAD
from bot.playground.model import Chat
from bot.playground.world import World

Act = Callable[[World, Chat, Json], Json]


def _chat_view(world: World, chat: Chat, body: Json) -> Json:
    people.change_chat(world, chat, body)
    return chat.view()


def _members(world: World, chat: Chat, body: Json) -> Json:
    people.change_member(world, chat, body)
    return chat.view()


def _nothing(act: Callable[[World, Chat, Json], object]) -> Act:
    def done(world: World, chat: Chat, body: Json) -> Json:
        act(world, chat, body)
        return {}

    return done


# What the last part of /play/chats/{chat_id}/… asks for.
CHAT_ACTS: dict[str, Act] = {
    "send": lambda world, chat, body: {"message_ids": acts.send(world, chat, body)},
    "edit": _nothing(acts.edit),
    "delete": _nothing(acts.delete),
    "press": lambda world, chat, body: {"query_id": acts.press(world, chat, body)},
    "react": _nothing(acts.react),
    "members": _members,
    "migrate": lambda world, chat, body: people.migrate(world, chat).view(),
}


class Doing:
    """Carries out what is sent to `/play/…`."""

    def __init__(self, world: World, watch: BotWatch) -> None:
        self._world = world
        self._watch = watch

    def add_routes(self, app: web.Application) -> None:
        """Put the addresses into the application."""
        posts = {
            "/play/people": self._add_person,
            "/play/people/{id}": self._change_person,
            "/play/people/{id}/{act:block|unblock}": self._block,
            "/play/chats": self._add_chat,
            "/play/chats/{chat_id}": self._change_chat,
            "/play/chats/{chat_id}/topics": self._add_topic,
            "/play/chats/{chat_id}/topics/{topic_id}/{act}": self._topic,
            "/play/chats/{chat_id}/{act}": self._chat_act,
            "/play/files": self._upload,
            "/play/limits": self._limits,
            "/play/misbehave": self._misbehave,
            "/play/settings": self._settings,
            "/play/bot/{act:kill|start}": self._bot,
        }
        for path, handler in posts.items():
            app.router.add_post(path, answering(handler))
        app.router.add_delete("/play/faults", answering(self._forget_faults))
        app.router.add_delete("/play/misbehave", answering(self._behave))

    async def _add_person(self, request: web.Request) -> Json:
        body = await body_of(request)
        if not body.get("first_name"):
            raise PeopleError("A person needs a first name.")
        names = ("last_name", "username", "language_code", "started")
        given = {name: body[name] for name in names if body.get(name)}
        return self._world.add_person(str(body["first_name"]), **given).view()

    async def _change_person(self, request: web.Request) -> Json:
        person = self._world.person(number(request, "id"))
        people.change_person(self._world, person, await body_of(request))
        return person.view()

    async def _block(self, request: web.Request) -> Json:
        person = self._world.person(number(request, "id"))
        people.set_blocked(self._world, person, request.match_info["act"] == "block")
        return person.view()

    async def _add_chat(self, request: web.Request) -> Json:
        return people.found_group(self._world, await body_of(request)).view()

    async def _change_chat(self, request: web.Request) -> Json:
        return _chat_view(self._world, self._chat(request), await body_of(request))

    async def _chat_act(self, request: web.Request) -> Json:
        act = CHAT_ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        return act(self._world, self._chat(request), await body_of(request))

    async def _add_topic(self, request: web.Request) -> Json:
        chat, body = self._chat(request), await body_of(request)
        name = str(body.get("name") or "").strip()
        if not chat.is_forum or not name:
            raise PeopleError("A topic needs a name and a group with topics.")
        user = (
            self._world.person(body["as"]).user
            if body.get("as")
            else people.head(self._world, chat)
        )
        color = body.get("icon_color") or forum.COLORS[0]
        icon = str(body.get("icon_custom_emoji_id") or "")
        topic = forum.create_topic(self._world, chat, user, name, color, icon)
        return {"message_thread_id": topic.id}

    async def _topic(self, request: web.Request) -> Json:
        world, chat, body = self._world, self._chat(request), await body_of(request)
        topic = chat.topics.get(number(request, "topic_id"))
        if topic is None:
            raise PeopleError("There is no such topic.")
        user = world.person(body["as"]).user if body.get("as") else people.head(world, chat)
        match request.match_info["act"]:
            case "delete":
                forum.delete_topic(world, chat, topic)
            case "close" | "reopen" as act:
                forum.set_closed(world, chat, user, topic, act == "close")
            case "edit":
                icon = body.get("icon_custom_emoji_id")
                forum.edit_topic(world, chat, user, topic, body.get("name"), icon)
            case _:
                raise web.HTTPNotFound
        return {}

    async def _upload(self, request: web.Request) -> Json:
        field = (await request.post()).get("file")
        if not isinstance(field, web.FileField):
            raise PeopleError("There is no file in the request.")
        data = field.file.read()
        field.file.close()
        if not data:
            raise PeopleError("The file is empty.")
        if len(data) > MAX_UPLOAD:
            raise PeopleError("The file is bigger than 50 MB.")
        file = self._world.files.add(
            "document", name=field.filename, mime_type=field.content_type, data=data
        )
        shown: Json = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "name": file.name,
            "size": file.size,
            "mime_type": file.mime_type,
        }
        if file.mime_type.startswith("image/"):
            shown |= {"width": file.width, "height": file.height}
        return shown

    # How the playground behaves

    async def _forget_faults(self, _: web.Request) -> Json:
        self._world.journal.faults.clear()
        return {}

    async def _limits(self, request: web.Request) -> Json:
        on = bool((await body_of(request)).get("on"))
        self._world.limits.switch(on=on)
        self._world.journal.event("limits", on=on)
        return {}

    async def _misbehave(self, request: web.Request) -> Json:
        self._world.misbehaviour.add(await body_of(request))
        return {}

    async def _behave(self, _: web.Request) -> Json:
        self._world.misbehaviour.orders.clear()
        return {}

    async def _settings(self, request: web.Request) -> Json:
        """Set the world's clock (seconds ahead), privacy mode, the time to answer a press."""
        world, body = self._world, await body_of(request)
        if "clock_offset" in body:
            world.clock_offset = float(body["clock_offset"])
        if "answer_within" in body:
            world.answer_within = float(body["answer_within"])
        if "can_read_all_group_messages" in body:
            world.can_read_all_group_messages = bool(body["can_read_all_group_messages"])
        return {
            "clock_offset": world.clock_offset,
            "answer_within": world.answer_within,
            "can_read_all_group_messages": world.can_read_all_group_messages,
        }

    async def _bot(self, request: web.Request) -> Json:
        if self._watch.control is None:
            raise web.HTTPNotFound(
                text=json.dumps({"error": "The bot was not started by the playground."}),
                content_type="application/json",
            )
        if request.match_info["act"] == "kill":
            await self._watch.control.kill()
        else:
            await self._watch.control.start()
        self._watch.look()
        return {}

    def _chat(self, request: web.Request) -> Chat:
        return self._world.chat(number(request, "chat_id"))

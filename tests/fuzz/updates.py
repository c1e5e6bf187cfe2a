"""One update: somebody somewhere does something, then fields come, go, and turn wrong."""

import copy
import uuid
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from bot.buttons import Press
from tests.fuzz.people import (
    BASIC_GROUP,
    CHANNEL,
    OTHER_GROUP,
    STRANGERS,
    Scene,
    stranger,
)
from tests.fuzz.types import TYPES, UPDATE_KINDS, WRONG, strings, value

Json = dict[str, Any]
COMMANDS = [
    "new",
    "start",
    "menu",
    "tickets",
    "ticket",
    "search",
    "transcript",
    "language",
    "help",
    "cancel",
    "privacy",
    "mine",
    "find",
    "stats",
    "subject",
    "resolve",
    "close",
    "withdraw",
    "takeback",
    "askclose",
    "reopen",
    "take",
    "release",
    "assign",
    "priority",
    "status",
    "category",
    "link",
    "unlink",
    "merge",
    "split",
    "tag",
    "untag",
    "tags",
    "log",
    "who",
    "canned",
    "c",
    "ban",
    "unban",
    "categories",
    "agents",
    "settings",
    "setup",
    "note",
    "unheard_of",
]
ARGUMENTS = (
    "",
    "",
    "me",
    "high",
    "waiting",
    "@boris",
    "30d",
    "1h spam",
    "none",
    "0",
    "99999999999",
)
VISIBLE = {"subject", "ban", "canned", "c", "category", "tag", "split", "merge"}  # may be shown
MEDIA = [
    "photo",
    "animation",
    "document",
    "video",
    "audio",
    "voice",
    "video_note",
    "sticker",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
]
SERVICE = [
    name
    for name in TYPES["Message"]
    if name.startswith(("new_", "left_", "delete_", "pinned_", "forum_", "general_", "video_chat"))
    or name.endswith(("_created", "_shared", "_added", "_timer_changed", "_paid", "_payment"))
] + ["migrate_to_chat_id", "migrate_from_chat_id"]
PRESSES = [kind for kind in Press.__subclasses__() for kind in (kind, *kind.__subclasses__())]
EXTREME = (0, -1, 2**31, 2**53, -(2**53), 2**63 - 1, 2**63, 2**64, -(2**100), 1e400, 10**30)


def one_in(draw: DrawFn, n: int) -> bool:
    """Whether something happens that does so once in n times."""
    return draw(st.integers(1, n)) == n


@st.composite
def updates(draw: DrawFn, scene: Scene) -> Any:
    """An update without its number, now and then nothing of the sort."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "message" or kind == "edited_message":
        body = a_message(draw, scene, is_edited=kind != "message")
    elif kind == "callback_query":
        body = _press(draw, scene)
    elif kind in ("chat_member", "my_chat_member"):
        body = _change(draw, scene, is_mine=kind == "my_chat_member")
    else:
        body = value(draw, TYPES["Update"][kind], 3, kind)
    if one_in(draw, 4):
        body = copy.deepcopy(body)  # people and chats are in many
        _spoil(draw, body)
    if one_in(draw, 60):
        return draw(st.sampled_from([*WRONG, {"message": body}, {kind: [body]}]))
    return {kind: body}


KINDS = (
    ["message"] * 60 + ["callback_query"] * 25 + ["edited_message"] * 8
    + ["chat_member"] * 4 + ["my_chat_member"] * 2 + UPDATE_KINDS
)  # fmt: skip


# --- who, where ------------------------------------------------------------------------------


def _place(draw: DrawFn, scene: Scene) -> tuple[Json, Json]:
    """Return somebody and the chat in which they are."""
    where = draw(
        st.sampled_from(["private", "private", "private", "staff", "staff", "staff", "other"])
    )
    if where == "staff":
        who = draw(st.sampled_from(scene.agents * 4 + scene.requesters[:1]))
        return who, {"id": scene.group_id, "type": "supergroup", "title": "Support team"}
    everybody = scene.requesters * 5 + scene.agents + scene.banned
    who = draw(st.sampled_from([*everybody, *map(stranger, STRANGERS)]))
    if where == "private":
        return who, {"id": who["id"], "type": "private", "first_name": who["first_name"]}
    others = ((OTHER_GROUP, "supergroup"), (BASIC_GROUP, "group"), (CHANNEL, "channel"))
    chat_id, kind = draw(st.sampled_from(others))
    return who, {"id": chat_id, "type": kind, "title": "Elsewhere"}


# --- messages ---------------------------------------------------------------------------------


def a_message(draw: DrawFn, scene: Scene, *, is_edited: bool = False) -> Json:
    """Somebody writes, sends, forwards or answers something, or Telegram tells of something."""
    who, chat = _place(draw, scene)
    number = _earlier(draw, scene) if is_edited else scene.next_id()
    body: Json = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": who}
    if is_edited:
        body["edit_date"] = draw(st.sampled_from((0, 1_790_000_001, 2**31 - 1)))
    shape = draw(st.integers(0, 9))
    if shape < 6:
        body["text"] = _words(draw, scene, chat, who)
    elif shape < 8:
        kind = draw(st.sampled_from(MEDIA))
        body[kind] = value(draw, TYPES["Message"][kind], 2)
        if draw(st.booleans()) and scene.files:
            for part in body[kind] if isinstance(body[kind], list) else [body[kind]]:
                if "file_id" in part:
                    part["file_id"] = draw(st.sampled_from(scene.files))
        if draw(st.booleans()):
            body["caption"] = _words(draw, scene, chat, who)
        if one_in(draw, 3):
            body["media_group_id"] = f"album {draw(st.integers(0, 5))}"
    elif shape == 8:
        service = draw(st.sampled_from(SERVICE))
        is_move = service.startswith("migrate_")
        body[service] = (
            -1_008_000_000_000 - scene.next_id()
            if is_move
            else value(draw, TYPES["Message"][service], 2, service)
        )
        if is_move and chat["type"] == "private":
            del body[service]
    if one_in(draw, 3):
        body["reply_to_message"] = _answered(draw, scene, chat)
    if one_in(draw, 8):
        body["forward_origin"] = value(draw, "MessageOrigin", 3)
    if one_in(draw, 5):
        name = draw(st.sampled_from(("entities", "caption_entities")))
        entity = st.builds(_entity, st.integers(-3, 5_000), st.integers(-1, 6_000))
        body[name] = [
            draw(entity) | {"type": draw(st.sampled_from(ENTITIES))}
            for _ in range(draw(st.integers(1, 3)))
        ]
    if one_in(draw, 3):
        more = draw(st.lists(st.sampled_from(EXTRAS), max_size=3, unique=True))
        body |= {
            name: value(draw, TYPES["Message"][name].removeprefix("!"), 2, name) for name in more
        }
    return body


ENTITIES = TYPES["MessageEntity"]["type"].partition("=")[2].split(",")
# Who speaks and where stays as it is, so that it is known who may read the words.
EXTRAS = [
    name
    for name in TYPES["Message"]
    if name not in ("message_id", "chat", "from", "migrate_to_chat_id", "migrate_from_chat_id")
]


def _earlier(draw: DrawFn, scene: Scene) -> int:
    """Return the number of a message that somebody wrote a while ago, maybe in another chat."""
    return scene.newest - draw(st.integers(0, 300))


def _entity(offset: int, length: int) -> Json:
    return {"offset": offset, "length": length, "url": "https://example.org", "language": "c"}


def _words(draw: DrawFn, scene: Scene, chat: Json, who: Json) -> str:
    """Return what somebody says, with a word in it that occurs nowhere else."""
    command = draw(st.sampled_from(COMMANDS)) if one_in(draw, 3) else None
    is_note = command in ("note", "unheard_of") and chat["id"] < 0
    mark = scene.mark(chat["id"], who["id"], is_note=is_note)
    if command is None:
        return f"{mark} {draw(strings())}"
    number = draw(st.sampled_from(scene.numbers)) if draw(st.booleans()) else ""
    rest = draw(st.sampled_from(ARGUMENTS) | strings())
    if command not in ("note", "unheard_of", *VISIBLE) and draw(st.booleans()):
        mark = ""  # so that commands also come as people type them
    return f"/{command} {number} {mark} {rest}"


def _answered(draw: DrawFn, scene: Scene, chat: Json) -> Json:
    """Return a message that is answered: one of the bot's, one that it never saw, or no more."""
    ours = scene.messages.get(chat["id"], [])
    if ours and not one_in(draw, 4):
        return dict(draw(st.sampled_from(ours)))
    number = _earlier(draw, scene)
    if draw(st.booleans()):
        return {"message_id": number, "date": 0, "chat": chat}
    who = draw(st.sampled_from([*scene.agents, *scene.requesters, {"id": scene.bot_id}]))
    author = {"is_bot": who["id"] == scene.bot_id, "first_name": "x", **who}
    said = f"#{draw(st.sampled_from(scene.numbers))}"
    return {
        "message_id": number,
        "date": 1_700_000_000,
        "chat": chat,
        "from": author,
        "text": said,
    }


# --- presses, and who comes and goes ----------------------------------------------------------


def _press(draw: DrawFn, scene: Scene) -> Json:
    """Somebody presses a button, with whatever data."""
    who, chat = _place(draw, scene)
    body: Json = {
        "id": str(draw(st.integers(1, 2**63))),
        "from": who,
        "chat_instance": "1",
        "data": _data(draw, scene),
    }
    if not one_in(draw, 12):
        body["message"] = _answered(draw, scene, chat)
    return body


def _data(draw: DrawFn, scene: Scene) -> str:
    """Return a button's data: of any chat's, one made up of what fits, or none of ours."""
    how = draw(st.integers(0, 9))
    if how < 4 and scene.pressable:
        return draw(st.sampled_from(scene.pressable))
    if how == 9:
        return draw(strings())
    kind = draw(st.sampled_from(PRESSES))
    makers: dict[Any, Callable[[], Any]] = {
        int: lambda: draw(st.sampled_from([*scene.numbers, *NUMBERS])),
        uuid.UUID: lambda: draw(st.uuids()),
        str: lambda: draw(st.sampled_from(_acts(scene)) | st.text(max_size=6)),
    }
    parts = [makers[item.type]() for item in fields(kind)]
    plain = [part.hex if isinstance(part, uuid.UUID) else str(part) for part in parts]
    return ":".join([kind.code, *plain])


AT_ONCE = 50  # updates that are variations of each other
NUMBERS = (0, 1, -1, 2, 5, 2**31, -(2**31), 2**53 - 1, 2**53, 2**63)


def _acts(scene: Scene) -> list[str]:
    """Return the words that stand in buttons."""
    parts = {part for data in scene.pressable for part in data.split(":")[1:]}
    return sorted(part for part in parts if part.isalpha()) or ["take"]


def _change(draw: DrawFn, scene: Scene, *, is_mine: bool) -> Json:
    """Somebody's place in a chat changes, or the bot's."""
    who, chat = _place(draw, scene)
    if is_mine:
        moved: Json = {"id": scene.bot_id, "is_bot": True, "first_name": "Desk"}
    else:
        moved = draw(st.sampled_from([who, *map(stranger, STRANGERS)]))
    places = [value(draw, "ChatMember", 1) | {"user": moved} for _ in range(2)]
    return {
        "chat": chat,
        "from": who,
        "date": 1_790_000_000,
        "old_chat_member": places[0],
        "new_chat_member": places[1],
    }


# --- what goes wrong --------------------------------------------------------------------------


def _spoil(draw: DrawFn, body: Any) -> None:
    """Leave out, empty, turn wrong or stretch one thing, however deep it stands."""
    at, name = body, None
    while isinstance(at, dict) and at:
        name = draw(st.sampled_from(sorted(at)))
        inner = at[name]
        while isinstance(inner, list) and inner and isinstance(inner[0], dict):
            inner = inner[0]
        if not isinstance(inner, dict) or not inner or one_in(draw, 3):
            break
        at = inner
    if not isinstance(at, dict) or name is None:
        return
    how = draw(st.sampled_from(("drop", "null", "wrong", "stretch")))
    if how == "drop":
        del at[name]
    elif how == "null":
        at[name] = None
    elif how == "wrong":
        at[name] = draw(st.sampled_from(WRONG))
    elif isinstance(at[name], str):
        at[name] = draw(strings())
    else:
        at[name] = draw(st.sampled_from(EXTREME))


def batch(scene: Scene, size: int, number: int) -> list[Any]:
    """Return `size` updates; the same number gives the same ones for the same scene."""
    found: list[Any] = []

    def collect(made: Any) -> None:
        found.append(made)

    for begun in range(0, size, AT_ONCE):
        # Hypothesis varies what it has found: it is made to begin anew every now and then.
        profile = settings(
            max_examples=min(AT_ONCE, size - begun),
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        seed(number + begun)(profile(given(updates(scene))(collect)))()
    return found

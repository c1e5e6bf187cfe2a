"""Forwarding and copying messages from one chat to another."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.methods.media import with_caption
from bot.playground.methods.target import (
    Place,
    count_flood,
    find_message,
    inside_chat,
    message_numbers,
    place,
)
from bot.playground.model import Chat, Message, is_service, origin_of
from bot.playground.text import MAX_CAPTION, formatted

_NOT_CONTENT = frozenset({
    "message_id", "from", "sender_chat", "chat", "date", "edit_date", "reply_to_message",
    "reply_markup", "message_thread_id", "is_topic_message", "media_group_id", "forward_origin",
    "has_protected_content", "author_signature", "quote", "effect_id", "is_automatic_forward",
    "external_reply",
})  # fmt: skip
MOST = 100


def content_of(message: Message) -> Json:
    """Return what a message says, without where, when and by whom."""
    return {name: value for name, value in message.json.items() if name not in _NOT_CONTENT}


def _source(call: Call, verb: str) -> Message:
    message = find_message(call, inside_chat(call, "from_chat_id"), verb)
    _check(message, verb)
    return message


def _check(message: Message, verb: str) -> None:
    past = "copied" if verb == "copy" else "forwarded"
    if is_service(message.json) or message.json.get("has_protected_content"):
        raise bad_request(f"the message can't be {past}")


def forward_message(call: Call) -> Json:
    """Pass a message on with its author's name."""
    message = _source(call, "forward")
    where = place(call)
    count_flood(call.world, where.chat)
    content = {"forward_origin": origin_of(message), **content_of(message)}
    return where.send(call.world, content).json


def copy_message(call: Call) -> Json:
    """Send a message's content anew; a caption given replaces the old one."""
    message = _source(call, "copy")
    content = content_of(message)
    if "caption" in call.params and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        text, entities = formatted(call, "caption", "caption_entities", MAX_CAPTION)
        content |= with_caption(text, entities)
    where = place(call)
    count_flood(call.world, where.chat)
    return {"message_id": where.send(call.world, content).id}


def _several(call: Call, verb: str) -> tuple[Place, list[Message]]:
    numbers = message_numbers(call, MOST, f"too many messages to {verb}")
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    source: Chat = inside_chat(call, "from_chat_id")
    found = [
        m for n in numbers if (m := source.messages.get(n)) is not None and not is_service(m.json)
    ]
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    where = place(call)
    count_flood(call.world, where.chat, len(found))
    return where, found


def _send_several(call: Call, verb: str) -> list[Json]:
    where, found = _several(call, verb)
    groups: dict[str, str] = {}
    sent = []
    for message in found:
        content = content_of(message)
        if verb == "forward":
            content = {"forward_origin": origin_of(message), **content}
        elif call.boolean("remove_caption"):
            content.pop("caption", None)
            content.pop("caption_entities", None)
        old = message.json.get("media_group_id")
        if old:
            group = groups.setdefault(old, str(10**17 + call.world.unique()))
            content = {"media_group_id": group, **content}
        sent.append({"message_id": where.send(call.world, content).id})
    return sent


def forward_messages(call: Call) -> list[Json]:
    """Pass several messages on; those that cannot be found are left out."""
    return _send_several(call, "forward")


def copy_messages(call: Call) -> list[Json]:
    """Copy several messages, albums staying albums; those that cannot be found are left out."""
    return _send_several(call, "copy")


METHODS: dict[str, Callable[[Call], Any]] = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}

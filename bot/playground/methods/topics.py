"""What the bot does with the topics of a forum."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.forum import COLORS, ICONS, create_topic, delete_topic, edit_topic, set_closed
from bot.playground.methods.target import flooded, inside_chat
from bot.playground.model import Chat, Topic
from bot.playground.text import is_blank, units

MAX_NAME = 128


def _forum(call: Call, right: str = "can_manage_topics") -> Chat:
    chat = inside_chat(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not call.world.bot_member(chat).may(right):
        raise bad_request("not enough rights to manage topics")
    return chat


def _topic(call: Call, right: str = "can_manage_topics") -> tuple[Chat, Topic]:
    chat = _forum(call, right)
    number = call.integer("message_thread_id")
    if number <= 0:
        raise bad_request("invalid message thread identifier specified")
    topic = chat.topics.get(number)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _name(call: Call) -> str:
    name = " ".join(call.string("name").split())
    if units(name) > MAX_NAME:
        raise bad_request("topic name is too long")
    return "" if is_blank(name) else name


def _icon(call: Call) -> str | None:
    if "icon_custom_emoji_id" not in call.params:
        return None
    icon = call.string("icon_custom_emoji_id")
    if icon and icon not in ICONS.values():
        raise bad_request("DOCUMENT_INVALID")
    return icon


def create_forum_topic(call: Call) -> Json:
    """Open a topic."""
    name = _name(call)
    if not name:
        raise bad_request("topic name must be non-empty")
    color = call.integer("icon_color", COLORS[0])
    if color not in COLORS:
        raise bad_request("invalid topic icon color specified")
    icon = _icon(call)
    chat = _forum(call)
    wait = call.world.limits.take_topic(chat.id)
    if wait:
        raise flooded(call.world, wait)
    topic = create_topic(call.world, chat, call.world.bot, name, color, icon or "")
    result: Json = {"message_thread_id": topic.id, "name": name, "icon_color": color}
    if icon:
        result["icon_custom_emoji_id"] = icon
    return result


def edit_forum_topic(call: Call) -> bool:
    """Change a topic's name or icon; what is not given stays."""
    name, icon = _name(call), _icon(call)
    chat, topic = _topic(call)
    if not edit_topic(call.world, chat, call.world.bot, topic, name, icon):
        raise bad_request("TOPIC_NOT_MODIFIED")
    return True


def _closing(closed: bool) -> Callable[[Call], bool]:
    def act(call: Call) -> bool:
        chat, topic = _topic(call)
        if not set_closed(call.world, chat, call.world.bot, topic, closed):
            raise bad_request("TOPIC_NOT_MODIFIED")
        return True

    return act


def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with all its messages."""
    chat, topic = _topic(call, "can_delete_messages")
    delete_topic(call.world, chat, topic)
    return True


def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin what is pinned in a topic."""
    chat, topic = _topic(call, "can_pin_messages")
    chat.pinned = [
        n for n in chat.pinned if n in chat.messages and chat.messages[n].thread_id != topic.id
    ]
    call.world.pins_changed(chat)
    return True


def get_forum_topic_icon_stickers(_: Call) -> list[Json]:
    """Return the emoji that may stand as icons."""
    return [
        {
            "file_id": f"CAACAgIAicon{custom_id}", "file_unique_id": f"AgADicon{custom_id}",
            "type": "custom_emoji", "width": 100, "height": 100, "is_animated": False,
            "is_video": False, "emoji": emoji, "set_name": "Topics",
            "custom_emoji_id": custom_id, "file_size": 4096,
        }
        for emoji, custom_id in ICONS.items()
    ]  # fmt: skip


METHODS: dict[str, Callable[[Call], Any]] = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": _closing(True),
    "reopenForumTopic": _closing(False),
    "deleteForumTopic": delete_forum_topic,
    "unpinAllForumTopicMessages": unpin_all_forum_topic_messages,
    "getForumTopicIconStickers": get_forum_topic_icon_stickers,
}

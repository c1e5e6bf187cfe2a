"""Where a call is aimed: its chat, the message it answers, the topic, and whether that may be."""

from dataclasses import dataclass
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import ApiError, Json, bad_request, forbidden
from bot.playground.markup import is_inline, reply_markup
from bot.playground.model import Chat, Message, origin_of
from bot.playground.text import format_text
from bot.playground.world import World


def find_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return the chat a call names, wherever the bot stands in it."""
    given = call.string(name).strip()
    if not given:
        raise bad_request("chat_id is empty")
    chats = call.world.chats
    if given.startswith("@"):
        wanted = given[1:].lower()
        chat = next(
            (c for c in chats.values()
             if c.type == "supergroup" and c.brief.get("username", "").lower() == wanted),
            None,
        )  # fmt: skip
    else:
        chat = chats.get(int(given)) if given.removeprefix("-").isdecimal() else None
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def inside_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return the chat a call names if the bot is in it."""
    chat = find_chat(call, name)
    if chat.type != "private":
        status = call.world.bot_member(chat).status
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if status == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable_chat(call: Call, permission: str = "can_send_messages") -> Chat:
    """Return the chat a call names if the bot may write there."""
    chat = inside_chat(call)
    world = call.world
    if chat.type == "private":
        person = world.people[chat.id]
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    member = world.bot_member(chat)
    if member.is_admin:
        return chat
    granted = member.permissions if member.status == "restricted" else chat.permissions
    for needed in ("can_send_messages", permission):
        if not granted.get(needed, False):
            raise bad_request(f"not enough rights to send {_KINDS[needed]} to the chat")
    return chat


_KINDS = {
    "can_send_messages": "text messages",
    "can_send_audios": "audios",
    "can_send_documents": "documents",
    "can_send_photos": "photos",
    "can_send_videos": "videos",
    "can_send_video_notes": "video notes",
    "can_send_voice_notes": "voice notes",
    "can_send_polls": "polls",
    "can_send_other_messages": "stickers",
}


def find_message(call: Call, chat: Chat, purpose: str, name: str = "message_id") -> Message:
    """Return the message a call names; `purpose` is Telegram's word, as in "message to edit"."""
    number = call.integer(name)
    if number == 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def message_numbers(call: Call, most: int, too_many: str) -> list[int]:
    """Return the message ids that a call lists."""
    numbers: Any = call.decoded("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > most:
        raise bad_request(too_many)
    if not all(isinstance(number, int) for number in numbers):
        raise bad_request("message identifier must be a number")
    return numbers


def count_flood(world: World, chat: Chat, count: int = 1) -> None:
    """Count what is sent or edited; raises 429 beyond Telegram's limits."""
    wait = world.limits.take(chat.id, count)
    if wait:
        raise flooded(world, wait)


def flooded(world: World, wait: int) -> ApiError:
    """Return a 429 and remember it."""
    world.journal.flooded += 1
    return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})


@dataclass(slots=True)
class Place:
    """Where and how a new message goes."""

    chat: Chat
    reply_to: Message | None
    thread_id: int | None
    markup: Json | None
    silent: bool
    extra: Json

    def send(self, world: World, content: Json, *, message_id: int | None = None) -> Message:
        """Put the bot's message there."""
        inline = is_inline(self.markup)
        if self.extra or inline:
            content = {**content, **self.extra}
            if inline:
                content["reply_markup"] = self.markup
        message = world.post(
            self.chat,
            bot_author(world, self.chat),
            content,
            author_id=world.bot_id,
            reply_to=self.reply_to,
            thread_id=self.thread_id,
            silent=self.silent,
            message_id=message_id,
        )
        message.has_reply_keyboard = self.markup is not None and not inline
        return message


def bot_author(world: World, chat: Chat) -> Json:
    """Return the from and sender_chat fields of the bot's own messages."""
    if chat.type == "private":
        return {"from": world.bot}
    return world.author(chat, world.bot)


def place(call: Call, permission: str = "can_send_messages") -> Place:
    """Return where a sending call goes; raises what Telegram answers where it cannot."""
    markup = reply_markup(call)
    chat = writable_chat(call, permission)
    params = call.params
    reply_to, extra = _reply(call, chat) if "reply_parameters" in params else (None, {})
    thread_id = _thread(call, chat) if call.has("message_thread_id") else None
    if chat.is_forum:
        _check_open(call.world, chat, thread_id or (reply_to.thread_id if reply_to else None))
    if "protect_content" in params and call.boolean("protect_content"):
        extra["has_protected_content"] = True
    if "message_effect_id" in params and chat.type == "private":
        extra["effect_id"] = call.string("message_effect_id")
    silent = "disable_notification" in params and call.boolean("disable_notification")
    return Place(chat, reply_to, thread_id, markup, silent, extra)


def _reply(call: Call, chat: Chat) -> tuple[Message | None, Json]:
    given: Any = call.decoded("reply_parameters", "can't parse reply parameters JSON object")
    if given is None:
        return None, {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if not isinstance(given.get("message_id"), int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    source, other = chat, given.get("chat_id")
    if other not in (None, "", chat.id, str(chat.id)):
        source = inside_chat(Call(call.world, call.method, {"chat_id": other}, {}))
    message = source.messages.get(given["message_id"])
    if message is None:
        if given.get("allow_sending_without_reply"):
            return None, {}
        raise bad_request("message to be replied not found")
    extra: Json = {} if source is chat else {"external_reply": _elsewhere(source, message)}
    if given.get("quote"):
        words = message.json.get("text") or message.json.get("caption") or ""
        quote, entities = format_text(
            call,
            given["quote"],
            given.get("quote_parse_mode", ""),
            given.get("quote_entities"),
            1024,
        )
        at = words.find(quote)
        if at < 0:
            raise bad_request("QUOTE_TEXT_INVALID")
        position = len(words[:at].encode("utf-16-le")) // 2
        extra["quote"] = {"text": quote, "position": position, "is_manual": True}
        if entities:
            extra["quote"]["entities"] = entities
    return message if source is chat else None, extra


def _elsewhere(source: Chat, message: Message) -> Json:
    """Return the ExternalReplyInfo of a message in another chat; only supergroups are named."""
    shown: Json = {"origin": origin_of(message)}
    if source.type == "supergroup":
        shown |= {"chat": source.brief, "message_id": message.id}
    return shown


def _thread(call: Call, chat: Chat) -> int | None:
    thread_id = call.integer("message_thread_id")
    if thread_id <= 0:
        raise bad_request("invalid message thread identifier specified")
    if thread_id not in chat.topics or not chat.is_forum:
        raise bad_request("message thread not found")
    return thread_id


def _check_open(world: World, chat: Chat, thread_id: int | None) -> None:
    topic = chat.topics.get(thread_id) if thread_id else None
    if topic is None or not topic.closed or topic.created_by == world.bot_id:
        return
    if not world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")

"""Changing and deleting messages, and answering presses of buttons."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.files import CAPTIONED
from bot.playground.markup import reply_markup
from bot.playground.methods.album import KINDS, album_kinds_fit
from bot.playground.methods.copies import content_of
from bot.playground.methods.media import caption_of, item_content
from bot.playground.methods.target import (
    count_flood,
    find_message,
    inside_chat,
    message_numbers,
    writable_chat,
)
from bot.playground.model import Chat, Message, is_service
from bot.playground.text import MAX_TEXT, formatted, is_blank, units

DELETABLE_S = 48 * 3600
MAX_ANSWER = 200
MOST_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def _own(call: Call) -> tuple[Chat, Message]:
    if call.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not call.has("chat_id") and not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = writable_chat(call)
    message = find_message(call, chat, "edit")
    forbidden = is_service(message.json) or "forward_origin" in message.json
    if not message.by_bot or forbidden or message.has_reply_keyboard:
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: Call, chat: Chat, message: Message, gone: Any, content: Json) -> Json:
    """Put `content` in the place of the fields `gone`; a keyboard not given goes too."""
    markup = reply_markup(call, only_inline=True)
    body = {
        name: value
        for name, value in message.json.items()
        if name not in gone and name not in ("reply_markup", "edit_date")
    }
    body |= content
    if markup:
        body["reply_markup"] = markup
    if _essence(body) == _essence(message.json):
        raise bad_request(NOT_MODIFIED)
    count_flood(call.world, chat)
    if content or "edit_date" in message.json:
        body["edit_date"] = int(call.world.now())
    call.world.replace(chat, message, body)
    return body


def _essence(body: Json) -> Json:
    return {name: value for name, value in body.items() if name != "edit_date"}


def edit_message_text(call: Call) -> Json:
    """Change a text."""
    text, entities = formatted(call, "text", "entities", MAX_TEXT)
    if not text or is_blank(text):
        raise bad_request("message text is empty")
    chat, message = _own(call)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text, "entities": entities} if entities else {"text": text}
    return _change(call, chat, message, ("text", "entities"), content)


def edit_message_caption(call: Call) -> Json:
    """Change, add or remove a caption."""
    content = caption_of(call)
    chat, message = _own(call)
    if CAPTIONED.isdisjoint(message.json):
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, message, _CAPTION, content)


def edit_message_media(call: Call) -> Json:
    """Change the file of a message, or put one into a text."""
    item = call.decoded("media", "can't parse input media JSON object")
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        raise bad_request("can't parse InputMedia: type must be specified")
    if item["type"] not in KINDS | {"animation"}:
        raise bad_request("can't parse InputMedia: type " + item["type"] + " is unsupported")
    chat, message = _own(call)
    if CAPTIONED.isdisjoint(message.json) and "text" not in message.json:
        raise bad_request("there is no media in the message to edit")
    content, kind = item_content(call, item, item["type"])
    if "media_group_id" in message.json:
        old = next(name for name in KINDS if name in message.json)
        if not album_kinds_fit([old, kind]):
            raise bad_request("can't use the media of the specified type in the album")
    return _change(call, chat, message, content_of(message), content)


def edit_message_reply_markup(call: Call) -> Json:
    """Change only the keyboard."""
    chat, message = _own(call)
    return _change(call, chat, message, (), {})


def _check_deletable(call: Call, chat: Chat, message: Message) -> None:
    """Raise unless the bot may delete it; only a supergroup's administrators may at any age."""
    trusted = chat.type != "private" and call.world.bot_member(chat).may("can_delete_messages")
    if chat.type != "private" and not trusted and not message.by_bot:
        raise bad_request("message can't be deleted")
    old = call.world.now() - message.sent_at > DELETABLE_S
    if old and not (trusted and chat.type == "supergroup"):
        raise bad_request("message can't be deleted for everyone")


def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = inside_chat(call)
    message = find_message(call, chat, "delete")
    _check_deletable(call, chat, message)
    call.world.delete(chat, [message.id])
    return True


def delete_messages(call: Call) -> bool:
    """Delete several messages; those that cannot be found are left out."""
    numbers = message_numbers(call, MOST_AT_ONCE, "too many message identifiers specified")
    chat = inside_chat(call)
    found = [m for number in numbers if (m := chat.messages.get(number)) is not None]
    for message in found:
        _check_deletable(call, chat, message)
    call.world.delete(chat, [message.id for message in found])
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a press once, soon after it."""
    world = call.world
    text = call.string("text")
    if units(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = call.string("callback_query_id")
    query = world.queries.pop(query_id, None)
    if query is None or world.now() - query[0] > world.answer_within:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    _, user_id, chat_id, message_id = query
    shown = {"text": text} if text else {}
    if call.has("url"):
        shown["url"] = call.string("url")
    world.journal.event(
        "answer",
        query_id=query_id,
        user_id=user_id,
        chat_id=chat_id,
        message_id=message_id,
        show_alert=call.boolean("show_alert"),
        **shown,
    )
    return True


METHODS: dict[str, Callable[[Call], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
}

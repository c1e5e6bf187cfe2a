"""What the bot can ask and change about chats and their members."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.members import Member
from bot.playground.methods.target import bot_author, find_chat, find_message, inside_chat
from bot.playground.model import Chat, one_level
from bot.playground.people import set_status
from bot.playground.world import World


def get_me(call: Call) -> Json:
    """Return the bot's own account."""
    return {
        **call.world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": call.world.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def refuse_leaving(call: Call) -> bool:
    """Refuse logOut and close: there is no other server to move to."""
    raise bad_request(f"{call.method.name} is not for the playground")


def get_chat(call: Call) -> Json:
    """Return a chat in full."""
    chat = find_chat(call)
    world = call.world
    if chat.type != "private":
        chat = inside_chat(call)
    full: Json = {**chat.brief, "accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full["accepted_gift_types"] = dict.fromkeys(gifts, chat.type == "private")
    if chat.description:
        full["description"] = chat.description
    if chat.type == "private":
        if "username" in chat.brief:
            full["active_usernames"] = [chat.brief["username"]]
    else:
        full["permissions"] = chat.permissions
        if chat.type == "supergroup":
            full["has_visible_history"] = True
    if chat.available_reactions is not None:
        full["available_reactions"] = [
            {"type": "emoji", "emoji": emoji} for emoji in chat.available_reactions
        ]
    if chat.pinned and chat.pinned[-1] in chat.messages:
        full["pinned_message"] = one_level(chat.messages[chat.pinned[-1]].json)
    private_group = chat.type != "private" and "username" not in chat.brief
    if private_group and world.bot_member(chat).may("can_invite_users"):
        full["invite_link"] = f"https://t.me/+playground{abs(chat.id)}"
    return full


def _member_json(world: World, chat: Chat, member: Member) -> Json:
    user = world.user(member.user_id)
    if user is None:
        raise bad_request("member not found")
    return member.as_chat_member(user, chat.type)


def get_chat_member(call: Call) -> Json:
    """Return how somebody stands in a chat."""
    chat = inside_chat(call)
    user_id = call.integer("user_id")
    if user_id == 0:
        raise bad_request("invalid user_id specified")
    if call.world.user(user_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    member = chat.members.get(user_id) or Member(user_id, "left")
    return _member_json(call.world, chat, member)


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators of a group, bots among them."""
    chat = inside_chat(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [_member_json(call.world, chat, m) for m in chat.members.values() if m.is_admin]


def get_chat_member_count(call: Call) -> int:
    """Return how many are in a chat."""
    return sum(member.is_in for member in inside_chat(call).members.values())


def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = inside_chat(call)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    set_status(call.world, chat, call.world.bot_id, "left", by=call.world.bot)
    return True


def _check_may_pin(call: Call, chat: Chat) -> None:
    if chat.type != "private":
        member = call.world.bot_member(chat)
        granted = chat.permissions.get("can_pin_messages") and not member.is_admin
        if not (member.may("can_pin_messages") or granted):
            raise bad_request("not enough rights to manage pinned messages in the chat")


def pin_chat_message(call: Call) -> bool:
    """Pin a message; a service message tells of it."""
    chat = inside_chat(call)
    message = find_message(call, chat, "pin")
    _check_may_pin(call, chat)
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    world = call.world
    notice = world.post(
        chat,
        bot_author(world, chat),
        {"pinned_message": one_level(message.json)},
        author_id=world.bot_id,
        thread_id=message.thread_id,
        silent=call.boolean("disable_notification"),
    )
    world.deliver(chat, notice)
    world.pins_changed(chat)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, the latest pinned one if none is named."""
    chat = inside_chat(call)
    _check_may_pin(call, chat)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.world.pins_changed(chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = inside_chat(call)
    _check_may_pin(call, chat)
    chat.pinned.clear()
    call.world.pins_changed(chat)
    return True


METHODS: dict[str, Callable[[Call], Any]] = {
    "getMe": get_me,
    "logOut": refuse_leaving,
    "close": refuse_leaving,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}

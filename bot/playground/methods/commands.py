"""The bot's command menus, its name and descriptions, its menu button and wished-for rights."""

import re
from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.members import RIGHTS
from bot.playground.methods.target import find_chat
from bot.playground.model import Chat
from bot.playground.text import units
from bot.playground.world import World

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
MAX_DESCRIPTION = 256
MAX_COMMANDS = 100
_SCOPES = frozenset({
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
})  # fmt: skip
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_PROFILE = {"Name": ("name", 64), "Description": ("description", 512),
            "ShortDescription": ("short_description", 120)}  # fmt: skip


def _key(call: Call) -> tuple[str, str]:
    """Return scope and language under which a menu is kept."""
    language = _language(call)
    scope: Any = call.decoded("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return "default", language
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    if kind in _SCOPES:
        return str(kind), language
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: type must be specified")
    inner = Call(call.world, call.method, {"chat_id": scope.get("chat_id")}, {})
    chat = find_chat(inner)
    if kind != "chat" and chat.type == "private":
        raise bad_request("chat is a private chat")
    if kind == "chat_member":
        return f"chat_member {chat.id} {scope.get('user_id')}", language
    return f"{kind} {chat.id}", language


def _language(call: Call) -> str:
    language = call.string("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(item.get("command", "")).removeprefix("/")
    description = str(item.get("description", "")).strip()
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def set_my_commands(call: Call) -> bool:
    """Keep a menu for a scope and a language."""
    given = call.decoded("commands", "can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _key(call)
    commands = [_command(item) for item in given]
    if commands:
        call.world.commands[key] = commands
    else:
        call.world.commands.pop(key, None)
    call.world.journal.event("commands")
    return True


def delete_my_commands(call: Call) -> bool:
    """Drop the menu of a scope and a language."""
    call.world.commands.pop(_key(call), None)
    call.world.journal.event("commands")
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the menu kept for exactly this scope and language."""
    return call.world.commands.get(_key(call), [])


def commands_for(world: World, user_id: int, chat: Chat) -> list[Json]:
    """Return the menu a person sees in a chat: the narrowest scope, their language first."""
    member = chat.members.get(user_id)
    if chat.type == "private":
        scopes = [f"chat {chat.id}", "all_private_chats", "default"]
    else:
        admin = member is not None and member.is_admin
        scopes = [
            f"chat_member {chat.id} {user_id}",
            *([f"chat_administrators {chat.id}"] if admin else []),
            f"chat {chat.id}",
            *(["all_chat_administrators"] if admin else []),
            "all_group_chats",
            "default",
        ]
    person = world.people.get(user_id)
    language = str(person.user.get("language_code", ""))[:2] if person else ""
    for scope in scopes:
        for code in (language, ""):
            if (scope, code) in world.commands:
                return world.commands[scope, code]
    return []


def _profile_setter(what: str) -> Callable[[Call], bool]:
    param, limit = _PROFILE[what]

    def setter(call: Call) -> bool:
        text = call.string(param)
        if units(text) > limit:
            raise bad_request(f"{param.replace('_', ' ')} is too long")
        call.world.profile[what, _language(call)] = text
        return True

    return setter


def _profile_getter(what: str) -> Callable[[Call], Json]:
    param = _PROFILE[what][0]

    def getter(call: Call) -> Json:
        usual = call.world.bot["first_name"] if what == "Name" else ""
        profile = call.world.profile
        text = profile.get((what, _language(call))) or profile.get((what, "")) or usual
        return {param: text}

    return getter


def set_chat_menu_button(call: Call) -> bool:
    """Keep the button beside the text field, for one chat or (0) for all."""
    button = call.decoded("menu_button", "can't parse menu button JSON object")
    if button is not None and (
        not isinstance(button, dict)
        or button.get("type") not in ("commands", "default", "web_app")
    ):
        raise bad_request("can't parse menu button: type must be specified")
    chat_id = find_chat(call).id if call.has("chat_id") else 0
    call.world.menu_buttons[chat_id] = button or {"type": "default"}
    return True


def get_chat_menu_button(call: Call) -> Json:
    """Return the button of one chat, or the one for all."""
    chat_id = find_chat(call).id if call.has("chat_id") else 0
    buttons = call.world.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


def set_my_default_administrator_rights(call: Call) -> bool:
    """Keep the rights proposed when the bot is made administrator."""
    rights = call.decoded("rights", "can't parse administrator rights JSON object")
    kind = "channels" if call.boolean("for_channels") else "groups"
    given = rights if isinstance(rights, dict) else {}
    call.world.rights_asked[kind] = {
        name: bool(given.get(name)) for name in ("is_anonymous", *RIGHTS)
    }
    return True


def get_my_default_administrator_rights(call: Call) -> Json:
    """Return the rights proposed when the bot is made administrator."""
    kind = "channels" if call.boolean("for_channels") else "groups"
    none = dict.fromkeys(("is_anonymous", *RIGHTS), False)
    return call.world.rights_asked.get(kind, none)


METHODS: dict[str, Callable[[Call], Any]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": get_my_default_administrator_rights,
    **{f"setMy{what}": _profile_setter(what) for what in _PROFILE},
    **{f"getMy{what}": _profile_getter(what) for what in _PROFILE},
}

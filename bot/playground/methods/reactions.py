"""Reactions of the bot to messages."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import bad_request
from bot.playground.methods.target import find_message, writable_chat
from bot.playground.model import is_service

# The reactions a bot may use, written without variation selectors: with one they are refused.
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 "
    "🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 "
    "☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
FREE = frozenset(_EMOJI.replace("\ufe0f", "").split())


def set_message_reaction(call: Call) -> bool:
    """Put the bot's one reaction on a message, or take it away."""
    given: Any = call.decoded("reaction", "can't parse reaction types JSON object")
    if given is not None and not isinstance(given, list):
        raise bad_request("expected an Array of ReactionType")
    chat = writable_chat(call)
    message = find_message(call, chat, "react")
    emoji = None
    if given:
        reaction = given[0]
        kind = reaction.get("type") if isinstance(reaction, dict) else None
        if kind not in ("emoji", "custom_emoji", "paid"):
            raise bad_request("can't parse ReactionType: invalid reaction type specified")
        emoji = str(reaction.get("emoji", ""))
        offered = chat.available_reactions
        allowed = FREE if offered is None else FREE & {e.replace("\ufe0f", "") for e in offered}
        if len(given) > 1 or kind != "emoji" or emoji not in allowed or is_service(message.json):
            raise bad_request("REACTION_INVALID")
    bot_id = call.world.bot_id
    if message.reactions.get(bot_id) != emoji:
        if emoji is None:
            message.reactions.pop(bot_id)
        else:
            message.reactions[bot_id] = emoji
        call.world.journal.event(
            "reaction",
            chat_id=chat.id,
            message_id=message.id,
            reactions=message.reactions_view(),
        )
    return True


METHODS: dict[str, Callable[[Call], bool]] = {"setMessageReaction": set_message_reaction}

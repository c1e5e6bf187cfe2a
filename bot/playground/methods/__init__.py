"""The methods of the Bot API that the playground knows, by name in lower case."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.call import Call
from bot.playground.methods import (
    album,
    chats,
    commands,
    copies,
    edits,
    media,
    messages,
    polling,
    reactions,
    topics,
)

Handler = Callable[[Call], Any | Awaitable[Any]]

HANDLERS: dict[str, Handler] = {
    name.lower(): handler
    for module in (
        album, chats, commands, copies, edits, media, messages, polling, reactions, topics,
    )
    for name, handler in module.METHODS.items()
}  # fmt: skip

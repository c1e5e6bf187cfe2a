"""People who use Telegram: they say, tap and see things through the playground's server."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp

PATIENCE_S = 90.0  # of a busy machine: what never comes fails as surely, only later


class Chat:
    """Somebody's place in one chat: what they do there, and what they see."""

    def __init__(self, http: aiohttp.ClientSession, chat_id: int, user_id: int) -> None:
        self.http = http
        self.chat_id = chat_id
        self.user_id = user_id

    async def post(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"/play{path}", json=body) as answer:
            data = await answer.json()
            assert answer.status == 200, data
            return data

    async def act(self, verb: str, **body: Any) -> Any:
        return await self.post(f"/chats/{self.chat_id}/{verb}", **{"as": self.user_id, **body})

    async def says(self, text: str, **more: Any) -> int:
        sent = await self.act("send", text=text, **more)
        return cast(int, sent["message_ids"][0])

    async def sends(self, **what: Any) -> list[int]:
        sent = await self.act("send", **what)
        return cast(list[int], sent["message_ids"])

    async def photo(self, caption: str = "", **more: Any) -> int:
        body = {"photo": {"name": "photo.png"}, **more}
        if caption:
            body["caption"] = caption
        return (await self.sends(**body))[0]

    async def album(self, *captions: str, gap: float = 0, **more: Any) -> list[int]:
        parts = [
            {"photo": {"name": f"{n}.png"}} | ({"caption": caption} if caption else {})
            for n, caption in enumerate(captions)
        ]
        return await self.sends(album=parts, album_gap=gap, **more)

    async def edits(self, message_id: int, text: str, *, caption: bool = False) -> None:
        key = "caption" if caption else "text"
        await self.act("edit", message_id=message_id, **{key: text})

    async def presses(self, message_id: int, data: str) -> str:
        """Press a button with any data; returns what pops up."""
        query = await self.act("press", message_id=message_id, data=data)
        return await self.answer_to(query["query_id"])

    async def answer_to(self, query_id: str) -> str:
        end, seen = time.monotonic() + PATIENCE_S, 0
        while time.monotonic() < end:
            async with self.http.get(f"/play/events?after={seen}&timeout=1") as answer:
                data = await answer.json()
            for event in data["events"]:
                if event["type"] == "answer" and event["query_id"] == query_id:
                    return cast(str, event.get("text") or "")
            seen = data["seq"]
        raise AssertionError(f"the press {query_id} was never answered")

    async def history(self) -> list[dict[str, Any]]:
        async with self.http.get(f"/play/chats/{self.chat_id}/messages?limit=10000") as answer:
            data = await answer.json()
        return cast(list[dict[str, Any]], data["messages"])

    async def sees(
        self, *texts: str, after: int = 0, button: str | None = None, patience: float = PATIENCE_S
    ) -> dict[str, Any]:
        """Wait for a message of the bot with all these texts; returns the newest such one."""
        end = time.monotonic() + patience
        while True:
            found = [
                message
                for message in await self.history()
                if message["from"]["is_bot"]
                and message["message_id"] > after
                and all(text in words(message) for text in texts)
                and (button is None or find_button(message, button))
            ]
            if found:
                return found[-1]
            if time.monotonic() > end:
                shown = "\n---\n".join(
                    f"{m['message_id']} {m['from']['first_name']}: {words(m)} {labels(m)}"
                    for m in (await self.history())[-12:]
                )
                raise AssertionError(f"{texts} {button or ''} never appeared in\n{shown}")
            await asyncio.sleep(0.02)

    async def taps(self, label: str, *texts: str, after: int = 0) -> str:
        """Press the button `label` below the newest message with these texts."""
        message = await self.sees(*texts, after=after, button=label)
        data = find_button(message, label)
        assert data is not None
        return await self.presses(message["message_id"], data)

    async def gone(self, text: str, patience: float = PATIENCE_S) -> None:
        """Wait until no message says `text` any more."""
        end = time.monotonic() + patience
        while any(text in words(message) for message in await self.history()):
            assert time.monotonic() < end, f"{text!r} is still there"
            await asyncio.sleep(0.02)

    async def everything(self) -> str:
        """All that can be read in the chat, button labels included."""
        return "\n".join(f"{words(m)} {labels(m)}" for m in await self.history())

    async def reaction(self, message_id: int, patience: float = PATIENCE_S) -> str:
        """Wait for the bot's reaction on a message."""
        end = time.monotonic() + patience
        while True:
            for message in await self.history():
                if message["message_id"] == message_id and message.get("reactions"):
                    return cast(str, message["reactions"][0]["emoji"])
            assert time.monotonic() < end, "no reaction"
            await asyncio.sleep(0.02)

    async def has_reaction(self, message_id: int) -> bool:
        return any(
            bool(message.get("reactions"))
            for message in await self.history()
            if message["message_id"] == message_id
        )


@dataclass
class Person:
    """A requester in their private chat, or an agent who also stands in a group."""

    id: int
    name: str
    private: Chat
    groups: dict[int, Chat] = field(default_factory=dict)

    def in_group(self, chat_id: int) -> Chat:
        if chat_id not in self.groups:
            self.groups[chat_id] = Chat(self.private.http, chat_id, self.id)
        return self.groups[chat_id]

    async def blocks_the_bot(self) -> None:
        await self.private.post(f"/people/{self.id}/block")

    async def unblocks_the_bot(self) -> None:
        await self.private.post(f"/people/{self.id}/unblock")


def words(message: dict[str, Any]) -> str:
    return cast(str, message.get("text") or message.get("caption") or "")


def last_lines(message: dict[str, Any]) -> list[str]:
    """What the last lines say: all below a requester's name, where texts may share a message."""
    first, *others = words(message).split("\n")
    return others if others and first.startswith("💬") else [others[-1] if others else first]


def labels(message: dict[str, Any]) -> list[str]:
    markup = message.get("reply_markup") or {}
    return [button["text"] for row in markup.get("inline_keyboard", []) for button in row]


def find_button(message: dict[str, Any], label: str) -> str | None:
    markup = message.get("reply_markup") or {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if label in button["text"]:
                return cast(str, button.get("callback_data"))
    return None

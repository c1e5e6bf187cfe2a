"""The staff group with topics, as a test looks at it."""

from typing import Any

from bot.playground.forum import ICONS
from tests.conftest import Team, open_ticket
from tests.people import labels, words

EMOJI = {number: emoji.replace("\ufe0f", "") for emoji, number in ICONS.items()}


class Topics:
    """The staff group as its members see it: topic by topic."""

    def __init__(self, team: Team) -> None:
        self.team, self.desk = team, team.desk

    def now(self) -> list[Any]:
        chat = self.desk.playground.world.chats[self.desk.group_id]
        return list(chat.topics.values())

    def of(self, number: int) -> Any:
        [found] = [topic for topic in self.now() if f"#{number} " in topic.name]
        return found

    async def said(self, thread: int | None) -> list[dict[str, Any]]:
        """What stands in a topic, None: in General; service messages aside."""
        return [
            message
            for message in await self.team.boris.history()
            if (message.get("message_thread_id") if message.get("is_topic_message") else None)
            == thread
            and (words(message) or message.get("photo"))
        ]

    async def text(self, thread: int | None) -> str:
        return "\n".join(f"{words(m)} {labels(m)}" for m in await self.said(thread))

    async def act(self, topic: Any, verb: str, **body: Any) -> None:
        path = f"/chats/{self.desk.group_id}/topics/{topic.id}/{verb}"
        await self.desk.post(path, **{"as": self.team.boris.user_id, **body})

    async def switch(self, *, on: bool) -> None:
        await self.desk.post(f"/chats/{self.desk.group_id}", is_forum=on)

    def pinned(self) -> list[int]:
        return list(self.desk.playground.world.chats[self.desk.group_id].pinned)


async def topic_of_new_ticket(
    forum: Topics, subject: str = "Printer is on fire"
) -> tuple[int, Any]:
    number = await open_ticket(forum.team.anna.private, subject, "Smoke!")
    await forum.desk.quiet()
    return number, forum.of(number)

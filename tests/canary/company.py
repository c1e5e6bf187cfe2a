"""The people of the walk: who they are, where they speak, and who may read what they say."""

import logging
import random
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.enums import LinkRole
from storage.models import MessageLink, Ticket
from tests.canary.look import Lookout
from tests.canary.marks import Marks, Said
from tests.canary.speech import Speech
from tests.desk import Desk


@dataclass
class Somebody:
    """A person of the walk."""

    id: int
    name: str
    is_blocking: bool = False
    is_away: bool = False


class Company:
    """Requesters, agents, and their chats with the desk."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.seed = desk, seed
        self.rng = random.Random(seed)
        self.marks = Marks()
        self.step = 0
        self.did = "nothing yet"
        self.lookout = Lookout(desk, self.marks, self.doing)
        self.speech = Speech(self.rng, self.marks)
        self.requesters: list[Somebody] = []
        self.agents: list[Somebody] = []
        self.said: dict[tuple[int, int], Said] = {}  # (chat, message) → what people wrote there
        self.elsewhere = 0
        self.actor: int | None = None  # who has just done something

    def doing(self) -> str:
        """Tell how to get here again."""
        return f"seed {self.seed}, step {self.step}: {self.did}"

    async def gather(self) -> None:
        """Bring everybody together, and start the bot."""
        rng = self.rng
        for name, language in (("Anna", "en"), ("Пётр", "ru"), ("Zoe", "en")):
            self.requesters.append(await self._person(name, language, self._own_name()))
        for name in ("Boris", "Clara", "Dave"):
            self.agents.append(await self._person(name, rng.choice(["en", "ru"]), None))
        greta = await self._person("Greta", "en", Said("name", 0, 0, is_secret=True))
        self.agents.append(greta)  # always anonymous: no requester ever reads her name
        ids = [agent.id for agent in self.agents]
        chat = await self.desk.post(
            "/chats",
            type="supergroup",
            title="Support team",
            members=ids,
            bot_status="administrator",
        )
        self.desk.group_id = chat["id"]
        await self._member(self.agents[0], "creator")
        await self._member(greta, "administrator", is_anonymous=True)
        logging.getLogger("bot").addHandler(self.lookout.errors)
        logging.getLogger("asyncio").addHandler(self.lookout.errors)
        await self.desk.start()
        other = await self.desk.post(
            "/chats",
            type="group",
            title="Elsewhere",
            members=[self.requesters[2].id],
            bot_status="member",
        )
        self.elsewhere = other["id"]

    # --- who and what there is ---------------------------------------------------------------

    async def _person(self, name: str, language: str, said: Said | None) -> Somebody:
        last = self.marks.new(said) if said else ""
        made = await self.desk.post(
            "/people",
            first_name=name,
            last_name=last,
            username=f"{name.lower() if name.isascii() else 'petr'}_{last}".strip("_"),
            language_code=language,
        )
        if said is not None:
            said.by = made["id"]
            said.readers = set() if said.is_secret else {made["id"]}
        return Somebody(made["id"], name)

    def _own_name(self) -> Said:
        return Said("name", 0, self.step)

    async def _member(self, agent: Somebody, status: str, **more: Any) -> None:
        path = f"/chats/{self.desk.group_id}/members"
        await self.desk.post(path, user_id=agent.id, status=status, **more)

    def requester(self) -> Somebody:
        """Return a requester, now and then an agent in their private chat."""
        if self.rng.random() < 0.06:
            return self.agents[2]
        present = [person for person in self.requesters if not person.is_blocking]
        return self.rng.choice(present or [self.agents[2]])

    def agent(self) -> Somebody:
        """Return an agent who is in the group."""
        return self.rng.choice([agent for agent in self.agents if not agent.is_away])

    def number(self) -> int:
        """Return the number of a ticket, most often of a young one; seldom of none at all."""
        numbers = sorted(self.lookout.owners)
        if not numbers or self.rng.random() < 0.03:
            return 9999
        return self.rng.choice(numbers[-6:] if self.rng.random() < 0.6 else numbers)

    def message(self, chat_id: int) -> int | None:
        """Return a message that stands in a chat, most often a young one."""
        numbers = sorted(self.desk.playground.world.chats[chat_id].messages)
        if not numbers:
            return None
        return self.rng.choice(numbers[-15:] if self.rng.random() < 0.6 else numbers)

    # --- saying things ---------------------------------------------------------------------

    async def play(self, path: str, **body: Any) -> Any:
        """Do what Telegram lets people do; None where it does not."""
        async with self.desk.http.post(f"/play{path}", json=body) as answer:
            return await answer.json() if answer.status == 200 else None

    async def say(
        self, who: Somebody, chat_id: int, text: str, said: Said | None = None, **more: Any
    ) -> None:
        await self.send(who, chat_id, {"text": text, **more}, said)

    async def send(
        self, who: Somebody, chat_id: int, body: dict[str, Any], said: Said | None
    ) -> None:
        """Send something; what was said is remembered by its place."""
        self.actor = who.id
        self.did = f"{self.did}; {who.name} in {chat_id}: {body}"
        sent = await self.play(f"/chats/{chat_id}/send", **{"as": who.id, **body})
        for message_id in (sent or {}).get("message_ids", []):
            if said is not None:
                self.said[chat_id, message_id] = said

    def as_group(self, who: Somebody, said: Said) -> dict[str, Any]:
        """Write as the group: Greta does always, without saying so."""
        return {"anonymous": True} if said.is_anonymous and who.name == "Boris" else {}

    async def _place(self) -> dict[str, Any]:
        """Where an agent writes: below some message, in a topic, or just so."""
        chat = self.desk.playground.world.chats[self.desk.group_id]
        chance = self.rng.random()
        if chance < 0.5 and (targets := await self._of_tickets()):
            return {"reply_to": self.rng.choice(targets)}
        if chance < 0.8 and (target := self.message(chat.id)) is not None:
            return {"reply_to": target}
        if chance < 0.95 and chat.is_forum and chat.topics:
            return {"message_thread_id": self.rng.choice(sorted(chat.topics))}
        return {}

    async def _of_tickets(self) -> list[int]:
        """Return the messages in the group that stand for a ticket or for words in it."""
        group_id = self.desk.group_id
        ours = LinkRole.CARD, LinkRole.COPY, LinkRole.HEADER, LinkRole.SOURCE
        async with self.desk.database.read() as session:
            found = await session.scalars(
                select(MessageLink.message_id)
                .where(MessageLink.chat_id == group_id, MessageLink.role.in_(ours))
                .where(MessageLink.ticket_id.is_not(None))
                .order_by(MessageLink.message_id.desc())
                .limit(30)
            )
        return [n for n in found if n in self.desk.playground.world.chats[group_id].messages]

    async def audience(self, who: Somebody, target: int | None, thread: int | None) -> Said:
        """Say who may read what is written as a reply to `target`, or in a topic."""
        said = Said("answer", who.id, self.step)
        # Administrators who write as the group are one voice to the desk.
        said.is_anonymous = who.name == "Greta" or (
            who.name == "Boris" and self.rng.random() < 0.2
        )
        link = await self._link(target or thread)
        before = self.said.get((self.desk.group_id, target or 0))
        if before is not None:
            # A reply to a note is one; to words that were kept nowhere, it may be asked about.
            said.is_secret = before.is_secret and bool(link and link.ticket_message_id)
            if before.by == who.id or (before.is_anonymous and said.is_anonymous):
                said.readers = set(before.readers)  # about a colleague's words is asked
            return said
        if link is not None and (link.logical or "").startswith("ask:category"):
            said.what, said.is_for_all = "category", True
        owner = await self.owner_of(link)
        if owner is not None:
            said.readers = {owner}
        return said

    async def told(self, target: int | None, thread: int | None) -> set[int]:
        """Return whose ticket a command is about: by its reply, else by the topic it stands in."""
        message = self.desk.playground.world.chats[self.desk.group_id].messages.get(target or 0)
        places = target, thread, message.thread_id if message else None
        owners = [await self.owner_of(await self._link(place)) for place in places]
        return {owner for owner in owners if owner is not None}

    async def _link(self, message_id: int | None) -> MessageLink | None:
        async with self.desk.database.read() as session:
            return await session.get(MessageLink, (self.desk.group_id, message_id or 0))

    async def owner_of(self, link: MessageLink | None) -> int | None:
        """Return whose ticket a message of the bot's belongs to: what it says goes first."""
        if link is None:
            return None
        message = self.desk.playground.world.chats[link.chat_id].messages.get(link.message_id)
        numbers = self.speech.numbers(message.json if message else {})
        if len(numbers) == 1:
            return self.lookout.owners.get(numbers.pop())
        async with self.desk.database.read() as session:
            ticket = await session.get(Ticket, link.ticket_id) if link.ticket_id else None
        return ticket.requester_id if ticket else None

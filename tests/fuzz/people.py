"""Who is there, what they have said, and what there is to press or to answer."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select, update

from storage.models import StaffGroup, Ticket, TicketMessage, User
from tests.canary.look import is_public
from tests.conftest import open_ticket
from tests.desk import GROUP, Desk
from tests.people import Chat

MARK = re.compile(r"zq\d{7}qz", re.IGNORECASE)
STRANGERS = range(900_001, 900_013)  # whom the playground's server does not know
OTHER_GROUP, BASIC_GROUP, CHANNEL = -1009000000001, -9000002, -1009000000003
SHOWN = 60  # messages of each chat that are pressed or answered


@dataclass
class Said:
    """A word that occurs once: where it was said, by whom, and whether as a note."""

    chat_id: int
    user_id: int
    is_note: bool


@dataclass
class Scene:
    """What a batch of updates is made from."""

    group_id: int = 0
    bot_id: int = 0
    requesters: list[dict[str, Any]] = field(default_factory=list)
    agents: list[dict[str, Any]] = field(default_factory=list)
    banned: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[int, list[dict[str, Any]]] = field(default_factory=dict)  # by chat, the bot's
    pressable: list[str] = field(default_factory=list)  # data of buttons in any chat
    numbers: list[int] = field(default_factory=lambda: [1])
    files: list[str] = field(default_factory=list)  # ids of those that Telegram has
    said: dict[str, Said] = field(default_factory=dict)
    newest: int = 500_000  # number of the last message that people wrote
    _marks: Any = field(default_factory=lambda: count(1))

    def mark(self, chat_id: int, user_id: int, *, is_note: bool = False) -> str:
        """Return a word that was never said before."""
        word = f"zq{next(self._marks):07d}qz"
        self.said[word] = Said(chat_id, user_id, is_note)
        return word

    def next_id(self) -> int:
        """Return the number of a message that somebody writes now."""
        self.newest += 1
        return self.newest


def stranger(number: int) -> dict[str, Any]:
    """Somebody of whom the bot has not heard."""
    return {"id": number, "is_bot": False, "first_name": f"Stranger {number}"}


async def gather(desk: Desk, scene: Scene) -> None:
    """Make the people and the staff group, and start the bot."""
    for names, into in (
        (("Anna", "Pjotr", "Zoe"), scene.requesters),
        (("Boris", "Clara", "Dave"), scene.agents),
        (("Mallory",), scene.banned),
    ):
        for n, name in enumerate(names):
            said = scene.mark(0, 0) if into is not scene.agents else "Agent"
            person = await desk.person(name, ("en", "ru")[n % 2], last_name=said)
            if said in scene.said:
                scene.said[said] = Said(person.id, person.id, is_note=False)
            into.append(dict(desk.playground.world.people[person.id].user))
    chat = await desk.post(
        "/chats",
        type="supergroup",
        title=GROUP,
        members=[agent["id"] for agent in scene.agents],
        bot_status="administrator",
    )
    scene.group_id = desk.group_id = chat["id"]
    scene.bot_id = desk.playground.world.bot_id
    await desk.start()
    for user in (*scene.requesters, *scene.banned):
        chat = Chat(desk.http, user["id"], user["id"])
        for text in ("Printer is on fire", "It is out again"):
            language = user["language_code"]
            said = scene.mark(user["id"], user["id"])
            number = await open_ticket(chat, text, f"{said} Smoke!", language)
        sent = await chat.sends(photo={"name": "photo.png"}, reply_to=await _shown(chat, number))
        photo = desk.playground.world.chats[user["id"]].messages[sent[0]].json["photo"]
        scene.files.append(photo[0]["file_id"])


async def _shown(chat: Chat, number: int) -> int:
    return int((await chat.sees(f"#{number}"))["message_id"])


async def settle(desk: Desk, scene: Scene) -> None:
    """Put right what an update may well have changed for good: the group, and who is banned."""
    banned = {person["id"] for person in scene.banned}
    known = {person["id"] for person in (*scene.requesters, *scene.agents)}
    async with desk.database.write() as session:
        await session.execute(
            update(StaffGroup).values(chat_id=scene.group_id, title=GROUP, is_forum=False)
        )
        await session.execute(update(User).where(User.id.in_(banned)).values(is_banned=True))
        await session.execute(
            update(User)
            .where(User.id.in_(known))
            .values(is_banned=False, is_reachable=True, is_deactivated=False)
        )


async def look_around(desk: Desk, scene: Scene, rng: random.Random) -> None:
    """See what there is to press and to answer by now."""
    async with desk.database.read() as session:
        numbers = select(Ticket.number).order_by(Ticket.number.desc()).limit(40)
        scene.numbers = sorted(await session.scalars(numbers)) or [1]
    pressable: set[str] = set()
    for chat_id, chat in desk.playground.world.chats.items():
        newest = [chat.messages[n].json for n in sorted(chat.messages)[-SHOWN:]]
        scene.messages[chat_id] = [m for m in newest if m["from"]["id"] == scene.bot_id]
        for message in scene.messages[chat_id]:
            rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
            pressable |= {button.get("callback_data", "") for row in rows for button in row}
    scene.pressable = sorted(pressable)
    rng.shuffle(scene.pressable)


async def leaks(desk: Desk, scene: Scene, calls: Sequence[dict[str, Any]]) -> list[str]:
    """Return what was shown to somebody for whom it was not meant."""
    rows: dict[str, list[tuple[TicketMessage, int]]] = {}
    async with desk.database.read() as session:
        query = select(TicketMessage, Ticket.requester_id).join(
            Ticket, Ticket.id == TicketMessage.ticket_id
        )
        for row, owner in await session.execute(query):
            for mark in MARK.findall(f"{row.text} {row.extra}"):
                rows.setdefault(mark.lower(), []).append((row, owner))
    found = []
    for call in calls:
        chat_id = call["params"].get("chat_id")
        if not str(chat_id).isdigit():
            continue  # a group
        reader, text = int(str(chat_id)), str(call["params"])
        found += [
            f"{mark} ({why}) was shown to {reader}: {text[:800]}"
            for mark in dict.fromkeys(MARK.findall(text))
            if (why := _why_not(scene.said.get(mark.lower()), rows.get(mark.lower(), []), reader))
        ]
    return found


def _why_not(said: Said | None, rows: list[tuple[TicketMessage, int]], reader: int) -> str | None:
    """Return why somebody may not read a word."""
    if said is None or reader in (said.chat_id, said.user_id):
        return None
    if said.is_note:
        return f"a note of {said.user_id}'s"
    if said.chat_id > 0:
        return f"said by {said.user_id} in their private chat"
    if rows and not any(owner == reader and is_public(row) for row, owner in rows):
        return "kept for somebody else"
    return None

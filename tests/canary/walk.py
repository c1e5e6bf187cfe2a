"""A random walk: requesters and agents use every door of the desk, honestly and not."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, Self

from sqlalchemy import select

from bot import buttons
from bot.context import Place
from storage.enums import Delivery
from storage.models import CannedReply, Draft
from tests.canary.acts import INVISIBLE, Act, Acts
from tests.canary.company import Somebody
from tests.canary.doors import BUTTONS, COMMANDS
from tests.canary.marks import Said
from tests.desk import Desk

ADDRESSED = ["", "", "", "", "", "", "", "@playground_helpdesk_bot", "@otherbot"]


class Walk(Acts):
    """All steps follow from the seed, as far as the desk answers the same."""

    def __init__(self, desk: Desk, seed: int) -> None:
        super().__init__(desk, seed)
        self.deck: list[tuple[str, Act]] = []

    async def __aenter__(self) -> Self:
        await self.gather()
        for person in self.requesters:
            await self.say(person, person.id, "/start")
            await self.desk.quiet()
            await self.open_ticket(person)
        await self.lookout.look(None)
        for number in list(self.lookout.owners):
            await self.talk(number)
        await self.lookout.look(None)
        return self

    async def __aexit__(self, *_: object) -> None:
        logging.getLogger("bot").removeHandler(self.lookout.errors)
        logging.getLogger("asyncio").removeHandler(self.lookout.errors)

    async def go(self, steps: int) -> None:
        """Take so many steps, with a look at everything after each."""
        for _ in range(steps):
            if not self.deck:
                self.deck = self.shuffled()
            self.step += 1
            self.did, act = self.deck.pop()
            self.actor = None
            await act()
            await self.lookout.look(self.actor)

    def figures(self) -> str:
        """Tell how much was said and looked at."""
        rows = {row.id: row for found in self.lookout.rows.values() for row, _ in found}.values()
        counts = {
            "marks": len(self.marks.said),
            "texts read in private": self.lookout.read,
            "tickets": len(self.lookout.owners),
            "answers": sum(row.is_staff_reply for row in rows),
            "notes": sum(row.is_internal and not row.is_undecided for row in rows),
            "undecided": sum(row.is_undecided for row in rows),
            "withdrawn": sum(row.delivery is Delivery.WITHDRAWN for row in rows),
            "erasures": self.lookout.erased,
        }
        told = ", ".join(f"{count} {what}" for what, count in counts.items())
        return f"seed {self.seed}, {self.step} steps: {told}"

    async def switch(self, *, is_forum: bool) -> None:
        """Give the staff group topics, or take them away."""
        await self.desk.post(f"/chats/{self.desk.group_id}", is_forum=is_forum)
        self.did = f"topics: {is_forum}"
        await self.lookout.look(None)

    def shuffled(self) -> list[tuple[str, Act]]:
        """Return a deck in which every door is at least once, among everything else."""
        deck: list[tuple[str, Act]] = []
        for place, name in COMMANDS:
            deck.append((f"{place} {name}", partial(self.command, place, name)))
        for place, name in BUTTONS:
            deck.append((f"forged {place} {name}", partial(self.forge, place, name)))
        often: list[tuple[int, str, Act]] = [
            (20, "a requester presses what they see", partial(self.press, Place.PRIVATE)),
            (20, "an agent presses what they see", partial(self.press, Place.STAFF)),
            (4, "a press from another chat", self.press_elsewhere),
            (12, "a requester writes", self.requester_writes),
            (12, "an agent writes", self.agent_writes),
            (12, "several people write", self.burst),
            (8, "an agent makes a note", self.note),
            (12, "a requester reads", self.reads),
            (8, "somebody edits", self.edit),
            (4, "an answer is taken back", self.take_back),
            (1, "somebody deletes", self.delete),
            (4, "a requester opens a ticket", self.requester_opens),
            (2, "a requester takes their data or erases it", self.privacy),
            (2, "a requester blocks the bot or comes back", self.block),
            (2, "Dave leaves or comes back", self.leave),
            (1, "a requester changes their name", self.rename),
            (1, "a topic is deleted", self.delete_topic),
            (3, "an agent is back at work", self.activate),
            (3, "a ban is lifted", self.unban),
        ]
        for times, what, act in often:
            deck += [(what, act)] * times
        self.rng.shuffle(deck)
        return deck

    # --- commands ----------------------------------------------------------------------------

    async def command(self, place: Place, name: str) -> None:
        """Say a command with something behind it."""
        rest = self.rng.choice(COMMANDS[place, name])
        if place is Place.PRIVATE:
            who = self.requester()
            said = self.speech.of_requester(who.id, self.step)
            await self.send(who, who.id, await self._filled(name, rest, said), said)
        elif place is Place.GROUP:
            who = self.requesters[2]
            said = Said("words", who.id, self.step, {who.id, self.elsewhere})
            await self.send(who, self.elsewhere, await self._filled(name, rest, said), said)
        else:
            await self._staff_command(name, rest)

    async def _staff_command(self, name: str, rest: str) -> None:
        who = self.agent()
        where = await self._place() if self.rng.random() < 0.5 else {}
        said = Said("command", who.id, self.step, is_secret=True)
        number = self.number()
        if name in ("/subject", "/split", "/ban"):  # these words are for the ticket's requester
            said.what, said.is_secret = name, False
            said.readers = await self.told(where.get("reply_to"), where.get("message_thread_id"))
            if "{n}" in rest and number in self.lookout.owners:
                said.readers.add(self.lookout.owners[number])
        if name == "/canned" and rest.startswith(("add", "edit")):
            said.what, said.is_secret = "canned", False  # read by whom it is sent to
            said.readers = {person.id for person in [*self.requesters, *self.agents]}
        start = self.rng.choice(INVISIBLE) + name + self.rng.choice(ADDRESSED)
        body = await self._filled(start, rest, said, number)
        if self.rng.random() < 0.15 and len(body["text"]) < 1000:
            body = {**self.speech.file(said, "document"), "caption": body["text"]}
        await self.send(who, self.desk.group_id, body | where | self.as_group(who, said), said)

    async def _filled(
        self, start: str, rest: str, said: Said, number: int | None = None
    ) -> dict[str, Any]:
        """Fill in what the table of doors leaves open."""
        names = ["none"]
        if "{name}" in rest:
            async with self.desk.database.read() as session:
                names += list(await session.scalars(select(CannedReply.name)))
        own = Said("team word", said.by, self.step, is_secret=True)
        fill: dict[str, Callable[[], str]] = {
            "{n}": lambda: str(number or self.number()),
            "{w}": lambda: self.speech.words(said),
            "{mark}": lambda: self.marks.new(own),
            "{name}": lambda: names[-1],
            "{who}": lambda: self.rng.choice(["boris", "clara", "dave", "greta", "nobody"]),
        }
        for what, value in fill.items():
            while what in rest:
                rest = rest.replace(what, value(), 1)
        return {"text": f"{start} {rest}".rstrip()}

    # --- presses ---------------------------------------------------------------------------

    def _presser(self, place: Place) -> tuple[Somebody, int]:
        if place is Place.PRIVATE:
            who = self.requester()
            return who, who.id
        return self.agent(), self.desk.group_id

    async def press(self, place: Place) -> None:
        """Press a button as it was seen once, most often a young one."""
        who, chat_id = self._presser(place)
        seen = self.lookout.buttons.get(chat_id)
        if seen:
            young = seen[-25:] if self.rng.random() < 0.65 else seen
            await self.push(who, chat_id, *self.rng.choice(young))

    async def press_elsewhere(self) -> None:
        """Press what was seen in some other chat."""
        who, chat_id = self._presser(self.rng.choice([Place.PRIVATE, Place.PRIVATE, Place.STAFF]))
        others = [seen for other, seen in self.lookout.buttons.items() if other != chat_id]
        message_id = self.message(chat_id)
        if others and message_id is not None:
            _, data = self.rng.choice(self.rng.choice(others))
            await self.push(who, chat_id, message_id, data)

    async def forge(self, place: Place, name: str) -> None:
        """Press a button that nobody was shown, about tickets and words of anybody."""
        who, chat_id = self._presser(place)
        kind = getattr(buttons, name)
        words = BUTTONS[place, name]
        values = {
            item.name: self.rng.choice(words[item.name])
            if item.name in words
            else await self._forged(item.name, is_id=item.type is uuid.UUID)
            for item in fields(kind)
        }
        message_id = self.message(chat_id)
        if message_id is not None:
            await self.push(who, chat_id, message_id, kind(**values).pack())

    async def _forged(self, name: str, *, is_id: bool) -> int | uuid.UUID:
        """Return what might stand in a field: other people's, or nothing that there is."""
        pick = self.rng.choice
        rows = [row for found in self.lookout.rows.values() for row, _ in found]
        if is_id:
            bursts = [row.burst_id for row in rows if row.burst_id]
            ids = bursts if name == "burst" else [row.id for row in rows]
            return pick(ids or [uuid.UUID(int=1)])
        match name:
            case "number" | "into" | "other":
                return 0 if self.rng.random() < 0.1 else self.number()
            case "user_id":
                return pick([person.id for person in [*self.requesters, *self.agents]])
            case "message_id":
                return self.message(pick(self.requesters).id) or 1
            case "stamp":
                async with self.desk.database.read() as session:
                    drafts = list(await session.scalars(select(Draft)))
                return pick([1, *(int(draft.data.get("stamp") or 0) for draft in drafts)])
            case "score":
                return pick([1, 5, 9])
            case "value" | "whose":
                return pick([-2, -1, 0, 3])
            case _:
                return self.rng.randint(0, 4)

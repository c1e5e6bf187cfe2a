"""What people do besides pressing and commanding: write, edit, come and go."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import select

from bot import buttons
from storage.enums import LinkRole
from storage.models import MessageLink, Ticket, TicketMessage
from tests.canary.company import Company, Somebody
from tests.canary.marks import Said

INVISIBLE = ["", "", "", "", "  ", "\u200b", "\u2060\u200e ", "\ufe0f"]
Act = Callable[[], Awaitable[None]]


class Acts(Company):
    """One method is one step of the walk."""

    # --- creating a ticket, and talking in it ------------------------------------------------

    async def open_ticket(self, who: Somebody) -> None:
        """Fill in the whole form; what came before is cancelled."""
        said = self.speech.of_requester(who.id, self.step)
        await self.say(who, who.id, "/new")
        await self.form(who, buttons.FormChoice("category", str(self.rng.randint(1, 3))))
        await self.form(who, buttons.FormChoice("priority", self.rng.choice(["low", "urgent"])))
        for _ in ("subject", "description"):
            await self.send(who, who.id, {"text": self.speech.words(said)}, said)
            await self.desk.quiet()
        if self.rng.random() < 0.5:
            await self.send(who, who.id, self.speech.content(said), said)
        await self.form(who, buttons.FormGo("files", "next"))
        await self.form(who, buttons.FormGo("review", "send"))
        await self.desk.quiet()

    async def form(self, who: Somebody, press: buttons.Press) -> None:
        """Press a button of the form, below the newest message."""
        await self.desk.quiet()
        bot = self.desk.playground.world.bot_id
        messages = self.desk.playground.world.chats[who.id].messages
        newest = max((n for n, m in messages.items() if m.author_id == bot), default=None)
        if newest is not None:
            await self.push(who, who.id, newest, press.pack())

    async def talk(self, number: int) -> None:
        """Say something of every kind in a ticket: an answer, a note, words not decided on."""
        (boris, clara, *_), group_id = self.agents, self.desk.group_id
        cards = [
            message_id
            for message_id, message in self.desk.playground.world.chats[group_id].messages.items()
            if self.speech.numbers(message.json) == {number}
        ]
        note = Said("note", clara.id, self.step, is_secret=True)
        await self.say(clara, group_id, f"/note {number} {self.speech.words(note)}", note)
        answer = Said("answer", clara.id, self.step, {self.lookout.owners[number]})
        body = {"text": self.speech.words(answer), "reply_to": cards[0]}
        await self.send(clara, group_id, body, answer)
        await self.desk.quiet()
        answered = next(place[1] for place, said in self.said.items() if said is answer)
        doubt = Said("answer", boris.id, self.step)
        body = {"text": self.speech.words(doubt), "reply_to": answered}
        await self.send(boris, group_id, body, doubt)

    # --- writing ---------------------------------------------------------------------------

    async def requester_opens(self) -> None:
        """A new ticket, from /new to Send."""
        await self.open_ticket(self.requester())

    async def reads(self) -> None:
        """A requester looks at a ticket of theirs in every way that there is."""
        who = self.requester()
        own = [number for number, owner in self.lookout.owners.items() if owner == who.id]
        number = self.rng.choice(own) if own else self.number()
        below = self.message(who.id)
        for text in (f"/ticket {number}", f"/transcript {number}", "/search printer"):
            await self.say(who, who.id, text)
        presses = buttons.OpenTicket(number, 1), buttons.OwnTicket(number, "files")
        for press in (*presses, buttons.PrivacyPress("get", 0)):
            if below is not None:
                await self.push(who, who.id, below, press.pack())

    async def take_back(self) -> None:
        """An agent takes an answer back, by reply to what they wrote."""
        async with self.desk.database.read() as session:
            found = await session.execute(
                select(MessageLink.message_id)
                .join(TicketMessage, TicketMessage.id == MessageLink.ticket_message_id)
                .where(MessageLink.chat_id == self.desk.group_id)
                .where(TicketMessage.is_staff_reply, MessageLink.role == LinkRole.SOURCE)
                .order_by(MessageLink.message_id)
            )
        standing = self._standing(self.desk.group_id)
        answers = [number for (number,) in found if number in standing]
        if answers:
            boris, reply_to = self.agents[0], self.rng.choice(answers)
            await self.say(boris, self.desk.group_id, "/withdraw", reply_to=reply_to)

    async def burst(self) -> None:
        """Several people write before anybody is answered."""
        for act in self.rng.sample(
            [*[self.agent_writes] * 4, self.note, self.requester_writes], 3
        ):
            await act()

    async def requester_writes(self) -> None:
        who = self.requester()
        said = self.speech.of_requester(who.id, self.step)
        body = self.speech.content(said)
        if self.rng.random() < 0.35:
            body["reply_to"] = self.message(who.id)
        await self.send(who, who.id, body, said)

    async def agent_writes(self) -> None:
        """An answer, or chat, or words that somebody has yet to decide on."""
        who, group = self.agent(), self.desk.group_id
        place = await self._place()
        target = place.get("reply_to")
        said = await self.audience(who, target, place.get("message_thread_id"))
        body = self.speech.content(said)
        if self.rng.random() < 0.1:  # anything behind a slash is the team's own
            said.is_secret = True
            body = self.speech.commanding(said, self.rng.choice(INVISIBLE) + "/заметка")
        await self.send(who, group, {**body, **place, **self.as_group(who, said)}, said)

    async def note(self) -> None:
        """An internal note: by reply, by number, in a topic; as any file, or in an album."""
        who, said = self.agent(), Said("note", 0, self.step, is_secret=True)
        said.by = who.id
        command = self.rng.choice(["/note", "/note", f"/note {self.number()}", "/NOTE"])
        body = self.speech.commanding(said, self.rng.choice(INVISIBLE) + command)
        body |= await self._place() | self.as_group(who, said)
        await self.send(who, self.desk.group_id, body, said)

    async def edit(self) -> None:
        """Another wording of anything; it has the readers that the first one had."""
        places = [place for place in self.said if place[1] in self._standing(place[0])]
        if not places:
            return
        place = self.rng.choice(places[-20:] if self.rng.random() < 0.6 else places)
        said, chat_id = self.said[place], place[0]
        person = next(p for p in [*self.requesters, *self.agents] if p.id == said.by)
        if said.is_erased:
            said = Said(said.what, said.by, self.step, set(said.readers), is_secret=said.is_secret)
        into_command = chat_id == self.desk.group_id and self.rng.random() < 0.15
        if into_command:
            said = Said("edit to a command", said.by, self.step, is_secret=True)
        body = self.speech.edited(said, self._standing(chat_id)[place[1]].json)
        if body is None:
            return
        if into_command:
            name = "text" if "text" in body else "caption"
            body[name] = f"{self.rng.choice(INVISIBLE)}/note {body[name]}"[:1000]
        self.actor = person.id
        self.did = f"{self.did}; {person.name} edits {place}: {body}"
        path = f"/chats/{chat_id}/edit"
        await self.play(path, **{"as": person.id, "message_id": place[1], **body})

    def _standing(self, chat_id: int) -> dict[int, Any]:
        return self.desk.playground.world.chats[chat_id].messages

    async def delete(self) -> None:
        """Somebody deletes a message of theirs, of which Telegram tells nothing."""
        places = [place for place in self.said if place[1] in self._standing(place[0])]
        if places:
            chat_id, message_id = self.rng.choice(places)
            by = self.said[chat_id, message_id].by
            path = f"/chats/{chat_id}/delete"
            await self.play(path, **{"as": by, "message_id": message_id})

    async def privacy(self) -> None:
        """A requester takes their data along, or has all of it erased."""
        who = self.requester()
        acts = ["get"] if self.rng.random() < 0.75 else ["erase", "sure", "now"]
        await self.say(who, who.id, "/privacy")
        for act in acts:
            await self.desk.quiet()
            for message_id, data in reversed(self.shown_buttons(who.id)):
                press = buttons.parse(data)
                if isinstance(press, buttons.PrivacyPress) and press.act == act:
                    await self.push(who, who.id, message_id, data)
                    break

    def shown_buttons(self, chat_id: int) -> list[tuple[int, str]]:
        """Return the buttons that stand in a chat now, the oldest first."""
        return [
            (number, button["callback_data"])
            for number, message in sorted(self._standing(chat_id).items())
            for row in (message.json.get("reply_markup") or {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]

    async def block(self) -> None:
        """A requester blocks the bot; whoever has done so comes back."""
        blocking = [person for person in self.requesters if person.is_blocking]
        who = blocking[0] if blocking else self.rng.choice(self.requesters)
        who.is_blocking = not who.is_blocking
        self.did = f"{who.name} blocks the bot: {who.is_blocking}"
        await self.play(f"/people/{who.id}/{'block' if who.is_blocking else 'unblock'}")

    async def leave(self) -> None:
        """Dave leaves the team or comes back to it."""
        dave = self.agents[2]
        dave.is_away = not dave.is_away
        self.did = f"Dave is away: {dave.is_away}"
        await self._member(dave, "left" if dave.is_away else "member")

    async def rename(self) -> None:
        """A requester has another name from now on."""
        who = self.rng.choice(self.requesters)
        mark = self.marks.new(Said("name", who.id, self.step, {who.id}))
        self.did = f"{who.name} {mark} is the name now"
        await self.play(f"/people/{who.id}", last_name=mark, username=f"someone_{mark}")

    async def delete_topic(self) -> None:
        """An administrator deletes a topic."""
        group = self.desk.playground.world.chats[self.desk.group_id]
        if group.topics and group.is_forum:
            topic = self.rng.choice(sorted(group.topics))
            self.did = f"topic {topic} is deleted"
            path = f"/chats/{group.id}/topics/{topic}/delete"
            await self.play(path, **{"as": self.agents[0].id})

    async def activate(self) -> None:
        """The creator of the group lets a deactivated agent work again."""
        agent = self.rng.choice(self.agents[1:])
        await self._creator_presses(buttons.AgentMenu(agent.id, "on"))

    async def unban(self) -> None:
        """The creator of the group lifts a ban."""
        await self._creator_presses(buttons.LiftBan(self.rng.choice(self.requesters).id))

    async def _creator_presses(self, press: buttons.Press) -> None:
        group_id = self.desk.group_id
        message_id = self.message(group_id)
        if message_id is not None:
            await self.push(self.agents[0], group_id, message_id, press.pack())

    # --- pressing ----------------------------------------------------------------------------

    async def push(self, who: Somebody, chat_id: int, message_id: int, data: str) -> None:
        """Press a button with any data; saying that words are to be sent makes them public."""
        self.actor = who.id
        self.did = f"{self.did}; {who.name} presses {data} below {message_id} in {chat_id}"
        press = buttons.parse(data)
        is_sent = isinstance(press, buttons.ReopenAndSend) or (
            isinstance(press, buttons.Decide) and press.choice == "send"
        )
        if is_sent and chat_id == self.desk.group_id:
            assert isinstance(press, buttons.Decide | buttons.ReopenAndSend)
            await self._published(who, press.message_id)
        path = f"/chats/{chat_id}/press"
        await self.play(path, **{"as": who.id, "message_id": message_id, "data": data})

    async def _published(self, who: Somebody, message_id: uuid.UUID) -> None:
        """Only its author decides about a message; administrators about the group's words."""
        async with self.desk.database.read() as session:
            found = await session.execute(
                select(Ticket.requester_id)
                .join(TicketMessage, TicketMessage.ticket_id == Ticket.id)
                .where(TicketMessage.id == message_id)
            )
        owner = found.scalar()
        for mark, rows in self.lookout.rows.items():
            said = self.marks.said[mark]
            if owner is None or said.is_secret or all(row.id != message_id for row, _ in rows):
                continue
            if said.by == who.id or (said.is_anonymous and who.name in ("Boris", "Greta")):
                said.readers.add(owner)

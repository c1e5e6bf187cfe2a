"""Everything there is in the playground: people, chats, messages, kept in memory."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.playground.errors import Json, PeopleError
from bot.playground.files import Files
from bot.playground.journal import Journal
from bot.playground.limits import Limits
from bot.playground.members import Member
from bot.playground.misbehave import Misbehaviour
from bot.playground.model import ANONYMOUS, Chat, Message, Person, one_level, private_brief
from bot.playground.privacy import meant_for_bot
from bot.playground.updates import Updates

FIRST_PERSON = 101
FIRST_GROUP = -4001
FIRST_SUPERGROUP = -1001000000001
_PROFILE = ("first_name", "last_name", "username", "language_code", "is_premium")


class World:
    """The state of the playground and the few acts that keep it whole."""

    def __init__(self, *, bot_id: int = 1000000001, flood_limits: bool = True) -> None:
        self.bot: Json = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Helpdesk",
            "username": "playground_helpdesk_bot",
        }
        self.can_read_all_group_messages = False
        self.clock_offset = 0.0
        self.answer_within = 15.0
        self.journal = Journal()
        self.updates = Updates(self.now)
        self.files = Files()
        self.limits = Limits(on=flood_limits)
        self.misbehaviour = Misbehaviour()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, tuple[float, int, int, int]] = {}  # time, user, chat, message
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}  # (what, language) → text
        self.menu_buttons: dict[int, Json] = {}
        self.rights_asked: dict[str, Json] = {}
        self._account_counter = 0
        self._next_person = FIRST_PERSON
        self._next_group = FIRST_GROUP
        self._next_supergroup = FIRST_SUPERGROUP
        self._unique = 0
        self._timers: list[asyncio.TimerHandle] = []

    @property
    def bot_id(self) -> int:
        """The bot's own id."""
        return int(self.bot["id"])

    def now(self) -> float:
        """Return the time of this world; `clock_offset` seconds ahead of the real one."""
        return time.time() + self.clock_offset

    def unique(self) -> int:
        """Return a number never given before."""
        self._unique += 1
        return self._unique

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Do something after a while, unless the playground has stopped by then."""
        now = asyncio.get_running_loop().time()
        self._timers = [timer for timer in self._timers if timer.when() > now]
        self._timers.append(asyncio.get_running_loop().call_later(seconds, act))

    async def close(self) -> None:
        """Let go of everybody who waits and of everything that is still to come."""
        for timer in self._timers:
            timer.cancel()
        self.updates.close()
        self.journal.close()
        await self.updates.webhook.close()

    # People

    def add_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str = "en",
        started: bool = False,
    ) -> Person:
        """Make somebody up, with a private chat with the bot that is not started yet."""
        user: Json = {"id": self._next_person, "is_bot": False, "first_name": first_name}
        if last_name:
            user["last_name"] = last_name
        if username:
            user["username"] = username
        user["language_code"] = language_code
        self._next_person += 1
        person = Person(user, started=started)
        self.people[person.id] = person
        self.chats[person.id] = Chat(
            person.id,
            "private",
            private_brief(user),
            {person.id: Member(person.id, "member"), self.bot_id: Member(self.bot_id, "member")},
        )
        self.journal.event("person", person=person.view())
        return person

    def change_person(self, person: Person, fields: Json) -> None:
        """Change the profile; what is null or empty goes."""
        user = dict(person.user)
        for name in _PROFILE:
            if name in fields:
                if fields[name]:
                    user[name] = fields[name]
                elif name != "first_name":
                    user.pop(name, None)
        person.user = user
        self.chats[person.id].brief = private_brief(user)
        self.journal.event("person", person=person.view())

    def person(self, user_id: Any) -> Person:
        """Return somebody by id, or refuse with a sentence."""
        found = self.people.get(user_id) if isinstance(user_id, int) else None
        if found is None:
            raise PeopleError(f"There is nobody with the id {user_id}.")
        return found

    def user(self, user_id: int) -> Json | None:
        """Return the User object of a person or of the bot."""
        if user_id == self.bot_id:
            return self.bot
        person = self.people.get(user_id)
        return person.user if person else None

    # Chats

    def add_group(
        self,
        type_: str,
        title: str,
        members: Iterable[Member] = (),
        *,
        username: str | None = None,
        is_forum: bool = False,
    ) -> Chat:
        """Make a group or supergroup with these members; the bot is told nothing."""
        if type_ == "supergroup":
            chat_id = self._next_supergroup
            self._next_supergroup -= 1
        else:
            chat_id = self._next_group
            self._next_group -= 1
        brief: Json = {"id": chat_id, "title": title, "type": type_}
        if username:
            brief["username"] = username
        if is_forum:
            brief["is_forum"] = True
        chat = Chat(chat_id, type_, brief, {m.user_id: m for m in members})
        chat.members.setdefault(self.bot_id, Member(self.bot_id, "left"))
        self.chats[chat_id] = chat
        self.journal.event("chat", chat=chat.view())
        return chat

    def chat(self, chat_id: int) -> Chat:
        """Return a chat by id, or refuse with a sentence."""
        found = self.chats.get(chat_id)
        if found is None:
            raise PeopleError(f"There is no chat with the id {chat_id}.")
        return found

    def chat_changed(self, chat: Chat) -> None:
        """Tell the page that a chat is another now."""
        self.journal.event("chat", chat=chat.view())

    def bot_member(self, chat: Chat) -> Member:
        """Return how the bot stands in a chat."""
        return chat.members[self.bot_id]

    # Messages

    def next_id(self, chat: Chat) -> int:
        """Return the next message id: supergroups count for themselves, all others together."""
        if chat.type == "supergroup":
            chat.last_id += 1
            return chat.last_id
        self._account_counter += 1
        return self._account_counter

    def post(
        self,
        chat: Chat,
        author: Json,
        content: Json,
        *,
        author_id: int,
        reply_to: Message | None = None,
        thread_id: int | None = None,
        silent: bool = False,
        message_id: int | None = None,
    ) -> Message:
        """Put a message into a chat; `author` holds its from and sender_chat fields."""
        now = self.now()
        by_bot = author_id == self.bot_id
        number = message_id or self.next_id(chat)
        body: Json = {
            "message_id": number,
            **author,
            "chat": chat.brief,
            "date": int(now),
            **content,
        }
        if chat.type == "supergroup":
            self._place(chat, body, reply_to, thread_id)
        if reply_to is not None:
            body["reply_to_message"] = one_level(reply_to.json)
        message = Message(number, body, by_bot, silent, now, author_id)
        chat.messages[number] = message
        self.journal.event("message", chat_id=chat.id, message=message.view())
        return message

    def _place(
        self, chat: Chat, body: Json, reply_to: Message | None, thread_id: int | None
    ) -> None:
        if chat.is_forum:
            if thread_id is None and reply_to is not None:
                thread_id = reply_to.thread_id
            if thread_id is None or thread_id not in chat.topics:
                return
            body["message_thread_id"] = thread_id
            body["is_topic_message"] = True
            root = chat.messages.get(thread_id)
            if reply_to is None and root is not None and "forum_topic_created" not in body:
                body["reply_to_message"] = one_level(root.json)
        elif reply_to is not None:
            body["message_thread_id"] = reply_to.json.get("message_thread_id", reply_to.id)

    def replace(self, chat: Chat, message: Message, body: Json) -> None:
        """Give a message another content."""
        message.json = body
        self.journal.event("edited", chat_id=chat.id, message=message.view())

    def delete(self, chat: Chat, message_ids: Iterable[int]) -> None:
        """Take messages away for everybody; Telegram tells the bot nothing of it."""
        gone = [number for number in message_ids if chat.messages.pop(number, None)]
        if gone:
            self.journal.event("deleted", chat_id=chat.id, message_ids=gone)
            if any(number in chat.pinned for number in gone):
                chat.pinned = [number for number in chat.pinned if number not in gone]
                self.pins_changed(chat)

    def pins_changed(self, chat: Chat) -> None:
        """Tell the page which messages are pinned, the latest last."""
        self.journal.event("pinned", chat_id=chat.id, message_ids=list(chat.pinned))

    def service(
        self, chat: Chat, user: Json, content: Json, thread_id: int | None = None
    ) -> Message:
        """Put a service message into a chat and give it to the bot."""
        message = self.post(
            chat, self.author(chat, user), content, author_id=user["id"], thread_id=thread_id
        )
        self.deliver(chat, message)
        return message

    def author(self, chat: Chat, user: Json) -> Json:
        """Return the from and sender_chat fields; anonymous administrators write as the group."""
        member = chat.members.get(user["id"])
        if member is not None and member.is_anonymous and member.is_admin:
            return {"from": ANONYMOUS, "sender_chat": chat.brief}
        return {"from": user}

    # What the bot is told

    def deliver(self, chat: Chat, message: Message, kind: str = "message") -> None:
        """Queue a message for the bot if Telegram would show it."""
        if self.bot_sees(chat, message):
            self.updates.push(kind, message.json)

    def bot_sees(self, chat: Chat, message: Message) -> bool:
        """Tell whether the bot gets a message: privacy mode hides most of a group's talk."""
        if chat.type == "private":
            person = self.people[chat.id]
            return not person.blocked
        member = self.bot_member(chat)
        if not member.is_in:
            left = message.json.get("left_chat_member")
            return left is not None and bool(left["id"] == self.bot_id)
        if member.is_admin or self.can_read_all_group_messages:
            return True
        return meant_for_bot(self.bot, message.json)

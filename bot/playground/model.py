"""What the world is made of: people, chats, topics, messages."""

from dataclasses import dataclass, field

from bot.playground.errors import Json
from bot.playground.members import DEFAULT_PERMISSIONS, Member

# The accounts of Telegram itself under which groups and channels write.
ANONYMOUS = {
    "id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
CHANNEL = {
    "id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot",
}  # fmt: skip
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account; `user` is replaced, never changed."""

    user: Json
    blocked: bool = False
    started: bool = False
    deactivated: bool = False

    @property
    def id(self) -> int:
        """Telegram's id, also that of the private chat with the bot."""
        return int(self.user["id"])

    def view(self) -> Json:
        """Return the person as the page sees it."""
        return {
            **self.user,
            "blocked": self.blocked,
            "started": self.started,
            "private_chat_id": self.id,
        }


@dataclass(slots=True)
class Message:
    """A message; `json` is replaced, never changed, so updates keep what was true."""

    id: int
    json: Json
    by_bot: bool
    silent: bool
    sent_at: float
    author_id: int
    reactions: dict[int, str] = field(default_factory=dict)
    has_reply_keyboard: bool = False  # such messages cannot be edited

    def view(self) -> Json:
        """Return the message as the page sees it."""
        reactions = self.reactions_view() if self.reactions else []
        return {**self.json, "reactions": reactions, "silent": self.silent}

    def reactions_view(self) -> list[Json]:
        """Return who reacted with what."""
        return [{"user_id": user, "emoji": emoji} for user, emoji in self.reactions.items()]

    @property
    def thread_id(self) -> int | None:
        """The topic this message stands in, if it does."""
        return self.json.get("message_thread_id") if self.json.get("is_topic_message") else None


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message telling of its creation."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str = ""
    emoji: str = ""  # what that icon shows
    closed: bool = False
    created_by: int = 0


@dataclass(slots=True)
class Chat:
    """A chat the bot may know; `brief` is the object that its messages carry."""

    id: int
    type: str
    brief: Json
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    available_reactions: list[str] | None = None
    permissions: dict[str, bool] = field(default_factory=lambda: dict(DEFAULT_PERMISSIONS))
    description: str = ""
    migrated_to: int | None = None

    @property
    def is_forum(self) -> bool:
        """Tell whether this supergroup has topics."""
        return bool(self.brief.get("is_forum"))

    def view(self) -> Json:
        """Return the chat as the page sees it."""
        shown = {**self.brief, "members": [m.view() for m in self.members.values()]}
        if self.pinned:
            shown["pinned_message_ids"] = list(self.pinned)
        if self.migrated_to:
            shown["migrated_to"] = self.migrated_to
        if self.available_reactions is not None:
            shown["available_reactions"] = self.available_reactions
        if self.topics:
            shown["topics"] = [
                {"message_thread_id": t.id, "name": t.name, "closed": t.closed,
                 "icon_color": t.icon_color, "icon_custom_emoji_id": t.icon_custom_emoji_id,
                 "emoji": t.emoji}
                for t in self.topics.values()
            ]  # fmt: skip
        return shown


_SERVICE = frozenset({
    "new_chat_members", "left_chat_member", "new_chat_title", "group_chat_created",
    "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "forum_topic_created",
    "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
})  # fmt: skip


def is_service(body: Json) -> bool:
    """Tell whether a message was made by Telegram itself, such as "pinned a message"."""
    return not _SERVICE.isdisjoint(body)


def origin_of(message: Message) -> Json:
    """Return the MessageOrigin of a message that is passed on or answered elsewhere."""
    body = message.json
    if "forward_origin" in body:
        return dict(body["forward_origin"])
    if "sender_chat" in body:
        return {"type": "chat", "sender_chat": body["sender_chat"], "date": body["date"]}
    return {"type": "user", "sender_user": body["from"], "date": body["date"]}


def one_level(body: Json) -> Json:
    """Return a message as it stands inside another: without what it answers itself."""
    if "reply_to_message" not in body:
        return body
    return {name: value for name, value in body.items() if name != "reply_to_message"}


def private_brief(user: Json) -> Json:
    """Return the Chat object of somebody's private chat with the bot."""
    names = ("id", "first_name", "last_name", "username")
    return {**{name: user[name] for name in names if name in user}, "type": "private"}

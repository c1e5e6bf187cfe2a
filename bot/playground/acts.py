"""What people do in a chat: write, edit, delete, press buttons, react."""

import random
from dataclasses import dataclass
from typing import Any

from bot.playground.detect import detected
from bot.playground.errors import Json, PeopleError
from bot.playground.files import CAPTIONED, MEDIA_KINDS, File
from bot.playground.methods.album import KINDS, album_kinds_fit
from bot.playground.methods.copies import content_of
from bot.playground.methods.messages import DICE, poll_content
from bot.playground.model import ANONYMOUS, CHANNEL, TELEGRAM, Chat, Message, Person
from bot.playground.text import MAX_TEXT, is_blank, units
from bot.playground.world import World

LONG_CAPTION = 4096  # of people who pay for Telegram Premium; a bot's end at 1,024


@dataclass(slots=True)
class _Writing:
    """Who writes where, and in answer to what."""

    chat: Chat
    author: Json
    author_id: int
    reply_to: Message | None
    thread_id: int | None
    extra: Json

    def post(self, world: World, content: Json, message_id: int | None = None) -> Message:
        message = world.post(
            self.chat,
            self.author,
            {**self.extra, **content},
            author_id=self.author_id,
            reply_to=self.reply_to,
            thread_id=self.thread_id,
            message_id=message_id,
        )
        world.deliver(self.chat, message)
        return message


def send(world: World, chat: Chat, body: Json) -> list[int]:
    """Write what the body describes; returns the ids, of an album those of all its parts."""
    content = None if "album" in body else _content(world, body)
    album = _album(world, body["album"]) if "album" in body else []
    writing = _writing(world, chat, body)
    if content is not None:
        return [writing.post(world, content).id]
    numbers = [world.next_id(chat) for _ in album]
    gap = float(body.get("album_gap") or 0)
    late = numbers[-1:] if gap > 0 else []
    for number, part in zip(numbers, album, strict=True):
        if number not in late:
            writing.post(world, part, number)
    if late:
        world.later(gap, lambda: writing.post(world, album[-1], numbers[-1]))
    return numbers


def _writing(world: World, chat: Chat, body: Json) -> _Writing:
    person = _doer(world, chat, body)
    if chat.migrated_to is not None:
        raise PeopleError("This group has become a supergroup: write there.")
    reply_to = _existing(chat, body["reply_to"]) if body.get("reply_to") else None
    thread_id = body.get("message_thread_id")
    extra = {n: body[n] for n in ("forward_origin", "is_automatic_forward") if body.get(n)}
    if "forward_origin" in extra:
        extra["forward_origin"] = {"date": int(world.now()), **extra["forward_origin"]}
    if chat.type == "private":
        if person.blocked:
            raise PeopleError(
                f"{person.user['first_name']} has blocked the bot: unblock it first."
            )
        if not person.started:
            person.started = True
            world.journal.event("person", person=person.view())
        return _Writing(chat, {"from": person.user}, person.id, reply_to, None, extra)
    member = chat.members.get(person.id)
    if body.get("sender_chat"):
        channel = TELEGRAM if body.get("is_automatic_forward") else CHANNEL
        author = {"from": channel, "sender_chat": body["sender_chat"]}
    elif member is None or not member.is_in:
        raise PeopleError(f"{person.user['first_name']} is not in this group.")
    elif not member.can_write():
        raise PeopleError(f"{person.user['first_name']} may not write in this group.")
    elif body.get("anonymous"):
        if not member.is_admin:
            raise PeopleError("Only an administrator can write as the group.")
        author = {"from": ANONYMOUS, "sender_chat": chat.brief}
    else:
        author = world.author(chat, person.user)
    if thread_id is None and reply_to is not None:
        thread_id = reply_to.thread_id
    if thread_id and chat.is_forum:
        topic = chat.topics.get(thread_id)
        if topic is None:
            raise PeopleError(f"There is no topic {thread_id} in this group.")
        if topic.closed and not (member and member.may("can_manage_topics")):
            raise PeopleError(f"The topic “{topic.name}” is closed.")
    return _Writing(chat, author, person.id, reply_to, thread_id, extra)


def _doer(world: World, chat: Chat, body: Json) -> Person:
    """Return who acts, if this is their chat; members who left may still press what they see."""
    person = world.person(body.get("as"))
    if person.deactivated:
        raise PeopleError("This account is deleted.")
    if chat.type == "private" and chat.id != person.id:
        raise PeopleError("Nobody but its owner can do anything in a private chat.")
    return person


def _existing(chat: Chat, message_id: Any) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise PeopleError(f"There is no message {message_id} in this chat.")
    return message


def _words(body: Json, name: str, entities_name: str, limit: int) -> Json:
    """Return a text or caption with the entities that were set and those Telegram finds."""
    text = body.get(name) or ""
    if not isinstance(text, str):
        raise PeopleError(f"The {name} must be a text.")
    if not text:
        return {}
    if units(text) > limit:
        raise PeopleError(f"The {name} has {units(text)} characters, {limit} are the most.")
    entities = list(body.get(entities_name) or [])
    entities += detected(text, entities)
    entities.sort(key=lambda e: (e["offset"], -e["length"]))
    return {name: text, entities_name: entities} if entities else {name: text}


def _content(world: World, body: Json) -> Json:
    for kind in MEDIA_KINDS:
        if kind in body:
            return _media(world, body, kind)
    if "text" in body:
        if is_blank(str(body["text"] or "")):
            raise PeopleError("There is nothing to send.")
        return _words(body, "text", "entities", MAX_TEXT)
    for name, make in _OTHERS.items():
        if name in body:
            return make(world, body[name] or {})
    raise PeopleError("There is nothing to send.")


def _media(world: World, body: Json, kind: str) -> Json:
    content = world.files.media(_file(world, body[kind], kind), body[kind])
    if kind in CAPTIONED:
        content |= _words(body, "caption", "caption_entities", LONG_CAPTION)
    return content


def _file(world: World, given: Any, kind: str) -> File:
    if not isinstance(given, dict):
        raise PeopleError("A file is given by file_id, or by name and size.")
    name, mime_type = given.get("name"), given.get("mime_type")
    if "file_id" not in given:
        return world.files.add(kind, name=name, mime_type=mime_type, size=given.get("size"))
    file = world.files.by_id.get(given["file_id"])
    if file is None:
        raise PeopleError(f"There is no file {given['file_id']}.")
    return world.files.as_kind(file, kind, name or "", mime_type or "")


def _album(world: World, items: Any) -> list[Json]:
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise PeopleError("An album has two to ten parts.")
    kinds = [next((kind for kind in KINDS if kind in item), "") for item in items]
    if not album_kinds_fit(kinds):
        raise PeopleError("Only photos and videos, or only documents, or only audio go together.")
    group = str(10**17 + world.unique())
    return [
        {"media_group_id": group, **_media(world, item, kind)}
        for item, kind in zip(items, kinds, strict=True)
    ]


def _poll(world: World, given: Json) -> Json:
    options = [o["text"] if isinstance(o, dict) else str(o) for o in given.get("options", [])]
    return {"poll": poll_content(str(given.get("question", "")), options, world.unique())}


def _dice(_: World, given: Json) -> Json:
    emoji = str(given.get("emoji") or "🎲")
    return {"dice": {"emoji": emoji, "value": random.randint(1, DICE.get(emoji, 6))}}


def _venue(_: World, given: Json) -> Json:
    return {"venue": given, "location": given["location"]}


_OTHERS = {
    "location": lambda _, given: {"location": given},
    "venue": _venue,
    "contact": lambda _, given: {"contact": given},
    "poll": _poll,
    "dice": _dice,
}


def edit(world: World, chat: Chat, body: Json) -> None:
    """Change one's own text or caption, or put another file in its place."""
    person = _doer(world, chat, body)
    message = _existing(chat, body.get("message_id"))
    if message.author_id != person.id:
        raise PeopleError("Only one's own messages can be edited.")
    kind = next((kind for kind in KINDS | {"animation"} if kind in body), None)
    if kind is not None:
        _replace_file(world, chat, message, body, kind)
        return
    name, entities_name, limit = (
        ("caption", "caption_entities", LONG_CAPTION)
        if "caption" in body
        else ("text", "entities", MAX_TEXT)
    )
    if name == "text" and ("text" not in message.json or is_blank(str(body.get("text") or ""))):
        raise PeopleError("There is no text to edit.")
    if name == "caption" and CAPTIONED.isdisjoint(message.json):
        raise PeopleError("There is no caption to edit.")
    given = {name: body.get(name), entities_name: body.get("entities") or body.get(entities_name)}
    changed = {k: v for k, v in message.json.items() if k not in (name, entities_name)}
    changed |= _words(given, name, entities_name, limit)
    if changed == message.json:
        raise PeopleError(f"The {name} is the same as before.")
    world.replace(chat, message, {**changed, "edit_date": int(world.now())})
    world.deliver(chat, message, "edited_message")


def _replace_file(world: World, chat: Chat, message: Message, body: Json, kind: str) -> None:
    """Put a file into a text, or in the place of a file; an album keeps to its kinds."""
    old = next((name for name in (*KINDS, "animation", "text") if name in message.json), None)
    if old is None:
        raise PeopleError("This message takes no other file.")
    if "media_group_id" in message.json and not album_kinds_fit([old, kind]):
        raise PeopleError("An album keeps to its kinds of files.")
    content = _media(world, {"caption": message.json.get("caption"), **body}, kind)
    gone = content_of(message)
    kept = {name: value for name, value in message.json.items() if name not in gone}
    world.replace(chat, message, {**kept, **content, "edit_date": int(world.now())})
    world.deliver(chat, message, "edited_message")


def delete(world: World, chat: Chat, body: Json) -> None:
    """Take a message away, one's own or as an administrator."""
    person = _doer(world, chat, body)
    message = _existing(chat, body.get("message_id"))
    member = chat.members.get(person.id)
    own = message.author_id == person.id or chat.type == "private"
    if not own and not (member and member.may("can_delete_messages")):
        raise PeopleError("Only an administrator can delete what others wrote.")
    world.delete(chat, [message.id])


def press(world: World, chat: Chat, body: Json) -> str:
    """Press a button with any data, as a forger could; returns the id of the query."""
    person = _doer(world, chat, body)
    number = body.get("message_id")
    if not isinstance(number, int):
        raise PeopleError("A press needs the message's id.")
    message = chat.messages.get(number)
    query_id = str(4_300_000_000_000_000_000 + world.unique())
    world.queries[query_id] = (world.now(), person.id, chat.id, number)
    inaccessible = {"message_id": number, "chat": chat.brief, "date": 0}
    world.updates.push(
        "callback_query",
        {
            "id": query_id,
            "from": person.user,
            "message": message.json if message else inaccessible,
            "chat_instance": str(-7_000_000_000_000_000_000 - chat.id),
            "data": str(body.get("data", "")),
        },
    )
    return query_id


def react(world: World, chat: Chat, body: Json) -> None:
    """Put a reaction on a message, or take it away."""
    person = _doer(world, chat, body)
    message = _existing(chat, body.get("message_id"))
    member = chat.members.get(person.id)
    if member is None or not member.is_in:
        raise PeopleError(f"{person.user['first_name']} is not in this group.")
    emoji = str(body.get("emoji") or "").replace("\ufe0f", "")
    if emoji and chat.available_reactions is not None and emoji not in chat.available_reactions:
        raise PeopleError("This chat does not allow that reaction.")
    old = message.reactions.pop(person.id, None)
    if emoji:
        message.reactions[person.id] = emoji
    shown = message.reactions_view()
    world.journal.event("reaction", chat_id=chat.id, message_id=message.id, reactions=shown)
    if chat.type != "private" and not world.bot_member(chat).is_admin:
        return
    author = world.author(chat, person.user)
    who = {"actor_chat": chat.brief} if "sender_chat" in author else {"user": person.user}
    world.updates.push(
        "message_reaction",
        {
            "chat": chat.brief,
            "message_id": message.id,
            **who,
            "date": int(world.now()),
            "old_reaction": [{"type": "emoji", "emoji": old}] if old else [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        },
    )

"""What people do besides writing: join, leave, block, found groups, run them."""

from typing import Any

from bot.playground.errors import Json, PeopleError
from bot.playground.members import STATUSES, Member
from bot.playground.model import Chat, Person
from bot.playground.world import World

GROUP_TYPES = frozenset({"group", "supergroup"})
MUTED = {"can_send_messages": False}  # what "restricted" means if nothing more is said


def set_status(
    world: World,
    chat: Chat,
    user_id: int,
    status: str,
    *,
    by: Json,
    anonymous: bool | None = None,
    rights: dict[str, bool] | None = None,
    permissions: dict[str, bool] | None = None,
) -> None:
    """Give somebody another standing in a group, with the updates that Telegram sends for it."""
    user = world.user(user_id)
    if user is None:
        raise PeopleError(f"There is nobody with the id {user_id}.")
    old = chat.members.get(user_id) or Member(user_id, "left")
    if rights is None and status == old.status:
        rights = old.rights
    new = Member(
        user_id,
        status,
        old.is_anonymous if anonymous is None else anonymous,
        rights,
        {**chat.permissions, **(permissions or MUTED)} if status == "restricted" else {},
    )
    new.is_anonymous = new.is_anonymous and new.is_admin
    chat.members[user_id] = new
    before, after = (m.as_chat_member(user, chat.type) for m in (old, new))
    if before != after:
        change = {
            "chat": chat.brief,
            "from": by,
            "date": int(world.now()),
            "old_chat_member": before,
            "new_chat_member": after,
        }
        if user_id == world.bot_id:
            world.updates.push("my_chat_member", change)
        elif world.bot_member(chat).is_admin:
            world.updates.push("chat_member", change)
    world.chat_changed(chat)
    if new.is_in and not old.is_in:
        world.service(chat, by, {"new_chat_members": [user]})
    elif old.is_in and not new.is_in:
        world.service(chat, by, {"left_chat_member": user})


def change_member(world: World, chat: Chat, body: Json) -> None:
    """Do what the people's side asks of a membership."""
    if chat.type == "private":
        raise PeopleError("A private chat has no members to change.")
    user_id, status = body.get("user_id"), str(body.get("status"))
    if status not in STATUSES:
        raise PeopleError(f"There is no standing {status!r}; known are {sorted(STATUSES)}.")
    if not isinstance(user_id, int) or world.user(user_id) is None:
        raise PeopleError(f"There is nobody with the id {user_id}.")
    set_status(
        world,
        chat,
        user_id,
        status,
        by=_doer(world, chat, user_id, status, body.get("by")),
        anonymous=body.get("is_anonymous"),
        rights=body.get("rights"),
        permissions=body.get("permissions"),
    )


def _doer(world: World, chat: Chat, user_id: int, status: str, given: Any) -> Json:
    """Return who made a change: whoever is named, oneself for coming and going, else the head."""
    if given is not None:
        return world.person(given).user
    old = chat.members.get(user_id)
    came = status == "member" and not (old and old.is_in)
    if user_id in world.people and (came or status == "left"):
        return world.people[user_id].user
    return head(world, chat)


def head(world: World, chat: Chat) -> Json:
    """Return the creator of a group, or whoever is nearest to that."""
    people = [m for m in chat.members.values() if m.user_id in world.people and m.is_in]
    people.sort(key=lambda m: (m.status != "creator", not m.is_admin))
    if not people:
        return world.bot
    return world.people[people[0].user_id].user


def found_group(world: World, body: Json) -> Chat:
    """Make a group as its first member would, and tell the bot if it is in it."""
    type_ = str(body.get("type", "supergroup"))
    title = str(body.get("title") or "").strip()
    if type_ not in GROUP_TYPES:
        raise PeopleError(f"A chat of the type {type_!r} cannot be made.")
    if not title:
        raise PeopleError("A group needs a title.")
    members = [
        Member(world.person(user_id).id, "member" if index else "creator")
        for index, user_id in enumerate(body.get("members") or [])
    ]
    is_forum = bool(body.get("is_forum")) and type_ == "supergroup"
    chat = world.add_group(type_, title, members, username=body.get("username"), is_forum=is_forum)
    by = head(world, chat)
    if type_ == "group" and by is not world.bot:
        world.service(chat, by, {"group_chat_created": True})
    status = str(body.get("bot_status", "left"))
    if status != "left":
        set_status(world, chat, world.bot_id, status, by=by, rights=body.get("bot_rights"))
    return chat


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup; the old id only points to the new one."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise PeopleError("Only a basic group can become a supergroup.")
    new = world.add_group("supergroup", chat.brief["title"], list(chat.members.values()))
    new.permissions = chat.permissions
    new.available_reactions = chat.available_reactions
    by = head(world, chat)
    world.service(chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.service(new, by, {"migrate_from_chat_id": chat.id})
    world.chat_changed(chat)
    return new


def change_chat(world: World, chat: Chat, body: Json) -> None:
    """Change a group's title, name, topics, reactions or what its members may do."""
    brief = dict(chat.brief)
    if "is_forum" in body:
        if chat.type != "supergroup":
            raise PeopleError("Only a supergroup can have topics.")
        brief.pop("is_forum", None)
        if body["is_forum"]:
            brief["is_forum"] = True
    if "username" in body:
        brief.pop("username", None)
        if body["username"]:
            brief["username"] = str(body["username"])
    renamed = bool(body.get("title")) and body["title"] != brief.get("title")
    if renamed:
        brief["title"] = str(body["title"])
    chat.brief = brief
    if "available_reactions" in body:
        chat.available_reactions = body["available_reactions"]
    if "permissions" in body:
        chat.permissions = {**chat.permissions, **body["permissions"]}
    if "description" in body:
        chat.description = str(body["description"])
    world.chat_changed(chat)
    if renamed:
        world.service(chat, head(world, chat), {"new_chat_title": brief["title"]})


def change_person(world: World, person: Person, body: Json) -> None:
    """Change somebody's profile; `deactivated` deletes the account, `started` opens the chat."""
    for name in ("deactivated", "started"):
        if name in body:
            setattr(person, name, bool(body[name]))
    world.change_person(person, body)
    if person.deactivated:  # all that Telegram leaves of a deleted account
        person.user = {"id": person.id, "is_bot": False, "first_name": ""}
        world.change_person(person, {})


def set_blocked(world: World, person: Person, blocked: bool) -> None:
    """Let somebody block the bot, or unblock it."""
    if person.blocked == blocked:
        return
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    person.blocked = blocked
    world.journal.event("person", person=person.view())
    world.updates.push(
        "my_chat_member",
        {
            "chat": world.chats[person.id].brief,
            "from": person.user,
            "date": int(world.now()),
            **{
                name: Member(world.bot_id, status).as_chat_member(world.bot, "private")
                for name, status in (("old_chat_member", before), ("new_chat_member", after))
            },
        },
    )

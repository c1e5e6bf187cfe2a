"""Comings and goings: people in the group, the bot in chats, blocks, upgrades, `/setup`."""

from telegram import ChatMember, ChatMemberUpdated

from bot.context import Place, Turn
from bot.rules.access import Act
from bot.rules.rights import Lack, missing_rights
from bot.services import delivery, forum, group
from bot.services.outgoing import at
from bot.services.people import Membership, Person, meet, membership_of
from bot.services.work import Refused
from bot.views.group import problems
from bot.views.screen import Screen

HERE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED)


async def member(turn: Turn) -> None:
    """Somebody's place in the staff group changed."""
    change = turn.update.chat_member
    assert change is not None
    user = change.new_chat_member.user
    if user.is_bot:
        return
    person = Person(user.id, user.first_name, user.last_name, user.username, user.language_code)
    await meet(turn.work.session, person, turn.work.now, membership_after(change))


def membership_after(change: ChatMemberUpdated) -> Membership:
    """Return what a chat_member update makes of its person."""
    new = change.new_chat_member
    return membership_of(
        new.status,
        is_member=bool(getattr(new, "is_member", False)),
        is_anonymous=bool(getattr(new, "is_anonymous", False)),
    )


async def myself(turn: Turn) -> None:
    """The bot was blocked or let back in by a person, or put into or out of a group."""
    change = turn.update.my_chat_member
    assert change is not None
    here = change.new_chat_member.status in HERE
    work = turn.work
    if turn.place is Place.PRIVATE:
        if here:
            await delivery.resumed(work, work.chat_id)
        else:
            await delivery.unreachable(work, work.chat_id)
    elif turn.place is Place.STAFF and here:
        await delivery.resumed(work, work.chat_id)
        lacks = missing_rights(change.new_chat_member.to_dict(), change.chat.to_dict())
        await forum.rights(
            work,
            topics_too=not {Lack.MANAGE_TOPICS, Lack.NOT_ADMINISTRATOR} & set(lacks),
            pins=not {Lack.PIN_MESSAGES, Lack.NOT_ADMINISTRATOR} & set(lacks),
        )
        await group.cards(work)
        if lacks:  # agents must know before they rely on it
            screen = problems("setup-lost", [lack.key for lack in lacks], turn.texts)
            work.out.say(work.chat_id, screen)
    elif turn.place is Place.GROUP and here and work.group is None:
        work.out.say(work.chat_id, Screen.of(turn.texts("setup-hint")))


async def migrated(turn: Turn) -> None:
    """A service message tells that a group was upgraded."""
    message = turn.message
    if message.migrate_to_chat_id:
        await group.migrated(turn.work, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await group.migrated(turn.work, message.migrate_from_chat_id, message.chat.id)


async def retitled(turn: Turn) -> None:
    """The staff group has another title."""
    if turn.work.group is not None and turn.message.new_chat_title:
        turn.work.group.title = turn.message.new_chat_title[:256]


async def arrived(turn: Turn) -> None:
    """People were added to the staff group: they are known from now on."""
    for user in turn.message.new_chat_members:
        if not user.is_bot:
            person = Person(
                user.id, user.first_name, user.last_name, user.username, user.language_code
            )
            await meet(
                turn.work.session,
                person,
                turn.work.now,
                membership_of("member", is_member=True, is_anonymous=False),
            )


async def setup(turn: Turn) -> None:
    """`/setup` in a group: bind it, if everything is as it must be."""
    work, t = turn.work, turn.texts
    work.allow(Act.SETUP)
    facts = turn.facts
    if not isinstance(facts, group.GroupFacts):
        raise Refused("setup-unsure")
    reply_to = at(turn.message.message_id)
    if facts.problems:
        work.out.say(
            work.chat_id, problems("setup-problems", facts.problems, t), reply_to=reply_to
        )
        return
    again = work.group is not None
    bound = await group.bind(work, facts, work.user)
    for person, membership in facts.administrators:
        await meet(work.session, person, work.now, membership)
    key = "setup-again" if again else "setup-done"
    work.out.say(work.chat_id, Screen.of(t(key, title=bound.title)), reply_to=reply_to)

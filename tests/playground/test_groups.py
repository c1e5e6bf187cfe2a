"""Groups: who is in, who may what, what the bot hears."""

import pytest
from telegram import ChatMember, ChatMemberAdministrator
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.playground.conftest import ANNA, BORIS, CLARA, EVERY_KIND, GROUP, TOM, Town

CHANNEL = {"id": -1009, "type": "channel", "title": "News"}


async def test_members_in_the_shapes_of_the_bot_api(town: Town) -> None:
    async def status(user_id: int) -> ChatMember:
        return await town.bot.get_chat_member(GROUP, user_id)

    assert (await status(BORIS)).status == "creator"
    clara = await status(CLARA)
    assert isinstance(clara, ChatMemberAdministrator)
    assert clara.can_delete_messages
    assert (await status(TOM)).status == "left"
    for standing in ("member", "restricted", "kicked", "left"):
        await town.do(f"chats/{GROUP}/members", user_id=TOM, status=standing)
        assert (await status(TOM)).status == standing
    assert await town.error("getChatMember", chat_id=GROUP, user_id=7) == "PARTICIPANT_ID_INVALID"
    admins = await town.bot.get_chat_administrators(GROUP)
    assert [a.user.id for a in admins] == [BORIS, CLARA, town.world.bot_id]
    assert await town.bot.get_chat_member_count(GROUP) == 3
    chat = await town.bot.get_chat(GROUP)
    assert chat.title == "Support team"
    assert chat.username is None


async def test_coming_and_going_is_told(town: Town) -> None:
    await town.updates(allowed_updates=EVERY_KIND)
    await town.do(f"chats/{GROUP}/members", user_id=TOM, status="member")
    await town.do(f"chats/{GROUP}/members", user_id=TOM, status="left")
    joined, came, left, went = await town.updates()
    assert joined.chat_member
    assert joined.chat_member.new_chat_member.status == "member"
    assert came.message
    assert came.message.new_chat_members[0].id == TOM
    assert left.chat_member
    assert left.chat_member.from_user.id == TOM
    assert went.message
    assert went.message.left_chat_member


async def test_chat_member_updates_are_for_those_who_ask(town: Town) -> None:
    await town.do(f"chats/{GROUP}/members", user_id=TOM, status="member")
    assert [bool(u.chat_member) for u in await town.updates()] == [False]


async def test_a_bot_that_was_removed(town: Town) -> None:
    me = town.world.bot_id
    await town.do(f"chats/{GROUP}/members", user_id=me, status="kicked", by=CLARA)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await town.bot.send_message(GROUP, "x")
    await town.do(f"chats/{GROUP}/members", user_id=me, status="left")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await town.bot.send_message(GROUP, "x")
    removed = (await town.updates())[0].my_chat_member
    assert removed
    assert removed.from_user.id == CLARA
    assert removed.new_chat_member.status == "kicked"
    await town.say(BORIS, "now we are alone", GROUP)
    assert [u for u in await town.updates() if u.message and u.message.text] == []


async def test_a_bot_without_the_right_to_write(town: Town) -> None:
    me = town.world.bot_id
    await town.do(f"chats/{GROUP}/members", user_id=me, status="restricted")
    assert await town.error("sendMessage", chat_id=GROUP, text="x") == (
        "not enough rights to send text messages to the chat"
    )


async def test_privacy_mode(town: Town) -> None:
    me = town.world.bot_id
    await town.do(f"chats/{GROUP}/members", user_id=me, status="member")
    sent = await town.bot.send_message(GROUP, "hello")
    await town.updates()

    await town.say(BORIS, "between us", GROUP)
    await town.say(BORIS, "/note@other_bot x", GROUP)
    await town.send(BORIS, GROUP, photo={"name": "x.png"})
    assert await town.updates() == []
    await town.say(BORIS, "/note x", GROUP)
    await town.say(BORIS, "yes", GROUP, reply_to=sent.message_id)
    await town.say(BORIS, f"/note@{town.world.bot['username']} x", GROUP)
    assert len(await town.updates()) == 3
    await town.do("settings", can_read_all_group_messages=True)
    assert (await town.bot.get_me()).can_read_all_group_messages
    await town.say(BORIS, "aloud", GROUP)
    assert len(await town.updates()) == 1


async def test_an_anonymous_administrator_writes_as_the_group(town: Town) -> None:
    await town.do(
        f"chats/{GROUP}/members", user_id=CLARA, status="administrator", is_anonymous=True
    )
    number = await town.say(CLARA, "from all of us", GROUP)
    await town.do(f"chats/{GROUP}/press", **{"as": CLARA, "message_id": number, "data": "x"})
    await town.say(BORIS, "as the group", GROUP, anonymous=True)
    written, press, other = await town.updates()
    for update in (written, other):
        assert update.message
        assert update.message.from_user
        assert update.message.from_user.id == 1087968824
        assert update.message.sender_chat
        assert update.message.sender_chat.id == GROUP
    assert press.callback_query
    assert press.callback_query.from_user.id == CLARA


async def test_channels_write_in_groups(town: Town) -> None:
    await town.say(BORIS, "news", GROUP, sender_chat=CHANNEL, is_automatic_forward=True)
    message = (await town.updates())[0].message
    assert message
    assert message.is_automatic_forward
    assert message.sender_chat
    assert message.sender_chat.title == "News"


async def test_a_group_becomes_a_supergroup(town: Town) -> None:
    group = await town.do(
        "chats", type="group", title="Old", members=[BORIS, CLARA], bot_status="administrator"
    )
    new = await town.do(f"chats/{group['id']}/migrate")
    assert new["type"] == "supergroup"
    with pytest.raises(ChatMigrated) as caught:
        await town.bot.send_message(group["id"], "x")
    assert caught.value.new_chat_id == new["id"]
    told = [u.message for u in await town.updates() if u.message][-2:]
    assert [m.migrate_to_chat_id for m in told] == [new["id"], None]
    assert [m.migrate_from_chat_id for m in told] == [None, group["id"]]
    await town.bot.send_message(new["id"], "here now")
    assert "supergroup" in await town.refused(
        f"chats/{group['id']}/send", **{"as": BORIS, "text": "x"}
    )


async def test_pins(town: Town) -> None:
    sent = await town.bot.send_message(GROUP, "important")
    assert await sent.pin()
    notice = (await town.updates())[0].message
    assert notice
    assert notice.pinned_message
    assert (await town.bot.get_chat(GROUP)).pinned_message == sent
    assert await sent.unpin()
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await sent.unpin()
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await town.bot.pin_chat_message(GROUP, 999)
    await town.do(f"chats/{GROUP}/members", user_id=town.world.bot_id, status="member")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await sent.pin()


async def test_reactions_reach_an_administrator_that_asks(town: Town) -> None:
    await town.updates(allowed_updates=EVERY_KIND)
    sent = await town.bot.send_message(GROUP, "done")
    for emoji in ("👍", None):
        body = {"as": BORIS, "message_id": sent.message_id, "emoji": emoji}
        await town.do(f"chats/{GROUP}/react", **body)
    put, taken = [u.message_reaction for u in await town.updates()]
    assert put
    assert [r.emoji for r in put.new_reaction] == ["👍"]  # type: ignore[attr-defined]
    assert taken
    assert taken.old_reaction
    assert not taken.new_reaction


async def test_leaving(town: Town) -> None:
    assert await town.bot.leave_chat(GROUP)
    assert "not a member" in await town.error("getChat", chat_id=GROUP)
    assert await town.bot.get_chat(ANNA)


async def test_strangers_touch_nothing(town: Town) -> None:
    number = (await town.bot.send_message(GROUP, "x")).message_id
    body = {"as": TOM, "message_id": number}
    assert "not in this group" in await town.refused(f"chats/{GROUP}/react", **body, emoji="👍")
    hers = await town.say(ANNA, "mine")
    body = {"as": TOM, "message_id": hers}
    for act, more in (("react", {"emoji": "👍"}), ("press", {"data": "x"}), ("delete", {})):
        assert "owner" in await town.refused(f"chats/{ANNA}/{act}", **body, **more)

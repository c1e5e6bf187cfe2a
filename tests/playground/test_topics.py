"""Topics of a forum, as the bot and as people use them."""

import pytest
from telegram.error import BadRequest

from tests.playground.conftest import BORIS, CLARA, Town


@pytest.fixture
async def forum(town: Town) -> int:
    chat = await town.do(
        "chats", title="Forum", is_forum=True, members=[BORIS, CLARA], bot_status="administrator"
    )
    await town.updates()
    return int(chat["id"])


async def test_a_topic_from_its_opening_to_its_end(town: Town, forum: int) -> None:
    topic = await town.bot.create_forum_topic(forum, "#1 · Printer")
    thread = topic.message_thread_id
    sent = await town.bot.send_message(forum, "card", message_thread_id=thread)
    assert sent.is_topic_message
    assert sent.reply_to_message
    assert sent.reply_to_message.forum_topic_created
    assert await town.bot.edit_forum_topic(forum, thread, name="#1 · Fire")
    assert await town.bot.close_forum_topic(forum, thread)
    assert await town.bot.reopen_forum_topic(forum, thread)
    for act in (
        town.bot.reopen_forum_topic(forum, thread),
        town.bot.edit_forum_topic(forum, thread, name="#1 · Fire"),
    ):
        with pytest.raises(BadRequest, match="Topic_not_modified"):
            await act
    assert await town.bot.delete_forum_topic(forum, thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await town.bot.send_message(forum, "x", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Topic_id_invalid"):
        await town.bot.close_forum_topic(forum, thread)
    told = [u.message for u in await town.updates() if u.message]
    assert [bool(getattr(m, f"forum_topic_{name}")) for m, name in zip(
        told, ("created", "edited", "closed", "reopened"), strict=True
    )] == [True] * 4  # fmt: skip
    assert town.world.chats[forum].messages.keys() == {1}


async def test_what_people_write_in_a_topic(town: Town, forum: int) -> None:
    topic = await town.do(f"chats/{forum}/topics", **{"as": BORIS, "name": "Ask"})
    thread = topic["message_thread_id"]
    first = await town.say(BORIS, "hello", forum, message_thread_id=thread)
    await town.say(CLARA, "hi", forum, reply_to=first)
    await town.say(CLARA, "general", forum)
    created, plain, reply, general = [u.message for u in await town.updates()]
    assert created
    assert created.forum_topic_created
    assert plain
    assert plain.reply_to_message
    assert plain.reply_to_message.message_id == thread
    assert reply
    assert reply.message_thread_id == thread
    assert reply.reply_to_message
    assert reply.reply_to_message.message_id == first
    assert general
    assert general.message_thread_id is None
    await town.do(f"chats/{forum}/topics/{thread}/delete")
    assert "no topic" in await town.refused(
        f"chats/{forum}/send", **{"as": BORIS, "text": "x", "message_thread_id": thread}
    )


async def test_rights_and_closed_topics(town: Town, forum: int) -> None:
    topic = await town.do(f"chats/{forum}/topics", **{"as": BORIS, "name": "Ask"})
    thread = topic["message_thread_id"]
    await town.do(f"chats/{forum}/topics/{thread}/close", **{"as": BORIS})
    await town.bot.send_message(forum, "may", message_thread_id=thread)
    me = {"user_id": town.world.bot_id, "status": "administrator"}
    await town.do(f"chats/{forum}/members", **me, rights={"can_pin_messages": True})
    with pytest.raises(BadRequest, match="Topic_closed"):
        await town.bot.send_message(forum, "may not", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Not enough rights to manage topics"):
        await town.bot.create_forum_topic(forum, "x")
    assert "closed" in await town.refused(
        f"chats/{forum}/send", **{"as": CLARA, "text": "x", "message_thread_id": thread}
    )


async def test_topics_switched_off(town: Town, forum: int) -> None:
    topic = await town.bot.create_forum_topic(forum, "x")
    await town.do(f"chats/{forum}", is_forum=False)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await town.bot.send_message(forum, "x", message_thread_id=topic.message_thread_id)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await town.bot.create_forum_topic(forum, "y")
    assert (await town.bot.send_message(forum, "plain")).message_thread_id is None


async def test_names_icons_and_general(town: Town, forum: int) -> None:
    assert "non-empty" in await town.error("createForumTopic", chat_id=forum, name=" ")
    assert "too long" in await town.error("createForumTopic", chat_id=forum, name="x" * 129)
    assert (
        await town.error("sendMessage", chat_id=forum, text="x", message_thread_id=1)
        == "message thread not found"
    )
    sticker = (await town.bot.get_forum_topic_icon_stickers())[0]
    icon = sticker.custom_emoji_id
    topic = await town.bot.create_forum_topic(forum, "x", icon_custom_emoji_id=icon)
    assert topic.icon_custom_emoji_id == icon
    assert (
        await town.error(
            "editForumTopic",
            chat_id=forum,
            message_thread_id=topic.message_thread_id,
            icon_custom_emoji_id="12",
        )
        == "DOCUMENT_INVALID"
    )


async def test_replies_outside_forums_carry_a_thread_that_is_no_topic(town: Town) -> None:
    group = -1001000000001
    first = await town.say(BORIS, "one", group)
    second = await town.say(CLARA, "two", group, reply_to=first)
    await town.say(BORIS, "three", group, reply_to=second)
    threads = [u.message.message_thread_id for u in await town.updates() if u.message]
    assert threads == [None, first, first]

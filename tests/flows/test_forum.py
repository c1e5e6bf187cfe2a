"""A staff group with topics: every ticket has one of its own, and everything of it is there."""

from typing import Any

from bot.playground.forum import ICONS
from tests.conftest import open_ticket
from tests.desk import Desk
from tests.people import labels, words
from tests.topics import EMOJI, Topics, topic_of_new_ticket


async def test_a_ticket_gets_a_topic_with_its_card_pinned(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    assert topic.name == f"#{number} · Printer is on fire"
    assert EMOJI[topic.icon_custom_emoji_id] == "❗"
    [card] = await forum.said(topic.id)
    assert "Smoke!" in words(card)
    assert "🙋 Take" in labels(card)
    assert forum.pinned() == [card["message_id"]]
    assert "Smoke!" not in await forum.text(None)


async def test_words_go_both_ways_without_any_reply(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, anna = forum.team.boris, forum.team.anna.private
    said = await boris.says("Which model?", message_thread_id=topic.id)
    await anna.sees("💬 Boris", f"#{number}", "Which model?")
    assert await boris.reaction(said) == "👌"
    await anna.says("X-200")
    await boris.sees("X-200")
    photo = await boris.photo("like this one?", message_thread_id=topic.id)
    await anna.sees("like this one?")
    assert await boris.reaction(photo) == "👌"
    await boris.album("one", "", message_thread_id=topic.id)
    await anna.sees("one")
    await forum.desk.quiet()
    assert "X-200" in await forum.text(topic.id)
    assert "X-200" not in await forum.text(None)
    assert not [m for m in await forum.said(topic.id) if "X-200" in words(m) and quoted(m)]


def quoted(message: dict[str, Any]) -> bool:
    """Whether it quotes another message than the topic's creation."""
    target = message.get("reply_to_message")
    return target is not None and "forum_topic_created" not in target


async def test_nothing_internal_leaves_a_topic(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, clara, anna = forum.team.boris, forum.team.clara, forum.team.anna.private
    here = {"message_thread_id": topic.id}
    note = await boris.says("/note canary-note among us", **here)
    assert await boris.reaction(note) == "✍"
    for text in (
        "/unknown canary-unknown",
        "/заметка canary-cyrillic",
        "  /note@otherbot canary-other",
        "\u200b/ban canary-invisible",
    ):
        await boris.says(text, **here)
    await boris.photo("/note canary-photo", **here)
    await boris.album("", "/note canary-album", **here)
    await boris.album("", "canary-late", gap=3, **here)  # both parts are public
    reply = await clara.says("canary-to-a-note", reply_to=note)
    assert await clara.reaction(reply) == "✍"
    public = await boris.says("This is for Anna", **here)
    await anna.sees("This is for Anna")
    colleague = await clara.says("canary-to-a-colleague", reply_to=public)
    await clara.sees("Is this for Anna", after=colleague)
    chat = await boris.says("/stats", **here)
    await boris.sees("Opened", after=chat)
    talk = await clara.says("canary-about-stats", reply_to=chat)
    asked = await clara.sees("Is this for Anna", after=talk)
    notice = await clara.says("canary-to-a-notice", reply_to=asked["message_id"])
    await clara.sees("Is this for Anna", after=notice)
    await anna.sees("canary-late")
    await forum.desk.quiet()
    seen = await anna.everything()
    assert "canary-late" in seen
    assert "canary" not in seen.replace("canary-late", "")
    assert "Is this for Anna" not in await forum.text(None)
    await clara.taps("Send to Anna", "Is this for Anna", after=notice)
    await anna.sees("canary-to-a-notice")
    seen = await anna.everything()
    assert "canary" not in seen.replace("canary-late", "").replace("canary-to-a-notice", "")
    assert number


async def test_agents_talk_in_general_and_in_topics_of_their_own(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, anna = forum.team.boris, forum.team.anna.private
    await boris.says("canary in General")
    own = await forum.desk.post(
        f"/chats/{forum.desk.group_id}/topics", **{"as": boris.user_id, "name": f"#{number} lunch"}
    )
    lunch = {"message_thread_id": own["message_thread_id"]}
    said = await boris.says("canary about lunch", **lunch)
    await boris.says("canary more lunch", reply_to=said)
    asked = await boris.says("/tickets")
    shown = await boris.sees(f"#{number}", after=asked)
    assert not shown.get("is_topic_message")
    asked = await boris.says("/mine", **lunch)
    shown = await boris.sees("no tickets", after=asked)
    assert shown["message_thread_id"] == lunch["message_thread_id"]
    asked = await boris.says(f"/ticket {number}")
    shown = await boris.sees("Smoke!", after=asked, button="Take")
    assert shown["message_thread_id"] == topic.id
    asked = await boris.says("/ticket 424242", **lunch)
    shown = await boris.sees("no such ticket", after=asked)
    assert shown["message_thread_id"] == lunch["message_thread_id"]
    await forum.desk.quiet()
    assert forum.pinned() == [
        m["message_id"] for m in await forum.said(topic.id) if "🙋 Take" in labels(m)
    ]
    assert "canary" not in await anna.everything()


async def test_conversation_and_log_appear_in_the_topic(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    await boris.taps("More", f"#{number}")
    await boris.taps("Conversation", f"#{number}")
    await boris.sees("💬 #", "Smoke!")
    await boris.taps("Log", f"#{number}")
    await boris.sees("Ticket opened")
    await forum.desk.quiet()
    text = await forum.text(topic.id)
    assert "💬 #" in text
    assert "Ticket opened" in text


async def test_the_topic_shows_subject_and_status_and_ends_with_the_ticket(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, anna = forum.team.boris, forum.team.anna.private

    async def icon() -> str:
        await forum.desk.quiet()
        return EMOJI[topic.icon_custom_emoji_id]

    await boris.taps("Take", f"#{number}")
    assert await icon() == "👀"
    await boris.says("Unplug it", message_thread_id=topic.id)
    await anna.sees("Unplug it")
    assert await icon() == "💬"
    await boris.says("/subject Smoke on the water", message_thread_id=topic.id)
    await forum.desk.quiet()
    assert topic.name == f"#{number} · Smoke on the water"
    await boris.taps("Resolve", f"#{number}")
    assert await icon() == "✅"
    assert not topic.closed
    await boris.taps("Close", f"#{number}")
    assert await icon() == "📁"
    assert topic.closed
    said = await boris.says("one more thing", message_thread_id=topic.id)
    await boris.taps("Reopen and send", "is closed, so nothing was sent", after=said)
    await anna.sees("one more thing")
    await forum.desk.quiet()
    assert not topic.closed
    assert await icon() == "💬"


async def test_where_telegram_has_no_such_icon_the_name_tells_the_status(desk: Desk) -> None:
    world = desk.playground.world
    boris, clara = await desk.agents("Boris", "Clara")
    await desk.post(f"/chats/{desk.group_id}", is_forum=True)
    await desk.post("/misbehave", method="getForumTopicIconStickers", times=2, how="500")
    anna = await desk.person("Anna")
    kept = dict(ICONS)
    try:
        for emoji in ("❗️", "✅"):
            del ICONS[emoji]
        await desk.start()
        await anna.private.says("/start")
        number = await open_ticket(anna.private, "x" * 119, "Smoke!")
        await desk.quiet()
        [topic] = world.chats[desk.group_id].topics.values()
        assert topic.name.startswith(f"🟢 #{number} · xxx")
        assert topic.icon_custom_emoji_id == ""
        await boris.taps("Take", f"#{number}")
        await desk.quiet()
        assert topic.name.startswith(f"#{number} · xxx")
        assert EMOJI[topic.icon_custom_emoji_id] == "👀"
        await boris.taps("Resolve", f"#{number}")
        await desk.quiet()
        assert topic.name.startswith(f"✅ #{number} · xxx")
    finally:
        ICONS.clear()
        ICONS.update(kept)
    assert clara


async def test_topics_closed_and_renamed_by_hand_do_no_harm(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, anna = forum.team.boris, forum.team.anna.private
    await forum.act(topic, "close")
    await forum.act(topic, "edit", name="my own name")
    await forum.desk.quiet()
    await anna.says("still burning")
    await boris.sees("still burning")
    await forum.desk.quiet()
    assert topic.name == f"#{number} · Printer is on fire"
    assert not topic.closed
    await boris.taps("Close", f"#{number}")
    await forum.desk.quiet()
    await forum.act(topic, "reopen")
    await forum.desk.quiet()
    await boris.taps("Reopen", f"#{number}")
    await forum.desk.quiet()
    assert not topic.closed

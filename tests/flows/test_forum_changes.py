"""Topics deleted, switched on and off: tickets carry on and nothing is lost."""

import asyncio

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import Chat, words
from tests.topics import Topics, topic_of_new_ticket


async def test_a_deleted_topic_is_made_anew_with_card_and_history(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris, anna = forum.team.boris, forum.team.anna.private
    await boris.says("/note only for us", message_thread_id=topic.id)
    await boris.says("Which model?", message_thread_id=topic.id)
    await anna.sees("Which model?")
    await forum.desk.quiet()
    await forum.act(topic, "delete")
    sent = [await anna.says("X-200"), await anna.says("and it smells")]
    await boris.sees("and it smells")
    await forum.desk.quiet()
    again = forum.of(number)
    assert again.id != topic.id
    said = [words(message) for message in await forum.said(again.id)]
    assert "👤 Anna Petrova" in said[0]
    assert "only for us" in said[1]
    assert "Which model?" in said[1]
    assert "X-200" not in said[1]
    later = [line for text in said[2:] for line in text.split("\n")]  # they may share a message
    assert [line for line in later if "💬" not in line] == ["X-200", "and it smells"], said
    for message_id in sent:
        assert await anna.reaction(message_id) == "👌"
    await boris.says("coming", message_thread_id=again.id)
    await anna.sees("coming")
    assert "only for us" not in await anna.everything()


async def test_a_press_on_the_card_of_a_deleted_topic_is_not_lost(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    [card] = await forum.said(topic.id)
    await forum.act(topic, "delete")
    boris = forum.team.boris
    asked = await boris.says(f"/ticket {number}")
    await boris.sees("Smoke!", after=asked, button="Take")
    await forum.desk.quiet()
    [again] = await forum.said(forum.of(number).id)
    assert again["message_id"] != card["message_id"]
    await boris.taps("Take", f"#{number}")
    await boris.sees("🔵 in progress · Boris")


async def test_the_topic_of_a_closed_ticket_may_be_deleted_for_good(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    await boris.taps("Close", f"#{number}")
    await forum.desk.quiet()
    await forum.act(topic, "delete")
    asked = await boris.says(f"/ticket {number}")
    await boris.sees("🔒 closed", "Smoke!", after=asked)
    await forum.desk.quiet()
    assert forum.now() == []
    await boris.taps("Reopen", f"#{number}", after=asked)
    await forum.desk.quiet()
    assert "Smoke!" in await forum.text(forum.of(number).id)


async def test_a_group_that_is_switched_to_topics_and_back_carries_on(team: Team) -> None:
    forum = Topics(team)
    number = await team.ticket()
    old = await team.boris.sees(f"#{number}")
    await team.boris.says("/note before", reply_to=old["message_id"])
    await forum.switch(on=True)
    await asyncio.sleep(1.1)  # Telegram tells whole seconds, and the group was bound in this one
    await team.boris.says("Now with topics!")
    await team.desk.quiet()
    assert forum.now() == []
    await team.anna.private.says("still burning")
    await team.boris.sees("still burning")
    await team.desk.quiet()
    topic = forum.of(number)
    said = [words(message) for message in await forum.said(topic.id)]
    assert ["Smoke!" in said[0], "before" in said[1], "still burning" in said[2]] == [True] * 3
    assert len(said) == 3
    left = [m for m in await forum.said(None) if m["message_id"] == old["message_id"]]
    assert "has a topic of its own" in words(left[0])
    await team.boris.says("on it", reply_to=old["message_id"])
    await team.anna.private.sees("on it")
    second = await team.ticket("Second")
    await team.desk.quiet()
    assert "Second" in await forum.text(forum.of(second).id)

    await forum.switch(on=False)
    await team.anna.private.says("/tickets")
    await team.anna.private.taps(f"#{second}", "2 tickets")
    await team.anna.private.taps("Reply", f"#{second}")
    await team.anna.private.says("after topics")
    copy = await team.boris.sees("after topics")
    await team.boris.says("in the plain group", reply_to=copy["message_id"])
    await team.anna.private.sees("in the plain group")
    third = await team.ticket("Third")
    card = await team.boris.sees(f"#{third}", "Third")
    assert not card.get("is_topic_message")
    await team.boris.says("canary: no reply at all")
    await team.desk.quiet()
    assert "canary" not in await team.anna.private.everything()


async def test_a_switch_that_the_bot_was_not_told_of(forum: Topics) -> None:
    """Nobody writes in the group meanwhile: only Telegram's refusals tell."""
    number, topic = await topic_of_new_ticket(forum)
    anna, boris = forum.team.anna.private, forum.team.boris
    await forum.switch(on=False)
    said = await anna.says("is anybody there?")
    copy = await boris.sees("is anybody there?")
    await forum.desk.quiet()
    assert await anna.reaction(said) == "👌"
    await boris.says("yes", reply_to=copy["message_id"])
    await anna.sees("💬 Boris", "yes")
    assert number
    assert topic


async def test_a_plain_group_that_becomes_a_forum(desk: Desk) -> None:
    [boris] = await desk.agents("Boris", kind="group")
    anna = await desk.person("Anna")
    await desk.start()
    await anna.private.says("/start")
    number = await open_ticket(anna.private, "Printer", "Smoke!")
    upgraded = await desk.post(f"/chats/{desk.group_id}/migrate")
    desk.group_id = upgraded["id"]
    await desk.post(f"/chats/{desk.group_id}", is_forum=True)
    boris = Chat(desk.http, desk.group_id, boris.user_id)
    await asyncio.sleep(1.1)
    await boris.says("Hello, topics")
    await desk.quiet()
    await anna.private.says("still there?")
    await boris.sees("still there?")
    await desk.quiet()
    [topic] = desk.playground.world.chats[desk.group_id].topics.values()
    assert topic.name == f"#{number} · Printer"
    await boris.says("yes", message_thread_id=topic.id)
    await anna.private.sees("💬 Boris", "yes")

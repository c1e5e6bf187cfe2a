"""Topics without the rights for them, in doubt, beyond the limit, over a restart."""

import asyncio
from typing import cast

import pytest

from bot.loops.limits import NO_LIMITS, Limits, Window
from storage.engine import Database
from tests.conftest import Team, open_ticket
from tests.desk import Desk, desk_on
from tests.people import words
from tests.topics import Topics, topic_of_new_ticket


async def rights(forum: Topics, **changed: bool) -> None:
    await now(forum, **changed)
    await forum.desk.quiet()


async def now(forum: Topics, **changed: bool) -> None:
    given = {
        "can_delete_messages": True,
        "can_pin_messages": True,
        "can_manage_topics": True,
        **changed,
    }
    bot_id = forum.desk.playground.world.bot_id
    path = f"/chats/{forum.desk.group_id}/members"
    await forum.desk.post(path, user_id=bot_id, status="administrator", rights=given)


async def test_without_the_right_to_manage_topics_tickets_come_to_general(forum: Topics) -> None:
    boris, anna = forum.team.boris, forum.team.anna.private
    await rights(forum, can_manage_topics=False)
    await boris.sees("I may not manage topics")
    number = await open_ticket(anna, "No topic", "Smoke!")
    card = await boris.sees(f"#{number}", "Smoke!")
    assert not card.get("is_topic_message")
    await boris.says("an answer", reply_to=card["message_id"])
    await anna.sees("an answer")
    await rights(forum)
    await anna.says("thanks")
    await boris.sees("thanks")
    await forum.desk.quiet()
    assert "thanks" in await forum.text(forum.of(number).id)


@pytest.mark.parametrize(
    ("method", "right"),
    [("createForumTopic", "can_manage_topics"), ("pinChatMessage", "can_pin_messages")],
)
async def test_a_refusal_that_comes_after_the_right_was_given_back(
    forum: Topics, method: str, right: str
) -> None:
    await forum.desk.post("/misbehave", method=method, how="late_answer", delay=1.5, seconds=3)
    opening = asyncio.create_task(open_ticket(forum.team.anna.private, "Printer", "Smoke!"))
    while forum.desk.playground.world.misbehaviour.orders:
        await asyncio.sleep(0.02)
    await now(forum, **{right: False})
    await asyncio.sleep(2)
    await now(forum)
    await opening
    await forum.desk.quiet()
    number, topic = await topic_of_new_ticket(forum, "Scanner")
    [card] = [m for m in await forum.said(topic.id) if f"#{number}" in words(m)]
    assert card["message_id"] in forum.pinned()


async def test_a_right_that_was_never_there_is_told_once(desk: Desk) -> None:
    boris, clara = await desk.agents("Boris", "Clara")
    forum = Topics(Team(desk, await desk.person("Anna"), boris, clara))
    given = {"can_delete_messages": True}
    bot_id = desk.playground.world.bot_id
    path = f"/chats/{desk.group_id}/members"
    await desk.post(path, user_id=bot_id, status="administrator", rights=given)
    await forum.switch(on=True)
    await desk.start()
    anna = forum.team.anna.private
    await anna.says("/start")
    first = await open_ticket(anna, "First", "Smoke!")
    second = await open_ticket(anna, "Second", "More smoke!")
    await boris.sees(f"#{first}", "Smoke!")
    await boris.sees(f"#{second}", "More smoke!")
    await desk.quiet()
    told = [words(message) for message in await boris.history()]
    assert len([text for text in told if "I may not manage topics" in text]) == 1


async def test_without_the_right_to_pin_it_carries_on_and_warns_once(desk: Desk) -> None:
    boris, clara = await desk.agents("Boris", "Clara")
    forum = Topics(Team(desk, await desk.person("Anna"), boris, clara))
    given = {"can_delete_messages": True, "can_manage_topics": True}
    bot_id = desk.playground.world.bot_id
    path = f"/chats/{desk.group_id}/members"
    await desk.post(path, user_id=bot_id, status="administrator", rights=given)
    await forum.switch(on=True)
    await desk.start()
    anna = forum.team.anna.private
    await anna.says("/start")
    for subject in ("First", "Second"):
        number = await open_ticket(anna, subject, "Smoke!")
        await desk.quiet()
        assert "Smoke!" in await forum.text(forum.of(number).id)
    told = [words(message) for message in await forum.said(None)]
    assert len([text for text in told if "I may not pin messages" in text]) == 1
    assert forum.pinned() == []


async def test_a_lost_answer_doubles_a_topic_at_most(forum: Topics) -> None:
    anna, boris = forum.team.anna.private, forum.team.boris
    await forum.desk.post("/misbehave", method="createForumTopic", times=1, how="lost_answer")
    number = await open_ticket(anna, "Printer", "Smoke!")
    await anna.says("more smoke")
    await boris.sees("more smoke")
    await forum.desk.quiet()
    lost, kept = [topic for topic in forum.now() if f"#{number} " in topic.name]
    text = await forum.text(kept.id)
    assert text.count("Smoke!") == 1
    assert text.count("more smoke") == 1
    assert await forum.text(lost.id) == ""
    await boris.says("in the wrong one", message_thread_id=lost.id)
    await boris.taps("Send to Anna", "Is this for Anna")
    await anna.sees("in the wrong one")


async def test_what_belongs_into_a_topic_waits_for_it_and_others_do_not(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    anna = forum.team.anna.private
    ben = await forum.desk.person("Ben")
    await ben.private.says("/start")
    await forum.desk.post("/misbehave", method="createForumTopic", times=3, how="reset")
    start = await ben.private.says("/new")
    await ben.private.taps("Other", "What is it about?", after=start)
    await ben.private.taps("Low", "How urgent", after=start)
    await ben.private.says("Waiting one")
    await ben.private.sees("What happened?", after=start)
    await ben.private.says("first words")
    await ben.private.taps("No files", "attach", after=start)
    await ben.private.taps("Send", "review", after=start)
    await ben.private.sees("is saved and on its way", after=start)
    await ben.private.says("second words")
    await anna.says("goes at once")
    await forum.team.boris.sees("goes at once")
    await forum.team.boris.sees("second words", patience=30)
    await forum.desk.quiet()
    [waited] = [found for found in forum.now() if "Waiting one" in found.name]
    said = [words(message) for message in await forum.said(waited.id)]
    assert ["first words" in said[0], "second words" in said[1]] == [True, True]
    assert "goes at once" in await forum.text(topic.id)
    assert number


async def test_new_topics_obey_a_limit_of_their_own(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    limits = Limits(NO_LIMITS.overall, (), (), (Window(2, 3.0),))
    async with desk_on(database, url, limits) as desk:
        boris, clara = await desk.agents("Boris", "Clara")
        await desk.post(f"/chats/{desk.group_id}", is_forum=True)
        people = [await desk.person(f"Person{n}") for n in range(4)]
        await desk.start()
        for person in people:
            await person.private.says("/start")
            await person.private.says(f"words of {person.name}")
        for person in people:
            await person.private.taps("New ticket", "Shall I open a ticket")
            await person.private.taps("Other", "What is it about?")
            await person.private.taps("Low", "How urgent")
            await person.private.says(f"Subject {person.name}")
            await person.private.taps("No files", "attach")
            await person.private.taps("Send", "review")
        for person in people:
            await boris.sees(f"words of {person.name}", patience=30)
        await desk.quiet()
        forum = Topics(Team(desk, people[0], boris, clara))
        assert len(forum.now()) == 4
        for topic in forum.now():
            name = topic.name.split("Subject ")[1]
            assert f"words of {name}" in await forum.text(topic.id)


async def test_setup_and_after_a_restart(desk: Desk) -> None:
    boris = await desk.person("Boris")
    desk.admin_ids = frozenset({boris.id})
    rights = {"can_delete_messages": True, "can_pin_messages": True}
    chat = await desk.post(
        "/chats",
        title="Forum",
        is_forum=True,
        members=[boris.id],
        bot_status="administrator",
        bot_rights=rights,
    )
    there = boris.in_group(cast(int, chat["id"]))
    await desk.start()
    await there.says("/setup")
    await there.sees("Not yet", "I may not manage topics")
    bot_id = desk.playground.world.bot_id
    await desk.post(
        f"/chats/{chat['id']}/members",
        user_id=bot_id,
        status="administrator",
        rights={**rights, "can_manage_topics": True},
    )
    await there.says("/setup")
    await there.sees("“Forum” is the support team’s group now")
    anna = await desk.person("Anna")
    await anna.private.says("/start")
    number = await open_ticket(anna.private, "Printer", "Smoke!")
    await desk.stop()
    await desk.start()
    await anna.private.says("after the restart")
    copy = await there.sees("after the restart")
    [topic] = desk.playground.world.chats[chat["id"]].topics.values()
    assert copy["message_thread_id"] == topic.id
    await there.says("welcome back", message_thread_id=topic.id)
    await anna.private.sees("welcome back", f"#{number}")

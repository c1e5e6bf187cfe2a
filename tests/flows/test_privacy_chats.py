"""What was erased goes from the chats too, whatever is on its way, too old or in between."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from storage.enums import DraftKind
from storage.models import Draft, MessageLink
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.erasing import MARK, dump, erase, said_by_bot
from tests.people import find_button, words
from tests.topics import Topics, topic_of_new_ticket


async def test_what_is_on_its_way_never_arrives(team: Team) -> None:
    number = await team.ticket()
    card = await team.clara.sees(f"#{number}")
    anna, slow = team.anna.private, {"method": "sendMessage", "how": "late_answer", "seconds": 3}
    await team.desk.post("/misbehave", times=1, saying="racy words", **slow)
    await anna.says("racy words")
    await team.clara.sees("racy words")  # Telegram has not said so yet
    await erase(anna)
    await team.clara.gone("racy words")
    await team.desk.quiet()
    assert "racy" not in await dump(team.desk.database)
    assert card["message_id"] not in [m["message_id"] for m in await team.clara.history()]


async def test_agents_who_act_at_that_very_moment(team: Team) -> None:
    number = await team.ticket(f"{MARK} subject", f"{MARK} text")
    card = await team.clara.sees(f"#{number}", MARK)
    anna, reply = team.anna.private, {"reply_to": card["message_id"]}
    asked = await anna.says("/privacy")
    await anna.taps("Erase my data", "Your data", after=asked)
    await anna.taps("Go on", "Erase all your data?", after=asked)
    sure = await anna.sees("Really erase?", after=asked)
    data = find_button(sure, "Erase everything now")
    for n in range(4):
        await team.clara.says(f"{MARK} answer {n}", **reply)
        await team.boris.says(f"/note {MARK} {n}", **reply)
        await team.boris.says(f"/subject {number} {MARK} {n}")
        await anna.says(f"{MARK} question {n}")
        if n == 1:
            await anna.act("press", message_id=sure["message_id"], data=data)
    await anna.sees("your data is erased", after=asked)
    await team.desk.quiet()
    # What Anna said after that is of somebody new, who is asked where it belongs.
    left = [line for line in (await dump(team.desk.database)).split("\n") if MARK in line]
    assert all("question 2" in line or "question 3" in line for line in left), left
    asked = await team.boris.says(f"/ticket {number}")
    await team.boris.sees("erased person", after=asked)


async def later(team: Team, hours: int = 49) -> None:
    """Let two days pass for all that was said so far."""
    for chat in team.desk.playground.world.chats.values():
        for message in chat.messages.values():
            message.sent_at -= hours * 3600
    async with team.desk.database.write() as session:
        await session.execute(
            update(MessageLink).values(created_at=datetime.now(UTC) - timedelta(hours=hours))
        )


async def test_after_two_days_words_are_blanked_and_what_stays_is_said(desk: Desk) -> None:
    boris, clara = await desk.agents("Boris", "Clara", kind="group")
    person = await desk.person("Anna")
    anna = person.private
    await desk.start()
    team = Team(desk, person, boris, clara)
    await anna.says("/start")
    number = await open_ticket(anna, "Ancient subject", "Ancient words")
    card = await clara.sees(f"#{number}")
    await clara.says("Ancient answer", reply_to=card["message_id"])
    await clara.photo("Ancient photo", reply_to=card["message_id"])
    await anna.sees("Ancient photo")
    await clara.album("Ancient album", "", reply_to=card["message_id"])
    await anna.sees("Ancient album")
    await anna.says("Ancient question")
    await clara.sees("Ancient question")
    await desk.quiet()
    await later(team)
    fresh = await clara.says("Fresh answer", reply_to=card["message_id"])
    await anna.sees("Fresh answer")
    await desk.quiet()
    await erase(anna)
    done = await anna.sees("your data is erased")
    assert "1 older file or sticker of ours stays" in words(done)  # the album's second picture
    assert "4 older messages that our team wrote" in words(done)
    await boris.sees("Erased at the customer’s own request", "4 messages that you wrote")
    await desk.quiet()
    assert "ancient" not in await said_by_bot(anna)
    seen = [m for m in await clara.history() if m["from"]["is_bot"]]
    assert not [m for m in seen if "Ancient" in words(m)]
    assert [m for m in seen if words(m) == "🗑 erased"]
    assert fresh not in [m["message_id"] for m in await clara.history()]
    assert "Fresh answer" not in await anna.everything()


async def test_what_telegram_will_not_delete_does_not_keep_the_rest(team: Team) -> None:
    number = await team.ticket()
    card = await team.clara.sees(f"#{number}")
    for n in range(5):
        await team.clara.says(f"Answer {n}", reply_to=card["message_id"])
    copy = await team.anna.private.sees("Answer 2")
    await team.desk.quiet()
    chat = team.desk.playground.world.chats[team.anna.id]
    chat.messages[copy["message_id"]].sent_at -= 49 * 3600  # its clock and ours differ
    await erase(team.anna.private)
    await team.desk.quiet()
    left = [words(m) for m in await team.anna.private.history() if m["from"]["is_bot"]]
    assert len(left) == 2
    assert left[0] == "🗑 erased"
    assert "your data is erased" in left[1]


async def test_a_topic_goes_with_its_ticket(forum: Topics) -> None:
    number, _ = await topic_of_new_ticket(forum, f"{MARK} subject")
    anna = forum.team.anna.private
    await erase(anna)
    await forum.desk.quiet()
    assert not [topic for topic in forum.now() if f"#{number}" in topic.name]
    assert MARK not in await dump(forum.desk.database)
    # Without the right to delete it, the name goes and the topic is closed.
    number, topic = await topic_of_new_ticket(forum, f"{MARK} subject")
    await forum.desk.post(
        f"/chats/{forum.desk.group_id}/members",
        user_id=forum.desk.playground.world.bot_id,
        status="administrator",
        rights={"can_manage_topics": True, "can_pin_messages": True},
    )
    await erase(anna)
    await forum.desk.quiet()
    [left] = [item for item in forum.now() if item.id == topic.id]
    assert left.name == "🗑"
    assert left.closed
    assert MARK not in await forum.text(topic.id)


async def test_a_crash_after_the_decision_leaves_nothing_behind(team: Team) -> None:
    number = await team.ticket(f"{MARK} subject", f"{MARK} text")
    await team.clara.sees(f"#{number}", MARK)
    await team.desk.quiet()
    for method in ("deleteMessages", "editMessageText"):
        await team.desk.post("/misbehave", method=method, times=1000, how="reset")
    anna = team.anna.private
    asked = await anna.says("/privacy")
    shown = (await anna.sees("Your data", after=asked))["message_id"]
    async with team.desk.database.write() as session:
        session.add(
            Draft(
                chat_id=team.anna.id,
                user_id=team.anna.id,
                kind=DraftKind.ERASURE,
                step="sure",
                data={"stamp": 7},
                created_at=datetime.now(UTC),
                updated_at=datetime.now(UTC),
                due_at=datetime.now(UTC) + timedelta(minutes=1),
            )
        )
    await anna.presses(shown, "pv:now:7")
    await team.desk.stop()
    assert MARK in await said_by_bot(anna)
    assert MARK not in await dump(team.desk.database)  # decided, and not carried out yet
    async with team.desk.http.delete("/play/misbehave"):
        pass
    await team.desk.start()
    await anna.sees("your data is erased")
    await team.desk.quiet()
    assert MARK not in await said_by_bot(anna)
    assert not [m for m in await team.clara.history() if MARK in words(m)]

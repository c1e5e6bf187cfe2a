"""What a walk through the desk with fresh eyes found."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import Person, find_button, words


async def test_a_description_with_a_photo_stands_in_the_group_once(team: Team) -> None:
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)
    await anna.says("Printer is on fire")
    await anna.sees("What happened?", after=start)
    described = await anna.says("It started this morning")
    await anna.sees("attach", after=start)
    pictured = await anna.photo()
    await anna.taps("Next", "📎 1 file", after=start)
    await anna.taps("Send", "review", after=start)
    assert await anna.reaction(described) == await anna.reaction(pictured) == "👌"
    await team.desk.quiet()
    told = [m for m in await team.boris.history() if "It started this morning" in words(m)]
    assert len(told) == 1
    photos = [m for m in await team.boris.history() if "photo" in m]
    assert [photo["reply_to_message"]["message_id"] for photo in photos] == [told[0]["message_id"]]
    await anna.edits(described, "It started at noon")
    await team.boris.sees("Printer is on fire", "It started at noon")
    await team.desk.quiet()
    assert "this morning" not in await team.boris.everything()


async def test_the_subject_to_be_changed_is_shown(team: Team) -> None:
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)
    await anna.says("Printer on fire")
    await anna.sees("What happened?", after=start)
    await anna.says("Smoke")
    await anna.taps("No files", "attach", after=start)
    await anna.taps("Subject", "review", after=start)
    await anna.sees("Sum it up", "Printer on fire", after=start)


async def test_a_plain_group_is_set_up_and_a_second_one_refused(desk: Desk) -> None:
    boris = await desk.person("Boris")
    desk.admin_ids = frozenset({boris.id})
    await desk.start()
    anna = await desk.person("Anna")
    await anna.private.says("/start")
    await anna.private.sees("Hello")
    groups = [await _group(desk, title, boris) for title in ("The team", "Another one")]
    first, second = (boris.in_group(group) for group in groups)
    await first.sees("sends /setup here")
    await first.says("/setup")
    await first.sees("“The team” is the support team’s group now")
    await second.says("/setup")
    await second.sees("has its group already: “The team”")
    number = await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    card = await first.sees(f"#{number}", "Smoke!", button="Take")
    await first.says("Which model?", reply_to=card["message_id"])
    await anna.private.sees("Which model?")
    assert f"#{number}" not in await second.everything()


async def _group(desk: Desk, title: str, *members: Person) -> int:
    chat = await desk.post(
        "/chats",
        type="group",
        title=title,
        members=[person.id for person in members],
        bot_status="administrator",
    )
    return int(chat["id"])


async def test_an_answer_on_the_old_copy_of_a_question_settles_the_new_one(team: Team) -> None:
    number, _ = await team.ticket("First"), await team.ticket("Second")
    anna = team.anna.private
    start = await anna.says("one")
    old = await anna.sees("Where does this belong?", after=start)
    await anna.says("two")
    new = await anna.sees("Where does this belong?", "1 more", after=old["message_id"])
    data = find_button(old, f"To #{number}")
    assert data is not None
    assert await anna.presses(old["message_id"], data) == f"Added to #{number}"
    settled = await anna.sees(f"→ #{number}", after=old["message_id"])
    assert settled["message_id"] == new["message_id"]
    await team.desk.quiet()
    assert "Where does this belong" not in await anna.everything()
    meant = await anna.says("three", reply_to=new["message_id"])
    assert await anna.reaction(meant) == "👌"
    await team.boris.sees(f"#{number}", "three")

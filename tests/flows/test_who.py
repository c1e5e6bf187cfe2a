"""Who a ticket is from: for agents only."""

from tests.conftest import Team, open_ticket
from tests.people import labels, words
from tests.topics import Topics, topic_of_new_ticket


async def test_a_requester_and_their_other_tickets(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first = await open_ticket(anna, "First", "Text")
    asked = await boris.says(f"/who {first}")
    told = await boris.sees("👤 Anna Petrova (@anna)", after=asked)
    lines = words(told).split("\n")
    assert lines[1].startswith("🇬🇧 English · with us since ")
    assert lines[2:] == ["📬 Answers arrive", "🎫 1 ticket in all, not closed: 1"]
    assert labels(told) == []
    numbers = [first, *[await open_ticket(anna, f"Matter {n}", "Text") for n in range(9)]]
    tom = await team.desk.person("Tom")
    await tom.private.says("/start")
    strange = await open_ticket(tom.private, "Strange", "Text")
    await boris.says(f"/resolve {numbers[3]}")
    question = await anna.sees(f"How was our help with #{numbers[3]}")
    await anna.presses(question["message_id"], f"r:{numbers[3]}:4")
    await boris.says(f"/close {numbers[3]}")
    await boris.says(f"/ban {first} 3d rude words")
    await boris.sees("can’t write to us until")
    card = await boris.sees("Matter 0", button="Take")
    await boris.taps("More", "Matter 0")
    await boris.taps("Customer", "Matter 0")
    told = await boris.sees("👤 Anna Petrova", "10 tickets in all, not closed: 9", after=asked)
    assert told["reply_to_message"]["message_id"] == card["message_id"]
    assert f"⭐ Rated our help: ★★★★☆ #{numbers[3]}" in words(told)
    assert "can’t write to us until" in words(told)
    assert "rude words" in words(told)
    others = [number for number in numbers if number != numbers[1]][::-1]
    assert [label.split("#")[1] for label in labels(told)[:8]] == [str(n) for n in others[:8]]
    assert f"#{numbers[3]} · Matter 2 — 🔒 closed" in words(told)
    assert f"#{numbers[1]} " not in words(told)
    assert f"#{strange}" not in words(told)
    await boris.taps("Older", "Their other tickets")
    page = await boris.sees("Their other tickets", button="Newer", after=asked)
    assert page["message_id"] == told["message_id"]
    assert labels(page) == [f"🟠 #{first}", "‹ Newer"]
    await boris.taps(f"#{first}", "Their other tickets")
    await boris.sees("First", button="Take", after=told["message_id"])
    await team.anna.blocks_the_bot()
    await team.desk.quiet()
    asked = await boris.says("/who", reply_to=card["message_id"])
    told = await boris.sees("has blocked the bot", after=asked)
    assert "📬" not in words(told)


async def test_in_a_topic_no_number_is_needed(forum: Topics) -> None:
    _, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    asked = await boris.says("/who", message_thread_id=topic.id)
    told = await boris.sees("👤 Anna Petrova (@anna)", after=asked)
    assert told["message_thread_id"] == topic.id


async def test_only_agents_may_know(team: Team) -> None:
    number, anna = await team.ticket(), team.anna.private
    for text, answer in (
        ("/who", "Whose ticket?"),
        ("/who is this", "Whose ticket?"),
        ("/who 424242", "no such ticket"),
    ):
        asked = await team.boris.says(text)
        await team.boris.sees(answer, after=asked)
    asked = await anna.says(f"/who {number}")
    await anna.sees("I don’t know /who", after=asked)
    receipt = await anna.sees(f"#{number} is with our team")
    assert "no longer" in await anna.presses(receipt["message_id"], f"wh:{number}:0:a")
    card = await team.boris.sees(f"#{number}", button="Take")
    for forged in (f"wh:{number}:0:x", f"wh:{number}:-1:a", "wh:424242:0:a"):
        assert await team.boris.presses(card["message_id"], forged)
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    assert "Only members" in await team.clara.presses(card["message_id"], f"wh:{number}:0:a")
    assert "👤 Anna Petrova (@anna)\n🇬🇧" not in await team.boris.everything()

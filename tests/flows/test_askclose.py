"""Closing asked for instead of done: Accept, or I still need help."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import find_button, labels

ASKED = "May we close it?"


async def test_the_requester_accepts(team: Team) -> None:
    number = await team.ticket()
    boris, anna = team.boris, team.anna.private
    await boris.taps("More", f"#{number}")
    assert "Anna is being asked" in await boris.taps("Ask to close", f"#{number}")
    await boris.sees(f"#{number}", "⏸️ waiting · Boris")
    question = await anna.sees(f"Boris thinks that #{number} is done", ASKED)
    assert labels(question) == ["✅ Accept", "🙋 I still need help"]
    card = await team.clara.sees(f"#{number}")
    again = await team.clara.presses(card["message_id"], f"c:{number}:ask-close")
    assert "has not answered yet" in again
    assert "is closed" in await anna.taps("Accept", ASKED)
    await anna.sees(f"#{number} is closed as solved", button="Open")
    await boris.sees(f"#{number}", "🔒 closed · Boris")
    await anna.sees("How was our help")
    for choice in ("accept", "help"):
        data = f"ac:{number}:{choice}"
        assert f"#{number} is closed" in await anna.presses(question["message_id"], data)
    assert "is closed" in await boris.presses(card["message_id"], f"c:{number}:ask-close")
    await boris.taps("More", f"#{number}")
    more = await boris.sees(f"#{number}", button="Back")
    assert find_button(more, "Ask to close") is None
    await boris.taps("Log", f"#{number}")
    await boris.sees("Asked whether to close · Boris", "Solved, says the customer")


async def test_the_requester_still_needs_help(team: Team) -> None:
    number = await team.ticket()
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = await boris.sees(f"#{number}")
    said = await boris.says("/askclose", reply_to=card["message_id"])
    assert await boris.reaction(said) == "👌"
    question = await anna.sees(ASKED)
    assert f"#{number} goes on" in await anna.taps("I still need help", ASKED)
    await anna.sees(f"#{number} goes on", button="Reply")
    await clara.sees(f"Anna Petrova still needs help with #{number}")
    await boris.sees(f"#{number}", "🔵 in progress · Boris")
    for choice in ("accept", "help"):
        data = f"ac:{number}:{choice}"
        assert "this question is over" in await anna.presses(question["message_id"], data)
    await boris.sees(f"#{number}", "🔵 in progress · Boris")

    # Asked again, answered by writing: the question is over.
    await clara.says(f"/askclose {number}")
    asked = await anna.sees("Clara thinks", ASKED)
    await anna.says("Wait, it still smokes")
    await boris.sees("Wait, it still smokes")
    data = f"ac:{number}:accept"
    assert "this question is over" in await anna.presses(asked["message_id"], data)
    await boris.sees(f"#{number}", "🔵 in progress · Boris")
    # Resolved first, then asked.
    await boris.taps("Resolve", f"#{number}")
    await anna.sees("Boris has marked")
    await boris.says(f"/askclose {number}")
    await anna.taps("I still need help", "Boris thinks", ASKED)
    await boris.sees(f"#{number}", "🔵 in progress · Boris")
    await clara.says("/note nothing of this is for Anna", reply_to=card["message_id"])
    await team.desk.quiet()
    assert "nothing of this" not in await anna.everything()


async def test_who_may_ask_and_answer(team: Team) -> None:
    number, second = await team.ticket("First"), await team.ticket("Second")
    asked = await team.boris.says(f"/askclose {number} {second} 424242")
    await team.boris.sees(f"✅ Asked to close: #{number}, #{second}", "#424242", after=asked)
    question = await team.anna.private.sees(ASKED, "First")
    tom = await team.desk.person("Tom")
    await tom.private.says("/start")
    hello = await tom.private.sees("Hello, Tom")
    for choice in ("accept", "help"):
        data = f"ac:{number}:{choice}"
        assert "no such ticket" in await tom.private.presses(hello["message_id"], data)
        card = await team.clara.sees(f"#{number}")
        assert "no longer works" in await team.clara.presses(card["message_id"], data)
    forged = f"ac:{number}:close"
    assert "no longer works" in await team.anna.private.presses(question["message_id"], forged)
    said = await team.anna.private.says(f"/askclose {number}")
    await team.anna.private.sees("I don’t know /askclose", after=said)
    await team.boris.sees("First", "⏸️ waiting · Boris")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    text = await team.clara.presses(card["message_id"], f"c:{number}:ask-close")
    assert "Only members" in text


async def test_somebody_who_blocked_the_bot_is_not_asked(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.blocks_the_bot()
    await team.boris.sees("has blocked the bot", f"#{number}")
    text = await team.boris.presses(card["message_id"], f"c:{number}:ask-close")
    assert "can’t be asked" in text
    await team.boris.sees("🟢 open · nobody")


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await open_ticket(anna, "Принтер", "Горит", "ru")
    await boris.sees("Принтер")
    await boris.says("/askclose 1001")
    await anna.taps("Мне ещё нужна помощь", "Борис считает", "Закрываем?")
    await anna.sees("Работа над #1001 продолжается")
    await boris.sees("Анна: по #1001 ещё нужна помощь")
    await boris.says("/askclose 1001")
    await anna.taps("Да, закрыть", "Закрываем?")
    await boris.sees("🔒 закрыт · Борис")

"""Who did what: a ticket's log by command, and for administrators what belongs to no ticket."""

from tests.conftest import Team
from tests.people import labels, words
from tests.topics import Topics, topic_of_new_ticket


async def test_a_tickets_log_by_number_and_by_reply(team: Team) -> None:
    number, other = await team.ticket("First"), await team.ticket("Second")
    boris, clara = team.boris, team.clara
    card = await boris.sees(f"#{number}", "First")
    await boris.says(f"/priority {number} urgent")
    await boris.sees("🔴 #", "First")
    await clara.says(f"/assign {number} @boris")
    await boris.sees("First", "in progress · Boris")
    asked = await clara.says(f"/log {number}")
    told = await clara.sees(f"📜 #{number} · First", after=asked)
    assert "Priority changed · Boris\n     🟠 High → 🔴 Urgent" in words(told)
    assert "Assigned · Clara\n     🟢 open → 🔵 in progress\n     nobody → Boris" in words(told)
    assert told["reply_to_message"]["message_id"] == card["message_id"]
    asked = await clara.says("/log", reply_to=card["message_id"])
    again = await clara.sees(f"📜 #{number} · First", after=asked)
    assert words(again) == words(told)
    # A number counts more than the message that is replied to.
    asked = await clara.says(f"/log #{other}", reply_to=card["message_id"])
    await clara.sees(f"📜 #{other} · Second", "Ticket opened", after=asked)
    for text, answer in (
        ("/log 424242", "no such ticket"),
        ("/log everything", "Which ticket?"),
        ("/log", "Which ticket?"),
    ):
        asked = await clara.says(text)
        await clara.sees(answer, after=asked)


async def test_in_a_topic_no_number_is_needed(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    asked = await boris.says("/log", message_thread_id=topic.id)
    told = await boris.sees(f"📜 #{number}", "Ticket opened", after=asked)
    assert told["message_thread_id"] == topic.id


async def test_administrators_read_what_belongs_to_no_ticket(team: Team) -> None:
    number = await team.ticket()
    boris, clara = team.boris, team.clara
    await clara.says("hello")
    await boris.says("/canned add refund Your money is on its way")
    await boris.sees("refund” is kept")
    await boris.says("/canned delete refund")
    await boris.taps("Yes, delete it", "Delete “refund”")
    await boris.sees("refund” is deleted")
    await boris.says("/settings")
    await boris.taps("Open tickets at once", "⚙️ Settings")
    await boris.taps("10", "How many tickets of one customer")
    await boris.sees("🎫 Open tickets at once: 10")
    await boris.says("/categories")
    await boris.taps("Technical", "🏷 Categories")
    await boris.taps("Up", "Technical")
    await boris.taps("Technical", "🏷 Categories")
    await boris.taps("Hide", "Technical")
    await boris.sees("Technical", button="Show again")
    await boris.says("/agents")
    await boris.taps("Clara", "people in the team")
    await boris.taps("Deactivate", "Clara")
    await boris.sees("Deactivated", button="Activate")
    await team.anna.private.says("/language")
    await team.anna.private.taps("Русский", "Which language")
    await team.anna.private.sees("Договорились")
    asked = await boris.says("/log")
    told = words(await boris.sees("📜 What was done outside tickets", after=asked))
    assert f"#{number}" not in told
    for line in (
        "Canned reply added · Boris\n     refund\n     Your money is on its way",
        "Canned reply deleted · Boris\n     refund\n     Your money is on its way → –",
        "Settings changed · Boris\n     🎫 Open tickets at once: no limit → 10",
        "Categories changed · Boris\n     🔧 💳",
        "Categories changed · Boris\n     🔧 Technical\n     👁 → 🙈",
        "Agent deactivated · Boris\n     Clara",
        "Language changed · Anna Petrova\n     – → 🇷🇺 Русский",
        "Group set up · Helpdesk\n     Support team",
    ):
        assert line in told, line


async def test_pages_of_the_desks_log_for_administrators_only(team: Team) -> None:
    number = await team.ticket()
    boris = team.boris
    anna = team.anna.private
    said = await anna.says("/language")
    shown = await anna.sees("Which language", after=said)
    for n in range(17):
        await anna.presses(shown["message_id"], f"l:{('ru', 'en')[n % 2]}")
    await team.desk.quiet()
    asked = await boris.says("/log")
    page = await boris.sees("What was done outside tickets", "page 2 of 2", after=asked)
    assert labels(page) == ["‹ Earlier"]
    await boris.taps("Earlier", "page 2 of 2")
    page = await boris.sees("Group set up", "page 1 of 2", button="Later", after=asked)
    assert "administrator" in await team.clara.presses(page["message_id"], "dl:2")
    await boris.sees("page 1 of 2", after=asked)
    receipt = await anna.sees(f"#{number}")
    for data in ("dl:1", f"lg:{number}:0"):
        assert "уже не работает" in await anna.presses(receipt["message_id"], data)
    asked = await anna.says(f"/log {number}")
    await anna.sees("Не знаю команду /log", after=asked)

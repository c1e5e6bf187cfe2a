"""The main job, end to end: from a customer's first tap to a delivered answer."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import words


async def test_a_ticket_is_opened_taken_answered_resolved_and_closed(team: Team) -> None:
    anna, boris, clara = team.anna.private, team.boris, team.clara

    number = await open_ticket(anna, "Printer is on fire", "It started this morning.")
    card = await boris.sees(f"#{number}", "Printer is on fire", "Anna Petrova (@anna)")
    assert "It started this morning." in card["text"]
    assert "🟢 open · nobody yet" in card["text"]

    assert "yours" in await boris.taps("Take", f"#{number}")
    await anna.sees("Boris is looking into", f"#{number}")
    await boris.sees("🔵 in progress · Boris")
    assert "already taken by Boris" in await clara.presses(card["message_id"], f"c:{number}:take")

    answer = await boris.says("Please unplug it.", reply_to=card["message_id"])
    arrived = await anna.sees("💬 Boris", f"#{number}", "Please unplug it.", button="Solved")
    assert await boris.reaction(answer) == "👌"
    await boris.sees("⏸️ waiting · Boris")

    reply = await anna.says("It is off now.", reply_to=arrived["message_id"])
    copy = await boris.sees("Anna", f"#{number}", "It is off now.")
    assert await anna.reaction(reply) == "👌"
    await boris.says("Good, we bring another.", reply_to=copy["message_id"])
    await anna.sees("Good, we bring another.")

    await boris.taps("Resolve", f"#{number}", "Printer")
    resolved = await anna.sees("Boris has marked", "resolved", button="Solved")
    await anna.says("It burns again!", reply_to=resolved["message_id"])
    await boris.sees("It burns again!")
    await boris.sees("🔵 in progress · Boris")

    await boris.taps("Close", f"#{number}", "Printer")
    closed = await anna.sees("was closed")
    await anna.says("One more thing", reply_to=closed["message_id"])
    await anna.sees("is closed. I kept your words", button="Follow-up ticket")
    await team.desk.quiet()
    assert "One more thing" not in await boris.everything()


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await anna.taps("Новый тикет", "Здравствуйте, Анна")
    await anna.taps("Техника", "О чём речь?")
    await anna.taps("Срочный", "Насколько это срочно?")
    await anna.says("Принтер горит")
    await anna.sees("Что случилось?")
    await anna.photo("С утра дым")
    await anna.sees("📎 1 файл")
    await anna.taps("Дальше", "Есть что приложить?")
    await anna.taps("Отправить", "проверка", "Принтер горит")
    await anna.sees("✅", "у нашей команды")
    card = await boris.sees("Принтер горит", "пока никто", "🇷🇺")
    await boris.sees("С утра дым")
    await boris.says("Выдерните из розетки", reply_to=card["message_id"])
    await anna.taps("Решено", "💬 Борис", "Выдерните из розетки")
    await anna.sees("решён и закрыт")
    await boris.sees("🔒 закрыт · Борис")


async def test_a_form_survives_a_restart_in_the_middle(team: Team) -> None:
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.taps("Billing", "What is it about?", after=start)
    await anna.taps("Low", "How urgent", after=start)
    await anna.says("Wrong amount")
    await anna.sees("What happened?", after=start)
    await team.desk.quiet()
    await team.desk.stop()
    await anna.says("I paid twice")
    await team.desk.start()
    await anna.taps("No files", "attach", after=start)
    review = await anna.sees("review", "Billing", "Wrong amount", "I paid twice")
    assert "Low" in words(review)
    await anna.taps("Send", "review")
    await team.boris.sees("Wrong amount", "I paid twice")


async def test_every_answer_can_be_changed_and_the_form_cancelled(team: Team) -> None:
    anna = team.anna.private
    start = await anna.says("/new")
    await anna.says("typed at a button step")
    await anna.sees("kept that for the description", after=start)
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("Back", "How urgent", after=start)
    await anna.taps("Billing", "What is it about?", after=start)
    await anna.taps("Urgent", "How urgent", after=start)
    await anna.says("x" * 300)
    await anna.sees("too long for a subject", after=start)
    await anna.says("Refund")
    await anna.taps("No files", "attach", after=start)
    review = await anna.sees("review", "Refund", "typed at a button step", after=start)
    assert "x" * 300 in words(review)
    await anna.taps("Subject", "review", after=start)
    await anna.says("Refund, please")
    await anna.taps("Files", "review", "Refund, please", after=start)
    await anna.photo()
    await anna.taps("Next", "📎 1 file", after=start)
    await anna.taps("Priority", "review", "📎 1 file", after=start)
    await anna.taps("Low", "How urgent", after=start)
    await anna.taps("Cancel", "review", "Low", "Refund, please", after=start)
    await anna.sees("nothing was sent")
    await team.desk.quiet()
    assert "Refund" not in await team.boris.everything()

"""Two agents answering at once: the second is asked, and nobody else ever is."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import labels

FASTER = "was faster and has already answered Anna"


async def test_the_second_is_asked_before_sending(team: Team) -> None:
    number = await team.ticket()
    boris, clara, anna = team.boris, team.clara, team.anna.private
    await anna.says("It smells, too")
    words = await boris.sees("It smells, too")
    first = await boris.says("Unplug it.", reply_to=words["message_id"])
    await boris.reaction(first)
    second = await clara.says("Leave it on!", reply_to=words["message_id"])
    question = await clara.sees(f"Boris {FASTER} in #{number}", after=second)
    assert labels(question) == ["📤 Send anyway", "🔒 Keep as note"]
    await team.desk.quiet()
    assert "Leave it on!" not in await anna.everything()
    send = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert "Only Clara" in await boris.presses(question["message_id"], send)
    assert "no longer works" in await anna.presses(1, send)
    await clara.taps("Keep as note", FASTER)
    await clara.sees("Kept as a note")
    assert "decided already" in await clara.presses(question["message_id"], send)
    await team.desk.quiet()
    assert "Leave it on!" not in await anna.everything()

    third = await clara.says("And open the window.", reply_to=words["message_id"])
    await clara.taps("Send anyway", FASTER, after=third)
    await anna.sees("💬 Clara", "And open the window.")
    assert await clara.reaction(third) == "👌"
    fourth = await clara.says("Both of them.", reply_to=words["message_id"])
    await anna.sees("Both of them.")  # she knows of Boris by now
    assert await clara.reaction(fourth) == "👌"
    fifth = await boris.says("I agree.", reply_to=words["message_id"])
    await boris.sees(f"Clara {FASTER}", after=fifth)


async def test_by_the_card_too_and_for_files(team: Team) -> None:
    number = await team.ticket()
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = await boris.sees(f"#{number}")
    first = await boris.says("Unplug it.", reply_to=card["message_id"])
    await boris.reaction(first)
    album = await clara.album("see", "here", reply_to=card["message_id"])
    await clara.sees(f"Boris {FASTER}", after=album[0])
    await team.desk.quiet()
    assert not any("photo" in message for message in await anna.history())
    await clara.taps("Send anyway", FASTER)
    await anna.sees("see")
    assert await clara.reaction(album[0]) == "👌"


async def test_nobody_is_asked_without_need(team: Team) -> None:
    number = await team.ticket()
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = await boris.sees(f"#{number}")
    for text in ("One.", "Two.", "Three."):  # several in a row
        last = await boris.says(text, reply_to=card["message_id"])
    assert await boris.reaction(last) == "👌"
    last = await boris.says("Four.", reply_to=last)
    await anna.sees("Four.")
    # Anna's newer words may be answered by anybody, by reply or by the card.
    await anna.says("Which plug?")
    newer = await clara.sees("Which plug?")
    await clara.says("The red one.", reply_to=newer["message_id"])
    await anna.sees("The red one.")
    await anna.says("Thanks")
    await boris.sees("Thanks")
    await boris.says("You are welcome.", reply_to=card["message_id"])
    await anna.sees("You are welcome.")
    # What was taken back does not count.
    gone = await boris.says("Wrong person", reply_to=last)
    await anna.sees("Wrong person")
    await boris.says("/withdraw", reply_to=gone)
    await anna.gone("Wrong person")
    # A note is no answer.
    note = await boris.says("/note she is upset", reply_to=newer["message_id"])
    await boris.reaction(note)
    asked = await clara.says(f"/ticket {number}")
    shown = await clara.sees(f"#{number}", after=asked, button="More")
    await clara.says("Anything else?", reply_to=shown["message_id"])
    await anna.sees("Anything else?")
    assert FASTER not in await boris.everything()
    assert "she is upset" not in await anna.everything()


async def test_a_closed_ticket_asks_only_about_that(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.says("Done.", reply_to=card["message_id"])
    await team.anna.private.sees("Done.")
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("was closed")
    await team.clara.says("One more thing", reply_to=card["message_id"])
    await team.clara.sees("is closed, so nothing was sent")
    await team.clara.taps("Reopen and send", "nothing was sent")
    await team.anna.private.sees("One more thing")


async def test_the_question_in_russian(desk: Desk) -> None:
    boris, clara = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await open_ticket(anna, "Принтер", "Горит", "ru")
    card = await boris.sees("Принтер")
    await boris.says("Выключите", reply_to=card["message_id"])
    await anna.sees("Выключите")
    await clara.says("Включите", reply_to=card["message_id"])
    await clara.taps("Всё равно отправить", "На #1001 уже есть ответ: Борис")
    await anna.sees("Включите")

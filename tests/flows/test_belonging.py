"""Words whose ticket is in doubt: cancelled, edited, in another language, for a closed ticket."""

import asyncio

from tests.conftest import Team
from tests.flows.test_routing import texts_of
from tests.people import words


async def closed_ticket(team: Team) -> int:
    number = await team.ticket("First")
    await team.anna.private.taps("Open", f"#{number} is with our team")
    await team.anna.private.taps("Solved", f"#{number}", "Smoke!")
    await team.anna.private.sees("closed as solved")
    return number


async def test_cancel_takes_back_what_waits_for_an_answer(team: Team) -> None:
    tom = (await team.desk.person("Tom")).private
    await tom.says("Hello?")
    await tom.sees("Shall I open a ticket")
    await tom.says("/cancel")
    await tom.sees("Cancelled, nothing was sent")
    await tom.gone("Shall I open a ticket")


async def test_new_takes_along_what_waits_for_an_answer(team: Team) -> None:
    tom = (await team.desk.person("Tom")).private
    await tom.says("My parcel never arrived")
    await tom.sees("Shall I open a ticket")
    await tom.says("/new")
    await tom.sees("What is it about?", "My parcel never arrived")
    await tom.gone("Shall I open a ticket")


async def test_a_question_follows_an_edit_and_the_language(team: Team) -> None:
    anna, number = team.anna.private, await closed_ticket(team)
    receipt = await anna.sees(f"#{number} is with our team")
    said = await anna.says("It brns", reply_to=receipt["message_id"])
    asked = await anna.sees(f"#{number} is closed", "It brns", button="Follow-up")
    await anna.edits(said, "It burns")
    again = await anna.sees(f"#{number} is closed", "It burns", button="Follow-up")
    assert again["message_id"] == asked["message_id"]
    await anna.says("/language")
    await anna.taps("Русский", "Which language")
    await anna.sees(f"#{number} закрыт", "It burns")


async def test_an_old_button_of_a_closed_ticket_offers_a_follow_up(team: Team) -> None:
    anna, number = team.anna.private, await closed_ticket(team)
    page = await anna.sees(f"#{number}", "Smoke!")
    for act in ("reply", "reopen"):
        assert await anna.presses(page["message_id"], f"t:{number}:{act}") == ""
        offer = await anna.sees("This ticket is closed", button="Follow up")
        await anna.taps("Follow up", "This ticket is closed", after=offer["message_id"] - 1)
        await anna.sees("What is it about?")
        await anna.says("/cancel")


async def test_a_ticket_is_opened_by_its_number(team: Team) -> None:
    anna, number = team.anna.private, await team.ticket("First")
    await anna.says(f"/ticket {number}")
    await anna.sees("Smoke!", button="Reply")
    await anna.says("/ticket")
    await anna.sees("Which ticket?")
    tom = (await team.desk.person("Tom")).private
    await tom.says(f"/ticket {number}")
    await tom.sees("no such ticket")


async def test_the_caption_of_a_late_part_is_not_lost(team: Team) -> None:
    anna, number = team.anna.private, await team.ticket("First")
    await anna.album("the smoke", "and the fire", gap=3.0)
    await asyncio.sleep(3.2)
    await team.boris.sees("and the fire")
    await team.desk.quiet()
    assert (await texts_of(team, number))[-1] == "the smoke\nand the fire"


async def test_late_parts_join_their_album_in_a_question(team: Team) -> None:
    tom = (await team.desk.person("Tom")).private
    await tom.album("the smoke", "and the fire", gap=3.0)
    await tom.says("Do you see?")
    await asyncio.sleep(3.2)
    await tom.taps("New ticket", "Shall I open a ticket", "and 1 more")
    kept = await tom.sees("What is it about?", "the smoke and the fire")
    assert "2 files" in words(kept)

"""Honest receipts: blocked, back again, refused, in doubt."""

from tests.conftest import Team, fill_in
from tests.people import words


async def test_a_blocked_requester_gets_the_answer_when_they_come_back(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.blocks_the_bot()
    await team.boris.sees("has blocked the bot", f"#{number}")
    answer = await team.boris.says("Are you there?", reply_to=card["message_id"])
    await team.boris.sees("Not delivered: Anna", "has blocked the bot", after=answer)
    second = await team.boris.says("Hello?", reply_to=card["message_id"])
    await team.desk.quiet()
    assert not await team.boris.has_reaction(answer)
    assert "Are you there?" not in await team.anna.private.everything()
    await team.anna.unblocks_the_bot()
    await team.anna.private.sees("Are you there?")
    await team.anna.private.sees("Hello?")
    assert await team.boris.reaction(answer) == "👌"
    assert await team.boris.reaction(second) == "👌"
    theirs = [words(m).split("\n")[-1] for m in await team.anna.private.history()]
    assert theirs.index("Are you there?") < theirs.index("Hello?")


async def test_words_are_sent_again_when_the_answer_was_lost_for_sure(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.post("/misbehave", method="sendMessage", times=2, how="reset")
    answer = await team.boris.says("through the storm", reply_to=card["message_id"])
    await team.anna.private.sees("through the storm")
    assert await team.boris.reaction(answer) == "👌"


async def test_a_429_only_delays(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.post("/misbehave", method="sendMessage", times=1, how="429", seconds=1)
    await team.boris.says("slowly", reply_to=card["message_id"])
    await team.anna.private.sees("slowly")
    await team.desk.quiet()
    copies = [m for m in await team.anna.private.history() if "slowly" in words(m)]
    assert len(copies) == 1


async def test_an_answer_that_telegram_refuses_is_told_in_words(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    photo = await team.boris.photo("look", reply_to=card["message_id"])
    await team.anna.private.sees("look")
    assert await team.boris.reaction(photo) == "👌"


async def test_a_deleted_card_is_made_anew(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.act("delete", message_id=card["message_id"])
    await team.anna.private.says("still burning")
    again = await team.boris.sees(f"#{number}", "Printer is on fire", after=card["message_id"])
    await team.boris.says("coming", reply_to=again["message_id"])
    await team.anna.private.sees("coming")


async def test_a_receipt_comes_only_when_the_card_stands(team: Team) -> None:
    anna = team.anna.private
    start = await fill_in(anna, "Invoice", "wrong address")
    group = team.desk.group_id
    await team.desk.post("/misbehave", method="sendMessage", times=30, how="reset", chat_id=group)
    await anna.taps("Send", "review", after=start)
    await anna.sees("is saved and on its way", after=start)
    assert "is with our team" not in await anna.everything()
    async with team.desk.http.delete("/play/misbehave"):
        pass
    await anna.sees("is with our team", after=start, patience=40)

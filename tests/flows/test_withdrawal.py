"""An answer is taken back: gone at the requester's, kept for the team."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from storage.enums import LinkRole
from storage.models import MessageLink
from tests.conftest import Team
from tests.people import words

SECRET = "the wrong account number"


async def answered(team: Team, text: str = SECRET) -> tuple[int, int]:
    """Have Clara answer a ticket of Anna's; returns its number and her message."""
    number = await team.ticket()
    card = await team.clara.sees(f"#{number}")
    answer = await team.clara.says(text, reply_to=card["message_id"])
    await team.anna.private.sees(text)
    assert await team.clara.reaction(answer) == "👌"
    return number, answer


async def becomes(team: Team, message_id: int, emoji: str) -> None:
    await team.desk.quiet()
    assert await team.clara.reaction(message_id) == emoji


async def test_an_answer_is_taken_back(team: Team) -> None:
    number, answer = await answered(team)
    anna, clara = team.anna.private, team.clara
    await clara.sees("⏸️ waiting · Clara")
    await clara.says("/withdraw", reply_to=answer)
    await clara.sees("Taking it back from Anna")
    await anna.gone(SECRET)
    await becomes(team, answer, "🙈")
    await clara.sees("🔵 in progress · Clara")  # Anna waits for us again
    await anna.taps("Open", "is with our team")
    page = await anna.sees(f"#{number} · Printer is on fire", "Smoke!")
    assert SECRET not in words(page)
    assert "withdrawn" not in await anna.everything()
    await clara.taps("More", f"#{number}")
    await clara.taps("Conversation", f"#{number}")
    await clara.sees("💬 Clara", "↩️ withdrawn", SECRET)
    await clara.taps("Log", f"#{number}")
    await clara.sees("Answer withdrawn · Clara", SECRET)
    searched = await anna.says("/search account number")
    await anna.sees("Nothing found", after=searched)
    searched = await clara.says("/find account number")
    await clara.sees("1 ticket", f"#{number}", after=searched)
    again = await clara.says("/takeback", reply_to=answer)
    await clara.sees("taken back already", after=again)
    await clara.edits(answer, f"{SECRET}, edited")
    await team.desk.quiet()
    assert SECRET not in await anna.everything()


async def test_whose_answers_may_be_taken_back(team: Team) -> None:
    number, answer = await answered(team)
    card = await team.boris.sees(f"#{number}")
    own = await team.boris.says("Boris says hello", reply_to=answer)
    await team.boris.taps("Send to Anna", "Is this for Anna")
    await team.anna.private.sees("Boris says hello")
    asked = await team.clara.says("/withdraw", reply_to=own)
    await team.clara.sees("Only Boris or an administrator", after=asked)
    note = await team.clara.says("/note for us", reply_to=card["message_id"])
    await team.clara.reaction(note)
    chat = await team.clara.says("just talking")
    for target in (note, card["message_id"], chat, None):
        more = {"reply_to": target} if target else {}
        asked = await team.clara.says("/withdraw", **more)
        await team.clara.sees("reply to it with /withdraw", after=asked)
    arrived = await team.anna.private.sees(SECRET)
    await team.anna.private.says("what?", reply_to=arrived["message_id"])
    theirs = await team.clara.sees("what?")
    asked = await team.clara.says("/withdraw", reply_to=theirs["message_id"])
    await team.clara.sees("reply to it with /withdraw", after=asked)
    said = await team.anna.private.says("/withdraw")
    await team.anna.private.sees("I don’t know /withdraw", after=said)
    await team.desk.quiet()
    assert "Boris says hello" in await team.anna.private.everything()
    assert SECRET in await team.anna.private.everything()
    await team.boris.says("/withdraw", reply_to=answer)  # an administrator
    await team.anna.private.gone(SECRET)
    await becomes(team, answer, "🙈")


async def test_albums_files_and_long_words_go_whole(team: Team) -> None:
    number = await team.ticket()
    card = await team.clara.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    anna = team.anna.private
    album = await team.clara.album(SECRET, "", "", **reply)
    await anna.sees(SECRET)
    long = await team.clara.says("x" * 4090 + " tail", **reply)
    await anna.sees("tail")
    sticker = (await team.clara.sends(location={"latitude": 1, "longitude": 2}, **reply))[0]
    await team.desk.quiet()
    await team.clara.says("/withdraw", reply_to=album[1])
    await team.clara.says("/withdraw", reply_to=long)
    await team.clara.says("/withdraw", reply_to=sticker)
    await becomes(team, album[0], "🙈")
    await becomes(team, long, "🙈")
    await becomes(team, sticker, "🙈")
    left = [m for m in await anna.history() if m["from"]["is_bot"]]
    assert not any("photo" in m or "location" in m or "💬 Clara" in words(m) for m in left)
    opened = await anna.sees("is with our team")
    await anna.presses(opened["message_id"], f"o:{number}:0")
    assert "no files" in await anna.presses(opened["message_id"], f"t:{number}:files")


async def test_after_two_days_it_is_blanked(team: Team) -> None:
    number, answer = await answered(team)
    card = await team.clara.sees(f"#{number}")
    photo = await team.clara.photo(f"photo of {SECRET}", reply_to=card["message_id"])
    anna = team.anna.private
    await anna.sees("photo of")
    await team.desk.quiet()
    async with team.desk.database.write() as session:
        await session.execute(
            update(MessageLink)
            .where(MessageLink.role == LinkRole.COPY)
            .values(created_at=datetime.now(UTC) - timedelta(hours=49))
        )
    await team.clara.says("/withdraw", reply_to=answer)
    await team.clara.sees("no longer deletes")
    await anna.sees("💬 Clara", "This message was withdrawn.", button="Open")
    asked = await team.clara.says("/withdraw", reply_to=photo)
    await team.clara.sees("Only words can be blanked", after=asked)
    await anna.gone(SECRET)
    await becomes(team, answer, "🙈")
    await becomes(team, photo, "🙈")


async def test_what_telegram_will_not_delete_any_more_is_blanked(team: Team) -> None:
    _, answer = await answered(team)
    copy = await team.anna.private.sees(SECRET)
    for chat in team.desk.playground.world.chats.values():
        for message in chat.messages.values():
            if chat.id == team.anna.id and message.id == copy["message_id"]:
                message.sent_at -= 49 * 3600
    await team.clara.says("/withdraw", reply_to=answer)
    await team.anna.private.sees("This message was withdrawn.")
    await team.anna.private.gone(SECRET)
    await becomes(team, answer, "🙈")


async def test_what_has_not_left_never_leaves(team: Team) -> None:
    number = await team.ticket()
    card = await team.clara.sees(f"#{number}")
    anna = team.anna.private
    await team.anna.blocks_the_bot()
    await team.clara.sees("has blocked the bot", f"#{number}")
    answer = await team.clara.says(SECRET, reply_to=card["message_id"])
    await team.clara.sees("Not delivered: Anna", after=answer)
    await team.clara.says("/withdraw", reply_to=answer)
    await becomes(team, answer, "🙈")
    await team.anna.unblocks_the_bot()
    other = await team.clara.says("Welcome back", reply_to=card["message_id"])
    await anna.sees("Welcome back")
    await becomes(team, other, "👌")
    assert SECRET not in await anna.everything()
    # One that is being sent while it is taken back.
    await team.desk.post(
        "/misbehave", method="sendMessage", times=1, how="late_answer", seconds=3, saying="racy"
    )
    racy = await team.clara.says("racy words", reply_to=card["message_id"])
    await anna.sees("racy words")
    await team.clara.says("/withdraw", reply_to=racy)
    await team.clara.sees("Taking it back from Anna")
    await anna.gone("racy words")
    await becomes(team, racy, "🙈")
    # One that Telegram has not accepted, and would be sent again.
    await team.desk.post("/misbehave", method="sendMessage", times=5, how="reset", saying="stormy")
    stormy = await team.clara.says("stormy words", reply_to=card["message_id"])
    await team.clara.says("/withdraw", reply_to=stormy)
    await team.desk.quiet()
    async with team.desk.http.delete("/play/misbehave"):
        pass
    await team.desk.quiet()
    assert "stormy" not in await anna.everything()
    if await team.clara.has_reaction(stormy):  # else it is not known for certain
        assert await team.clara.reaction(stormy) == "🙈"

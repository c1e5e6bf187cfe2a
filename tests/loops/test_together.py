"""A busy group: texts that wait for one ticket come as one message, and stay editable apart."""

import asyncio

from sqlalchemy import func, select

from storage.enums import OutboxState
from storage.models import OutboxRow
from tests.conftest import Team, open_ticket
from tests.loops.test_bad_hours import standing
from tests.people import words


async def copies(team: Team, text: str) -> list[str]:
    return [words(message) for message in await team.boris.history() if text in words(message)]


async def test_what_waits_comes_as_one_message_and_everybody_is_told(busy: Team) -> None:
    anna = busy.anna.private
    await busy.ticket()  # its card has just gone
    said = [await anna.says(text) for text in ("first <b>&", "second", "third")]
    message = await busy.boris.sees("first <b>&\nsecond\nthird")
    for message_id in said:
        assert await anna.reaction(message_id) == "👌"
    assert len(await copies(busy, "second")) == 1
    await busy.boris.says("All clear now.", reply_to=message["message_id"])
    await anna.sees("All clear now.")


async def test_words_that_were_refused_together_all_come_later(busy: Team) -> None:
    anna = busy.anna.private
    await busy.ticket()
    await standing(busy, "kicked")
    for text in ("first", "second", "third"):
        await anna.says(text)
    async with asyncio.timeout(60):
        while await held(busy) < 3:
            await asyncio.sleep(0.1)
    await standing(busy, "administrator")
    for text in ("first", "second", "third"):
        await busy.boris.sees(text)
    await busy.desk.quiet()


async def held(team: Team) -> int:
    """How many calls are kept until the group can be written to again."""
    query = select(func.count(OutboxRow.id)).where(OutboxRow.state == OutboxState.HELD)
    async with team.desk.database.read() as session:
        return await session.scalar(query) or 0


async def test_each_of_them_can_still_be_edited(busy: Team) -> None:
    anna = busy.anna.private
    await busy.ticket()
    said = [await anna.says(text) for text in ("first", "second", "third")]
    await busy.boris.sees("first\nsecond\nthird")
    await anna.edits(said[1], "second, put right")
    changed = await busy.boris.sees("first\nsecond, put right\nthird", patience=30)
    assert "edited" in words(changed)
    await anna.edits(said[0], "x" * 4060)  # all of it does not fit any more
    await busy.boris.sees("edited", "x" * 4060, patience=30)
    assert await copies(busy, "second, put right") == [words(changed)]


async def test_words_in_the_wrong_ticket_are_moved_out_of_the_message(busy: Team) -> None:
    anna = busy.anna.private
    other = await busy.ticket("Keyboard is sticky", "Honey")
    first = await busy.ticket("Printer is on fire", "Smoke!")
    card = await busy.boris.sees("Printer is on fire")
    await busy.boris.says("Which printer?", reply_to=card["message_id"])
    await anna.sees("Which printer?")
    await busy.desk.quiet()
    said = await anna.says("the left one")
    await anna.says("with the honey")
    await busy.boris.sees("the left one\nwith the honey", patience=30)
    await anna.taps("Not this ticket", f"#{first}", after=said)
    await anna.taps(f"➕ To #{other} · Keyboard is sticky", "Where does it belong", after=said)
    await busy.boris.sees("the left one", f"#{other}", patience=30)
    await busy.desk.quiet()
    shown = [text for text in await copies(busy, "with the honey") if f"#{first}" in text]
    assert shown == []


async def test_a_long_text_goes_alone(busy: Team) -> None:
    anna = busy.anna.private
    await busy.ticket()
    for text in ("a" * 3000, "b" * 3000, "c"):
        await anna.says(text)
    await busy.boris.sees("a" * 3000)
    await busy.boris.sees("b" * 3000 + "\nc", patience=30)
    assert not [text for text in await copies(busy, "aaa") if "b" in text]


async def test_what_was_relayed_as_one_is_split_off_as_one(busy: Team) -> None:
    anna = busy.anna.private
    await busy.ticket()
    for text in ("my mouse", "is dead too"):
        await anna.says(text)
    message = await busy.boris.sees("my mouse\nis dead too")
    await busy.boris.says("/split Mouse", reply_to=message["message_id"])
    card = await busy.boris.sees(
        "Mouse", "my mouse\nis dead too", after=message["message_id"], patience=30
    )
    assert card["message_id"] != message["message_id"]


async def test_other_peoples_words_stay_apart(busy: Team) -> None:
    tom = await busy.desk.person("Tom")
    await tom.private.says("/start")
    await open_ticket(tom.private, "No mouse", "It ran away")
    await busy.ticket()
    await busy.anna.private.says("of Anna")
    await tom.private.says("of Tom")
    await busy.anna.private.says("of Anna again")
    await busy.boris.sees("of Anna\nof Anna again", patience=30)
    await busy.boris.sees("of Tom", patience=30)
    assert not [text for text in await copies(busy, "of Tom") if "Anna" in text]

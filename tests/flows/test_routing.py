"""Words outside any form: straight to the ticket, or one question for a whole burst."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from bot.loops.tick import Ticker
from storage.enums import DraftKind
from storage.models import Draft, Ticket, TicketMessage
from tests.conftest import Team, open_ticket
from tests.people import find_button, last_lines, words


async def texts_of(team: Team, number: int) -> list[str]:
    async with team.desk.database.read() as session:
        rows = await session.scalars(
            select(TicketMessage.text)
            .join(Ticket, Ticket.id == TicketMessage.ticket_id)
            .where(Ticket.number == number)
            .order_by(TicketMessage.position)
        )
        return list(rows)


async def test_with_one_open_ticket_words_go_there_without_a_question(team: Team) -> None:
    number = await team.ticket()
    said = await team.anna.private.says("It is getting worse")
    receipt = await team.anna.private.sees(f"→ #{number}", button="Not this ticket")
    assert receipt["silent"]
    await team.boris.sees("It is getting worse")
    assert await team.anna.private.reaction(said) == "👌"
    assert "Where does this belong" not in await team.anna.private.everything()


async def test_ten_texts_within_a_second_stay_in_order(team: Team) -> None:
    number = await team.ticket()
    for n in range(10):
        await team.anna.private.says(f"line {n}")
    await team.boris.sees("line 9")
    await team.desk.quiet()
    assert (await texts_of(team, number))[1:] == [f"line {n}" for n in range(10)]
    group = [message for message in await team.boris.history() if "line" in words(message)]
    shown = [line for message in group for line in last_lines(message)]
    assert shown == [f"line {n}" for n in range(10)]
    receipts = [m for m in await team.anna.private.history() if words(m).startswith("→")]
    assert len(receipts) == 1


async def test_one_question_for_a_burst_of_ten_also_over_a_restart(team: Team) -> None:
    numbers = [await team.ticket(f"Matter {n}") for n in range(3)]
    anna = team.anna.private
    start = await anna.says("burst 0")
    for n in range(1, 5):
        await anna.says(f"burst {n}")
    await team.desk.stop()
    for n in range(5, 10):
        await anna.says(f"burst {n}")
    await team.desk.start()
    await anna.sees("Where does this belong?", "and 9 more", after=start)
    await team.desk.quiet()
    asked = [m for m in await anna.history() if "Where does this belong" in words(m)]
    assert len(asked) == 1
    await anna.taps(f"To #{numbers[1]}", "Where does this belong?")
    await team.boris.sees("burst 9")
    await team.desk.quiet()
    assert (await texts_of(team, numbers[1]))[1:] == [f"burst {n}" for n in range(10)]
    await anna.says("and this too")
    await team.boris.sees("and this too")
    assert (await texts_of(team, numbers[1]))[-1] == "and this too"


async def test_the_only_ticket_answered_lately_is_meant(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    card = await team.boris.sees(f"#{first}")
    await team.boris.says("Which model?", reply_to=card["message_id"])
    await team.anna.private.sees("Which model?")
    await team.anna.private.says("The red one")
    await team.anna.private.sees(f"→ #{first}")
    await team.desk.quiet()
    assert (await texts_of(team, first))[-1] == "The red one"
    assert "The red one" not in await texts_of(team, second)


async def test_words_in_the_wrong_ticket_can_be_moved(team: Team) -> None:
    anna = team.anna.private
    first = await team.ticket("First")
    await anna.says("This is about something else")
    await team.boris.sees("This is about something else")
    await anna.says("A second thing")
    await team.boris.sees("A second thing")
    await anna.taps("Not this ticket", f"→ #{first}")
    await anna.taps("New ticket", "Where does it belong?")
    moved = await anna.sees("moved to #")
    assert words(moved).endswith(" This is about something else")
    second = int(words(moved).split("#")[1].split()[0])
    await team.desk.quiet()
    assert "This is about something else" not in await texts_of(team, first)
    assert await texts_of(team, second) == ["This is about something else", "A second thing"]
    copies = [m for m in await team.boris.history() if "something else" in words(m)]
    assert copies
    assert all(f"#{first}" not in words(m) for m in copies)


async def test_a_ticket_of_moved_words_keeps_up_with_their_edits(team: Team) -> None:
    anna = team.anna.private
    first = await team.ticket("First")
    said = await anna.says("This is about something else")
    await team.boris.sees("This is about something else")
    await anna.taps("Not this ticket", f"→ #{first}")
    await anna.taps("New ticket", "Where does it belong?")
    await anna.sees("moved to #")
    await anna.edits(said, "This is about the scanner")
    await team.boris.sees(f"#{first + 1}", "This is about the scanner", button="Take")


async def test_words_that_are_older_than_their_ticket_are_no_part_of_its_description(
    team: Team,
) -> None:
    anna = team.anna.private
    first = await team.ticket("First")
    await anna.says("For the second")
    asked = await anna.sees(f"→ #{first}", button="Not this ticket")
    second = await team.ticket("Second", "It hisses")
    described = next(m["message_id"] for m in await anna.history() if words(m) == "It hisses")
    await anna.presses(asked["message_id"], find_button(asked, "Not this ticket") or "")
    await anna.taps(f"#{second}", "Where does it belong?")
    await team.boris.sees(f"#{second}", "For the second")
    await anna.edits(described, "It hums")
    card = await team.boris.sees(f"#{second}", "It hums", button="Take")
    assert "For the second" not in words(card)


async def test_first_words_of_a_stranger_become_a_form_and_are_kept(team: Team) -> None:
    tom = (await team.desk.person("Tom")).private
    await tom.says("My parcel never arrived")
    await tom.photo("the empty doorstep")
    await tom.taps("New ticket", "Shall I open a ticket", "and 1 more")
    await tom.taps("Delivery", "What is it about?", "Kept: My parcel never arrived")
    await tom.taps("Medium", "How urgent")
    await tom.says("Parcel lost")
    await tom.taps("Next", "attach", "📎 1 file")
    review = await tom.sees("review", "My parcel never arrived", "the empty doorstep", "📎 1 file")
    assert "Parcel lost" in words(review)
    await tom.taps("Send", "review")
    await tom.sees("is with our team")
    await team.boris.sees("My parcel never arrived")
    await team.boris.sees("the empty doorstep")


async def test_an_unanswered_question_is_asked_again_and_then_becomes_a_ticket(
    team: Team,
) -> None:
    tom = await team.desk.person("Tom")
    await tom.private.says("Hello? Anybody there?")
    await tom.private.sees("Shall I open a ticket")
    await team.desk.quiet()
    for _ in range(2):
        async with team.desk.database.write() as session:
            await session.execute(
                update(Draft)
                .where(Draft.user_id == tom.id, Draft.kind == DraftKind.LOOSE)
                .values(due_at=datetime.now(UTC) - timedelta(seconds=1))
            )
        await asyncio.sleep(0)
        await _tick(team)
    await team.boris.sees("Hello? Anybody there?", "nobody yet")
    await tom.private.sees("is with our team")


async def _tick(team: Team) -> None:
    """Wait until the running desk has looked at its deadlines."""
    assert Ticker is not None
    async with asyncio.timeout(15):
        while True:
            async with team.desk.database.read() as session:
                query = select(Draft.due_at).where(Draft.kind == DraftKind.LOOSE)
                due = await session.scalar(query)
            if due is None or due > datetime.now(UTC):
                return
            await asyncio.sleep(0.1)


async def test_reply_button_ties_the_next_messages(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    anna = team.anna.private
    await anna.says("/tickets")
    await anna.taps(f"#{first}", "2 tickets")
    await anna.taps("Reply", f"#{first}", "First")
    await anna.sees("Write here")
    await anna.says("one")
    await anna.says("two")
    await team.desk.quiet()
    assert (await texts_of(team, first))[1:] == ["one", "two"]
    await anna.taps("Stop", "Write here")
    await anna.says("three")
    await anna.taps(f"To #{second}", "Where does this belong?")
    await team.desk.quiet()
    assert (await texts_of(team, second))[1:] == ["three"]


async def test_tickets_are_listed_in_pages_and_belong_to_their_requester(team: Team) -> None:
    anna = team.anna.private
    numbers = [await open_ticket(anna, f"Matter {n}", "words") for n in range(8)]
    await anna.says("/tickets")
    await anna.taps("Older", "8 tickets")
    page = await anna.sees(f"#{numbers[0]}", "8 tickets", button="Newer")
    assert f"#{numbers[7]}" not in words(page)
    await anna.taps("Newer", "8 tickets")
    await anna.sees(f"#{numbers[7]}", "8 tickets")

    tom = (await team.desk.person("Tom")).private
    mine = await tom.says("/tickets")
    await tom.sees("no tickets yet")
    for data in (
        f"o:{numbers[0]}:0",
        f"t:{numbers[0]}:reply",
        f"t:{numbers[0]}:solve",
        f"t:{numbers[0]}:files",
        f"c:{numbers[0]}:take",
        f"cv:{numbers[0]}:0",
        f"lg:{numbers[0]}:0",
        f"to:{numbers[0]}:1",
        "st:all",
        "q:n-n-a:0:0:0:0",
        "nonsense",
        "",
        "o:1:2:3",
        "o:99999999999999999999:0",
    ):
        if data:
            assert await tom.presses(mine + 1, data) != ""
    await team.desk.quiet()
    assert "Matter" not in await tom.everything()


async def test_a_ticket_of_a_file_alone_is_named_after_it(team: Team) -> None:
    number = await team.ticket()
    await team.anna.private.sends(document={"name": "scan.pdf"})
    await team.anna.private.taps("Not this ticket", f"→ #{number}")
    await team.anna.private.taps("New ticket", "Where does it belong?")
    await team.boris.sees(f"#{number + 1} · 📄 scan.pdf")

"""The new-ticket form when people do not follow it."""

import asyncio
from typing import Any

from tests.conftest import Team, open_ticket
from tests.flows.test_routing import texts_of
from tests.people import Chat, find_button, labels, words


async def fill(chat: Chat, subject: str = "Printer", text: str = "Smoke!") -> dict[str, Any]:
    """Fill the form in up to its review."""
    start = await chat.says("/new")
    await chat.taps("Technical", "What is it about?", after=start)
    await chat.taps("High", "How urgent", after=start)
    await chat.sees("Sum it up", after=start)
    await chat.says(subject)
    await chat.sees("What happened?", after=start)
    await chat.says(text)
    await chat.taps("No files", "attach", after=start)
    return await chat.sees("review", subject, after=start)


async def test_send_pressed_twice_makes_one_ticket_and_says_which(team: Team) -> None:
    anna = team.anna.private
    review = await fill(anna)
    data = find_button(review, "Send")
    assert data is not None
    first = await anna.presses(review["message_id"], data)
    second = await anna.presses(review["message_id"], data)
    number = first.split("#")[1]
    assert "already sent" in second
    assert f"#{number}" in second
    await anna.says("/tickets")
    await anna.sees("1 ticket")


async def test_a_copy_on_its_way_becomes_the_receipt_too(team: Team) -> None:
    """Send is pressed on the copy above while the newer one is still being sent."""
    anna = team.anna.private
    review = await fill(anna)
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="sendMessage", times=1, how="hang", seconds=1, chat_id=anna.chat_id
    )
    await anna.says("and it stinks")
    await asyncio.sleep(0.4)
    data = find_button(review, "Send")
    assert data is not None
    assert "Saved" in await anna.presses(review["message_id"], data)
    await anna.sees("is with our team")
    await team.desk.quiet()
    assert not [m for m in await anna.history() if "review" in words(m)]
    assert "and it stinks" in await everything_stored(team)


async def everything_stored(team: Team) -> list[str]:
    return [text for number in range(1001, 1004) for text in await texts_of(team, number)]


async def test_a_copy_on_its_way_is_cancelled_too(team: Team) -> None:
    anna = team.anna.private
    review = await fill(anna)
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="sendMessage", times=1, how="hang", seconds=1, chat_id=anna.chat_id
    )
    await anna.says("never mind")
    await asyncio.sleep(0.4)
    data = find_button(review, "Cancel")
    assert data is not None
    await anna.presses(review["message_id"], data)
    await team.desk.quiet()
    assert not [m for m in await anna.history() if "review" in words(m)]
    await anna.sees("Cancelled")


async def test_back_at_the_subject_there_is_a_way_on(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.sees("Sum it up")
    await anna.says("Printer")
    await anna.taps("Back", "What happened?")
    await anna.taps("Next", "Sum it up", "Printer")
    await anna.sees("What happened?")


async def test_a_photo_without_words_is_seen_to_have_come(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.sees("Sum it up")
    await anna.says("Printer")
    await anna.sees("What happened?")
    await anna.photo()
    await anna.sees("What happened?", "1 file", button="Next")
    await anna.sends(contact={"phone_number": "+4930123", "first_name": "Eve"})
    await anna.sees("What happened?", "2 files")
    await anna.says("It burns")
    await anna.taps("Next", "attach")
    await anna.taps("Text", "review")
    await anna.taps("Start the text over", "What happened?")
    await anna.sees("What happened?", "2 files")


async def test_words_at_the_review_are_added_and_that_is_said(team: Team) -> None:
    anna = team.anna.private
    await fill(anna)
    await anna.says("and it stinks")
    await anna.sees("review", "kept that for the description", "Smoke!\nand it stinks")


async def test_the_subject_may_be_corrected_and_replied_to(team: Team) -> None:
    anna, start = team.anna.private, await team.anna.private.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)
    subject = await anna.says("Pritner")
    await anna.sees("What happened?", after=start)
    await anna.edits(subject, "Printer")
    await anna.says("Smoke!")
    await anna.taps("No files", "attach", after=start)
    await anna.taps("Send", "review", "Printer", after=start)
    await anna.sees("is with our team", "Printer")
    await open_ticket(anna, "Something else", "Other words")
    await anna.says("more smoke", reply_to=subject)
    await team.desk.quiet()
    assert await texts_of(team, 1001) == ["Smoke!", "more smoke"]


async def test_a_long_text_that_telegram_cut_in_two_is_no_subject(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.sees("Sum it up")
    await anna.says("a" * 4096)
    await anna.says("the end of it")
    await anna.sees("too long for a subject", "in up to 120")
    await anna.says("Printer")
    await anna.taps("No files", "attach")
    await anna.taps("Send", "review", "Printer")
    await anna.sees("is with our team")
    await team.desk.quiet()
    assert await texts_of(team, 1001) == ["a" * 4096, "the end of it"]


async def test_words_after_new_keep_their_formatting_and_can_be_edited(team: Team) -> None:
    anna = team.anna.private
    bold = [
        {"type": "bot_command", "offset": 0, "length": 4},
        {"type": "bold", "offset": 5, "length": 4},
    ]
    said = await anna.says("/new wild fire", entities=bold)
    await anna.taps("Technical", "What is it about?", "wild fire")
    await anna.taps("High", "How urgent")
    await anna.edits(said, "/new wildest fire")
    await anna.sees("Kept: wildest fire")
    await anna.edits(said, "/new wild fire")
    await anna.says("Printer")
    await anna.taps("No files", "attach")
    await anna.sees("review", "wild fire")
    assert "/new" not in await texts_shown(anna)


async def texts_shown(chat: Chat) -> str:
    return "\n".join(words(m) for m in await chat.history() if m["from"]["is_bot"])


async def test_an_open_form_stays_when_another_ticket_is_made(team: Team) -> None:
    anna, first = team.anna.private, await team.ticket("First")
    await anna.says("Something else")
    await anna.sees(f"→ #{first}")
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("Not this ticket", f"→ #{first}")
    await anna.taps("New ticket", "Where does it belong?")
    await anna.sees("moved to #")
    await anna.sees("is with our team", "Something else")
    await anna.taps("High", "How urgent", after=start)
    await anna.sees("Sum it up", after=start)


async def test_reply_means_the_ticket_even_while_a_form_waits(team: Team) -> None:
    anna, number = team.anna.private, await team.ticket("First")
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.says("/tickets")
    await anna.taps(f"#{number}", "1 ticket")
    await anna.taps("Reply", f"#{number}", "Smoke!")
    await anna.sees("Write here", "/new brings it back")
    await anna.says("for the first")
    await team.desk.quiet()
    assert await texts_of(team, number) == ["Smoke!", "for the first"]
    invited = await anna.sees("Write here")
    await anna.taps("Stop", "Write here")
    await anna.taps("High", "How urgent", after=invited["message_id"])
    await anna.says("Second")
    await anna.sees("What happened?", after=start)
    assert await texts_of(team, number) == ["Smoke!", "for the first"]


async def test_two_matters_are_never_mixed_in_one_form(team: Team) -> None:
    anna, first = team.anna.private, await team.ticket("First")
    receipt = await anna.sees(f"#{first} is with our team")
    await anna.says("/tickets")
    await anna.taps(f"#{first}", "1 ticket")
    await anna.taps("Solved", f"#{first}", "Smoke!")
    await anna.sees("closed as solved")
    start = await anna.says("/new about the scanner")
    await anna.sees("What is it about?", "scanner", after=start)
    await anna.says("the printer again", reply_to=receipt["message_id"])
    await anna.taps("Follow-up ticket", f"#{first} is closed")
    await anna.sees("is with our team", "the printer again")
    await anna.taps("Technical", "What is it about?", "scanner", after=start)
    await team.desk.quiet()
    assert await texts_of(team, first + 1) == ["the printer again"]


async def test_a_form_survives_blocking_the_bot(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.sees("How urgent")
    await team.anna.blocks_the_bot()
    await team.desk.quiet()
    await team.anna.unblocks_the_bot()
    start = await anna.says("/start")
    await anna.sees("How urgent", after=start, button="High")
    await team.desk.quiet()
    shown = [m for m in await anna.history() if "How urgent" in words(m)]
    assert len(shown) == 1
    assert any("High" in label for label in labels(shown[0]))

"""A change that failed is tried again: never over a newer one, nor on another message."""

import asyncio
from typing import Any

import pytest

from bot.services import drawing
from tests.conftest import Team, fill_in
from tests.desk import Desk
from tests.flows.test_rating import resolved
from tests.flows.test_stats import PLAIN, helped
from tests.people import find_button, words
from tests.topics import Topics, topic_of_new_ticket


async def fails(desk: Desk, method: str, chat_id: int, times: int = 1, **more: Any) -> None:
    """Have the next calls of a method in a chat fail, of which nobody knows what became."""
    await desk.post("/misbehave", method=method, how="500", chat_id=chat_id, times=times, **more)


async def has_failed(desk: Desk) -> None:
    """Wait until the last of the ordered failures has happened: its call waits for another try."""
    while desk.playground.world.misbehaviour.orders:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)  # until that is written down


async def data_of(chat: Any, label: str, *texts: str) -> tuple[int, str]:
    """Return a message with these texts, and what its button says to the bot."""
    message = await chat.sees(*texts, button=label)
    return message["message_id"], find_button(message, label) or ""


async def test_an_older_look_of_a_card_never_comes_into_a_newer_card(team: Team) -> None:
    number = await team.ticket()
    at, take = await data_of(team.boris, "Take", f"#{number}")
    _, resolve = await data_of(team.boris, "Resolve", f"#{number}")
    await fails(team.desk, "editMessageText", team.desk.group_id, delay=2)
    await team.boris.presses(at, take)
    await team.boris.says(f"/ticket {number}")
    await team.clara.presses(at, resolve)
    await team.desk.quiet()
    card = await team.boris.sees(f"#{number}", "Smoke!", after=at)
    assert "resolved" in words(card)


async def test_a_look_that_waits_for_another_try_never_comes_into_a_newer_card(
    team: Team,
) -> None:
    number = await team.ticket()
    at, take = await data_of(team.boris, "Take", f"#{number}")
    _, resolve = await data_of(team.boris, "Resolve", f"#{number}")
    await fails(team.desk, "editMessageText", team.desk.group_id, times=3)
    await team.boris.presses(at, take)
    await has_failed(team.desk)
    slow = {"method": "sendMessage", "how": "500", "delay": 1, "saying": "Smoke!"}
    await team.desk.post("/misbehave", chat_id=team.desk.group_id, **slow)
    await team.boris.says(f"/ticket {number}")
    await has_failed(team.desk)
    await team.clara.presses(at, resolve)
    await team.desk.quiet()
    card = await team.boris.sees(f"#{number}", "Smoke!", after=at)
    assert "resolved" in words(card)


async def test_an_older_picture_never_comes_back(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", PLAIN)
    await helped(team)
    await team.boris.says("/stats")
    await team.boris.sees("Last 7 days")
    await team.desk.quiet()
    await fails(team.desk, "editMessageMedia", team.desk.group_id, times=4)
    await team.boris.taps("30 days", "Last 7 days")
    await has_failed(team.desk)
    await team.boris.taps("All", "Last 7 days")
    await team.desk.quiet()
    await team.boris.sees("All time", button="✓ All")


async def test_a_form_is_not_taken_away_in_the_place_of_the_one_before(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.sees("What is it about?")
    await team.desk.quiet()
    await fails(team.desk, "deleteMessage", team.anna.id, times=3)
    await anna.says("/cancel")
    await has_failed(team.desk)
    start = await anna.says("/new")
    await anna.sees("What is it about?", after=start)
    await team.desk.quiet()
    forms = [m["message_id"] for m in await anna.history() if "What is it about?" in words(m)]
    assert len(forms) == 1
    assert forms[0] > start


async def test_a_new_comment_is_told_while_the_one_before_is_taken_away(team: Team) -> None:
    await resolved(team)
    anna = team.anna.private
    await anna.taps("2 ⭐", "How was our help")
    await anna.says("But it still smokes!")
    await team.boris.sees("on the help with", "But it still smokes!")
    await team.desk.quiet()
    await fails(team.desk, "deleteMessage", team.desk.group_id, times=3)
    await anna.taps("It was for the ticket", "Taken as a comment")
    await has_failed(team.desk)
    await anna.taps("Add a comment", "Thank you!")
    await anna.sees("not into the ticket", button="Skip")
    await anna.says("Kind people, though")
    await team.desk.quiet()
    told = [words(m) for m in await team.boris.history() if "on the help with" in words(m)]
    assert ["Kind people, though" in text for text in told] == [True]


async def test_moved_words_never_come_to_the_ticket_they_were_in(team: Team) -> None:
    number = await team.ticket()
    group = team.desk.group_id
    await fails(team.desk, "sendMessage", group, delay=2, saying="It is the scanner")
    anna = team.anna.private
    said = await anna.says("It is the scanner")
    await anna.sees("→ #", after=said)
    await anna.edits(said, "It is the scanner, I mean")
    await anna.taps("Not this ticket", f"→ #{number}")
    await anna.taps("New ticket", "Where does it belong?")
    await team.desk.quiet()
    shown = [words(m) for m in await team.boris.history() if "the scanner, I mean" in words(m)]
    assert shown
    assert all(f"#{number + 1}" in text for text in shown)
    assert f"#{number}\nIt is" not in await team.boris.everything()


async def test_an_edit_that_was_held_never_undoes_a_newer_one(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("one", reply_to=card["message_id"])
    await team.anna.private.sees("one")
    await team.anna.blocks_the_bot()
    await team.boris.edits(answer, "two")
    await team.desk.quiet()
    await team.desk.stop()
    await team.anna.unblocks_the_bot()
    team.desk.playground.world.updates.pending.clear()  # Telegram forgets after a day
    await team.desk.start()
    await team.boris.edits(answer, "three")
    await team.anna.private.sees("three")
    await team.boris.says("four", reply_to=card["message_id"])
    await team.anna.private.sees("four")
    await team.desk.quiet()
    await team.anna.private.sees("three")


async def test_a_card_is_pinned_although_it_changed_meanwhile(forum: Topics) -> None:
    await fails(forum.desk, "pinChatMessage", forum.desk.group_id, delay=2)
    anna = forum.team.anna.private
    start = await fill_in(anna, "Printer is on fire", "Smoke!")
    await anna.taps("Send", "review", after=start)
    await forum.team.boris.taps("Take", "Smoke!")
    await forum.desk.quiet()
    card = await forum.team.boris.sees("Smoke!", "in progress · Boris")
    assert forum.pinned() == [card["message_id"]]


async def test_an_old_card_says_so_although_it_was_unpinned_meanwhile(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    [old] = await forum.said(topic.id)
    await fails(forum.desk, "editMessageText", forum.desk.group_id)
    await forum.team.boris.says(f"/ticket {number}", message_thread_id=topic.id)
    await forum.desk.quiet()
    await forum.team.boris.sees("Smoke!", after=old["message_id"])
    standing = await forum.said(topic.id)
    assert "further down" in words(standing[0])

"""Fair use: a sentence with the way out, and nothing that was typed is lost."""

import pytest

from bot.rules import fair_use
from bot.rules.fair_use import FairUse
from tests.conftest import open_ticket
from tests.desk import Desk
from tests.people import Chat, find_button, words


async def fill_in(chat: Chat, subject: str, text: str) -> int:
    """Fill the form in as far as the review."""
    start = await chat.says("/new")
    await chat.taps("Technical", "What is it about?", after=start)
    await chat.taps("High", "How urgent", after=start)
    await chat.says(subject)
    await chat.sees("What happened?", after=start)
    await chat.says(text)
    await chat.taps("No files", "attach", after=start)
    await chat.sees("review", subject, after=start)
    return start


async def test_one_ticket_too_many_names_the_ways_out(desk: Desk) -> None:
    desk.fair_use = FairUse(open_tickets=2, messages_a_minute=0, files_a_ticket=0)
    boris, _ = await desk.agents("Boris", "Clara")
    anna, tom = (await desk.person("Anna")).private, (await desk.person("Tom")).private
    await desk.start()
    await anna.says("/start")
    first = await open_ticket(anna, "First", "one")
    second = await open_ticket(anna, "Second", "two")
    start = await fill_in(anna, "Third", "three words")
    await anna.sees("review", after=start)
    assert await anna.taps("Send", "review", after=start) == ""
    told = await anna.sees(
        f"You have 2 open tickets, the most at once: close one, or add to #{second}", after=start
    )
    assert find_button(told, f"#{first} · First")
    assert find_button(told, "My tickets")
    # Close one, and what was typed is sent.
    await boris.taps("Resolve", f"#{first}")
    await anna.sees("as resolved")
    await anna.taps("Send", "review", "three words", after=start)
    await anna.sees("is with our team", "Third")
    # Or add it to another.
    start = await fill_in(anna, "Fourth", "four words")
    await anna.taps("Send", "review", after=start)
    await anna.taps(f"#{second}", "the most at once", after=start)
    await boris.sees(f"#{second}", "Fourth")
    await boris.sees(f"#{second}", "four words")
    await anna.sees("→", f"#{second} Second", after=start)
    await anna.gone("review")
    # Nobody else is held up.
    await tom.says("/start")
    await open_ticket(tom, "Mine", "something else")
    assert "four words" not in await tom.everything()


async def test_forged_and_late_presses(desk: Desk) -> None:
    desk.fair_use = FairUse(open_tickets=1, messages_a_minute=0, files_a_ticket=0)
    boris, _ = await desk.agents("Boris", "Clara")
    anna, tom = (await desk.person("Anna")).private, (await desk.person("Tom")).private
    await desk.start()
    await anna.says("/start")
    await tom.says("/start")
    others = await open_ticket(tom, "Mine", "secret")
    own = await open_ticket(anna, "First", "one")
    start = await anna.says("/new")
    form = await anna.sees("You have as many open tickets as fit", after=start)
    assert "no such ticket" in await anna.presses(form["message_id"], f"fi:{others}")
    assert "nothing to add" in await anna.presses(form["message_id"], f"fi:{own}")
    assert "no such ticket" in await anna.presses(form["message_id"], "fi:99999")
    await anna.says("kept for later")
    await boris.taps("Close", f"#{own}")
    await anna.sees("was closed")
    assert "closed" in await anna.presses(form["message_id"], f"fi:{own}")
    await anna.sees("New ticket", "kept for later", after=start)


async def test_files_beyond_the_limit_are_kept_and_asked_about(desk: Desk) -> None:
    desk.fair_use = FairUse(open_tickets=0, messages_a_minute=0, files_a_ticket=2)
    boris, _ = await desk.agents("Boris", "Clara")
    anna = (await desk.person("Anna")).private
    await desk.start()
    await anna.says("/start")
    number = await open_ticket(anna, "First", "one")
    await anna.photo("picture one")
    await anna.photo("picture two")
    await boris.sees("picture two")
    await anna.photo("picture three")
    asked = await anna.sees(f"#{number} has as many files", "picture three")
    start = asked["message_id"] - 1
    await anna.says("words meanwhile")
    await anna.sees("and 1 more message", after=start)
    said = await anna.taps(f"#{number}", "Where does this belong", after=start)
    assert "as many files" in said
    await anna.taps("New ticket", "Where does this belong", after=start)
    await anna.taps("Other", "What is it about?", after=start)
    await anna.taps("Low", "How urgent", after=start)
    await anna.says("Second")
    await anna.sees("attach", after=start)
    await anna.photo()
    await anna.sees("2 files", after=start)
    await anna.photo("the fifth one’s words")
    await anna.sees("as many files as one ticket can take", "words are kept", after=start)
    await anna.taps("Next", "attach", after=start)
    await anna.taps("Send", "review", "2 files", after=start)
    await boris.sees("Second", "picture three", "words meanwhile", "the fifth one’s words")
    await desk.quiet()
    photos = [m for m in await boris.history() if "photo" in m]
    assert len(photos) == 4


async def test_writing_fast_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_use, "MINUTE_S", 3.0)
    desk.fair_use = FairUse(open_tickets=0, messages_a_minute=4, files_a_ticket=0)
    boris, _ = await desk.agents("Boris", "Clara")
    anna, tom = (await desk.person("Anna")).private, (await desk.person("Tom")).private
    await desk.start()
    for n in range(9):
        await anna.says(f"message {n}")
    await anna.sees("Nothing is lost")
    await tom.says("/start")
    await tom.sees("Hello, Tom")  # nobody else waits
    await anna.sees("and 8 more messages", patience=20)
    await anna.taps("New ticket", "and 8 more messages")
    await desk.quiet()
    await anna.taps("Other", "What is it about?")
    await anna.taps("Low", "How urgent")
    await anna.says("Many words")
    await anna.taps("No files", "attach")
    await anna.taps("Send", "review")
    await boris.sees("Many words", "\n".join(f"message {n}" for n in range(9)))
    told = [words(m) for m in await anna.history() if "Nothing is lost" in words(m)]
    assert len(told) == 1

"""A duplicate is merged into another ticket: asked once, told warmly, hard to get wrong."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import Chat, find_button, labels, words
from tests.topics import Topics


async def merge(boris: Chat, duplicate: int, into: int) -> None:
    """Ask and confirm."""
    asked = await boris.says(f"/merge {duplicate} into {into}")
    await boris.taps(f"Merge #{duplicate} into #{into}", after=asked)
    await boris.sees(f"🔀 #{duplicate} is merged into #{into}", after=asked)


async def test_the_whole_way(team: Team) -> None:
    first, second = await team.ticket("Printer burns"), await team.ticket("Fire in the office")
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = await boris.sees("Fire in the office", f"#{second}")
    asked = await boris.says(f"/merge {first}", reply_to=card["message_id"])
    question = await clara.sees(f"Is #{second} a duplicate of #{first}?", after=asked)
    assert f"#{second} · Fire in the office\n→ #{first} · Printer burns" in words(question)
    assert labels(question) == [f"🔀 Merge #{second} into #{first}", "✖ Cancel"]
    before = await anna.sees("is with our team")
    await clara.taps("Merge", after=asked)
    await clara.sees(f"🔀 #{second} is merged into #{first}.", after=asked)

    told = await anna.sees(f"#{second} and #{first} are about the same thing")
    assert labels(told) == ["📄 Open"]
    assert told["message_id"] > before["message_id"]
    duplicate = await boris.sees("🔒 closed", f"🔀 merged into #{first}", "Fire in the office")
    assert labels(duplicate) == [f"🔀 #{first}", "⋯ More"]
    await boris.sees("🟢 open", f"🔀 merged into this one: #{second}", "Printer burns")

    # Both remain readable, on both sides.
    await anna.says(f"/ticket {second}")
    page = await anna.sees("Smoke!", f"It goes on in #{first}")
    assert find_button(page, f"Open #{first}")
    assert find_button(page, "Follow up") is None
    await boris.taps("More", "Printer burns")
    await boris.taps("Conversation", "Printer burns")
    history = await boris.sees("💬 #", "Printer burns", f"merged into this one: #{second}")
    await boris.taps(f"💬 #{second}", after=history["message_id"] - 1)
    await boris.sees("💬 #", "Fire in the office", f"merged into #{first}", "Smoke!")
    await clara.taps("Log", "Printer burns", "nobody yet")
    await clara.sees(f"Duplicate #{second} merged into this one · Clara")
    await clara.taps("More", "Fire in the office", "nobody yet")
    await clara.taps("Log", "Fire in the office", "nobody yet")
    await clara.sees(f"Merged into #{first} · Clara")
    await team.desk.quiet()
    assert "rate" not in (await anna.everything()).lower()
    assert "How was our help" not in await anna.everything()


async def test_what_is_refused(team: Team) -> None:
    a, b, c = [await team.ticket(f"Matter {n}") for n in range(3)]
    tom = (await team.desk.person("Tom")).private
    await tom.says("/start")
    await tom.sees("Hello, Tom")
    foreign = await open_ticket(tom, "Canary", "Words of Tom")
    boris = team.boris

    async def hears(said: str, *texts: str) -> None:
        asked = await boris.says(said)
        await boris.sees(*texts, after=asked)

    await hears("/merge", "Which ones? /merge")
    await hears("/merge what", "Which ones? /merge")
    await hears(f"/merge {a}", "Which ones? /merge")
    await hears(f"/merge {a} {a}", "can’t be merged into itself")
    await hears(f"/merge {a} 424242", "no such ticket")
    await hears(f"/merge {foreign} {a}", "different customers")
    await boris.taps("Close", "Matter 2")
    await boris.sees("Matter 2", "🔒 closed")
    await hears(f"/merge {a} {c}", f"#{c} is closed", f"/reopen {c}", f"/merge {c} {a}")
    await merge(boris, c, b)  # a closed one may be a duplicate
    await hears(f"/merge {c} into {a}", f"#{c} is part of #{b} now")
    await hears(f"/merge {b} into {c}", "would be a circle")
    # Who names a merged ticket means the one in which it goes on.
    asked = await boris.says(f"/merge {a} into {c}")
    await boris.sees(f"Is #{a} a duplicate of #{b}?", after=asked)
    assert await boris.taps("Cancel", after=asked) == ""
    await boris.sees("Nothing was merged", after=asked)
    # A merged ticket does nothing any more, whoever asks.
    for said in (f"/reopen {c}", f"/resolve {c}", f"/status {c} open", f"/askclose {c}"):
        await hears(said, f"#{c} is part of #{b} now")
    card = await boris.sees("Matter 2", "🔒 closed")
    for act in ("take", "reopen", "close", "resolve", "ask-close"):
        popup = await boris.presses(card["message_id"], f"c:{c}:{act}")
        assert f"#{c} is part of #{b} now" in popup
    # Forged buttons are checked like everything else.
    for number, into, why in (
        (a, foreign, "different customers"),
        (a, a, "into itself"),
        (a, c, f"#{c} is part of #{b} now"),
        (b, c, "would be a circle"),
        (a, 424242, "no such ticket"),
    ):
        assert why in await boris.presses(card["message_id"], f"mg:{number}:{into}:do")
    assert "no longer works" in await boris.presses(card["message_id"], f"mg:{a}:{b}:forge")
    receipt = await team.anna.private.sees("is with our team", "Matter 0")
    forged = await team.anna.private.presses(receipt["message_id"], f"mg:{a}:{b}:do")
    assert "no longer works" in forged
    asked = await team.anna.private.says(f"/merge {a} into {b}")
    await team.anna.private.sees("I don’t know /merge", after=asked)
    await team.desk.quiet()
    assert "Canary" not in await team.anna.private.everything()


async def test_the_question_is_checked_again_when_it_is_answered(team: Team) -> None:
    a, b, c = [await team.ticket(f"Matter {n}") for n in range(3)]
    boris, clara = team.boris, team.clara
    there = await boris.says(f"/merge {a} into {b}")
    back = await clara.says(f"/merge {b} into {a}")
    await boris.sees(f"Is #{a} a duplicate", after=there)
    await clara.sees(f"Is #{b} a duplicate", after=back)
    # Both press in the same moment: exactly one wins.
    one = await boris.sees(f"Is #{a} a duplicate")
    two = await clara.sees(f"Is #{b} a duplicate")
    first = await boris.act("press", message_id=one["message_id"], data=f"mg:{a}:{b}:do")
    second = await clara.act("press", message_id=two["message_id"], data=f"mg:{b}:{a}:do")
    popups = [
        await boris.answer_to(first["query_id"]),
        await clara.answer_to(second["query_id"]),
    ]
    assert sorted(bool(popup) for popup in popups) == [False, True]
    await boris.sees("is merged into", after=there)
    await team.desk.quiet()
    text = await boris.everything()
    assert text.count("is merged into") == 1
    winner, loser = (b, a) if f"#{a} is merged into #{b}" in text else (a, b)
    assert "is part of" in await clara.presses(two["message_id"], f"mg:{loser}:{winner}:cancel")
    # What remained was closed meanwhile.
    asked = await boris.says(f"/merge {c} into {winner}")
    await boris.sees(f"Is #{c} a duplicate", after=asked)
    await boris.says(f"/close {winner}")
    await boris.sees(f"#{winner} ·", "🔒 closed")
    assert f"#{winner} is closed" in await boris.taps("Merge", f"Is #{c} a duplicate")
    await boris.sees("Matter 2", "🟢 open")


async def test_in_a_forum_the_duplicates_topic_closes_with_a_pointer(forum: Topics) -> None:
    anna, boris = forum.team.anna.private, forum.team.boris
    first = await open_ticket(anna, "Printer", "Smoke!")
    second = await open_ticket(anna, "Printer again", "More smoke!")
    await forum.desk.quiet()
    topic = forum.of(second)
    await merge(boris, second, first)
    await forum.desk.quiet()
    assert topic.closed
    assert f"Merged into #{first}" in await forum.text(topic.id)
    assert not forum.of(first).closed
    # An administrator can still write there: it goes where the pointer says.
    said = await boris.says("Try again, please", message_thread_id=topic.id)
    await anna.sees("💬 Boris", f"#{first}", "Try again, please")
    assert await boris.reaction(said) == "👌"
    await boris.sees(f"#{second} is merged into #{first}, so this belongs there", after=said)
    await anna.says("It works now")
    await boris.sees("It works now")
    await forum.desk.quiet()
    assert "It works now" in await forum.text(forum.of(first).id)
    assert topic.closed


async def test_statistics_count_a_duplicate_once(team: Team) -> None:
    first, second = await team.ticket("Printer"), await team.ticket("Printer again")
    await team.boris.says(f"/resolve {first} {second}")
    await team.boris.sees("✅ Resolved: ")
    await merge(team.boris, second, first)
    asked = await team.clara.says("/stats week")
    await team.clara.sees("Opened 1 · resolved 1 · open now 0", after=asked)


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await anna.sees("Анна")
    for words_said in ("Принтер", "Опять принтер"):
        await open_ticket(anna, words_said, "Горит", "ru")
        await boris.sees(words_said)
    asked = await boris.says("/merge 1002 в 1001")
    await boris.taps("Объединить #1002 с #1001", "#1002 — дубль #1001?", after=asked)
    await boris.sees("#1002 теперь часть #1001.", after=asked)
    told = await anna.sees("#1002 и #1001 — об одном и том же")
    await boris.sees("Опять принтер", "🔀 часть #1001")
    await boris.sees("🔀 включает #1002")
    await anna.taps("Открыть", after=told["message_id"] - 1)
    await anna.says("/ticket 1002")
    await anna.sees("Продолжение — в #1001")

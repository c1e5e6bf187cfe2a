"""Tickets that belong together are linked: seen on both cards, and by the staff alone."""

from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import find_button, labels


async def test_two_tickets_are_linked_and_unlinked(team: Team) -> None:
    first, second = await team.ticket("Printer"), await team.ticket("Scanner")
    boris, clara = team.boris, team.clara
    said = await boris.says(f"/link {first} #{second}")
    assert await boris.reaction(said) == "👌"
    await clara.sees(f"#{first}", "Printer", f"🔗 #{second}")
    await clara.sees(f"#{second}", "Scanner", f"🔗 #{first}")
    # The other one is a tap away.
    await clara.taps("More", f"#{first} · Printer")
    await clara.taps(f"🔗 #{second}", f"#{first} · Printer")
    await clara.sees("Scanner", "further down")
    await clara.taps("Log", f"#{first} · Printer")
    await clara.sees(f"Linked with #{second} · Boris")

    asked = await clara.says(f"/link {second} {first}")
    await clara.sees("are linked already", after=asked)
    card = await clara.sees("Printer", f"🔗 #{second}")
    said = await clara.says(f"/unlink {second}", reply_to=card["message_id"])
    assert await clara.reaction(said) == "👌"
    await clara.gone("🔗")
    asked = await clara.says(f"/unlink {second} {first}")
    await clara.sees(f"#{second} and #{first} are not linked", after=asked)
    await clara.taps("More", f"#{second} · Scanner")
    await clara.taps("Log", f"#{second} · Scanner")
    await clara.sees(f"Link with #{first} undone · Clara")


async def test_by_reply_and_several_at_once_all_or_none(team: Team) -> None:
    first, second, third = [await team.ticket(f"Matter {n}") for n in range(3)]
    boris = team.boris
    card = await boris.sees("Matter 0")
    said = await boris.says(f"/link {second}", reply_to=card["message_id"])
    assert await boris.reaction(said) == "👌"
    asked = await boris.says(f"/link {third} {first} 424242")
    await boris.sees("no such ticket", after=asked)
    asked = await boris.says(f"/link {first} {third} {second}")
    await boris.sees(f"#{first} and #{second} are linked already", after=asked)
    await team.desk.quiet()
    assert f"🔗 #{third}" not in await boris.everything()
    await boris.says(f"/link {third} {first} {second}")
    await boris.sees("Matter 2", f"🔗 #{first}, #{second}")
    for text in ("/link", f"/link {first}", f"/link {first} and {second}", "/unlink what"):
        asked = await boris.says(text)
        await boris.sees("Which ones? /link", after=asked)
    asked = await boris.says(f"/link {first}", reply_to=card["message_id"])
    await boris.sees("can’t be linked with itself", after=asked)
    for text in (f"/link {first} {first}", f"/link #{first}, {first}"):
        asked = await boris.says(text)
        await boris.sees(f"#{first} can’t be linked with itself", after=asked)
    third_card = await boris.sees("Matter 2", button="Take")
    asked = await boris.says(f"/link {first} {first}", reply_to=third_card["message_id"])
    await boris.sees(f"#{first} can’t be linked with itself", after=asked)


async def test_no_requester_ever_sees_a_link(team: Team) -> None:
    first = await team.ticket("Printer")
    tom = (await team.desk.person("Tom")).private
    await tom.says("/start")
    await tom.sees("Hello, Tom")
    second = await open_ticket(tom, "Canary of Tom", "My own words")
    anna = team.anna.private
    await team.boris.says(f"/link {first} {second}")
    await team.boris.sees("Printer", f"🔗 #{second}")
    await team.boris.says("Please wait", reply_to=(await team.boris.sees("Printer"))["message_id"])
    await anna.sees("Please wait")
    await anna.says(f"/ticket {first}")
    await anna.says("/tickets")
    await anna.says(f"/search {second}")
    page = await anna.sees("Smoke!", "You")
    assert find_button(page, "🔗") is None
    said = await anna.says(f"/link {first} {second}")
    await anna.sees("I don’t know /link", after=said)
    await team.desk.quiet()
    seen = await anna.everything()
    assert f"#{second}" not in seen
    assert "🔗" not in seen
    assert "Canary" not in seen
    assert f"#{first}" not in await tom.everything()
    # Who has left the team can do nothing any more.
    group = f"/chats/{team.desk.group_id}/members"
    await team.desk.post(group, user_id=team.clara.user_id, status="left")
    await team.boris.says(f"/unlink {first} {second}")
    await team.boris.gone("🔗")


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    await anna.sees("Анна")
    for words in ("Принтер", "Сканер"):
        await open_ticket(anna, words, "Горит", "ru")
        await boris.sees(words)
    said = await boris.says("/link 1001 1002")
    assert await boris.reaction(said) == "👌"
    await boris.sees("Принтер", "🔗 #1002")
    card = await boris.sees("Сканер", "🔗 #1001")
    assert "⋯ Ещё" in labels(card)
    said = await boris.says("/link 1002 1001")
    await boris.sees("#1002 и #1001 уже связаны", after=said)
    await boris.taps("Ещё", "Сканер")
    await boris.taps("Журнал", "Сканер")
    await boris.sees("Связан с #1001 · Борис")

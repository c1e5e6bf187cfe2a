"""Acting on one ticket or several by command: whole or not at all, and said clearly."""

from bot.rules.batch import AT_ONCE
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.people import words


async def test_several_tickets_in_one_command(team: Team) -> None:
    first, second, third = [await team.ticket(f"Matter {n}") for n in range(3)]
    boris, clara = team.boris, team.clara
    await boris.taps("Close", f"#{second}")
    await boris.sees(f"#{second}", "🔒 closed")
    asked = await clara.says(f"/close {first} #{second}, {third} {first} 424242")
    told = await clara.sees("Closed:", after=asked)
    assert words(told).split("\n") == [
        f"✅ Closed: #{first}, #{third}",
        f"⚠️ #{second} is closed.",
        "❓ No such ticket: #424242",
    ]
    for number in (first, third):
        await clara.sees(f"#{number}", "🔒 closed")
        await team.anna.private.sees(f"#{number} was closed")

    asked = await boris.says(f"/reopen {first} {second}")
    await boris.sees(f"✅ Reopened: #{first}, #{second}", after=asked)
    asked = await boris.says(f"/take {first} {second} {third}")
    told = await boris.sees("Taken:", after=asked)
    assert words(told) == f"✅ Taken: #{first}, #{second}\n⚠️ #{third} is closed."
    await boris.sees(f"#{first}", "🔵 in progress · Boris")
    asked = await clara.says(f"/take {first} {third}")
    told = await clara.sees("already taken by Boris", after=asked)
    assert "✅" not in words(told)
    asked = await clara.says(f"/release {first} {second} {third}")
    told = await clara.sees("Released:", f"Nobody has #{third}", after=asked)
    asked = await clara.says(f"/resolve {first} {second}")
    await clara.sees("✅ Resolved:", after=asked)
    await team.anna.private.sees(f"Clara has marked #{second}")


async def test_values_by_number_and_by_reply_in_both_languages(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    boris = team.boris
    card = await boris.sees(f"#{first}", "First")
    reply = {"reply_to": card["message_id"]}
    said = await boris.says(f"/priority {first} urgent")
    assert await boris.reaction(said) == "👌"
    await boris.sees("🔴 #", "First")
    await boris.says("/priority низкий", **reply)
    await boris.sees("⚪ #", "First")
    await boris.says("/category оплата", **reply)
    await boris.sees("First", "💳 Billing")
    await boris.says(f"/category {first} {second} tech")
    await boris.sees(f"✅ 🔧 Technical: #{first}, #{second}")
    await boris.says(f"/status {first} in progress")
    await boris.sees("First", "🔵 in progress · nobody")
    await boris.says(f"/status {first} {second} ждёт")
    await boris.sees(f"waiting: #{first}, #{second}")
    await team.anna.private.sees("waiting for you", f"#{second}")
    await team.clara.says("hello")
    await team.desk.quiet()
    await boris.says(f"/assign {first} @Clara")
    await boris.sees("First", "⏸️ waiting · Clara")
    await boris.says("/assign @boris", **reply)
    await boris.sees("First", "⏸️ waiting · Boris")
    asked = await boris.says(f"/assign {first} {second} @boris")
    told = await boris.sees("👤 Boris:", after=asked)
    assert words(told) == f"✅ 👤 Boris: #{second}\n⚠️ #{first}: Boris has it already."
    # A number counts more than the message that is replied to.
    await boris.says(f"/close {second}", **reply)
    await boris.sees("Second", "🔒 closed")
    await boris.sees("First", "⏸️ waiting")


async def test_what_is_not_understood_changes_nothing(team: Team) -> None:
    number = await team.ticket()
    boris = team.boris
    card = await boris.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    for text, told in (
        ("/close", "Nothing was changed"),
        (f"/close {number} thanks everybody", "Nothing was changed"),
        ("/resolve now", "Nothing was changed"),
        (f"/priority {number}", "low, medium, high or urgent"),
        (f"/priority {number} highest", "low, medium, high or urgent"),
        (f"/status {number} gone", "in progress"),
        (f"/category {number} cats", "Billing, Technical"),
        ("/category", "Billing, Technical"),
        (f"/assign {number}", "To whom?"),
        (f"/assign {number} @nobody", "haven’t met @nobody"),
        ("/close 424242", "no such ticket"),
        (f"/take {number} 99999999999", "Nothing was changed"),
        ("/close " + " ".join(map(str, range(1, AT_ONCE + 2))), "too many"),
    ):
        asked = await boris.says(text, **reply) if "now" in text else await boris.says(text)
        await boris.sees(told, after=asked)
    await boris.sees("🟢 open · nobody yet", "🟠 #")
    assert "/close" not in await team.anna.private.everything()


async def test_only_the_team_may(team: Team) -> None:
    number = await team.ticket()
    anna = team.anna.private
    for name in ("close", "take", "assign", "priority", "status", "category", "resolve"):
        asked = await anna.says(f"/{name} {number}")
        await anna.sees(f"I don’t know /{name}", after=asked)
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members", user_id=team.clara.user_id, status="left"
    )
    await team.desk.quiet()
    mallory = await team.desk.person("Mallory")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=team.boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    assert mallory
    asked = await team.boris.says(f"/take {number}", anonymous=True)
    await team.boris.sees("can’t be an assignee", after=asked)
    asked = await team.boris.says(f"/close {number}", anonymous=True)
    assert await team.boris.reaction(asked) == "👌"
    await anna.sees(f"#{number} was closed")
    assert "Boris" not in await anna.everything()


async def test_the_same_in_russian(desk: Desk) -> None:
    boris, _ = await desk.agents("Борис", "Клара")
    anna = (await desk.person("Анна", "ru")).private
    desk.language = "ru"
    await desk.start()
    await anna.says("/start")
    for matter in ("Первый", "Второй"):
        await open_ticket(anna, matter, "Горит", "ru")
        await boris.sees(matter)
    asked = await boris.says("/resolve 1001 1002 7 8")
    told = await boris.sees("Решены", after=asked)
    assert words(told) == "✅ Решены: #1001, #1002\n❓ Нет таких тикетов: #7, #8"
    asked = await boris.says("/status 1001 гм")
    await boris.sees("решён или закрыт", after=asked)

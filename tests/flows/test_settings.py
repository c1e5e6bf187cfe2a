"""Settings from the group: they hold at once, and the audit knows who set what."""

from sqlalchemy import select

from storage.enums import EventKind
from storage.models import Event
from tests.conftest import Team, open_ticket
from tests.people import find_button


async def test_a_limit_holds_at_once_and_goes_back_to_the_default(team: Team) -> None:
    anna = team.anna.private
    await team.boris.says("/settings")
    await team.boris.sees("⚙️ Settings", "🎫 Open tickets at once: no limit")
    await team.boris.taps("Open tickets at once", "⚙️ Settings")
    shown = await team.boris.sees("How many tickets of one customer", button="✓ no limit")
    await team.boris.taps("1", "How many tickets of one customer")
    await team.boris.sees("⚙️ Settings", "🎫 Open tickets at once: 1")
    number = await team.ticket()
    start = await anna.says("/new")
    await anna.sees("as many open tickets as fit", after=start)
    await team.boris.taps("Open tickets at once", "⚙️ Settings")
    await team.boris.taps("Default", "How many tickets of one customer")
    await team.boris.sees("🎫 Open tickets at once: no limit")
    await anna.says("/cancel")
    assert await open_ticket(anna, "Second", "two") == number + 1
    for data in ("se:open_tickets:7", "se:boom:1", "se:list:99999", "se:open_tickets:-3"):
        await team.boris.presses(shown["message_id"], data)
    await team.boris.sees("🎫 Open tickets at once: no limit")
    async with team.desk.database.read() as session:
        query = select(Event).where(Event.kind == EventKind.SETTINGS_CHANGED).order_by(Event.id)
        events = list(await session.scalars(query))
    assert [(event.before, event.after) for event in events] == [
        ({"open_tickets": 0}, {"open_tickets": 1}),
        ({"open_tickets": 1}, {"open_tickets": 0}),
    ]
    assert {event.actor_id for event in events} == {team.boris.user_id}


async def test_the_language_of_the_group(team: Team) -> None:
    await team.boris.says("/settings")
    await team.boris.taps("Language", "⚙️ Settings")
    await team.boris.taps("Русский", "Which language")
    await team.boris.sees("Русский. Договорились!")
    await team.boris.says("/settings")
    await team.boris.sees("⚙️ Настройки", "Открытых тикетов: без ограничений")


async def test_only_administrators_set_anything(team: Team) -> None:
    number = await team.ticket()
    card = (await team.boris.sees(f"#{number}"))["message_id"]
    asked = await team.clara.says("/settings")
    await team.clara.sees("Only an administrator", after=asked)
    for data in ("se:list:0", "se:language:0", "se:open_tickets:-1", "se:open_tickets:1"):
        assert "administrator" in await team.clara.presses(card, data)
    receipt = await team.anna.private.sees("is with our team")
    assert "no longer" in await team.anna.private.presses(
        receipt["message_id"], "se:open_tickets:0"
    )
    await team.anna.private.says("/settings")
    await team.anna.private.sees("I don’t know /settings")
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=team.boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    await team.boris.says("/settings", anonymous=True)
    shown = await team.boris.sees("⚙️ Settings")
    assert find_button(shown, "Files in a ticket")


async def test_nobody_is_asked_for_a_rating_where_that_is_off(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    before, number = await team.ticket("Before"), await team.ticket("After")
    await boris.says(f"/resolve {before}")
    question = await anna.sees(f"How was our help with #{before}")
    await boris.says("/settings")
    await boris.sees("⚙️ Settings", "⭐ Ask for ratings: yes")
    await boris.taps("Ask for ratings", "⚙️ Settings")
    await boris.taps("Don’t ask", "Shall customers be asked")
    shown = await boris.sees("⚙️ Settings", "⭐ Ask for ratings: no")
    await boris.presses(shown["message_id"], "se:asks_ratings:0")  # again: nothing changes
    await boris.presses(shown["message_id"], "se:asks_ratings:7")
    await boris.says(f"/resolve {number}")
    await anna.sees(f"Boris has marked #{number} as resolved")
    await team.desk.quiet()
    assert f"How was our help with #{number}" not in await anna.everything()
    assert "can’t be rated" in await anna.presses(question["message_id"], f"r:{number}:5")
    await anna.presses(question["message_id"], f"r:{before}:5")
    await anna.sees("Thank you! ★★★★★")
    await boris.sees(f"#{before}: ★★★★★")
    await boris.taps("Ask for ratings", "⚙️ Settings")
    await boris.sees("Shall customers be asked", button="✓ Don’t ask")
    await boris.taps("Ask", "Shall customers be asked")
    await boris.sees("⭐ Ask for ratings: yes")
    await boris.says(f"/reopen {number}")
    await boris.says(f"/resolve {number}")
    await anna.sees(f"How was our help with #{number}")
    asked = await boris.says("/log")
    await boris.sees("Settings changed · Boris\n     ⭐ Ask for ratings: yes → no", after=asked)
    assert "administrator" in await team.clara.presses(shown["message_id"], "se:asks_ratings:0")
    async with team.desk.database.read() as session:
        query = select(Event).where(Event.kind == EventKind.SETTINGS_CHANGED).order_by(Event.id)
        events = list(await session.scalars(query))
    assert [(event.before, event.after) for event in events] == [
        ({"asks_ratings": True}, {"asks_ratings": False}),
        ({"asks_ratings": False}, {"asks_ratings": True}),
    ]

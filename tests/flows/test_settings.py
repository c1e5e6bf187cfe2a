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
    await team.boris.taps("As at the start", "How many tickets of one customer")
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

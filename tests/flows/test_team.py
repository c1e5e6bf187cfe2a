"""The team from the group: who has how much to do, and who may do nothing any more."""

from sqlalchemy import select

from storage.enums import EventKind
from storage.models import Event
from tests.conftest import Team


async def test_the_list_says_who_and_with_how_many_tickets(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    await team.clara.taps("Take", f"#{first}")
    await team.clara.taps("Take", f"#{second}")
    await team.boris.says("/agents")
    shown = await team.boris.sees("2 people in the team", "⭐ Boris — no tickets · since")
    assert "👤 Clara — 2 tickets · since" in shown["text"]
    await team.boris.taps("Clara", "people in the team")
    await team.boris.sees("👤 Clara (@clara)", f"#{first} #{second}", button="Deactivate")
    await team.boris.taps("Back", "👤 Clara")
    await team.boris.sees("2 people in the team")


async def test_a_deactivated_agent_may_do_nothing_and_keeps_their_tickets(team: Team) -> None:
    number = await team.ticket()
    card = (await team.boris.sees(f"#{number}"))["message_id"]
    await team.clara.taps("Take", f"#{number}")
    await team.anna.private.sees("Clara is looking into")
    await team.boris.says("/agents")
    await team.boris.taps("Clara", "people in the team")
    await team.boris.taps("Deactivate", "👤 Clara")
    shown = await team.boris.sees("🚫 Clara", "1 ticket stays theirs", button="Release 1 ticket")
    await team.boris.sees(f"#{number}", "🔵 in progress · Clara")  # nothing in silence
    for text in ("pssst-1 an answer", "/note pssst-2", "/c pssst", "/tickets", "/help"):
        asked = await team.clara.says(text, reply_to=card)
        await team.clara.sees("deactivated", after=asked)
    for data in (f"c:{number}:release", f"c:{number}:close", f"sh:{number}", "cp:1"):
        assert "deactivated" in await team.clara.presses(card, data), data
    await team.desk.quiet()
    assert "pssst" not in await team.anna.private.everything()
    assigned = await team.boris.presses(card, f"as:{number}:{team.clara.user_id}")
    assert "not in the team" in assigned
    await team.boris.taps("Release 1 ticket", "🚫 Clara")
    await team.boris.sees(f"#{number}", "🟢 open · nobody yet")
    await team.anna.private.sees("waits for another colleague")
    await team.boris.taps("Activate", "🚫 Clara", "no tickets")
    await team.boris.sees("👤 Clara", "no tickets", button="Deactivate")
    await team.clara.says("I am back", reply_to=card)
    await team.anna.private.sees("💬 Clara", "I am back")
    assert "already" in await team.boris.presses(
        shown["message_id"], f"ag:{team.clara.user_id}:on"
    )
    async with team.desk.database.read() as session:
        kinds = (EventKind.AGENT_DEACTIVATED, EventKind.AGENT_ACTIVATED)
        query = select(Event).where(Event.kind.in_(kinds)).order_by(Event.id)
        events = list(await session.scalars(query))
    assert [(event.kind, event.actor_id) for event in events] == [
        (kind, team.boris.user_id) for kind in kinds
    ]
    assert events[0].after["tickets"] == [number]


async def test_only_administrators_manage_the_team(team: Team) -> None:
    number = await team.ticket()
    card = (await team.boris.sees(f"#{number}"))["message_id"]
    asked = await team.clara.says("/agents")
    await team.clara.sees("Only an administrator", after=asked)
    boris, anna = team.boris.user_id, team.anna.id
    for act in ("list", "open", "on", "off", "release"):
        assert "administrator" in await team.clara.presses(card, f"ag:{boris}:{act}")
        assert "not in the team" in await team.boris.presses(card, f"ag:{anna}:{act}") or (
            act == "list"
        )
    assert "yourself" in await team.boris.presses(card, f"ag:{boris}:off")
    assert "no longer" in await team.boris.presses(card, f"ag:{boris}:explode")
    receipt = await team.anna.private.sees("is with our team")
    assert "no longer" in await team.anna.private.presses(
        receipt["message_id"], f"ag:{team.clara.user_id}:off"
    )
    # Acting as the group does not hide who presses.
    await team.desk.post(
        f"/chats/{team.desk.group_id}/members",
        user_id=boris,
        status="creator",
        is_anonymous=True,
    )
    await team.boris.says("/agents", anonymous=True)
    await team.boris.sees("people in the team", button="Clara")
    assert "yourself" in await team.boris.presses(card, f"ag:{boris}:off")

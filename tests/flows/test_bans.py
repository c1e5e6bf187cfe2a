"""Bans: told once, then ignored; over by themselves; nobody's but the administrators' to give."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from storage.enums import EventKind
from storage.models import Event, User
from tests.conftest import Team
from tests.desk import Desk
from tests.people import Chat, words


async def messages(team: Team) -> list[str]:
    await team.desk.quiet()
    return [words(m) for m in await team.anna.private.history() if m["from"]["is_bot"]]


async def test_a_banned_person_is_told_once_and_then_ignored(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    before = await messages(team)
    await team.boris.says("/ban 3d Too much advertising", reply_to=card["message_id"])
    await team.boris.sees("Anna Petrova can’t write to us until", "Too much advertising")
    await team.boris.sees(f"#{number} · Printer", "🚫 Anna Petrova can’t write to us until")
    assert await messages(team) == before  # it is told when it matters
    await team.anna.private.says("Buy pssst-1!")
    told = await team.anna.private.sees("You can’t write to us until", "Too much advertising")
    assert "not passed on" in words(told)
    for text in ("/start", "Buy pssst-2!", "/new", "/unknown", f"/ticket {number}"):
        await team.anna.private.says(text)
    await team.anna.private.photo("pssst-3")
    receipt = await team.anna.private.sees("is with our team")
    assert await team.anna.private.presses(receipt["message_id"], "m:new") == ""
    assert await team.anna.private.presses(receipt["message_id"], f"t:{number}:solve") == ""
    assert await messages(team) == [*before, words(told)]
    assert "pssst" not in await team.boris.everything()
    await team.boris.sees(f"#{number}", "🟢 open")
    # The team may still write, and a ban replaced is told anew.
    await team.boris.says("Please stop", reply_to=card["message_id"])
    await team.anna.private.sees("💬 Boris", "Please stop")
    await team.boris.says(f"/ban {number} forever Enough")
    await team.boris.sees("until the ban is lifted", "Enough")
    await team.anna.private.says("sorry")
    await team.anna.private.sees("You can’t write to us until the ban is lifted", "Enough")


async def test_a_ban_is_lifted_or_ends_by_itself(team: Team) -> None:
    number = await team.ticket()
    await team.boris.says(f"/ban {number} 2h spam")
    asked = await team.boris.says("/ban")
    await team.boris.sees("Banned now", "Anna Petrova (@anna)", "spam", after=asked)
    await team.boris.taps("Anna Petrova may write again", "Banned now", after=asked)
    await team.boris.sees("Anna Petrova may write to us again")
    await team.anna.private.says("Good to be back")
    await team.boris.sees("Good to be back")
    await team.desk.quiet()  # words go before what a card shows
    assert "can’t write" not in words(await team.boris.sees(f"#{number} · Printer"))
    asked = await team.boris.says(f"/unban {number}")
    await team.boris.sees("no ban to lift", after=asked)
    await team.boris.says(f"/ban {number} 2h spam")
    await team.boris.taps("Lift the ban", "can’t write to us")
    await team.boris.says(f"/ban {number} 2h spam again")
    await team.boris.sees("can’t write to us", "spam again")
    await team.desk.quiet()
    async with team.desk.database.write() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        await session.execute(
            update(User).where(User.id == team.anna.id).values(banned_until=past)
        )
    await team.anna.private.says("Two hours later")
    await team.boris.sees("Two hours later")
    async with team.desk.database.read() as session:
        query = select(Event).where(Event.kind.in_((EventKind.BANNED, EventKind.UNBANNED)))
        events = list(await session.scalars(query.order_by(Event.id)))
    kinds = [event.kind.value for event in events]
    assert kinds == ["banned", "unbanned"] * 3
    assert events[0].after["reason"] == "spam"
    assert events[-1].before["reason"] == "spam again"
    assert [event.actor_id for event in events] == [team.boris.user_id] * 5 + [None]
    await team.boris.taps("More", f"#{number}")
    await team.boris.taps("Log", f"#{number}")
    await team.boris.sees("Customer banned · Boris", "spam again", "Ban lifted")


async def test_only_administrators_ban_and_only_requesters_are_banned(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    for text in (f"/ban {number} 3d spam", f"/unban {number}", "/ban"):
        asked = await team.clara.says(text)
        await team.clara.sees("Only an administrator", after=asked)
    data = f"lb:{team.anna.id}"
    assert "administrator" in await team.clara.presses(card["message_id"], data)
    assert "no ban" in await team.boris.presses(card["message_id"], data)
    assert "no ban" in await team.boris.presses(card["message_id"], "lb:987654321")
    for text in (f"/ban {number}", f"/ban {number} 3d", f"/ban {number} spam", "/ban 3d spam",
                 "/unban", f"/unban {number} please"):  # fmt: skip
        asked = await team.boris.says(text)
        await team.boris.sees("ban 1042", after=asked)
    asked = await team.boris.says("/ban 99999 3d spam")
    await team.boris.sees("no such ticket", after=asked)
    await team.anna.private.says("/ban 1001 3d spam")
    await team.anna.private.sees("I don’t know /ban")
    await team.anna.private.says("I may still write")
    await team.boris.sees("I may still write")


async def test_an_anonymous_administrator_bans_and_nobody_of_the_team_is_banned(
    desk: Desk,
) -> None:
    boris, clara = await desk.agents("Boris", "Clara")
    await desk.start()
    own = Chat(desk.http, clara.user_id, clara.user_id)
    await own.says("My own printer")
    await own.taps("New ticket", "My own printer")
    await own.taps("Other", "What is it about?")
    await own.taps("Low", "How urgent")
    await own.says("Printer")
    await own.taps("No files", "attach")
    await own.taps("Send", "review")
    await boris.sees("Printer")
    await desk.post(
        f"/chats/{desk.group_id}/members",
        user_id=boris.user_id,
        status="creator",
        is_anonymous=True,
    )
    await clara.says("I am Clara of the team")
    await desk.quiet()
    await boris.says("/ban 1001 3d spam", anonymous=True)
    await boris.sees("Clara is in the team")

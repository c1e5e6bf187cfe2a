"""Somebody's own data: said what is kept, erased at their request, nothing of it left anywhere."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.buttons import Queue
from bot.rules.lists import Look, Shown
from storage.enums import DraftKind, Priority, Status
from storage.models import Draft, InboxRow, Rating, Ticket, User
from storage.models.people import FIRST_NOBODY
from tests.conftest import Team, open_ticket
from tests.erasing import MARK, dump, erase, raw_pages, said_by_bot, shown
from tests.people import Chat, find_button, labels, words


async def much_is_said(team: Team, anna: Chat) -> list[int]:
    """A requester and the team say everything that can be said, all of it marked."""
    boris, clara = team.boris, team.clara
    first = await open_ticket(anna, f"{MARK} subject", f"{MARK} description")
    card = await clara.sees(f"#{first}", f"{MARK} description")
    reply = {"reply_to": card["message_id"]}
    await clara.taps("Take", f"#{first}")
    answer = await clara.says(f"{MARK} answer", **reply)
    await anna.sees(f"{MARK} answer")
    await clara.edits(answer, f"{MARK} answer edited")
    await anna.sees(f"{MARK} answer edited")
    taken = await clara.says(f"{MARK} taken back", **reply)
    await anna.sees(f"{MARK} taken back")
    await clara.says("/withdraw", reply_to=taken)
    await anna.gone(f"{MARK} taken back")
    await boris.says(f"/note {MARK} note", **reply)
    await boris.says(f"/subject {first} {MARK} other subject")
    await boris.sees(f"{MARK} other subject")
    await clara.album(f"{MARK} album of ours", "", **reply)
    said = await anna.says(f"{MARK} more")
    await clara.sees(f"{MARK} more")
    await anna.edits(said, f"{MARK} more edited")
    copy = await clara.sees(f"{MARK} more edited")
    await anna.photo(f"{MARK} photo")
    await anna.album(f"{MARK} album", "")
    await anna.sends(document={"name": f"{MARK}.pdf"})
    await anna.sends(contact={"phone_number": "+1", "first_name": f"{MARK} contact"})
    await clara.sees(f"{MARK} album")
    await team.desk.quiet()
    await anna.taps("Open", "is with our team")
    await anna.says(f"/search {MARK}")
    await boris.says(f"/find {MARK}")
    await boris.sees(f"🔍 {MARK}")
    await boris.says("/tickets")
    await boris.sees("not closed", MARK)
    await boris.taps("More", f"#{first}")
    await boris.taps("Conversation", f"#{first}")
    await boris.sees("🔒 Boris", f"{MARK} note")
    await boris.taps("Log", f"#{first}")
    for command in (
        "/who",
        "/log",
        "/transcript",
        "/transcript {} with notes",
        "/tag {} zqxmarktag",
    ):
        await boris.says(command.format(first) if "{}" in command else f"{command} {first}")
    await boris.sees("📄 #", MARK, "internal notes")
    await boris.says(f"/split {MARK} split", reply_to=copy["message_id"])
    await anna.sees("a ticket of its own now")
    await boris.says(f"/resolve {first}")
    await anna.taps("4 ⭐", "How was our help")
    await anna.says(f"{MARK} comment")
    await boris.sees(f"{MARK} comment")
    second = await open_ticket(anna, f"{MARK} second", f"{MARK} second text")
    await anna.says("/new")
    await anna.taps("Billing", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.says(f"{MARK} never sent")
    await anna.sees("What happened?")
    await team.desk.quiet()
    return [first, second]


async def test_nothing_that_was_erased_is_left_anywhere(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    marked = {"last_name": MARK, "username": MARK}
    anna = (await team.desk.person(f"Anna{MARK}", **marked)).private
    await anna.says(f"/start {MARK}")
    await anna.sees("🆕 New ticket")
    await anna.says("/cancel")
    first, second = await much_is_said(team, anna)
    other = await team.ticket("Anna Petrova's own", "Not to be touched")
    async with team.desk.database.write() as session:  # given up once, and kept whole
        for update_id, lane in ((-1, anna.chat_id), (-2, team.desk.group_id)):
            card = await team.clara.sees(f"#{first}", MARK)
            about = {"message_id": card["message_id"], "chat": {"id": team.desk.group_id}}
            now = datetime.now(UTC)
            session.add(
                InboxRow(
                    update_id=update_id,
                    lane=f"{lane}:{anna.chat_id if update_id == -1 else 5}",
                    payload=json.dumps({"message": {"text": MARK, "reply_to_message": about}}),
                    received_at=now,
                    due_at=now,
                    error=MARK,
                )
            )
    async with team.desk.database.write() as session:
        await session.execute(
            update(InboxRow).where(InboxRow.update_id < 0).values(parked_at=datetime.now(UTC))
        )
    assert MARK in await dump(team.desk.database)
    assert MARK in await said_by_bot(anna)
    caplog.clear()
    await erase(anna)
    await team.desk.quiet()
    found = [line for line in (await dump(team.desk.database)).split("\n") if MARK in line]
    assert found == []
    assert MARK not in await said_by_bot(anna)
    left = [words(m) for m in await team.clara.history() if MARK in shown(m)]
    # Commands of agents, which nothing ties to the ticket.
    assert all(said.startswith(("/subject", "/find", "/split", "/tag")) for said in left), left
    assert MARK not in caplog.text.lower()
    assert MARK not in await raw_pages(team.desk.database)
    async with team.desk.database.write() as session:
        await session.execute(delete(InboxRow).where(InboxRow.update_id < 0))
    # What is counted is still there, of nobody.
    async with team.desk.database.read() as session:
        tickets = {t.number: t for t in await session.scalars(select(Ticket))}
        rating = (await session.scalars(select(Rating))).one()
        assert await session.get(User, anna.chat_id) is None
    assert rating.score == 4
    assert tickets[first].first_responded_at is not None
    assert tickets[first].priority is Priority.HIGH
    assert tickets[second].status is Status.CLOSED
    assert tickets[first].requester_id == tickets[second].requester_id >= FIRST_NOBODY
    assert tickets[other].requester_id == team.anna.id
    assert tickets[other].status is Status.OPEN
    # What the team sees of it.
    asked = await team.boris.says(f"/ticket {first}")
    card = await team.boris.sees(f"#{first}", "erased person", after=asked)
    assert "Erased at the customer’s own request" in words(card)
    assert labels(card) == ["🧾 Log"]
    await team.boris.taps("Log", f"#{first}", after=asked)
    await team.boris.sees("Erased at the customer’s own request · erased person", after=asked)
    asked = await team.boris.says(f"/find {MARK}")
    await team.boris.sees("Nothing found", after=asked)
    asked = await team.boris.says("/tickets")
    listed = await team.boris.sees("Tickets", after=asked)
    await team.boris.presses(
        listed["message_id"], Queue(Look(Shown.CLOSED).code(), 0, 0, 0, 0).pack()
    )
    await team.boris.sees(f"#{first} · 🗑 erased person", f"#{second} · 🗑", after=asked)
    asked = await team.boris.says(f"/reopen {first}")
    await team.boris.sees("nothing left to do", after=asked)
    asked = await team.boris.says("Hello?", reply_to=card["message_id"])
    await team.boris.sees("nothing left to do", after=asked)
    # They may come back, and are somebody new.
    asked = await anna.says("/tickets")
    await anna.sees("no tickets yet", after=asked)
    third = await open_ticket(anna, "Fresh start", "Hello again")
    await team.boris.sees(f"#{third}", "Hello again", f"Anna{MARK}")
    asked = await anna.says(f"/ticket {first}")
    await anna.sees("no such ticket", after=asked)


async def test_it_is_asked_twice_and_every_question_holds_once(team: Team) -> None:
    number = await team.ticket()
    anna = team.anna.private
    page = await anna.says("/privacy")
    await anna.sees("What is kept", "Why", "What Telegram keeps", after=page, button="Get my data")
    shown = (await anna.sees("What is kept", after=page))["message_id"]
    await anna.taps("Erase my data", "What is kept", after=page)
    first = find_button(await anna.sees("Erase all your data?", after=page), "Go on")
    assert first is not None
    await anna.taps("Keep my data", "Erase all your data?", after=page)
    await anna.sees("Nothing was erased", after=page)
    assert "This question is over" in await anna.presses(shown, first)
    await anna.presses(shown, "pv:erase:0")
    first = find_button(await anna.sees("Erase all your data?", after=page), "Go on")
    assert first is not None
    # Neither the second answer to the first question, nor one that was never asked.
    assert "is over" in await anna.presses(shown, first.replace("sure", "now"))
    assert "is over" in await anna.presses(shown, "pv:now:1")
    await anna.presses(shown, first)
    sure = await anna.sees("can’t be undone", "1 ticket", "1 message", "isn’t closed", after=page)
    assert "banned" not in words(sure)
    second = find_button(sure, "Erase everything now")
    assert second is not None
    assert "is over" in await anna.presses(shown, first)
    async with team.desk.database.write() as session:  # ten minutes later
        await session.execute(
            update(Draft)
            .where(Draft.kind == DraftKind.ERASURE)
            .values(due_at=datetime.now(UTC) - timedelta(seconds=1))
        )
    assert "is over" in await anna.presses(shown, second)
    await erase(anna)
    assert "is over" in await anna.presses(shown, second)
    await anna.sees("your data is erased")
    card = await team.boris.says(f"/ticket {number}")
    await team.boris.sees("erased person", after=card)


async def test_a_ban_takes_no_rights_away_and_outlives_the_erasure(team: Team) -> None:
    number = await team.ticket()
    anna = team.anna.private
    await team.boris.says(f"/ban {number} forever Much {MARK}")
    await team.boris.sees("until the ban is lifted", MARK)
    await anna.says("hello?")
    await anna.sees("You can’t write to us", MARK)
    asked = await anna.says("/privacy")
    await anna.taps("Erase my data", "Your data", after=asked)
    await anna.taps("Go on", "Erase all your data?", after=asked)
    await anna.sees("You are banned, and that stays so", after=asked)
    await anna.taps("Erase everything now", "Really erase?", after=asked)
    await anna.sees("your data is erased", after=asked)
    await anna.says("Am I free now?")
    asked = await anna.says("/new")
    await team.desk.quiet()
    assert not [m for m in await anna.history() if m["message_id"] > asked]
    everything = await dump(team.desk.database)
    assert MARK not in everything
    assert "petrova" not in everything
    assert "free now" not in everything
    asked = await team.boris.says("/ban")
    await team.boris.taps("erased person may write again", "Banned now", after=asked)
    await team.boris.sees("erased person may write to us again", after=asked)
    number = await open_ticket(anna, "Thanks", "for letting me back")
    await team.boris.sees(f"#{number}", "letting me back", "Anna Petrova")


async def test_an_agent_erases_only_what_they_asked_themselves(team: Team) -> None:
    number = await team.ticket()
    clara = Chat(team.desk.http, team.clara.user_id, team.clara.user_id)
    await clara.says("/start")
    await clara.sees("Hello, Clara")
    own = await open_ticket(clara, f"{MARK} subject", "My chair")
    card = await team.clara.sees(f"#{number}")
    await team.clara.says("Unplug it.", reply_to=card["message_id"])
    await team.anna.private.sees("Unplug it.")
    await team.clara.says(f"/note {number} on it")
    await team.desk.quiet()
    await erase(clara)
    await team.desk.quiet()
    assert MARK not in await dump(team.desk.database)
    asked = await team.boris.says(f"/ticket {number}")
    await team.boris.sees(f"#{number}", "Clara", after=asked)
    await team.boris.taps("More", f"#{number}", after=asked)
    await team.boris.taps("Conversation", f"#{number}", after=asked)
    await team.boris.sees("💬 Clara", "Unplug it.", "🔒 Clara", "on it", after=asked)
    asked = await team.boris.says(f"/ticket {own}")
    await team.boris.sees(f"#{own}", "erased person", after=asked)

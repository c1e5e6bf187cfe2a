"""A ticket as a file: whole for the team, and for its requester without a word too many."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from storage.enums import EventKind
from storage.models import Event
from storage.queries import events, tickets
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.erasing import erase
from tests.people import Chat, labels
from tests.topics import Topics, topic_of_new_ticket

MARK = "orchid-7731"
WITHDRAWN = "the wrong account number"


async def file_of(desk: Desk, message: dict[str, Any]) -> str:
    async with desk.http.post(
        f"/bot{desk.playground.token}/getFile", json={"file_id": message["document"]["file_id"]}
    ) as answer:
        path = (await answer.json())["result"]["file_path"]
    async with desk.http.get(f"/file/bot{desk.playground.token}/{path}") as answer:
        return (await answer.read()).decode()


async def documents(chat: Chat) -> list[dict[str, Any]]:
    return [message for message in await chat.history() if "document" in message]


async def receives(desk: Desk, chat: Chat, after: int) -> str:
    """Wait for the next transcript; returns what is in it."""
    message = await chat.sees("📄 #", after=after)
    assert message["document"]["mime_type"] == "text/html"
    return await file_of(desk, message)


async def later(team: Team) -> None:
    """Let the moment pass in which the same ticket is not given again."""
    async with team.desk.database.write() as session:
        await session.execute(
            update(Event)
            .where(Event.kind == EventKind.TRANSCRIPT_TAKEN)
            .values(at=datetime.now(UTC) - timedelta(minutes=1))
        )


async def ticket_with_everything(team: Team) -> int:
    """A ticket with an answer, a note with a file, undecided words and a withdrawn answer."""
    number = await team.ticket()
    boris, clara, anna = team.boris, team.clara, team.anna.private
    card = await boris.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    answer = await boris.says("Please <unplug> it", **reply)
    await anna.sees("Please <unplug> it")
    note = await boris.photo(f"/note {MARK}", **reply)
    assert await boris.reaction(note) == "✍"
    await clara.says(f"undecided {MARK}", reply_to=answer)
    await clara.sees("Is this for Anna")
    wrong = await boris.says(WITHDRAWN, **reply)
    await anna.sees(WITHDRAWN)
    await boris.says("/withdraw", reply_to=wrong)
    await anna.gone(WITHDRAWN)
    await anna.photo("A picture of it")
    await boris.sees("A picture of it")
    return number


async def test_the_team_gets_it_without_notes_unless_asked_for(team: Team) -> None:
    number = await ticket_with_everything(team)
    asked = await team.clara.says(f"/transcript {number}")
    message = await team.clara.sees(f"📄 #{number} · Printer is on fire", after=asked)
    assert message["document"]["file_name"] == f"ticket-{number}.html"
    assert "internal notes" not in message["caption"]
    html = await file_of(team.desk, message)
    assert html.startswith("<!DOCTYPE html>")
    for shown in ("Smoke!", "Please &lt;unplug&gt; it", "Anna Petrova", "📷 photo", WITHDRAWN):
        assert shown in html
    assert "↩️ withdrawn" in html
    assert MARK not in html

    asked = await team.clara.says(f"/transcript #{number} with notes")
    message = await team.clara.sees(f"📄 #{number}", "For the team only", after=asked)
    assert message["document"]["file_name"] == f"ticket-{number}-internal.html"
    html = await file_of(team.desk, message)
    assert html.count(MARK) == 2
    assert "❓ not sent, undecided" in html
    assert "For the team only" in html

    await team.clara.taps("More", f"#{number}")
    await team.clara.taps("Log", f"#{number}")
    await team.clara.sees("Transcript taken · Clara", "Transcript taken, with internal notes")


async def test_the_requester_gets_their_own_without_a_word_too_many(team: Team) -> None:
    number = await ticket_with_everything(team)
    anna = team.anna.private
    asked = await anna.says(f"/transcript {number}")
    html = await receives(team.desk, anna, asked)
    for shown in ("Smoke!", "Please &lt;unplug&gt; it", "A picture of it", "💬 Boris"):
        assert shown in html
    for hidden in (MARK, WITHDRAWN, "withdrawn", "undecided", "note", "Clara", "✓"):
        assert hidden not in html.partition("</style>")[2], hidden
    for words in (f"/transcript {number} notes", "/transcript", f"/transcript {number} заметки"):
        asked = await anna.says(words)
        await anna.sees("Which ticket?", after=asked)
    asked = await anna.says(f"/transcript {number}")
    await anna.sees(f"The file of #{number} has just been sent", after=asked)
    opened = await anna.sees("is with our team", button="Open")
    await later(team)
    asked = await anna.says("/transcript", reply_to=opened["message_id"])
    assert MARK not in await receives(team.desk, anna, asked)
    await anna.taps("Open", "is with our team")
    before = await anna.says("/cancel")
    await anna.sees("nothing to cancel", after=before)
    save = (f"#{number} · Printer is on fire", "A picture of it")
    assert "just been sent" in await anna.taps("💾 Save", *save)
    await later(team)
    assert await anna.taps("💾 Save", *save) == ""
    assert MARK not in await receives(team.desk, anna, before)
    async with team.desk.database.read() as session:
        log = await events.slice_of(session, await ticket_id(team, number), 0, 1000)
    taken = [event for event in log if event.kind is EventKind.TRANSCRIPT_TAKEN]
    assert [(event.actor_id, event.after) for event in taken] == [
        (team.anna.id, {"notes": False})
    ] * 3


async def ticket_id(team: Team, number: int) -> Any:
    async with team.desk.database.read() as session:
        found = await tickets.by_number(session, number)
    assert found is not None
    return found.id


async def test_nobody_else_gets_it(team: Team) -> None:
    number = await ticket_with_everything(team)
    eve = (await team.desk.person("Eve")).private
    await eve.says("/start")
    await eve.sees("Hello, Eve")
    own = await open_ticket(eve, "Lamp", "It is dark")
    page = await eve.sees("is with our team", button="Open")
    for wanted in (number, 999_999, 0):
        asked = await eve.says(f"/transcript {wanted}")
        refused = await eve.sees("There is no such ticket", after=asked)
        assert refused["text"] == "There is no such ticket."
        answer = await eve.presses(page["message_id"], f"t:{wanted}:transcript")
        assert answer == "There is no such ticket."
    # A member of the team is a requester like any other in their private chat.
    clara = Chat(team.clara.http, team.clara.user_id, team.clara.user_id)
    await clara.says("/start")
    asked = await clara.says(f"/transcript {number} notes")
    await clara.sees("Which ticket?", after=asked)
    asked = await clara.says(f"/transcript {number}")
    await clara.sees("There is no such ticket", after=asked)
    await team.desk.quiet()
    assert await documents(eve) == []
    assert await documents(clara) == []
    asked = await eve.says(f"/transcript {own}")
    assert "It is dark" in await receives(team.desk, eve, asked)


async def test_it_goes_by_reply_and_says_how(team: Team) -> None:
    number = await ticket_with_everything(team)
    card = await team.boris.sees(f"#{number}")
    asked = await team.boris.says("/transcript notes", reply_to=card["message_id"])
    assert MARK in await receives(team.desk, team.boris, asked)
    for words in (f"/transcript {number} 7", "/transcript", f"/transcript {number} everything"):
        asked = await team.boris.says(words)
        await team.boris.sees("Which ticket?", "/transcript 1042 notes", after=asked)
    asked = await team.boris.says("/transcript 424242")
    await team.boris.sees("There is no such ticket", after=asked)


async def test_in_a_topic_it_is_that_ticket(forum: Topics) -> None:
    number, topic = await topic_of_new_ticket(forum)
    boris = forum.team.boris
    asked = await boris.says("/transcript", message_thread_id=topic.id)
    message = await boris.sees(f"📄 #{number}", after=asked)
    assert message["message_thread_id"] == topic.id
    assert "Smoke!" in await file_of(forum.desk, message)


async def test_the_group_s_language_and_the_requester_s(team: Team) -> None:
    number = await team.ticket()
    await team.anna.private.says("/language")
    await team.anna.private.taps("Русский", "Which language")
    await team.anna.private.sees("Договорились")
    asked = await team.anna.private.says(f"/transcript {number}")
    html = await receives(team.desk, team.anna.private, asked)
    assert '<html lang="ru">' in html
    assert "Составлено" in html
    page = await team.anna.private.says(f"/ticket {number}")
    shown = await team.anna.private.sees(f"#{number}", after=page, button="Сохранить")
    assert "📋 Мои тикеты" in labels(shown)
    asked = await team.clara.says(f"/transcript {number} заметки")
    assert '<html lang="en">' in await receives(team.desk, team.clara, asked)


async def test_there_is_no_file_of_an_erased_ticket(team: Team) -> None:
    number = await team.ticket()
    await team.boris.sees(f"#{number}")
    await erase(team.anna.private)
    asked = await team.boris.says(f"/transcript {number}")
    await team.boris.sees(f"#{number} was erased at the customer’s own request", after=asked)

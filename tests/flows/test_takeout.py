"""Somebody takes their own data along: all that they said and received, and nothing else."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from storage.enums import ContentKind, Delivery, DraftKind, Priority, Status
from storage.models import Draft, Ticket, TicketMessage
from tests.conftest import Team, open_ticket
from tests.people import Chat

HIDDEN = "zqxhidden"  # in all that Anna must never read


async def content_of(team: Team, message: dict[str, Any]) -> str:
    desk = team.desk
    async with desk.http.post(
        f"/bot{desk.playground.token}/getFile", json={"file_id": message["document"]["file_id"]}
    ) as answer:
        path = (await answer.json())["result"]["file_path"]
    async with desk.http.get(f"/file/bot{desk.playground.token}/{path}") as answer:
        return (await answer.read()).decode()


async def takes(team: Team, chat: Chat) -> tuple[str, Any]:
    """Ask for one's data; returns the HTML and the JSON."""
    asked = await chat.says("/privacy")
    await chat.taps("Get my data", "Your data", after=asked)
    readable = await chat.sees("Your data, to read", after=asked)
    plain = await chat.sees("The same for other programs", after=asked)
    assert readable["document"]["file_name"] == "my-data.html"
    assert plain["document"]["file_name"] == "my-data.json"
    return await content_of(team, readable), json.loads(await content_of(team, plain))


async def test_all_that_was_said_and_received_and_nothing_else(team: Team) -> None:
    anna, boris, clara = team.anna.private, team.boris, team.clara
    number = await team.ticket("Printer <b>on</b> fire", "Smoke & flames")
    card = await clara.sees(f"#{number}")
    reply = {"reply_to": card["message_id"]}
    await clara.says("Please unplug it", **reply)
    await anna.sees("Please unplug it")
    wrong = await clara.says(f"{HIDDEN} withdrawn", **reply)
    await anna.sees(f"{HIDDEN} withdrawn")
    await clara.says("/withdraw", reply_to=wrong)
    await anna.gone(HIDDEN)
    await boris.says(f"/note {HIDDEN} note", **reply)
    undecided = await boris.says(f"{HIDDEN} undecided", reply_to=wrong)
    await boris.sees("Is this for Anna", after=undecided)
    await anna.photo("A picture of it")
    await boris.sees("A picture of it")
    other = await team.desk.person(HIDDEN, last_name=HIDDEN)
    await other.private.says("/start")
    await open_ticket(other.private, f"{HIDDEN} subject", f"{HIDDEN} text")
    await boris.says(f"/tag {number} {HIDDEN}-tag")
    await boris.says(f"/link {number} {number + 1}")
    await anna.says("Another matter")
    another = await boris.sees("Another matter")
    await boris.says("/split", reply_to=another["message_id"])
    await anna.sees("a ticket of its own now")
    await boris.says(f"/resolve {number}")
    await anna.taps("5 ⭐", "How was our help")
    await anna.says("Very quick")
    await boris.sees("Very quick")
    start = await anna.says("/new")
    await anna.taps("Billing", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.says("An unsent subject")
    await anna.sees("What happened?", after=start)
    html, data = await takes(team, anna)
    assert "Printer &lt;b&gt;on&lt;/b&gt; fire" in html
    for said in ("Smoke &amp; flames", "Please unplug it", "A picture of it", "Very quick"):
        assert said in html
    assert data["you"]["first_name"] == "Anna"
    assert data["you"]["telegram_id"] == team.anna.id
    ticket, split = data["tickets"]
    assert ticket["number"] == number
    assert split["came_with"] == {"language_code": "en"}
    assert ticket["rating"] | {"rated_at": ""} == {
        "stars": 5,
        "comment": "Very quick",
        "rated_at": "",
    }
    heard = [(message["from"], message["text"]) for message in ticket["messages"]]
    assert heard == [
        ("you", "Smoke & flames"),
        ("Clara", "Please unplug it"),
        ("you", "A picture of it"),
        ("you", "Another matter"),
    ]
    assert ticket["messages"][2]["files"][0]["kind"] == "photo"
    assert data["not_sent_yet"] == ["An unsent subject"]
    whole = html + json.dumps(data)
    assert HIDDEN not in whole
    for internal in ("Boris", "assignee", "events", "note", "file_id", "split", "tag"):
        assert internal not in json.dumps(data)


async def test_once_a_minute_in_ones_own_language_and_despite_a_ban(team: Team) -> None:
    olga = (await team.desk.person("Ольга", language="ru")).private
    await olga.says("/start")
    await olga.sees("Ольга")
    asked = await olga.says("/privacy")
    await olga.taps("Получить мои данные", "Что хранится", after=asked)
    page = await olga.sees("Что хранится", after=asked)
    html = await olga.sees("Ваши данные для чтения", after=asked)
    assert '<html lang="ru">' in await content_of(team, html)
    assert "Через минуту" in await olga.presses(page["message_id"], "pv:get:0")
    async with team.desk.database.write() as session:
        await session.execute(
            update(Draft)
            .where(Draft.kind == DraftKind.TAKEOUT)
            .values(due_at=datetime.now(UTC) - timedelta(seconds=1))
        )
    assert await olga.presses(page["message_id"], "pv:get:0") == ""
    await team.desk.quiet()
    assert len([m for m in await olga.history() if "document" in m]) == 4
    number = await team.ticket()
    await team.boris.says(f"/ban {number} 3d Shouting")
    await team.boris.sees("can’t write to us")
    _, data = await takes(team, team.anna.private)
    assert data["you"]["banned"]["reason"] == "Shouting"
    assert [ticket["number"] for ticket in data["tickets"]] == [number]
    await team.anna.private.says("/tickets")
    await team.anna.private.sees("You can’t write to us")


async def test_somebody_with_a_thousand_tickets(team: Team) -> None:
    now, ids = datetime.now(UTC), [uuid.uuid4() for _ in range(1000)]
    async with team.desk.database.write() as session:
        await session.execute(
            insert(Ticket),
            [
                {
                    "id": ticket_id,
                    "number": 5000 + index,
                    "requester_id": team.anna.id,
                    "subject": f"Matter {index}",
                    "description": "",
                    "description_entities": [],
                    "status": Status.OPEN,
                    "priority": Priority.LOW,
                    "message_count": 1,
                    "file_count": 0,
                    "is_received": True,
                    "source": {},
                    "created_at": now,
                    "updated_at": now,
                }
                for index, ticket_id in enumerate(ids)
            ],
        )
        await session.execute(
            insert(TicketMessage),
            [
                {
                    "id": uuid.uuid4(),
                    "ticket_id": ticket_id,
                    "position": 1,
                    "author_id": team.anna.id,
                    "kind": ContentKind.TEXT,
                    "text": "said so",
                    "entities": [],
                    "extra": {},
                    "is_internal": False,
                    "is_staff_reply": False,
                    "is_undecided": False,
                    "delivery": Delivery.DELIVERED,
                    "created_at": now,
                }
                for ticket_id in ids
            ],
        )
    anna = team.anna.private
    html, data = await takes(team, anna)
    assert len(data["tickets"]) == 1000
    assert "Matter 999" in html
    asked = await anna.says("/privacy")
    await anna.taps("Erase my data", "Your data", after=asked)
    await anna.taps("Go on", "Erase all your data?", after=asked)
    await anna.sees("of 1,000 tickets", after=asked)
    await anna.taps("Erase everything now", "Really erase?", after=asked)
    await anna.sees("your data is erased", after=asked)
    await team.boris.sees("Erased at the customer’s own request: #5000, #5001", "…")

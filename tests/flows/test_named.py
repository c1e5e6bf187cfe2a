"""A command that replies to one ticket and names another: nobody's words go to the wrong one."""

from tests.conftest import Team
from tests.people import words


async def test_reply_and_number_must_not_mean_different_tickets(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    card = (await team.boris.sees(f"#{second} · Second"))["message_id"]
    for command in (f"/subject {first} For the first", f"/ban {first} 3d spam"):
        asked = await team.boris.says(command, reply_to=card)
        await team.boris.sees(f"about #{second}, but the command names #{first}", after=asked)
    await team.boris.sees(f"#{second} · Second")
    assert "For the first" not in await team.anna.private.everything()
    await team.boris.says(f"/subject {second} {first} pages are missing", reply_to=card)
    await team.boris.sees(f"#{second} · {first} pages are missing")
    await team.boris.says("/subject 9999 pages are missing", reply_to=card)
    await team.boris.sees(f"#{second} · 9999 pages are missing")


async def test_a_note_that_names_another_ticket_than_its_reply_goes_to_neither(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    card = (await team.boris.sees(f"#{second} · Second"))["message_id"]
    asked = await team.boris.says(f"/note {first} call back", reply_to=card)
    await team.boris.sees(f"about #{second}, but the command names #{first}", after=asked)
    for number in (first, second):
        asked = await team.boris.says(f"/log {number}")
        log = await team.boris.sees("📜", f"#{number}", after=asked)
        assert "note" not in words(log).lower()
    for text in (f"/note {second} call back", "/note 9999 pages are missing"):
        note = await team.boris.says(text, reply_to=card)
        assert await team.boris.reaction(note) == "✍"
    await team.boris.taps("More", f"#{second} · Second")
    await team.boris.taps("Conversation", f"#{second} · Second")
    page = await team.boris.sees("💬", f"#{second}", "9999 pages are missing")
    assert f"{second} call back" not in words(page)

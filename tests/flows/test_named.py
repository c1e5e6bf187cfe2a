"""A command that replies to one ticket and names another: nobody's words go to the wrong one."""

from tests.conftest import Team


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

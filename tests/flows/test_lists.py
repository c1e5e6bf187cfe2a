"""Lists of tickets: chips that filter, an order to choose, pages that keep both."""

import asyncio

from tests.conftest import Team, open_ticket
from tests.people import Chat, find_button, labels, words


async def choose(chat: Chat, message_id: int, *path: str) -> dict[str, object]:
    """Press buttons of one message, each as soon as it is there; returns the message."""
    for label in path:
        message = await chat.sees(button=label, after=message_id - 1)
        assert message["message_id"] == message_id
        data = find_button(message, label)
        assert data is not None
        await chat.presses(message_id, data)
    return await chat.sees(after=message_id - 1)


def listed(message: dict[str, object]) -> list[int]:
    """The numbers of the tickets that a list shows, in its order."""
    return [
        int(line.split("#")[1].split(" ·")[0])
        for line in words(message).split("\n")
        if "#" in line and " · " in line
    ]


async def test_a_desk_without_tickets_and_one_that_is_done(team: Team) -> None:
    asked = await team.boris.says("/tickets")
    await team.boris.sees("No tickets yet", after=asked)
    number = await open_ticket(team.anna.private, "Printer is on fire", "Smoke!")
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("closed", f"#{number}")
    asked = await team.boris.says("/tickets")
    await team.boris.sees("All done", after=asked)


async def test_a_requester_filters_their_list(team: Team) -> None:
    anna = team.anna.private
    numbers = [await open_ticket(anna, f"Matter {n}", "Text") for n in range(8)]
    card = await team.boris.sees(f"#{numbers[0]}", button="Take")
    for number in numbers[:7]:
        await team.boris.presses(card["message_id"], f"sp:{number}:urgent")
    await team.boris.presses(card["message_id"], f"sc:{numbers[1]}:1")
    await team.boris.presses(card["message_id"], f"c:{numbers[2]}:close")
    said = await anna.says("/tickets")
    shown = (await anna.sees("8 tickets", after=said))["message_id"]
    assert labels(await anna.sees("8 tickets", after=said))[:3] == [
        "Status ▾",
        "Category ▾",
        "Priority ▾",
    ]
    await choose(anna, shown, "Priority", "Urgent")
    page = await anna.sees("7 tickets", button="🔴 Urgent ▾", after=said)
    assert listed(page) == numbers[6:0:-1]
    await choose(anna, shown, "Older")
    page = await anna.sees("7 tickets", button="Newer", after=said)
    assert listed(page) == numbers[0:1]
    assert "🔴 Urgent ▾" in labels(page)
    await choose(anna, shown, "Urgent", "All")
    await anna.sees("8 tickets", after=said)
    await choose(anna, shown, "Category", "Billing")
    page = await anna.sees("1 ticket", button="Billing ▾", after=said)
    assert listed(page) == [numbers[1]]
    await choose(anna, shown, "Status", "closed")
    page = await anna.sees("No tickets like this", button="🔒 closed ▾", after=said)
    await choose(anna, shown, "Show all")
    await anna.sees("8 tickets", after=said)
    await choose(anna, shown, "Status", "🔒 closed")
    page = await anna.sees("1 ticket", after=said)
    assert listed(page) == [numbers[2]]
    await choose(anna, shown, f"#{numbers[2]}")
    await anna.sees(f"#{numbers[2]} · Matter 2", "🔒 closed", after=shown)


async def test_a_requesters_list_is_theirs_whatever_the_button_says(team: Team) -> None:
    number = await team.ticket()
    tom = await team.desk.person("Tom")
    await tom.private.says("/start")
    await tom.private.sees("Hello, Tom")
    said = await tom.private.says("/tickets")
    mine = await tom.private.sees("no tickets yet", after=said)
    for data in (
        "ol:a-n-a:0:0",
        f"ol:a-n-a:0:{number + 1}",
        f"ol:a-n-b:0:{number - 1}",
        "ol:ohnca:2:0",
        "q:n-n-a:0:0:0:0",
        "ol:a-l-a:0:0",
        "ol:x-n-a:0:0",
        f"ol:a-n-a:{2**52}:{2**52}",
        "ol:a-n-a:-1:-1",
    ):
        await tom.private.presses(mine["message_id"], data)
        await team.desk.quiet()
        assert f"#{number}" not in await tom.private.everything(), data


async def test_the_team_filters_orders_and_turns_pages(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    numbers = [await open_ticket(anna, f"Matter {n}", "Text") for n in range(10)]
    card = await boris.sees(f"#{numbers[0]}", button="Take")
    await boris.presses(card["message_id"], f"c:{numbers[3]}:take")
    await boris.presses(card["message_id"], f"sp:{numbers[4]}:urgent")
    await boris.presses(card["message_id"], f"c:{numbers[5]}:close")
    said = await boris.says("/tickets")
    first = await boris.sees("9 tickets not closed", after=said)
    shown = first["message_id"]
    open_now = [number for number in numbers if number != numbers[5]]
    assert listed(first) == open_now[:0:-1]
    await choose(boris, shown, "Newest first", "Oldest first")
    page = await boris.sees("9 tickets", button="Oldest first ▾", after=said)
    assert listed(page) == open_now[:8]
    await choose(boris, shown, "Next ›")
    page = await boris.sees("9 tickets", button="‹ Back", after=said)
    assert listed(page) == open_now[8:]
    await choose(boris, shown, "Everybody’s", "Mine")
    page = await boris.sees("Tickets of Boris", after=said)
    assert listed(page) == [numbers[3]]
    # Whoever presses further goes on reading Boris's.
    await choose(team.clara, shown, "Not closed", "in progress")
    page = await boris.sees("Tickets of Boris", button="🔵 in progress ▾", after=said)
    assert listed(page) == [numbers[3]]
    await choose(boris, shown, "Boris", "Nobody’s yet")
    await boris.sees("No tickets like this", after=said)
    await choose(boris, shown, "in progress", "Not closed")
    page = await boris.sees("nobody has taken", "8 tickets", after=said)
    assert listed(page) == [number for number in open_now if number != numbers[3]]
    await choose(boris, shown, "Priority", "Urgent")
    page = await boris.sees("nobody has taken", "1 ticket", after=said)
    assert listed(page) == [numbers[4]]
    await choose(boris, shown, "Category", "Billing")
    await boris.sees("No tickets like this", after=said)
    await choose(boris, shown, "Billing", "Technical")
    await boris.sees("nobody has taken", "1 ticket", after=said)
    await choose(boris, shown, f"#{numbers[4]}")
    await boris.sees(f"#{numbers[4]}", button="Take", after=shown)
    said = await boris.says("/mine")
    page = await boris.sees("Tickets of Boris", after=said)
    assert listed(page) == [numbers[3]]


async def test_who_waits_longest_comes_first(team: Team) -> None:
    anna, boris = team.anna.private, team.boris
    first = await open_ticket(anna, "First", "Text")
    second = await open_ticket(anna, "Second", "Text")
    third = await open_ticket(anna, "Third", "Text")
    card = await boris.sees(f"#{first}", button="Take")
    await boris.says("Which model?", reply_to=card["message_id"])
    asked = await anna.sees("Which model?")
    said = await boris.says("/tickets")
    shown = (await boris.sees("3 tickets not closed", after=said))["message_id"]
    await choose(boris, shown, "Newest first", "Waiting longest")
    page = await boris.sees("2 tickets", "⏳", after=said)
    assert listed(page) == [second, third]
    # Instants in the order go by whole seconds.
    await asyncio.sleep(1.1)
    await anna.says("The big one", reply_to=asked["message_id"])
    await boris.sees("The big one")
    await choose(boris, shown, "Not closed", "All")
    page = await boris.sees("3 tickets", "⏳", after=said)
    assert listed(page) == [second, third, first]
    for act in ("resolve", "reopen"):
        await boris.presses(card["message_id"], f"c:{second}:{act}")
    await choose(boris, shown, "All", "Not closed")
    page = await boris.sees("3 tickets", "⏳", button="Not closed ▾", after=said)
    assert listed(page)[0] == third

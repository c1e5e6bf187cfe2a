"""Many tickets at once: lists stand in for the cards that would wait too long."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.loops.limits import Limits, Pace, Window
from bot.services import digest
from storage.engine import Database
from storage.enums import OutboxState
from storage.models import OutboxRow
from storage.queries import digests
from tests.conftest import Team, gather, open_ticket
from tests.desk import desk_on
from tests.erasing import erase
from tests.people import Person, labels, words
from tests.topics import EMOJI, Topics

SLOW = Limits(overall=(), private=(), group=(Window(1, 12.0),), topics=())
LONG = 60.0


@pytest.fixture
async def flooded(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Team]:
    monkeypatch.setattr(digest, "SHORT", 1)
    monkeypatch.setattr(digest, "MANY", 2)
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url, SLOW) as desk:
        yield await gather(desk)


async def crowd(team: Team) -> list[tuple[Person, int]]:
    """Open tickets faster than the group may be told."""
    people = [await team.desk.person(name) for name in ("Ann", "Bea", "Cleo", "Dora", "Emma")]
    return list(await asyncio.gather(*(_opens(person) for person in people)))


async def _opens(person: Person) -> tuple[Person, int]:
    return await _sends(person, await _fills_in(person))


async def _fills_in(person: Person) -> int:
    chat = person.private
    start = await chat.says("/new")
    await chat.taps("Technical", "What is it about?", after=start)
    await chat.taps("High", "How urgent", after=start)
    await chat.sees("Sum it up", after=start)
    await chat.says(f"Trouble of {person.name} <b>&")
    await chat.sees("What happened?", after=start)
    await chat.says(f"Words of {person.name}")
    await chat.sees("attach", after=start)
    await chat.photo()
    await chat.taps("Next ›", "attach", after=start)
    await chat.sees("review", after=start, button="Send")
    return start


async def _sends(person: Person, start: int) -> tuple[Person, int]:
    chat = person.private
    await chat.taps("Send", "review", after=start)
    receipt = await chat.sees("#", f"Trouble of {person.name}", after=start)
    return person, int(receipt["text"].split("#")[1].split()[0])


async def test_a_list_stands_in_and_its_buttons_make_the_cards(flooded: Team) -> None:
    people = await crowd(flooded)
    shown = await flooded.boris.sees("tickets", button="#1002", patience=LONG)
    named = sorted(number for _, number in people if f"#{number}" in words(shown))
    assert len(named) >= 2
    assert labels(shown) == [f"#{number}" for number in named]
    for person, number in people:
        await person.private.sees("is with our team", f"#{number}", patience=LONG)
    number = named[-1]
    name = next(person.name for person, its in people if its == number)
    await flooded.boris.taps(f"#{number}", "tickets")
    after = shown["message_id"]
    await flooded.boris.sees(
        f"Trouble of {name} <b>&", f"Words of {name}", after=after, patience=LONG
    )
    await flooded.desk.quiet(patience=90)
    pictures = [message for message in await flooded.boris.history() if "photo" in message]
    assert len(pictures) == len(people) - len(named) + 1  # the others wait for their cards


async def test_lists_go_on_until_the_queue_is_short(
    flooded: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [await flooded.desk.person(name) for name in ("Fay", "Gil", "Hal")]
    starts = await asyncio.gather(*map(_fills_in, late))
    await crowd(flooded)
    first = await flooded.boris.sees("tickets", button="#1002", patience=LONG)
    monkeypatch.setattr(digest, "MANY", 100)
    opened = await asyncio.gather(*map(_sends, late, starts))
    last = max(number for _, number in opened)
    await flooded.boris.sees(
        "tickets", after=first["message_id"], button=f"#{last}", patience=LONG
    )


async def test_a_list_that_waits_takes_in_what_came_since(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "SHORT", 1)
    monkeypatch.setattr(digest, "MANY", 2)
    url = database.url.render_as_string(hide_password=False)
    slower = replace(SLOW, group=(Window(1, 15.0),))
    async with desk_on(database, url, slower) as desk:
        team = await gather(desk)
        late = [await desk.person(name) for name in ("Fay", "Gil")]
        starts = await asyncio.gather(*map(_fills_in, late))
        people = await crowd(team)
        async with asyncio.timeout(LONG):
            while not await waiting_lists(database):
                await asyncio.sleep(0.1)
        monkeypatch.setattr(digest, "MANY", 100)
        people += await asyncio.gather(*map(_sends, late, starts))
        shown = await team.boris.sees("tickets", button="#1002", patience=2 * LONG)
        card = await team.boris.sees("Trouble of", button="Take")
        numbers = {f"#{number}" for _, number in people}
        assert set(labels(shown)) == {n for n in numbers if n not in words(card)}


async def waiting_lists(database: Database) -> int:
    """How many lists have not left yet."""
    query = select(func.count(OutboxRow.id)).where(
        OutboxRow.logical.startswith(digests.PREFIX), OutboxRow.state == OutboxState.PENDING
    )
    async with database.read() as session:
        return await session.scalar(query) or 0


async def test_a_ticket_gets_its_card_when_its_requester_goes_on(flooded: Team) -> None:
    people = await crowd(flooded)
    shown = await flooded.boris.sees("tickets", button="#1002", patience=LONG)
    person, number = next(
        (person, its) for person, its in reversed(people) if f"#{its}" in words(shown)
    )
    said = await person.private.says("And now it is worse")
    after = shown["message_id"]
    card = await flooded.boris.sees(f"Trouble of {person.name}", after=after, patience=LONG)
    later = await flooded.boris.sees("And now it is worse", after=after, patience=LONG)
    assert later["message_id"] > card["message_id"]
    assert await person.private.reaction(said, patience=LONG) == "👌"
    await flooded.boris.says(f"Coming, #{number}", reply_to=later["message_id"])
    await person.private.sees(f"Coming, #{number}")


async def test_a_list_survives_the_desks_end(flooded: Team) -> None:
    people = await crowd(flooded)
    await flooded.desk.stop()
    await flooded.desk.start()
    for person, number in people:
        await person.private.sees("is with our team", f"#{number}", patience=90)
    everything = await flooded.boris.everything()
    assert all(f"#{number}" in everything for _, number in people)


async def test_a_list_that_goes_with_somebodys_data_leaves_nobody_else_unseen(
    flooded: Team,
) -> None:
    people = await crowd(flooded)
    shown = await flooded.boris.sees("tickets", button="#1002", patience=LONG)
    named = [(person, number) for person, number in people if f"#{number}" in words(shown)]
    for person, number in people:
        await person.private.sees("is with our team", f"#{number}", patience=LONG)
    gone, *others = named
    await erase(gone[0].private)
    await flooded.boris.gone(f"Trouble of {gone[0].name}", patience=LONG)
    for person, _ in others:
        await flooded.boris.sees(f"Trouble of {person.name}", patience=LONG)
    assert f"Trouble of {gone[0].name}" not in await flooded.boris.everything()


@pytest.fixture
async def flooded_forum(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Topics]:
    monkeypatch.setattr(digest, "SHORT", 1)
    monkeypatch.setattr(digest, "MANY", 2)
    url = database.url.render_as_string(hide_password=False)
    slow = replace(SLOW, topics=(Window(1, 12.0),))
    async with desk_on(database, url, slow) as desk:
        team = await gather(desk)
        await asyncio.sleep(1.1)  # Telegram tells whole seconds
        await desk.post(f"/chats/{desk.group_id}", is_forum=True)
        await team.boris.says("Topics are on")
        await desk.quiet()
        yield Topics(team)


async def test_a_list_stands_in_for_topics_too(
    flooded_forum: Topics, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = flooded_forum.team
    people = await crowd(team)
    shown = await team.boris.sees("tickets", button="#100", patience=LONG)
    monkeypatch.setattr(Pace, "free_at", lambda *_: 0.0)  # what follows need not wait
    named = sorted(number for _, number in people if f"#{number}" in words(shown))
    assert len(named) >= 2
    assert labels(shown) == [f"#{number}" for number in named]
    assert not shown.get("is_topic_message")
    for person, number in people:
        await person.private.sees("is with our team", f"#{number}", patience=LONG)
    await team.desk.quiet()
    assert len(flooded_forum.now()) == len(people) - len(named)
    asked, goes_on = named[0], named[-1]
    await team.boris.taps(f"#{asked}", "tickets")
    person = next(person for person, its in people if its == goes_on)
    said = await person.private.says("And now it is worse")
    assert await person.private.reaction(said, patience=LONG) == "👌"
    await team.desk.quiet()
    for number in (asked, goes_on):
        topic = flooded_forum.of(number)
        card, *below = await flooded_forum.said(topic.id)
        name = next(person.name for person, its in people if its == number)
        assert f"Trouble of {name} <b>&" in words(card)
        assert f"Words of {name}" in words(card)
        assert "photo" in below[0]
        assert [words(m).split("\n")[-1] for m in below[1:]] == (
            ["And now it is worse"] if number == goes_on else []
        )
        assert EMOJI[topic.icon_custom_emoji_id] == "❗"
        await team.boris.says(f"Coming, #{number}", message_thread_id=topic.id)
    await person.private.sees(f"Coming, #{goes_on}")
    assert len(flooded_forum.now()) == len(people) - len(named) + 2
    await team.clara.taps("Resolve", f"#{goes_on}", "Trouble")
    await person.private.sees("resolved", f"#{goes_on}", patience=LONG)
    await team.desk.quiet()
    assert EMOJI[flooded_forum.of(goes_on).icon_custom_emoji_id] == "✅"


async def test_few_tickets_get_their_cards(flooded: Team) -> None:
    await open_ticket(flooded.anna.private, "Printer is on fire", "Smoke")
    await open_ticket(flooded.anna.private, "Keyboard is sticky", "Honey")
    await flooded.boris.sees("Keyboard is sticky", "Honey", patience=LONG)
    assert "Too many" not in await flooded.boris.everything()

"""Telegram's worse hours: nothing lost, doubled, out of order, or said when it was not so."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.engine.default import DefaultDialect

from bot.loops.limits import Limits
from bot.services.outgoing import Outgoing
from storage.engine import Database
from storage.models import ChatPause
from tests.conftest import Team, open_ticket
from tests.desk import Desk, desk_on
from tests.people import Chat, find_button, words
from tests.points.process import lost


async def forgiven(desk: Desk) -> None:
    async with desk.http.delete("/play/misbehave"):
        pass


async def card_of(chat: Chat, number: int, after: int = 0) -> tuple[int, dict[str, str]]:
    """Return the card's message id and the data of two of its buttons."""
    card = await chat.sees(f"#{number}", after=after, button="Take")
    return card["message_id"], {
        label: find_button(card, label) or "" for label in ("Take", "Resolve")
    }


async def text_of(chat: Chat, message_id: int) -> str:
    return next(words(m) for m in await chat.history() if m["message_id"] == message_id)


async def test_an_older_edit_that_failed_never_undoes_a_newer_one(team: Team) -> None:
    number = await team.ticket()
    card, buttons = await card_of(team.boris, number)
    group = team.desk.group_id
    await team.desk.post("/misbehave", method="editMessageText", how="500", delay=1, chat_id=group)
    await team.boris.presses(card, buttons["Take"])
    await team.clara.presses(card, buttons["Resolve"])
    await team.desk.quiet()
    assert "resolved" in await text_of(team.boris, card)


async def test_a_button_works_before_its_message_is_written_down(team: Team) -> None:
    anna = team.anna.private
    late = {"method": "sendMessage", "how": "late_answer", "seconds": 5, "chat_id": team.anna.id}
    await team.desk.post("/misbehave", **late)
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.sees("How urgent", after=start)


async def test_a_form_that_failed_to_come_never_comes_after_a_newer_one(team: Team) -> None:
    anna = team.anna.private
    await team.desk.post(
        "/misbehave", method="sendMessage", how="reset", delay=1, chat_id=team.anna.id
    )
    await anna.says("/new")
    await anna.says("My printer burns")
    await anna.says("/cancel")
    await team.desk.quiet()
    assert "What is it about?" not in await anna.everything()


@contextmanager
def commits_unanswered(monkeypatch: pytest.MonkeyPatch, table: str, times: int) -> Iterator[None]:
    """Have the connection break just after commits that added to a table."""
    left = [None] * times
    do_commit: Any = DefaultDialect.do_commit

    def executed(conn: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql.lstrip().startswith(f"INSERT INTO {table} "):
            conn.info["is_watched"] = True

    def commit(dialect: Any, connection: Any) -> None:
        is_watched = connection.info.pop("is_watched", False)
        do_commit(dialect, connection)
        if is_watched and left:
            left.pop()
            raise lost(dialect)

    event.listen(Engine, "after_cursor_execute", executed)
    monkeypatch.setattr(DefaultDialect, "do_commit", commit)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", executed)
        monkeypatch.undo()
    assert not left, "never came to it"


async def test_what_is_written_down_twice_takes_nothing_away(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await team.ticket()
    with commits_unanswered(monkeypatch, "message_links", 3):
        await team.boris.taps("Take", f"#{number}")
        await team.clara.taps("Resolve", f"#{number}")
        await team.anna.private.sees("How was our help")
        await team.anna.private.says("/new")
        await team.anna.private.sees("What is it about?")
        await team.desk.quiet()
    said = await team.anna.private.everything()
    assert "How was our help" in said
    assert "What is it about?" in said


async def test_an_edit_of_what_failed_to_be_sent_is_not_lost(team: Team) -> None:
    group = team.desk.group_id
    await team.desk.post(
        "/misbehave", method="sendMessage", how="reset", delay=2, chat_id=group, saying="Smoke!"
    )
    await open_ticket_unseen(team.anna.private, "Printer is on fire", "Smoke!")
    await team.anna.private.photo()
    await team.boris.sees("Printer is on fire", "📎 1 file")
    await team.desk.quiet()


async def test_edits_outlast_a_bad_minute(team: Team) -> None:
    number = await team.ticket()
    card, buttons = await card_of(team.boris, number)
    await team.desk.post("/misbehave", method="editMessageText", how="502html", times=4)
    await team.boris.presses(card, buttons["Take"])
    await team.desk.quiet()
    assert "in progress · Boris" in await text_of(team.boris, card)


async def test_a_429_for_a_press_silences_nobody(team: Team) -> None:
    number = await team.ticket()
    card, buttons = await card_of(team.boris, number)
    await team.desk.post("/misbehave", method="answerCallbackQuery", how="429", seconds=60)
    await team.boris.act("press", message_id=card, data=buttons["Take"])
    await team.anna.private.says("still burning")
    await team.boris.sees("still burning")
    async with team.desk.database.read() as session:
        assert not list(await session.scalars(select(ChatPause)))


async def test_a_pause_for_all_survives_a_restart(team: Team) -> None:
    await team.desk.post("/misbehave", method="sendMessage", how="429", seconds=60, times=3)
    people = [await team.desk.person(name) for name in ("Dora", "Emil", "Fritz")]
    for person in people:
        await person.private.says("/start")
    while team.desk.playground.world.misbehaviour.orders:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    await team.desk.stop()
    await team.desk.start()
    await team.anna.private.says("/tickets")
    await asyncio.sleep(1.5)
    assert "any tickets" not in await team.anna.private.everything()
    async with team.desk.database.read() as session:
        pauses = {pause.chat_id for pause in await session.scalars(select(ChatPause))}
    assert pauses == {0, *(person.id for person in people)}


async def test_a_card_sent_to_a_group_while_it_was_upgraded_is_made_anew(desk: Desk) -> None:
    boris, _ = await desk.agents("Boris", "Clara", kind="group")
    anna = await desk.person("Anna")
    await desk.start()
    old = desk.group_id
    await desk.post(
        "/misbehave", method="sendMessage", how="late_answer", seconds=1.5, chat_id=old
    )
    upgrade = asyncio.create_task(_upgraded(desk, boris))
    await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    new = await upgrade
    card = await new.sees("Printer is on fire", button="Take")
    await desk.quiet()
    await new.says("coming", reply_to=card["message_id"])
    await anna.private.sees("coming")


async def _upgraded(desk: Desk, agent: Chat) -> Chat:
    await agent.sees("Printer is on fire")
    moved = await desk.post(f"/chats/{desk.group_id}/migrate")
    return Chat(agent.http, moved["id"], agent.user_id)


async def test_held_answers_go_first_also_when_nobody_said_that_the_block_is_over(
    team: Team,
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.blocks_the_bot()
    await team.boris.sees("has blocked the bot", f"#{number}")
    first = await team.boris.says("one", reply_to=card["message_id"])
    await team.boris.sees("Not delivered: Anna", after=first)
    await team.desk.stop()
    await team.anna.unblocks_the_bot()
    team.desk.playground.world.updates.pending.clear()  # Telegram forgets after a day
    await team.desk.start()
    second = await team.boris.says("two", reply_to=card["message_id"])
    await team.anna.private.sees("two")
    assert await team.boris.reaction(first) == await team.boris.reaction(second) == "👌"
    said = [words(m).split("\n")[-1] for m in await team.anna.private.history()]
    assert [text for text in said if text in ("one", "two")] == ["one", "two"]
    await team.desk.quiet()
    assert "blocked" not in await text_of(team.boris, card["message_id"])


async def test_look_ups_that_hang_hold_up_nobody_else(desk: Desk) -> None:
    agents = await desk.agents(*(f"Agent{n}" for n in range(20)))
    anna = await desk.person("Anna")
    await desk.start()
    number = await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    await agents[0].sees(f"#{number}")
    await desk.post("/misbehave", method="getChatMember", how="hang", seconds=20, times=1000)
    for agent in agents:
        await agent.says("hm")
    await asyncio.sleep(0.5)
    for n in range(5):
        await anna.private.says(f"burning {n}")
    await agents[0].sees("burning 4")
    await forgiven(desk)


async def test_receipts_of_a_silenced_chat_hold_up_nobody_else(team: Team) -> None:
    await team.ticket()
    mine = await team.anna.private.says("hello?")
    await team.desk.quiet()
    await team.desk.stop()
    now = datetime.now(UTC)
    async with team.desk.database.write() as session:
        session.add(ChatPause(chat_id=team.desk.group_id, until=now + timedelta(minutes=5)))
        out = Outgoing(session, now)
        for n in range(60):
            out.react(team.desk.group_id, n + 1, "👌")
        out.react(team.anna.id, mine, "❤")
    await team.desk.start()
    while await team.anna.private.reaction(mine) != "❤":
        await asyncio.sleep(0.05)


async def test_words_that_telegram_fails_on_hold_up_their_ticket_only(team: Team) -> None:
    group = team.desk.group_id
    await team.desk.post(
        "/misbehave", method="sendMessage", how="500", times=1000, saying="cursed", chat_id=group
    )
    dora = await team.desk.person("Dora")
    await open_ticket_unseen(team.anna.private, "Printer", "cursed")
    number = await open_ticket(dora.private, "Scanner", "blessed")
    await team.boris.sees(f"#{number}", "blessed")
    await forgiven(team.desk)
    await team.boris.sees("cursed", patience=40)


async def open_ticket_unseen(chat: Chat, subject: str, text: str) -> None:
    """Open a ticket whose card cannot come."""
    start = await chat.says("/new")
    await chat.taps("Technical", "What is it about?", after=start)
    await chat.taps("High", "How urgent", after=start)
    await chat.says(subject)
    await chat.sees("What happened?", after=start)
    await chat.says(text)
    await chat.taps("No files", "attach", after=start)
    await chat.taps("Send", "review", after=start)


async def test_albums_count_as_all_their_messages(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url, Limits()) as desk:
        await desk.post("/limits", on=True)
        boris, _ = await desk.agents("Boris", "Clara")
        anna = await desk.person("Anna")
        await desk.start()
        await open_ticket(anna.private, "Printer is on fire", "Smoke!")
        await boris.sees("Smoke!")
        for _ in range(2):
            await anna.private.album(*[""] * 10)
        await asyncio.sleep(8)
        await desk.stop()
        assert (await desk.get("/state"))["flooded"] == 0

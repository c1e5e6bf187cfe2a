"""Telegram away, overloaded, or keeping us out: it passes without a hand, and nothing is false."""

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.conftest import Team, under_way
from tests.people import Chat, words
from tests.points.look import falsehoods


async def forgiven(team: Team) -> None:
    async with team.desk.http.delete("/play/misbehave"):
        pass


async def in_order(chat: Chat, *said: str) -> list[str]:
    """Which of these words the bot showed in a chat, in order, each as often as it did."""
    shown = [words(m) for m in await chat.history() if m["from"]["is_bot"]]
    return [line for show in shown for line in show.splitlines() if line in said]


async def polled_again(team: Team) -> None:
    while team.desk.playground.world.updates.pending:
        await asyncio.sleep(0.05)


async def standing(team: Team, status: str, **more: Any) -> None:
    """Change what the bot is in the staff group."""
    path = f"/chats/{team.desk.group_id}/members"
    bot_id = team.desk.playground.world.bot_id
    await team.desk.post(path, user_id=bot_id, status=status, **more)


@pytest.mark.parametrize("how", ["502html", "reset", "500"])
async def test_an_outage_passes(team: Team, how: str) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}", button="Resolve")
    await team.desk.quiet()
    anna, boris = team.anna.private, team.boris
    await team.desk.post("/misbehave", method="*", how=how, times=100_000)
    mine = [await anna.says("first"), await anna.says("second")]
    theirs = await boris.says("unplug it", reply_to=card["message_id"])
    await polled_again(team)  # all of it is stored while nothing can be sent
    await team.desk.post("/misbehave", method="getUpdates", how=how, times=100_000)
    await anna.says("third")
    await boris.says(f"/resolve {number}")
    await asyncio.sleep(6)  # every call has failed several times
    assert await falsehoods(team.desk, is_quiet=False) == []
    await forgiven(team)
    await team.desk.quiet()
    assert await in_order(boris, "first", "second", "third") == ["first", "second", "third"]
    assert await in_order(anna, "unplug it") == ["unplug it"]
    for chat, message in ((anna, mine[0]), (anna, mine[1]), (boris, theirs)):
        assert await chat.reaction(message) == "👌"
    await anna.sees(f"#{number}", "resolved")
    await boris.sees(f"#{number}", "✅ resolved")
    assert await falsehoods(team.desk, is_quiet=True) == []


async def test_a_storm_of_429_only_delays(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    group = team.desk.group_id
    await team.desk.post("/misbehave", method="*", how="429", seconds=1, times=4, chat_id=group)
    said = [f"burning {n}" for n in range(6)]
    for text in said:
        await team.anna.private.says(text)
    await team.desk.quiet()
    assert await in_order(team.boris, *said) == said


async def test_a_call_that_hangs_holds_up_its_chat_only_and_is_made_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    monkeypatch.setattr("bot.loops.transport.READ_TIMEOUT_S", 1.5)
    await team.desk.post(
        "/misbehave", method="sendMessage", how="hang", seconds=4, chat_id=team.anna.id
    )
    theirs = await team.boris.says("unplug it", reply_to=card["message_id"])
    dora = await team.desk.person("Dora")
    await dora.private.says("/start")
    await dora.private.sees("Hello, Dora")
    assert not await team.boris.has_reaction(theirs)
    await team.desk.quiet()
    assert await team.boris.reaction(theirs) == "👌"
    await asyncio.sleep(3)  # until what hung has been done after all
    assert len(await in_order(team.anna.private, "unplug it")) <= 2


async def test_updates_that_come_twice_change_nothing_twice(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}", button="Take")
    await team.desk.quiet()
    await team.desk.stop()
    await team.anna.private.says("still burning")
    await team.boris.says("unplug it", reply_to=card["message_id"])
    await team.boris.says("/note rude fellow", reply_to=card["message_id"])
    updates = team.desk.playground.world.updates
    again = list(updates.pending)
    await team.desk.start()
    await team.desk.quiet()
    before = [await team.boris.everything(), await team.anna.private.everything()]
    await team.desk.stop()
    updates.pending.extend(again)
    await team.desk.start()
    await team.desk.quiet()
    assert [await team.boris.everything(), await team.anna.private.everything()] == before


async def test_a_second_poller_only_delays(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    said = [f"burning {n}" for n in range(4)]
    url = f"{team.desk.playground.url}/bot{team.desk.playground.token}/getUpdates"
    async with aiohttp.ClientSession() as other:
        for text in said:
            async with other.post(url, json={"timeout": 1}) as answer:
                await answer.read()
            await team.anna.private.says(text)
    await team.desk.quiet()
    assert await in_order(team.boris, *said) == said


@pytest.mark.parametrize("how", ["kicked", "left"])
async def test_removed_from_the_group_and_put_back(team: Team, how: str) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, how)
    mine = [await team.anna.private.says(text) for text in ("first", "second")]
    dora = (await team.desk.person("Dora")).private
    await dora.says("/start")
    await dora.sees("Hello, Dora")  # private chats go on
    await team.desk.stop()
    await team.desk.start()  # also a restart meanwhile changes nothing
    await asyncio.sleep(2)
    assert not any([await team.anna.private.has_reaction(message) for message in mine])
    await standing(team, "administrator")
    await team.desk.quiet()
    assert await in_order(team.boris, "first", "second") == ["first", "second"]
    for message in mine:
        assert await team.anna.private.reaction(message) == "👌"


async def test_a_refusal_that_comes_after_the_bot_was_put_back(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, "kicked")
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="sendMessage", saying="first", how="late_answer", seconds=3
    )
    mine = await team.anna.private.says("first")
    await under_way(team)
    await standing(team, "administrator")
    await team.boris.sees("first")
    assert await team.anna.private.reaction(mine) == "👌"


async def test_a_refusal_that_comes_after_a_requester_let_the_bot_in_again(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}", button="Take")
    await team.desk.quiet()
    await team.anna.blocks_the_bot()
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="sendMessage", saying="unplug it", how="late_answer", seconds=3
    )
    theirs = await team.boris.says("unplug it", reply_to=card["message_id"])
    await under_way(team)
    await team.anna.unblocks_the_bot()
    await team.anna.private.sees("unplug it")
    assert await team.boris.reaction(theirs) == "👌"


async def test_muted_and_allowed_to_write_again(team: Team) -> None:
    await team.ticket()
    await team.desk.quiet()
    await standing(team, "restricted", permissions={"can_send_messages": False})
    mine = [await team.anna.private.says(text) for text in ("first", "second")]
    await asyncio.sleep(2)
    assert not any([await team.anna.private.has_reaction(message) for message in mine])
    await standing(team, "administrator")
    await team.boris.sees("second", patience=10)  # at once, not when the next try is due
    await team.desk.quiet()
    assert await in_order(team.boris, "first", "second") == ["first", "second"]


async def test_a_press_on_a_card_that_is_not_written_down_yet(team: Team) -> None:
    group = team.desk.group_id
    await team.desk.post(
        "/misbehave", method="sendMessage", how="late_answer", seconds=1.5, chat_id=group
    )
    opening = asyncio.create_task(team.ticket())
    await team.boris.taps("Take", "Printer is on fire")
    number = await opening
    await team.boris.sees(f"#{number}", "🔵 in progress · Boris")

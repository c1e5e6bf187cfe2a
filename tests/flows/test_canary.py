"""No word is ever read by a stranger, whatever people do: a walk through all doors at random.

A longer one: `python -m tests.canary --steps 5000 [--seed S] [--postgres]`; here, too, the
environment may say CANARY_STEPS and CANARY_SEED.
"""

import json
import os

import pytest

from bot.handlers import ROUTES
from tests.canary.doors import BUTTONS, COMMANDS
from tests.canary.marks import Leak, Said
from tests.canary.walk import Walk
from tests.desk import Desk

SEED = int(os.environ.get("CANARY_SEED", "2"))
STEPS = int(os.environ.get("CANARY_STEPS", "0"))  # 0: until every door was opened
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def test_no_door_is_missing_in_the_walk() -> None:
    doors = {door for route in ROUTES for door in route.doors}
    assert doors == {*COMMANDS, *BUTTONS}


async def test_no_mark_is_read_by_whom_it_is_not_for(desk: Desk) -> None:
    async with Walk(desk, SEED) as walk:
        steps = STEPS or len(walk.shuffled())
        await walk.go(steps // 2)
        await walk.switch(is_forum=True)
        await walk.go(steps - steps // 2)
        await walk.lookout.look_into_exports()
    assert walk.lookout.read > steps


async def call(desk: Desk, method: str, **params: object) -> None:
    """Have the bot do something that nobody decided on."""
    path = f"/bot{desk.playground.token}/{method}"
    async with desk.http.post(path, json=params) as answer:
        assert answer.status == 200, await answer.text()


@on_sqlite
async def test_the_walk_finds_a_leak_in_every_place(desk: Desk) -> None:
    async with Walk(desk, SEED) as walk:
        anna, petr, _ = walk.requesters
        clara, lookout, speech = walk.agents[1], walk.lookout, walk.speech
        note = Said("note", clara.id, 0, is_secret=True)
        words = speech.of_requester(petr.id, 0)
        answer = Said("answer", clara.id, 0, {anna.id})
        gone = Said("words", anna.id, 0, {anna.id}, is_erased=True)
        await call(desk, "sendMessage", chat_id=anna.id, text=speech.words(answer))
        await lookout.look(None)

        async def leaks(method: str, **params: object) -> None:
            await call(desk, method, **params)
            with pytest.raises(Leak, match="zq"):
                await lookout.look(None)
            await lookout.look(None)  # each is told of once

        await leaks("sendMessage", chat_id=anna.id, text=speech.words(note))
        await leaks("sendMessage", chat_id=anna.id, text=speech.words(words))
        await leaks("sendMessage", chat_id=petr.id, text=speech.words(answer))
        await leaks("sendMessage", chat_id=desk.group_id, text=speech.words(gone))
        contact = {"phone_number": "+1", "first_name": walk.marks.new(words)}
        await leaks("sendContact", chat_id=anna.id, **contact)
        label = [[{"text": walk.marks.new(note), "callback_data": "x"}]]
        await leaks(
            "sendMessage",
            chat_id=anna.id,
            text="A button",
            reply_markup={"inline_keyboard": label},
        )
        message_id = max(desk.playground.world.chats[anna.id].messages)
        await leaks(
            "editMessageText", chat_id=anna.id, message_id=message_id, text=speech.words(words)
        )
        world = desk.playground.world
        world.queries["1"] = (world.now(), anna.id, anna.id, message_id)
        await leaks("answerCallbackQuery", callback_query_id="1", text=walk.marks.new(note))
        for chat_id, name in ((anna.id, "my-data.json"), (desk.group_id, "ticket-1.html")):
            data = json.dumps({"text": speech.words(note)}).encode()
            file = world.files.add("document", name=name, data=data)
            await leaks("sendDocument", chat_id=chat_id, document=file.file_id)

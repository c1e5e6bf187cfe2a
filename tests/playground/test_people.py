"""The people's side: what the page sees and does."""

import asyncio
from typing import Any

import pytest
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from tests.playground.conftest import ANNA, BORIS, GROUP, TOM, Town

OTHERS: list[dict[str, Any]] = [
    {"location": {"latitude": 59.9, "longitude": 30.3}},
    {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "T", "address": "A"}},
    {"contact": {"phone_number": "+15550100", "first_name": "Sam"}},
    {"poll": {"question": "Q?", "options": ["a", "b"]}},
    {"dice": {"emoji": "🎲"}},
]


async def test_the_state_at_the_beginning(town: Town) -> None:
    state = await town.get("state")
    assert state["me"]["id"] == town.world.bot_id
    assert [p["first_name"] for p in state["people"]][:2] == ["Анна", "Tom"]
    tom = state["people"][1]
    assert (tom["id"], tom["private_chat_id"], tom["started"], tom["blocked"]) == (
        TOM, TOM, False, False,
    )  # fmt: skip
    group = next(chat for chat in state["chats"] if chat["id"] == GROUP)
    assert group["type"] == "supergroup"
    assert [m["status"] for m in group["members"]] == [
        "creator", "administrator", "administrator",
    ]  # fmt: skip
    assert state["bot"] == {"running": False, "controllable": False}


@pytest.mark.parametrize("body", OTHERS, ids=lambda body: next(iter(body)))
async def test_other_kinds_are_parsed_whole(town: Town, body: dict[str, Any]) -> None:
    await town.send(ANNA, **body)
    message = (await town.updates())[0].message
    assert message
    assert getattr(message, next(iter(body)))


async def test_first_words_start_the_chat(town: Town) -> None:
    await town.say(TOM, "/start deep_link")
    message = (await town.updates())[0].message
    assert message
    assert message.from_user
    assert message.from_user.language_code == "en"
    assert message.entities[0].type == "bot_command"
    await town.bot.send_message(TOM, "hello Tom")


async def test_leading_blanks_reach_the_bot_as_they_are(town: Town) -> None:
    await town.say(ANNA, " \u200b/note x")
    message = (await town.updates())[0].message
    assert message
    assert message.text == " \u200b/note x"


async def test_forwards_tell_their_origin(town: Town) -> None:
    hidden = {"type": "hidden_user", "sender_user_name": "Somebody"}
    await town.say(ANNA, "they said", forward_origin=hidden)
    message = (await town.updates())[0].message
    assert message
    assert message.forward_origin
    assert message.forward_origin.type == "hidden_user"


async def test_blocking_is_told_both_ways(town: Town) -> None:
    await town.do(f"people/{ANNA}/block")
    assert "blocked" in await town.refused(f"chats/{ANNA}/send", **{"as": ANNA, "text": "x"})
    await town.do(f"people/{ANNA}/unblock")
    changes = [u.my_chat_member for u in await town.updates()]
    assert [c.new_chat_member.status for c in changes if c] == ["kicked", "member"]


async def test_refusals_are_sentences(town: Town) -> None:
    path = f"chats/{GROUP}/send"
    assert await town.refused(path, **{"as": TOM, "text": "x"}) == "Tom is not in this group."
    assert "nobody with the id 999" in await town.refused(path, **{"as": 999, "text": "x"})
    assert "nothing to send" in await town.refused(path, **{"as": BORIS, "text": " "})
    assert "no message 77" in await town.refused(
        path, **{"as": BORIS, "text": "x", "reply_to": 77}
    )
    assert "4097 characters" in await town.refused(path, **{"as": BORIS, "text": "x" * 4097})
    assert "no chat" in await town.refused("chats/12345/send", **{"as": BORIS, "text": "x"})
    assert "own messages" in await town.refused(
        f"chats/{GROUP}/edit",
        **{"as": BORIS, "message_id": (await town.bot.send_message(GROUP, "x")).message_id,
           "text": "y"},
    )  # fmt: skip


async def test_events_tell_everything_in_order(town: Town) -> None:
    seq = (await town.get("state"))["seq"]
    number = await town.say(ANNA, "hello")
    sent = await town.bot.send_message(ANNA, "yes", disable_notification=True)
    await town.bot.set_message_reaction(ANNA, number, "👍")
    await town.bot.edit_message_text("no", ANNA, sent.message_id)
    await town.bot.send_chat_action(ANNA, "typing")
    await town.bot.delete_message(ANNA, sent.message_id)
    answer = await town.get(f"events?after={seq}&timeout=0")
    assert [event["type"] for event in answer["events"]] == [
        "message", "message", "reaction", "edited", "typing", "deleted",
    ]  # fmt: skip
    assert [event["seq"] for event in answer["events"]] == list(range(seq + 1, seq + 7))
    assert answer["events"][1]["message"]["silent"] is True
    assert answer["events"][5] == {
        "seq": seq + 6, "type": "deleted", "chat_id": ANNA, "message_ids": [sent.message_id],
    }  # fmt: skip


async def test_events_wait(town: Town) -> None:
    seq = (await town.get("state"))["seq"]
    waiting = asyncio.create_task(town.get(f"events?after={seq}&timeout=10"))
    await asyncio.sleep(0.05)
    await town.say(ANNA, "now")
    assert [event["type"] for event in (await waiting)["events"]] == ["message"]


async def test_an_answer_to_a_press_is_an_event(town: Town) -> None:
    sent = await town.bot.send_message(ANNA, "x")
    body = {"as": ANNA, "message_id": sent.message_id, "data": "x"}
    query = (await town.do(f"chats/{ANNA}/press", **body))["query_id"]
    seq = (await town.get("state"))["seq"]
    await town.bot.answer_callback_query(query, "taken", show_alert=True)
    event = (await town.get(f"events?after={seq}&timeout=0"))["events"][0]
    assert (event["type"], event["query_id"], event["user_id"]) == ("answer", query, ANNA)
    assert (event["text"], event["show_alert"]) == ("taken", True)


async def test_messages_are_paged(town: Town) -> None:
    numbers = [await town.say(ANNA, str(n)) for n in range(5)]
    page = await town.get(f"chats/{ANNA}/messages?limit=2")
    assert [m["message_id"] for m in page["messages"]] == numbers[3:]
    older = await town.get(f"chats/{ANNA}/messages?limit=2&before={numbers[3]}")
    assert [m["message_id"] for m in older["messages"]] == numbers[1:3]


async def test_the_calls_of_the_bot_are_kept(town: Town) -> None:
    await town.bot.send_message(ANNA, "x", disable_notification=True)
    await town.error("sendMessage", chat_id=ANNA)
    calls = (await town.get("requests"))["requests"][-2:]
    assert [(c["method"], c["ok"]) for c in calls] == [
        ("sendMessage", True),
        ("sendMessage", False),
    ]
    assert calls[0]["params"]["disable_notification"] is True
    assert calls[1]["error"] == "Bad Request: message text is empty"
    assert (await town.get(f"requests?after={calls[-1]['n']}"))["requests"] == []


async def test_the_narrowest_menu_in_the_persons_language(town: Town) -> None:
    async def menu(user: int, chat: int) -> list[str]:
        answer = await town.get(f"commands?user_id={user}&chat_id={chat}")
        return [command["command"] for command in answer["commands"]]

    private = BotCommandScopeAllPrivateChats()
    assert await menu(ANNA, ANNA) == []
    await town.bot.set_my_commands([BotCommand("usual", "d")])
    await town.bot.set_my_commands([BotCommand("english", "d")], scope=private)
    await town.bot.set_my_commands([BotCommand("russian", "d")], private, language_code="ru")
    await town.bot.set_my_commands([BotCommand("here", "d")], BotCommandScopeChat(GROUP))
    assert await menu(ANNA, ANNA) == ["russian"]
    assert await menu(TOM, TOM) == ["english"]
    assert await menu(BORIS, GROUP) == ["here"]
    assert [c.command for c in await town.bot.get_my_commands(private)] == ["english"]
    await town.bot.delete_my_commands(BotCommandScopeChat(GROUP))
    assert await menu(BORIS, GROUP) == ["usual"]
    for wrong in ("Upper", "with-dash", "x" * 33, ""):
        given = [{"command": wrong, "description": "d"}]
        assert await town.error("setMyCommands", commands=given) == "BOT_COMMAND_INVALID"
    given = [{"command": "ok", "description": "d" * 257}]
    assert await town.error("setMyCommands", commands=given) == "BOT_COMMAND_DESCRIPTION_INVALID"


async def test_the_bots_own_words_about_itself(town: Town) -> None:
    await town.bot.set_my_description("We help.")
    assert (await town.bot.get_my_description(language_code="ru")).description == "We help."
    assert (await town.bot.get_my_name()).name == "Helpdesk"
    await town.bot.set_my_short_description("Help", language_code="en")
    assert (await town.bot.get_my_short_description()).short_description == ""
    assert (await town.bot.get_chat_menu_button()).type == "commands"
    assert "logOut" in await town.error("logOut")


async def test_profiles_change(town: Town) -> None:
    await town.do(f"people/{ANNA}", language_code="en", username=None, first_name="Anna")
    await town.say(ANNA, "hi")
    message = (await town.updates())[0].message
    assert message
    assert message.from_user
    assert (message.from_user.first_name, message.from_user.username) == ("Anna", None)
    assert message.chat.first_name == "Anna"
    fresh = await town.do("people", first_name="Zoë", language_code="fr")
    await town.say(fresh["id"], "salut")
    assert len(await town.updates()) == 1

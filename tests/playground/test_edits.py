"""Editing, deleting, reacting, answering presses."""

import pytest
from telegram import InputMediaPhoto
from telegram.error import BadRequest

from tests.playground.conftest import ANNA, BORIS, GROUP, Town
from tests.playground.test_messages import buttons


async def test_an_edit_without_keyboard_takes_it_away(town: Town) -> None:
    sent = await town.bot.send_message(ANNA, "one", reply_markup=buttons("a"))
    edited = await town.bot.edit_message_text("two", ANNA, sent.message_id)
    assert edited.reply_markup is None  # type: ignore[union-attr]
    assert edited.edit_date  # type: ignore[union-attr]


async def test_an_edit_that_changes_nothing_is_refused(town: Town) -> None:
    sent = await town.bot.send_message(ANNA, "one", reply_markup=buttons("a"))
    with pytest.raises(BadRequest, match="exactly the same as a current content"):
        await sent.edit_text(" one ", reply_markup=buttons("a"))
    await sent.edit_text("one", reply_markup=buttons("b"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_reply_markup(buttons("b"))
    await sent.edit_reply_markup(None)


async def test_what_cannot_be_edited(town: Town) -> None:
    hers = await town.say(ANNA, "mine")
    photo = await town.bot.send_photo(ANNA, _picture(town))
    text = await town.bot.send_message(ANNA, "x")

    async def refusal(method: str, message_id: int, **params: object) -> str:
        return await town.error(method, chat_id=ANNA, message_id=message_id, **params)

    assert await refusal("editMessageText", 999, text="y") == "message to edit not found"
    assert await refusal("editMessageText", hers, text="y") == "message can't be edited"
    assert (
        await refusal("editMessageText", photo.message_id, text="y")
        == "there is no text in the message to edit"
    )
    assert (
        await refusal("editMessageCaption", text.message_id, caption="y")
        == "there is no caption in the message to edit"
    )
    assert "identifier is not specified" in await town.error("editMessageText", text="y")
    await town.do(f"people/{ANNA}/block")
    assert "blocked" in await refusal("editMessageText", text.message_id, text="y")


def _picture(town: Town) -> str:
    return town.world.files.add("photo").file_id


async def test_captions_and_files_change(town: Town) -> None:
    sent = await town.bot.send_photo(ANNA, _picture(town), caption="old")
    edited = await sent.edit_caption("new", reply_markup=buttons("a"))
    assert edited.caption == "new"  # type: ignore[union-attr]
    other = _picture(town)
    edited = await sent.edit_media(InputMediaPhoto(other, caption="other"))
    assert edited.photo[-1].file_id == other  # type: ignore[union-attr]
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_media(InputMediaPhoto(other, caption="other"))
    edited = await sent.edit_caption(None)
    assert edited.caption is None  # type: ignore[union-attr]


async def test_deleting(town: Town) -> None:
    hers = await town.say(ANNA, "mine")
    old = await town.bot.send_message(ANNA, "old")
    assert await town.bot.delete_message(ANNA, hers)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await town.bot.delete_message(ANNA, hers)
    await town.do("settings", clock_offset=49 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await old.delete()
    fresh = await town.bot.send_message(ANNA, "fresh")
    assert await town.bot.delete_messages(ANNA, [fresh.message_id, 999])


async def test_deleting_what_others_wrote_needs_the_right(town: Town) -> None:
    his = await town.say(BORIS, "secret", GROUP)
    await town.do(
        f"chats/{GROUP}/members",
        user_id=town.world.bot_id,
        status="administrator",
        rights={"can_pin_messages": True},
    )
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await town.bot.delete_message(GROUP, his)


async def test_a_press_is_answered_once_and_soon(town: Town) -> None:
    sent = await town.bot.send_message(ANNA, "x", reply_markup=buttons("go"))

    async def press(message_id: int = sent.message_id) -> str:
        body = {"as": ANNA, "message_id": message_id, "data": "go"}
        await town.do(f"chats/{ANNA}/press", **body)
        query = (await town.updates())[-1].callback_query
        assert query
        assert query.data == "go"
        assert query.message
        assert query.message.is_accessible == (message_id == sent.message_id)
        return query.id

    query_id = await press()
    assert "MESSAGE_TOO_LONG" in await town.error(
        "answerCallbackQuery", callback_query_id=query_id, text="x" * 201
    )
    assert await town.bot.answer_callback_query(query_id, "done", show_alert=True)
    for late in (query_id, "12345"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
            await town.bot.answer_callback_query(late)
    query_id = await press(999)
    await town.do("settings", clock_offset=20)
    with pytest.raises(BadRequest, match="Query is too old"):
        await town.bot.answer_callback_query(query_id)


async def test_reactions_the_bot_may_use(town: Town) -> None:
    hers = await town.say(ANNA, "thanks")

    async def refusal(*emoji: str, chat: int = ANNA, message_id: int = hers) -> str:
        reaction = [{"type": "emoji", "emoji": e} for e in emoji]
        return await town.error(
            "setMessageReaction", chat_id=chat, message_id=message_id, reaction=reaction
        )

    assert await town.bot.set_message_reaction(ANNA, hers, "👍")
    assert await town.bot.set_message_reaction(ANNA, hers, "❤")
    shown = (await town.get(f"chats/{ANNA}/messages"))["messages"][-1]
    assert shown["reactions"] == [{"user_id": town.world.bot_id, "emoji": "❤"}]
    assert await town.bot.set_message_reaction(ANNA, hers, None)
    assert await refusal("❤\ufe0f") == "REACTION_INVALID"
    assert await refusal("✅") == "REACTION_INVALID"
    assert await refusal("👍", "🔥") == "REACTION_INVALID"
    assert await refusal("👍", message_id=999) == "message to react not found"
    his = await town.say(BORIS, "x", GROUP)
    await town.do(f"chats/{GROUP}", available_reactions=[])
    assert await refusal("👍", chat=GROUP, message_id=his) == "REACTION_INVALID"


async def test_an_update_keeps_what_was_true_when_it_came(town: Town) -> None:
    number = await town.say(ANNA, "first")
    body = {"as": ANNA, "message_id": number, "text": "second"}
    await town.do(f"chats/{ANNA}/edit", **body)
    first, second = await town.updates()
    assert first.message
    assert first.message.text == "first"
    assert second.edited_message
    assert second.edited_message.text == "second"
    assert second.edited_message.edit_date


async def test_only_supergroups_let_administrators_delete_what_is_old(town: Town) -> None:
    basic = await town.do(
        "chats", type="group", title="Small", members=[BORIS], bot_status="administrator"
    )
    groups = (GROUP, int(basic["id"]))
    his = [await town.say(BORIS, "an old word", group) for group in groups]
    await town.do("settings", clock_offset=49 * 3600)
    assert await town.bot.delete_message(GROUP, his[0])
    assert await town.error("deleteMessage", chat_id=groups[1], message_id=his[1]) == (
        "message can't be deleted for everyone"
    )


async def test_people_change_nothing_in_vain(town: Town) -> None:
    number = await town.say(ANNA, "same")
    path = f"chats/{ANNA}/edit"
    body = {"as": ANNA, "message_id": number, "text": "same"}
    assert "is the same" in await town.refused(path, **body)

"""Sending texts and what is no file."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram.error import BadRequest

from tests.playground.conftest import ANNA, GROUP, TOM, Town


def buttons(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(d, callback_data=d) for d in data]])


async def test_a_text_is_trimmed_and_its_entities_move_along(town: Town) -> None:
    bold = MessageEntity("bold", 2, 5)
    sent = await town.bot.send_message(ANNA, " \nhello 🎉 \n", entities=[bold])
    assert sent.text == "hello 🎉"
    assert sent.entities == (MessageEntity("bold", 0, 5),)


async def test_lengths_count_utf16_units_after_trimming(town: Town) -> None:
    await town.bot.send_message(ANNA, "  " + "🎉" * 2048)
    assert await town.error("sendMessage", chat_id=ANNA, text="🎉" * 2049) == "message is too long"
    for nothing in ("", "  \n ", "\u200b", "\u2060 \ufeff"):
        assert "message text is empty" in await town.error(
            "sendMessage", chat_id=ANNA, text=nothing
        )


async def test_direction_overrides_go_and_entities_behind_them_move(town: Town) -> None:
    sent = await town.bot.send_message(
        ANNA, "a\u202eb\r🎉c", entities=[MessageEntity("code", 6, 1)]
    )
    assert sent.text == "ab🎉c"
    assert sent.parse_entities() == {MessageEntity("code", 4, 1): "c"}


async def test_entities_that_do_not_fit_are_dropped_but_remembered(town: Town) -> None:
    entities = [MessageEntity("bold", 1, 1), MessageEntity("italic", 0, 99)]
    sent = await town.bot.send_message(ANNA, "🎉 yes", entities=entities)
    assert sent.entities == (MessageEntity("italic", 0, 6),)
    assert len(await town.faults()) == 2


async def test_entities_are_understood_or_refused(town: Town) -> None:
    async def refusal(entities: object) -> str:
        return await town.error("sendMessage", chat_id=ANNA, text="hello", entities=entities)

    unknown = [{"type": "blink", "offset": 0, "length": 1}]
    assert await refusal(unknown) == "can't parse MessageEntity: Unsupported type specified"
    assert "url" in await refusal([{"type": "text_link", "offset": 0, "length": 1}])
    found_by_itself = [{"type": "mention", "offset": 0, "length": 1}]
    answer = await town.call("sendMessage", chat_id=ANNA, text="hello", entities=found_by_itself)
    assert "entities" not in answer["result"]


async def test_telegram_finds_links_names_and_commands(town: Town) -> None:
    sent = await town.bot.send_message(ANNA, "🎉 /go @anna #tag example.com a@b.org")
    kinds = {entity.type: text for entity, text in sent.parse_entities().items()}
    assert kinds == {
        "bot_command": "/go",
        "mention": "@anna",
        "hashtag": "#tag",
        "url": "example.com",
        "email": "a@b.org",
    }


async def test_html_is_read_and_its_mistakes_told(town: Town) -> None:
    html = '<b>a<i>b</i></b> &lt;x&gt; <a href="https://e.org/?a=1&amp;b=2">l</a>'
    sent = await town.bot.send_message(ANNA, html, parse_mode="HTML")
    assert sent.text == "ab <x> l"
    assert [e.type for e in sent.entities] == ["bold", "italic", "text_link"]
    for broken, why in (
        ("<b>x", "can't parse entities: Can't find end tag"),
        ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        ("<foo>x</foo>", 'can\'t parse entities: Unsupported start tag "foo" at byte offset 0'),
        ("<b>x</i>", "can't parse entities: Unmatched end tag at byte offset 4"),
    ):
        given = {"chat_id": ANNA, "text": broken, "parse_mode": "HTML"}
        assert (await town.error("sendMessage", **given)).startswith(why)
    await town.bot.send_message(ANNA, "*x*", parse_mode="MarkdownV2")
    assert "HTML" in (await town.faults())[0]


async def test_keyboards_are_checked(town: Town) -> None:
    async def refusal(markup: object) -> str:
        return await town.error("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)

    def one(**button: object) -> dict[str, object]:
        return {"inline_keyboard": [[button]]}

    assert await refusal("{") == "can't parse reply keyboard markup JSON object"
    assert await refusal([]) == "object expected as reply markup"
    assert "Array of Arrays" in await refusal({"inline_keyboard": [{}]})
    assert "Text buttons are unallowed" in await refusal(one(text="x"))
    assert await refusal(one(text="x", callback_data="я" * 33)) == "BUTTON_DATA_INVALID"
    assert await refusal(one(text="x", callback_data="")) == "BUTTON_DATA_INVALID"
    assert "non-empty" in await refusal(one(text=" ", callback_data="a"))
    assert "is invalid" in await refusal(one(text="x", url="nowhere at all"))
    many = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}
    assert await refusal(many) == "reply markup is too long"
    sent = await town.bot.send_message(ANNA, "x", reply_markup=buttons("я" * 32))
    assert sent.reply_markup is not None


async def test_unknown_parameters_and_fields_are_faults(town: Town) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x", "colour": "red"}]]}
    answer = await town.call(
        "sendMessage", chat_id=ANNA, text="x", reply_markup=markup, reply_to_message_id=5
    )
    assert answer["ok"]
    assert await town.faults() == [
        "unknown parameter reply_to_message_id",
        "unknown field reply_markup.inline_keyboard[0][0].colour",
    ]
    assert "not implemented" in await town.error("sendGame", chat_id=ANNA)
    assert (await town.call("sendMesage"))["error_code"] == 404
    assert len(await town.faults()) == 2


async def test_replies_need_their_message(town: Town) -> None:
    asked = await town.say(ANNA, "why?")
    sent = await town.bot.send_message(
        ANNA, "because", reply_parameters=ReplyParameters(asked, quote="wh")
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "why?"
    assert sent.quote is not None
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await town.bot.send_message(ANNA, "x", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    sent = await town.bot.send_message(ANNA, "x", reply_parameters=lenient)
    assert sent.reply_to_message is None


async def test_replies_to_another_chat_tell_its_origin(town: Town) -> None:
    asked = await town.say(ANNA, "why?")
    reply = ReplyParameters(asked, chat_id=ANNA, quote="why")
    sent = await town.bot.send_message(GROUP, "see this", reply_parameters=reply)
    assert sent.reply_to_message is None
    assert sent.external_reply is not None
    assert sent.external_reply.origin.type == "user"
    assert sent.external_reply.chat is None  # only supergroups and channels are named
    assert sent.quote is not None
    back = await town.bot.send_message(
        ANNA, "x", reply_parameters=ReplyParameters(sent.message_id, chat_id=GROUP)
    )
    assert back.external_reply is not None
    assert back.external_reply.chat is not None
    assert back.external_reply.message_id == sent.message_id
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await town.bot.send_message(
            ANNA, "x", reply_parameters=ReplyParameters(999, chat_id=GROUP)
        )


async def test_chats_that_cannot_be_written_to(town: Town) -> None:
    async def refusal(chat_id: object) -> str:
        return await town.error("sendMessage", chat_id=chat_id, text="x")

    assert await refusal("") == "chat_id is empty"
    assert await refusal("--5") == "chat not found"
    assert await refusal(-42) == "chat not found"
    assert await refusal("@nobody") == "chat not found"
    assert await refusal(TOM) == "Forbidden: bot can't initiate conversation with a user"
    await town.do(f"people/{ANNA}/block")
    assert await refusal(ANNA) == "Forbidden: bot was blocked by the user"
    await town.do(f"people/{ANNA}/unblock")
    await town.bot.send_message(ANNA, "welcome back")
    await town.do(f"people/{ANNA}", deactivated=True)
    assert await refusal(ANNA) == "Forbidden: user is deactivated"
    assert "deleted" in await town.refused(f"chats/{ANNA}/send", **{"as": ANNA, "text": "x"})
    left = await town.bot.get_chat(ANNA)
    assert (left.first_name, left.username) == ("", None)


async def test_what_is_no_file(town: Town) -> None:
    bot = town.bot
    assert (await bot.send_location(ANNA, 59.9, 30.3)).location
    assert (await bot.send_venue(ANNA, 59.9, 30.3, "Here", "Street 1")).venue
    assert (await bot.send_contact(ANNA, "+15550100", "Sam")).contact
    poll = (await bot.send_poll(ANNA, "Really?", ["Yes", "No"])).poll
    assert poll
    assert [option.text for option in poll.options] == ["Yes", "No"]
    assert (await bot.send_dice(ANNA)).dice
    assert await bot.send_chat_action(ANNA, "typing")
    assert "latitude is empty" in await town.error("sendLocation", chat_id=ANNA)
    assert "wrong parameter action" in await town.error(
        "sendChatAction", chat_id=ANNA, action="dancing"
    )


async def test_copies_and_forwards(town: Town) -> None:
    asked = await town.say(ANNA, "hello /there")
    forwarded = await town.bot.forward_message(GROUP, ANNA, asked)
    assert forwarded.text == "hello /there"
    assert forwarded.forward_origin
    assert forwarded.forward_origin.type == "user"
    copied = await town.bot.copy_message(GROUP, ANNA, asked)
    assert town.world.chats[GROUP].messages[copied.message_id].json["text"] == "hello /there"
    copies = await town.bot.copy_messages(GROUP, ANNA, [asked, asked + 50])
    assert len(copies) == 1
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await town.bot.copy_message(GROUP, ANNA, 999)
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await town.bot.forward_message(GROUP, ANNA, 999)


async def test_private_chats_share_one_counter_and_supergroups_have_their_own(town: Town) -> None:
    first = await town.say(ANNA, "one")
    assert await town.say(TOM, "two") == first + 1
    assert (await town.bot.send_message(GROUP, "x")).message_id == 1


async def test_parameters_may_come_in_the_address(town: Town) -> None:
    url = f"/bot{town.playground.token}/SENDmessage?chat_id={ANNA}&text=a%2Bb+c"
    async with town.http.get(url) as response:
        assert (await response.json())["result"]["text"] == "a+b c"

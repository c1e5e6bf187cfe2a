"""Everything people send is stored and shown, or refused with a sentence."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storage.enums import ContentKind, Delivery
from storage.models import TicketMessage
from tests.conftest import Team
from tests.people import words


async def stored(team: Team) -> list[TicketMessage]:
    async with team.desk.database.read() as session:
        rows = await session.scalars(
            select(TicketMessage)
            .options(selectinload(TicketMessage.attachments))
            .order_by(TicketMessage.created_at, TicketMessage.position)
        )
        return list(rows)


async def test_an_album_is_one_message_on_both_sides_also_with_a_late_part(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.private.album("", "the smoke", "", "", gap=1.0)
    await team.boris.sees("the smoke")
    await team.desk.quiet()
    album = (await stored(team))[-1]
    assert album.kind is ContentKind.ALBUM
    assert len(album.attachments) == 4
    assert album.text == "the smoke"
    shown = [m for m in await team.boris.history() if "photo" in m]
    assert len(shown) == 4
    assert len({m["media_group_id"] for m in shown}) == 1

    parts = await team.boris.album("do this", "", "", "", gap=1.0, reply_to=card["message_id"])
    await team.anna.private.sees("do this")
    assert await team.boris.reaction(parts[0]) == "👌"
    await team.desk.quiet()
    answer = (await stored(team))[-1]
    assert len(answer.attachments) == 4
    assert answer.delivery is Delivery.DELIVERED
    shown = [m for m in await team.anna.private.history() if m["from"]["is_bot"] and "photo" in m]
    assert len(shown) == 4


async def test_a_part_later_than_that_joins_alone_and_stays_internal_in_a_note(
    team: Team,
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.private.album("so late", "", gap=3.0)
    await team.boris.sees("so late")
    await team.boris.album("/note secret", "", gap=3.0, reply_to=card["message_id"])
    await team.desk.quiet()
    import asyncio

    await asyncio.sleep(3.2)
    await team.desk.quiet()
    rows = await stored(team)
    assert [len(row.attachments) for row in rows[1:]] == [2, 2]
    assert [row.is_internal for row in rows[1:]] == [False, True]
    theirs = await team.anna.private.history()
    assert not [m for m in theirs if m["from"]["is_bot"] and "photo" in m]


NASTY = [
    "<b>&\"'_*[`",
    "😀" * 2048,
    "\u2067evil\u2069 reversed \u2066x\u200f",
    "a" * 4096,
    "line\n\n\n\nbreaks",
    "../../etc/passwd; DROP TABLE tickets;--",
    "{name} { $x } %s \\n",
]


@pytest.mark.parametrize("text", NASTY)
async def test_nasty_texts_are_carried_unchanged(team: Team, text: str) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    said = await team.anna.private.says(text)
    assert await team.anna.private.reaction(said) == "👌"
    answer = await team.boris.says(text, reply_to=card["message_id"])
    assert await team.boris.reaction(answer) == "👌"
    for chat in (team.boris, team.anna.private):
        copies = [m for m in await chat.history() if m["from"]["is_bot"]]
        assert any(text in words(m) for m in copies)
    rows = await stored(team)
    assert [row.text for row in rows[1:]] == [text, text]


async def test_nasty_names_and_subjects(team: Team) -> None:
    sam = await team.desk.person("<b>&\"'", last_name="\u202eMas", username=None)
    from tests.conftest import open_ticket

    await open_ticket(sam.private, "<i>_*[`&", "_*[`<b>\u202e")
    await team.boris.sees("<i>_*[`", "_*[`<b>", "<b>&\"'")


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"document": {"name": "r.pdf", "size": 1234}, "caption": "the report"}, "document"),
        ({"video": {"name": "v.mp4"}}, "video"),
        ({"animation": {"name": "a.gif"}}, "animation"),
        ({"audio": {"name": "a.mp3"}}, "audio"),
        ({"voice": {"name": "v.ogg"}}, "voice"),
        ({"video_note": {"name": "n.mp4"}}, "video_note"),
        ({"sticker": {"name": "s.webp"}}, "sticker"),
        ({"location": {"latitude": 1.5, "longitude": 2.5}}, "location"),
        (
            {
                "venue": {
                    "location": {"latitude": 1.5, "longitude": 2.5},
                    "title": "Office",
                    "address": "Main St 1",
                }
            },
            "venue",
        ),
        ({"contact": {"phone_number": "+4930123", "first_name": "Eve"}}, "contact"),
    ],
)
async def test_every_kind_arrives_on_the_other_side(
    team: Team, body: dict[str, object], key: str
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    sent = (await team.anna.private.sends(**body))[0]
    assert await team.anna.private.reaction(sent) == "👌"
    answer = (await team.boris.sends(**body, reply_to=card["message_id"]))[0]
    assert await team.boris.reaction(answer) == "👌"
    for chat in (team.boris, team.anna.private):
        assert [m for m in await chat.history() if m["from"]["is_bot"] and key in m]


async def test_what_cannot_be_carried_is_refused_with_a_sentence(team: Team) -> None:
    await team.ticket()
    before = await team.anna.private.sends(dice={"emoji": "🎯"})
    await team.anna.private.sees("can’t pass this kind", after=before[0])
    start = await team.anna.private.says("/new")
    await team.anna.private.sees("What is it about?", after=start)
    await team.anna.private.sends(dice={"emoji": "🎲"})
    await team.anna.private.sees("can’t pass this kind", after=start)


async def test_a_forwarded_message_says_where_it_comes_from(team: Team) -> None:
    await team.ticket()
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Mallory <b>"}
    await team.anna.private.says("as she wrote", forward_origin=origin)
    await team.boris.sees("forwarded from Mallory <b>", "as she wrote")


POLL = {"question": "Which day?", "options": ["Monday", "Tuesday"]}


async def test_a_poll_arrives_as_words_on_both_sides(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    asked = (await team.anna.private.sends(poll=POLL))[0]
    await team.boris.sees("📊 poll", "Which day?\n◯ Monday\n◯ Tuesday")
    assert await team.anna.private.reaction(asked) == "👌"
    await team.boris.sends(poll=POLL, reply_to=card["message_id"])
    await team.anna.private.sees("📊 poll", "Which day?\n◯ Monday\n◯ Tuesday")
    rows = await stored(team)
    assert [row.text for row in rows[1:]] == ["Which day?\n◯ Monday\n◯ Tuesday"] * 2


async def test_a_poll_that_begins_like_a_command_is_never_public(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.sends(
        poll={"question": "/note shall we pay?", "options": ["yes", "no"]},
        reply_to=card["message_id"],
    )
    await team.boris.sees("/note")
    await team.desk.quiet()
    assert "shall we pay" not in await team.anna.private.everything()


async def test_a_caption_longer_than_a_bot_may_write_arrives_whole(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    long = "long story " * 300 + "end"
    said = await team.anna.private.photo(long)
    assert await team.anna.private.reaction(said) == "👌"
    answer = (await team.boris.album(long, "", reply_to=card["message_id"]))[0]
    assert await team.boris.reaction(answer) == "👌"
    for chat in (team.boris, team.anna.private):
        await chat.sees(long)
        assert [m for m in await chat.history() if m["from"]["is_bot"] and "photo" in m]
    await team.anna.private.edits(said, long + " of it", caption=True)
    await team.boris.sees(long + " of it")


async def test_formatting_arrives(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    bold = [{"type": "bold", "offset": 3, "length": 4}]
    await team.boris.says("😀 bold 😀", entities=bold, reply_to=card["message_id"])
    message = await team.anna.private.sees("😀 bold 😀")
    text = message["text"].encode("utf-16-le")
    spans = [
        text[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in message["entities"]
        if e["type"] == "bold"
    ]
    assert "bold" in spans


async def test_files_can_be_had_again(team: Team) -> None:
    number = await team.ticket()
    await team.anna.private.photo("first look")
    await team.boris.sees("first look")
    await team.anna.private.says("/tickets")
    await team.anna.private.taps(f"#{number}", "1 ticket")
    await team.anna.private.taps("Files", f"#{number}")
    await team.anna.private.sees("📎 You", "first look")


async def test_edits_arrive_on_the_other_side_marked(team: Team) -> None:
    number = await team.ticket()
    said = await team.anna.private.says("It smels")
    await team.boris.sees("It smels")
    await team.anna.private.edits(said, "It smells")
    await team.boris.sees("It smells", "edited")
    first = next(m for m in await team.anna.private.history() if words(m) == "Smoke!")
    await team.anna.private.edits(first["message_id"], "Smoke and fire!")
    await team.boris.sees(f"#{number}", "Smoke and fire!")

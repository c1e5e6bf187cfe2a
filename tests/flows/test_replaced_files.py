"""A file is put in the place of another by editing the message: ticket and copy follow."""

from typing import Any

from sqlalchemy import select

from storage.enums import EventKind
from storage.models import Event, TicketAttachment
from tests.conftest import Team
from tests.people import Chat


async def shown(chat: Chat, kind: str = "photo") -> list[dict[str, Any]]:
    return [m for m in await chat.history() if m["from"]["is_bot"] and kind in m]


def file_of(message: dict[str, Any], kind: str = "photo") -> str:
    found = message[kind]
    return str((found[-1] if kind == "photo" else found)["file_unique_id"])


async def own(chat: Chat, message_id: int, kind: str = "photo") -> str:
    message = next(m for m in await chat.history() if m["message_id"] == message_id)
    return file_of(message, kind)


async def kept(team: Team) -> list[str]:
    async with team.desk.database.read() as session:
        query = select(TicketAttachment.file_unique_id).order_by(TicketAttachment.position)
        return list(await session.scalars(query))


async def test_a_photo_is_replaced_on_the_other_side_and_the_audit_keeps_both(team: Team) -> None:
    await team.ticket()
    anna = team.anna.private
    said = await anna.photo("the smoke")
    await team.boris.sees("the smoke")
    before = await own(anna, said)
    await anna.act("edit", message_id=said, photo={"name": "better.png"}, caption="this smoke")
    await team.boris.sees("this smoke", "edited")
    await team.desk.quiet()
    after = await own(anna, said)
    assert after != before
    assert [file_of(m) for m in await shown(team.boris)] == [after]
    assert await kept(team) == [after]
    async with team.desk.database.read() as session:
        edit = (
            await session.scalars(select(Event).where(Event.kind == EventKind.MESSAGE_EDITED))
        ).one()
    assert edit.before["file"]["kind"] == edit.after["file"]["kind"] == "photo"
    assert edit.before["file"]["file_id"] != edit.after["file"]["file_id"]


async def test_an_agent_puts_a_file_into_a_text_and_replaces_it_by_another_kind(
    team: Team,
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    said = await team.boris.says("Please read this", reply_to=card["message_id"])
    await team.anna.private.sees("Please read this")
    await team.boris.act(
        "edit", message_id=said, document={"name": "manual.pdf"}, caption="Please read this"
    )
    message = await team.anna.private.sees("Please read this", "edited", button="Reply")
    await team.desk.quiet()
    (message,) = await shown(team.anna.private, "document")
    assert message["document"]["file_name"] == "manual.pdf"
    await team.boris.act("edit", message_id=said, video={"name": "how.mp4"})
    await team.desk.quiet()
    assert not await shown(team.anna.private, "document")
    (message,) = await shown(team.anna.private, "video")
    assert "Please read this" in message["caption"]


async def test_one_part_of_an_album_is_replaced_where_it_stands(team: Team) -> None:
    await team.ticket()
    anna = team.anna.private
    parts = await anna.album("three views", "", "")
    await team.boris.sees("three views")
    await team.desk.quiet()
    await anna.act("edit", message_id=parts[1], photo={"name": "better.png"})
    await team.desk.quiet()
    wanted = [await own(anna, part) for part in parts]
    assert [file_of(m) for m in await shown(team.boris)] == wanted
    assert await kept(team) == wanted
    await team.boris.sees("three views")


async def test_what_has_not_left_yet_leaves_with_the_new_file(team: Team) -> None:
    await team.ticket()
    anna, group = team.anna.private, team.desk.group_id
    for method in ("sendPhoto", "sendMediaGroup"):
        await team.desk.post("/misbehave", method=method, how="429", retry_after=2, chat_id=group)
    single = await anna.photo("one")
    parts = await anna.album("two", "")
    await anna.act("edit", message_id=single, document={"name": "one.pdf"})
    await anna.act("edit", message_id=parts[1], photo={"name": "better.png"})
    await team.boris.sees("two")
    await team.desk.quiet()
    (document,) = await shown(team.boris, "document")
    assert file_of(document, "document") == await own(anna, single, "document")
    assert "one" in document["caption"]
    assert [file_of(m) for m in await shown(team.boris)] == [await own(anna, p) for p in parts]


async def test_a_notes_file_is_replaced_and_stays_internal(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    said = await team.boris.photo("/note his face", reply_to=card["message_id"])
    await team.boris.reaction(said)
    await team.boris.act("edit", message_id=said, photo={"name": "other.png"})
    await team.desk.quiet()
    assert await kept(team) == [await own(team.boris, said)]
    assert not await shown(team.anna.private)


async def test_a_form_takes_the_new_file(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.says("Smoke")
    said = await anna.photo("It began today")
    await anna.sees("attach")
    await anna.act("edit", message_id=said, photo={"name": "better.png"}, caption="It began today")
    await anna.taps("Next", "attach")
    await anna.taps("Send", "review")
    await team.boris.sees("Smoke")
    await team.desk.quiet()
    assert await kept(team) == [await own(anna, said)]


async def test_the_description_of_several_messages_follows_an_edit_of_any(team: Team) -> None:
    anna = team.anna.private
    await anna.says("/new")
    await anna.taps("Technical", "What is it about?")
    await anna.taps("High", "How urgent")
    await anna.says("Smoke")
    await anna.sees("What happened?")
    await anna.says("It began today.")
    await anna.sees("attach")
    second = await anna.says("It smels.")
    await anna.taps("No files", "attach", after=second)
    await anna.taps("Send", "review")
    await team.boris.sees("It began today.", "It smels.")
    await anna.edits(second, "It smells.")
    await team.boris.sees("It began today.", "It smells.", button="Take")

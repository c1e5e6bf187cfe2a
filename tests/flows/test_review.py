"""Corners where words could be lost, or shown to somebody they were not meant for."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.context import Opener
from bot.services.group import migrated
from bot.services.work import Desk as WorkDesk
from storage.enums import DraftKind, LinkRole, OutboxRank, OutboxState
from storage.models import Draft, MessageLink, OutboxRow
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.flows.test_routing import texts_of
from tests.people import Chat, words

MARK = "pssst-4711"


async def _files_at(team: Team) -> int:
    return len([m for m in await team.anna.private.history() if "photo" in m])


@pytest.mark.parametrize("command", ["/note", "/unknown"])
async def test_a_very_late_command_part_of_a_public_album_stays_inside(
    team: Team, command: str
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.album("", f"{command} {MARK}", gap=3.0, reply_to=card["message_id"])
    await asyncio.sleep(3.2)
    await team.desk.quiet()
    assert await _files_at(team) == 1
    await team.anna.private.says(f"/start t{number}")
    await team.anna.private.sees("Smoke!")
    await team.desk.quiet()
    assert MARK not in await team.anna.private.everything()


@pytest.mark.parametrize("command", ["/note", "/unknown", "/ticket 1"])
async def test_a_very_late_part_of_an_album_with_a_command_is_not_public(
    team: Team, command: str
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.boris.album(f"{command} {MARK}", "", gap=3.0, reply_to=card["message_id"])
    await asyncio.sleep(3.2)
    await team.desk.quiet()
    assert await _files_at(team) == 0


async def test_a_caption_that_looks_like_a_command_is_kept_with_its_photo(team: Team) -> None:
    number = await team.ticket()
    for caption in ("/help it burns", "/start", "/new smoke"):
        await team.anna.private.photo(caption)
        await team.desk.quiet()
        assert (await texts_of(team, number))[-1] == caption


async def test_words_after_new_are_kept(team: Team) -> None:
    anna = team.anna.private
    start = await anna.says("/new My parcel never came")
    await anna.taps("Delivery", "What is it about?", after=start)
    await anna.taps("Low", "How urgent", after=start)
    await anna.says("Parcel")
    await anna.taps("No files", "attach", after=start)
    await anna.taps("Send", "review", "My parcel never came", after=start)
    await team.boris.sees("Parcel", "My parcel never came")


async def test_what_was_sent_before_there_was_a_group_reaches_it(desk: Desk) -> None:
    anna = (await desk.person("Anna")).private
    await desk.start()
    start = await anna.says("/new")
    await anna.taps("Technical", "What is it about?", after=start)
    await anna.taps("High", "How urgent", after=start)
    await anna.says("Printer")
    await anna.sees("What happened?", after=start)
    photo = await anna.photo("Smoke!")
    await anna.taps("Next", "attach", after=start)
    await anna.taps("Send", "review", after=start)
    await anna.sees("is saved", after=start)
    more = await anna.says("And now flames")
    await desk.quiet()
    await desk.stop()
    boris, _ = await desk.agents("Boris", "Clara")
    await desk.start()
    await boris.sees("Printer", button="Take")
    await boris.sees("And now flames", after=0)
    await desk.quiet()
    assert [m for m in await boris.history() if "photo" in m and "Smoke!" in words(m)]
    assert await anna.reaction(photo) == "👌"
    assert await anna.reaction(more) == "👌"
    await desk.stop()
    await desk.start()  # a second start repeats nothing
    await desk.quiet()
    assert len([m for m in await boris.history() if "And now flames" in words(m)]) <= 2


async def test_a_caption_edited_while_its_reader_cannot_be_reached_arrives_as_edited(
    team: Team,
) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.anna.blocks_the_bot()
    await team.boris.sees("has blocked the bot", f"#{number}")
    photo = await team.boris.photo("pres the buton", reply_to=card["message_id"])
    await team.desk.quiet()
    await team.boris.edits(photo, "press the button", caption=True)
    await team.desk.quiet()
    await team.anna.unblocks_the_bot()
    await team.anna.private.sees("press the button")
    await team.desk.quiet()
    assert "pres the buton" not in await team.anna.private.everything()


async def test_an_edit_while_the_answer_is_under_way_is_not_lost(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    await team.desk.post(
        "/misbehave", method="sendMessage", times=1, how="hang", seconds=1.5, chat_id=team.anna.id
    )
    answer = await team.boris.says("pres it", reply_to=card["message_id"])
    await asyncio.sleep(0.5)
    await team.boris.edits(answer, "press it")
    await team.anna.private.sees("press it", "edited")


async def test_a_reply_to_the_receipt_is_for_its_ticket(team: Team) -> None:
    numbers = [await team.ticket(f"Matter {n}") for n in range(3)]
    anna = team.anna.private
    for number in numbers:
        receipt = await anna.sees(f"#{number} is with our team")
        await anna.says(f"more on {number}", reply_to=receipt["message_id"])
        await team.desk.quiet()
        assert (await texts_of(team, number))[-1] == f"more on {number}"


async def test_a_reply_to_what_was_moved_is_for_the_new_ticket(team: Team) -> None:
    anna = team.anna.private
    first = await team.ticket("First")
    await anna.says("Something else")
    await team.boris.sees("Something else")
    await anna.taps("Not this ticket", f"→ #{first}")
    await anna.taps("New ticket", "Where does it belong?")
    moved = await anna.sees("moved to #")
    second = int(words(moved).split("#")[1].split()[0])
    await anna.says("more", reply_to=moved["message_id"])
    await team.desk.quiet()
    assert (await texts_of(team, second))[-1] == "more"


async def test_after_an_upgrade_every_ticket_has_a_card_and_nothing_foreign_is_touched(
    desk: Desk,
) -> None:
    boris, _ = await desk.agents("Boris", "Clara", kind="group")
    anna = await desk.person("Anna")
    await desk.start()
    number = await open_ticket(anna.private, "Printer", "Smoke!")
    await desk.quiet()
    await boris.sees(f"#{number}")
    moved = await desk.post(f"/chats/{desk.group_id}/migrate")
    new = Chat(desk.http, moved["id"], boris.user_id)
    await anna.private.says("still burning")
    await desk.quiet()
    card = await new.sees(f"#{number}", button="Take")
    answer = await new.says("coming", reply_to=card["message_id"])
    await anna.private.sees("coming")
    assert await new.reaction(answer) == "👌"
    assert len([m for m in await new.history() if "Take" in str(m.get("reply_markup"))]) <= 1


async def test_calls_to_old_messages_do_not_follow_an_upgrade(team: Team) -> None:
    """In the new chat the old message ids are somebody else's words."""
    number = await team.ticket()
    await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    await team.desk.stop()
    now = datetime.now(UTC)
    old, new = team.desk.group_id, -1009999999999
    opener = Opener(
        WorkDesk(team.desk.database, "en", None, frozenset(), 1, "bot")  # type: ignore[arg-type]
    )
    async with team.desk.database.write() as session:
        work = await opener.desk_work(session, now)
        work.out.delete(old, 7)
        work.out.react(old, 7, "👌")
        link = await session.scalar(select(MessageLink).where(MessageLink.role == LinkRole.CARD))
        assert link is not None
        assert link.logical is not None
        work.out.call(old, "editMessageText", {"text": "x"}, logical=link.logical)
        work.out.call(old, "sendMessage", {"text": "hi"}, rank=OutboxRank.NOTICE, reply_to="@7")
        await session.flush()
        await migrated(work, old, new)
        await opener.close(work)
        await migrated(work, new, new)  # an answer that comes late
        await opener.close(work)
    async with team.desk.database.read() as session:
        rows = list(
            await session.scalars(
                select(OutboxRow).where(
                    OutboxRow.chat_id == new, OutboxRow.state == OutboxState.PENDING
                )
            )
        )
    assert all(row.method.startswith("send") for row in rows)
    assert all(not (row.reply_to or "").startswith("@") for row in rows)
    assert len([row for row in rows if row.logical == link.logical]) == 1


async def test_an_undecided_message_edited_into_a_command_is_not_sent(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    answer = await team.boris.says("It is the fuse.", reply_to=card["message_id"])
    await team.anna.private.sees("It is the fuse.")
    said = await team.clara.says("Sure?", reply_to=answer)
    await team.clara.sees("Is this for Anna", button="Send to Anna")
    await team.clara.edits(said, f"/note {MARK}")
    await team.desk.quiet()
    await team.clara.taps("Send to Anna", "Is this for Anna")
    await team.desk.quiet()
    assert MARK not in await team.anna.private.everything()


async def test_one_broken_deadline_does_not_hold_up_the_others(team: Team) -> None:
    tom, una = await team.desk.person("Tom"), await team.desk.person("Una")
    for person in (tom, una):
        await person.private.says("Hello?")
        await person.private.sees("Shall I open a ticket")
    await team.desk.quiet()
    async with team.desk.database.write() as session:
        for draft in await session.scalars(select(Draft).where(Draft.kind == DraftKind.LOOSE)):
            draft.due_at = datetime.fromtimestamp(draft.user_id % 1000, UTC)
            if draft.user_id == min(tom.id, una.id):
                draft.data = {"broken": True}
            else:
                draft.data = {**draft.data, "asked": 2}
    other = una if tom.id < una.id else tom
    await other.private.sees("is with our team", patience=15)
    async with team.desk.database.write() as session:
        for draft in await session.scalars(select(Draft)):
            await session.delete(draft)

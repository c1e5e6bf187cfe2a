"""Canned replies: kept once, sent to whom they are meant for, and to nobody by mistake."""

from sqlalchemy import select

from storage.enums import EventKind
from storage.models import Event
from tests.conftest import Team
from tests.people import Chat, words

REFUND = "Dear {requester}, the money for {number} is on its way. {agent}"
FILLED = "the money for #{} is on its way. {}"


async def add(boris: Chat, name: str, text: str) -> None:
    await boris.says(f"/canned add {name} {text}")
    await boris.sees(f"“{name}” is kept")


async def test_one_is_kept_and_sent_with_everything_filled_in(team: Team) -> None:
    number = await team.ticket()
    bold = {"type": "bold", "offset": len("/canned add refund Dear "), "length": 11}
    await team.boris.says(f"/canned add Refund {REFUND}", entities=[bold])
    await team.boris.sees("refund” is kept", "/c refund")
    card = await team.boris.sees(f"#{number}")
    said = await team.clara.says("/c refund", reply_to=card["message_id"])
    got = await team.anna.private.sees("💬 Clara", FILLED.format(number, "Clara"), "Dear Anna")
    assert [cut(words(got), e) for e in got["entities"] if e["type"] == "bold"][1:] == ["Anna"]
    shown = await team.boris.sees(f"📤 Clara → Anna · #{number}", FILLED.format(number, "Clara"))
    assert await team.clara.reaction(said) == "👌"
    await team.boris.sees(f"#{number}", "⏸️ waiting · Clara")
    # What was sent is like any public answer: the requester's replies and the team's join in.
    await team.anna.private.says("Thanks!", reply_to=got["message_id"])
    await team.boris.sees("💬 Anna Petrova", "Thanks!")
    await team.clara.says("And a voucher", reply_to=shown["message_id"])
    await team.anna.private.sees("💬 Clara", "And a voucher")
    await team.boris.says("hm, really?", reply_to=shown["message_id"])
    await team.boris.sees("Is this for Anna, or a note")
    await team.desk.quiet()
    assert "really" not in await team.anna.private.everything()


def cut(text: str, entity: dict[str, int]) -> str:
    raw = text.encode("utf-16-le")  # offsets are in UTF-16 units
    begin = entity["offset"] * 2
    return raw[begin : begin + entity["length"] * 2].decode("utf-16-le")


async def test_by_number_with_a_file_and_by_reply(team: Team) -> None:
    number = await team.ticket()
    await team.boris.photo("/canned add form Please fill this in, {requester}.")
    await team.boris.sees("form” is kept")
    await team.clara.says(f"/c {number} FORM")
    got = await team.anna.private.sees("💬 Clara", "fill this in, Anna")
    assert "photo" in got
    shown = await team.boris.sees(f"📤 Clara → Anna · #{number}", "fill this in, Anna")
    assert "photo" in shown
    text = await team.clara.says("Good morning from all of us")
    await team.boris.says("/canned add hello", reply_to=text)
    await team.boris.sees("hello” is kept")
    picture = await team.clara.photo("just so")
    await team.boris.says("/canned edit hello", reply_to=picture)
    await team.boris.sees("hello” has its new words")
    await team.boris.says("/c hello", reply_to=shown["message_id"])
    assert "photo" in await team.anna.private.sees("💬 Boris", "just so")


async def test_the_list_is_paged_searched_changed_and_thinned_out(team: Team) -> None:
    asked = await team.boris.says("/canned")
    await team.boris.sees("no canned replies yet", after=asked)
    for n in range(11):
        await add(team.boris, f"reply{n:02}", f"Words number {n}, ещё раз")
    asked = await team.clara.says("/canned")
    first = await team.clara.sees("11 canned replies", "reply00", after=asked)
    assert "reply10" not in words(first)
    await team.clara.taps("Next", "11 canned replies", after=asked)
    await team.clara.sees("11 canned replies", "reply10", after=asked)
    asked = await team.clara.says("/canned search ЕЩЕ number 7")
    found = await team.clara.sees("🔎 1 canned reply", "reply07", after=asked)
    await team.clara.taps("reply07", "🔎", after=asked)
    shown = await team.clara.sees("📄 reply07", "Words number 7", after=found["message_id"])
    assert "administrator" in await team.clara.presses(shown["message_id"], "cd:8:1")
    await team.boris.taps("Delete", "📄 reply07", after=asked)
    await team.boris.taps("Yes", "Delete “reply07” for everybody?", after=asked)
    await team.boris.sees("reply07” is deleted", after=asked)
    assert "gone" in await team.boris.presses(shown["message_id"], "cd:8:1")
    assert "gone" in await team.boris.presses(shown["message_id"], f"cs:{'9' * 15}")
    asked = await team.boris.says("/canned delete reply07")
    await team.boris.sees("no canned reply “reply07", "Did you mean", after=asked)
    async with team.desk.database.read() as session:
        query = select(Event).where(Event.kind == EventKind.CANNED_DELETED)
        event = (await session.scalars(query)).one()
    assert event.before["canned"] == "reply07"
    assert event.before["text"] == "Words number 7, ещё раз"


async def test_what_cannot_be_kept_is_refused_with_the_reason(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    note = await team.boris.says("/note the secret", reply_to=card["message_id"])
    plain = await team.boris.says("plain secret", reply_to=note)
    assert await team.boris.reaction(plain) == "✍"
    for text, target, reason in [
        ("/canned add refund Dear {client}", None, "can’t fill in {client}"),
        ("/canned add 1042 Dear", None, "begins with a letter"),
        ("/canned add refund", None, "What shall I keep?"),
        ("/canned add refund", note, "internal note"),
        ("/canned add refund", plain, "internal note"),
        ("/canned add refund", card["message_id"], "What shall I keep?"),
        ("/canned add refund /note x", None, "never go to a customer"),
        ("/canned add refund " + "x" * 4000, None, "too long"),
        ("/canned refund", None, "I know these"),
        ("/canned edit refund x", None, "no canned reply “refund"),
        ("/canned delete refund", None, "no canned reply “refund"),
    ]:
        asked = await team.boris.says(text, **({"reply_to": target} if target else {}))
        await team.boris.sees(reason, after=asked)
    asked = await team.clara.says("/canned add refund Dear")
    await team.clara.sees("Only an administrator", after=asked)
    asked = await team.boris.says("/canned")
    await team.boris.sees("no canned replies yet", after=asked)
    await add(team.boris, "refund", "Dear")
    asked = await team.boris.says("/canned add refund Other")
    await team.boris.sees("there already", after=asked)


async def test_nothing_is_sent_by_mistake(team: Team) -> None:
    first, second = await team.ticket("First"), await team.ticket("Second")
    await add(team.boris, "refund", "pssst {number}")
    card = await team.boris.sees(f"#{first}")
    note = await team.boris.says("/note x", reply_to=card["message_id"])
    await team.boris.reaction(note)
    for text, target, reason in [
        ("/c refund", None, "To whom?"),
        ("/c refund", note, "not a public message"),
        (f"/c {second} refund", card["message_id"], "another ticket"),
        ("/c refund and more", card["message_id"], "one name only"),
        (f"/c {first}", card["message_id"], "one name only"),
        ("/c refnd", card["message_id"], "Did you mean “refund"),
        ("/c 99999 refund", None, "no such ticket"),
    ]:
        asked = await team.boris.says(text, **({"reply_to": target} if target else {}))
        await team.boris.sees(reason, after=asked)
    asked = await team.boris.photo("/c refund", reply_to=card["message_id"])
    await team.boris.sees("one name only", after=asked)
    await team.boris.says("/c@otherbot refund", reply_to=card["message_id"])
    await team.anna.private.says("/c refund")
    await team.anna.private.sees("I don’t know /c")
    await team.desk.quiet()
    assert "pssst" not in await team.anna.private.everything()
    said = await team.boris.says("/c refund", reply_to=card["message_id"])
    await team.anna.private.sees(f"pssst #{first}")
    await team.boris.edits(said, "my own words instead")
    await team.boris.sees("Editing this command changes nothing")
    await team.boris.edits(said, "/c other")
    await team.desk.quiet()
    assert "own words" not in await team.anna.private.everything()
    await team.anna.private.sees(f"pssst #{first}")


async def test_a_closed_ticket_is_asked_about_and_a_blocked_requester_told(team: Team) -> None:
    number = await team.ticket()
    await add(team.boris, "refund", REFUND)
    await team.boris.taps("Close", f"#{number}")
    await team.anna.private.sees("was closed")
    await team.boris.says(f"/c {number} refund")
    shown = await team.boris.sees("📄 refund · Anna", FILLED.format(number, "Boris"))
    await team.boris.sees("is closed, so nothing was sent")
    await team.desk.quiet()
    assert "the money" not in await team.anna.private.everything()
    await team.boris.says("only among us", reply_to=shown["message_id"])
    await team.boris.taps("Reopen and send", "nothing was sent")
    await team.anna.private.sees("💬 Boris", FILLED.format(number, "Boris"))
    await team.anna.blocks_the_bot()
    said = await team.clara.says(f"/c {number} refund")
    await team.clara.sees("Not delivered", "blocked", after=said)
    await team.desk.quiet()
    assert not await team.clara.has_reaction(said)
    await team.anna.unblocks_the_bot()
    await team.anna.private.sees("💬 Clara", FILLED.format(number, "Clara"))
    assert await team.clara.reaction(said) == "👌"
    assert "only among us" not in await team.anna.private.everything()

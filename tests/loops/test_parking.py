"""An update that cannot be handled: its words are kept, people are told, it can be tried again.

The poison is in the database: a trigger that refuses the rows of one text.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text

from storage.engine import Database
from storage.models import InboxRow, TicketMessage
from tests.command import Command, command_in
from tests.conftest import Team, open_ticket
from tests.loops.test_poison import message_of, push
from tests.people import words

SQLITE = """
CREATE TRIGGER poison BEFORE INSERT ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'poisoned'); END
"""
POSTGRESQL = (
    "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'poisoned'; END $$",
    "CREATE TRIGGER poison BEFORE INSERT ON {table} FOR EACH ROW WHEN ({condition}) "
    "EXECUTE FUNCTION poison()",
)
TEXT = "NEW.text LIKE '%arsenic%'"
PAYLOAD = "CAST(NEW.payload AS text) LIKE '%arsenic%'"
PHOTO = "NEW.kind = 'photo'"


async def poison(database: Database, table: str, condition: str) -> None:
    statements = (SQLITE,) if database.is_sqlite else POSTGRESQL
    async with database.write() as session:
        for statement in statements:
            await session.execute(text(statement.format(table=table, condition=condition)))


async def heal(database: Database, table: str) -> None:
    on = "" if database.is_sqlite else f" ON {table}"
    async with database.write() as session:
        await session.execute(text(f"DROP TRIGGER poison{on}"))


@pytest.fixture
def parked(team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """`helpdesk parked …` beside the running desk."""
    with command_in(tmp_path, capsys, "parked", url=team.desk.url) as run:
        yield run


async def kept_words(team: Team) -> list[str]:
    async with team.desk.database.read() as session:
        query = select(TicketMessage.text).order_by(TicketMessage.position)
        return list(await session.scalars(query))


async def references(team: Team) -> list[str]:
    async with team.desk.database.read() as session:
        query = select(InboxRow.reference).where(InboxRow.parked_at.is_not(None))
        return [name or "" for name in await session.scalars(query.order_by(InboxRow.id))]


async def forget_parked(team: Team) -> None:
    async with team.desk.database.write() as session:
        await session.execute(delete(InboxRow).where(InboxRow.parked_at.is_not(None)))


async def test_words_that_no_ticket_takes_are_parked_and_tried_again(
    team: Team, parked: Command, caplog: pytest.LogCaptureFixture
) -> None:
    number = await team.ticket()
    await poison(team.desk.database, "ticket_messages", TEXT)
    bad = await team.anna.private.says("there is arsenic in it")
    await team.anna.private.says("and this is fine")
    told = await team.anna.private.sees("this message has not been handled")
    assert told["reply_to_message"]["message_id"] == bad
    await team.boris.sees("and this is fine", f"#{number}")
    alert = await team.boris.sees("Something could not be handled")
    (reference,) = await references(team)
    assert reference in words(told)
    assert reference in words(alert)

    listed = await parked()
    assert listed.status == 0
    assert f"{reference}  20" in listed.out
    assert f"a message of Anna Petrova @anna ({team.anna.id}) in their private chat" in listed.out
    assert "poisoned" in listed.out
    assert "arsenic" not in listed.out + caplog.text
    shown = await parked("show", reference)
    assert '"text": "there is arsenic in it"' in shown.out
    assert "after 5 tries" in shown.out

    await heal(team.desk.database, "ticket_messages")
    done = await parked("retry", reference)
    assert done.out == f"{reference} is put back: a running desk handles it within seconds.\n"
    await team.boris.sees("there is arsenic in it")
    await team.desk.quiet()
    again = await parked("retry", reference)
    assert (again.status, again.err) == (1, f"Nothing is parked under {reference} (any more).\n")
    assert (await parked("retry", "--all")).out == "Nothing is parked.\n"
    assert (await parked()).out == "Nothing is parked.\n"
    assert (await kept_words(team)).count("there is arsenic in it") == 1


async def test_words_that_cannot_be_shown_are_kept_in_the_ticket(
    team: Team, parked: Command
) -> None:
    number = await team.ticket()
    await poison(team.desk.database, "outbox", PAYLOAD)
    bad = await team.anna.private.says("there is arsenic in it")
    told = await team.anna.private.sees(f"Your words are kept in #{number}, and our team knows")
    assert told["reply_to_message"]["message_id"] == bad
    await team.boris.sees(f"#{number}: the requester has written something that cannot be shown")
    await team.desk.quiet()
    assert not await team.anna.private.has_reaction(bad)  # nobody in the group has read it
    await heal(team.desk.database, "outbox")
    await team.boris.taps("Conversation", "cannot be shown here")
    await team.boris.sees("there is arsenic in it", "Anna Petrova")
    (reference,) = await references(team)
    assert f"the words are kept in #{number}" in (await parked()).out
    done = await parked("retry", "--all")
    assert done.out == f"{reference} is off the list: all of it stands in #{number}.\n"
    await team.desk.quiet()
    assert (await kept_words(team)).count("there is arsenic in it") == 1


async def test_words_are_kept_without_what_came_with_them(team: Team, parked: Command) -> None:
    number = await team.ticket()
    await poison(team.desk.database, "ticket_attachments", PHOTO)
    await team.anna.private.photo("look at this")
    await team.anna.private.sees(f"kept in #{number}, but not what you attached")
    await team.boris.sees("look at this", f"#{number}")
    (reference,) = await references(team)
    await heal(team.desk.database, "ticket_attachments")
    done = await parked("retry", reference)
    assert "is put back without its words: they are in #" in done.out
    await team.desk.quiet()
    photos = [m for m in await team.boris.history() if "photo" in m and m["from"]["is_bot"]]
    assert len(photos) == 1
    assert (await kept_words(team)).count("look at this") == 1


async def test_words_of_which_it_is_not_sure_where_they_belong_stay_parked(team: Team) -> None:
    await team.ticket()
    await open_ticket(team.anna.private, "Scanner is wet", "Drops!")
    await poison(team.desk.database, "drafts", "CAST(NEW.data AS text) LIKE '%arsenic%'")
    await team.anna.private.says("there is arsenic in it")
    await team.anna.private.sees("this message has not been handled")
    await team.desk.quiet()
    assert "there is arsenic in it" not in await kept_words(team)
    assert len(await references(team)) == 1
    await forget_parked(team)


async def test_what_is_listed_does_nothing_to_a_terminal(team: Team, parked: Command) -> None:
    await team.ticket()
    name = "\x1b]0;pwned\x07\u202eanna"
    sender = {"id": team.anna.id, "is_bot": False, "first_name": name}
    push(team.desk, message_of(team, photo=7, **{"from": sender}))
    push(team.desk, "not even an object")
    await team.boris.sees("2 things could not be handled")
    listed = await parked()
    assert "pwned" in listed.out
    assert "something that Telegram should not send" in listed.out
    shown = "".join([(await parked("show", code)).out for code in await references(team)])
    assert '"photo": 7' in shown
    for sign in "\x1b\x07\u202e":
        assert sign not in listed.out + shown
    refused = await parked("show", "nothing")
    assert (refused.status, refused.err) == (1, "Nothing is parked under nothing.\n")
    await forget_parked(team)


async def test_a_storm_is_one_alert_that_counts(team: Team) -> None:
    await team.ticket()
    carl = await team.desk.person("Carl")
    await carl.private.says("/start")
    await open_ticket(carl.private, "Phone", "Silent")
    await poison(team.desk.database, "ticket_messages", TEXT)
    for person in (team.anna, carl):
        for n in range(2):
            await person.private.says(f"arsenic {n}")
    await team.boris.sees("4 things could not be handled", patience=60)
    await team.desk.quiet()
    alerts = [m for m in await team.boris.history() if "could not be handled" in words(m)]
    assert len(alerts) == 1
    for person in (team.anna, carl):
        told = [m for m in await person.private.history() if "has not been handled" in words(m)]
        assert len({m["reply_to_message"]["message_id"] for m in told}) == 2
    await forget_parked(team)
    # What fails much later, when that was looked into, is news again.
    await team.anna.private.says("arsenic again")
    latest = await team.boris.sees("Something could not be handled", after=alerts[0]["message_id"])
    assert latest["message_id"] > alerts[0]["message_id"]
    await team.desk.quiet()
    await forget_parked(team)

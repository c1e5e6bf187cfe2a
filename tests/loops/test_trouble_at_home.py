"""The desk's own database in trouble, and closing while calls hang: delayed, never lost."""

import asyncio
import sqlite3
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from storage.enums import OutboxState
from storage.models import OutboxRow
from tests.conftest import Team
from tests.people import last_lines, words


async def test_a_call_whose_commit_was_in_doubt_still_leaves(team: Team) -> None:
    number = await team.ticket()
    card = await team.boris.sees(f"#{number}")
    await team.desk.quiet()
    broken: list[int] = []

    def break_once(session: Session) -> None:
        rows = [row for row in session.identity_map.values() if isinstance(row, OutboxRow)]
        sending = [row for row in rows if row.state is OutboxState.SENDING]
        leaving = [row.id for row in sending if row.ticket_message_id is not None]
        if leaving and not broken:
            broken.extend(leaving)
            raise ConnectionError("the answer to COMMIT was lost")

    event.listen(Session, "after_commit", break_once)
    try:
        for text in ("one", "two"):
            await team.boris.says(text, reply_to=card["message_id"])
        await team.anna.private.sees("two")
    finally:
        event.remove(Session, "after_commit", break_once)
    assert broken
    said = [words(m).split("\n")[-1] for m in await team.anna.private.history()]
    assert [text for text in said if text in ("one", "two")] == ["one", "two"]


async def test_a_file_that_another_process_locks_only_delays(team: Team) -> None:
    if team.desk.database.file is None:
        pytest.skip("SQLite only")
    number = await team.ticket()
    other: Any = sqlite3.connect(team.desk.database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for n in range(3):
        await team.anna.private.says(f"burning {n}")
    await asyncio.sleep(15)
    other.execute("ROLLBACK")
    other.close()
    await team.boris.sees("burning 2", f"#{number}", patience=40)
    said = [line for message in await team.boris.history() for line in last_lines(message)]
    assert [text for text in said if text.startswith("burning")] == [
        "burning 0",
        "burning 1",
        "burning 2",
    ]


async def test_closing_waits_for_no_call_that_hangs(team: Team) -> None:
    await team.ticket()
    for method in ("sendMessage", "getChatMember"):
        await team.desk.post("/misbehave", method=method, how="hang", seconds=60, times=50)
    await team.boris.says("hm")
    await team.anna.private.says("burning")
    await asyncio.sleep(1)
    async with asyncio.timeout(30):  # it promises ten seconds; a busy machine may take longer
        await team.desk.stop()
    async with team.desk.http.delete("/play/misbehave"):
        pass
    await team.desk.start()
    await team.boris.sees("burning", patience=30)
    await team.desk.quiet()

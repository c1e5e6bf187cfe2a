"""Files that the desk makes itself: sent with their bytes, once, whatever befalls the call."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from bot.playground.images import make_png
from bot.services.outgoing import Outgoing, at
from bot.views.files import MadeFile, MadeKind
from bot.views.screen import Screen
from storage.models import OutgoingFile
from storage.queries import files
from tests.conftest import Team

REPORT = MadeFile(MadeKind.DOCUMENT, "report.csv", b"number;subject\n1;Smoke\n")


async def send(team: Team, made: MadeFile, caption: str, **more: Any) -> None:
    async with team.desk.database.write() as session:
        out = Outgoing(session, datetime.now(UTC))
        await out.file(team.desk.group_id, made, Screen.of(caption), **more)


async def downloaded(team: Team, file_id: str) -> bytes:
    desk = team.desk
    async with desk.http.get(
        f"/bot{desk.playground.token}/getFile", params={"file_id": file_id}
    ) as answer:
        path = (await answer.json())["result"]["file_path"]
    async with desk.http.get(f"/file/bot{desk.playground.token}/{path}") as answer:
        return await answer.read()


async def kept(team: Team) -> int:
    async with team.desk.database.read() as session:
        return await session.scalar(select(func.count()).select_from(OutgoingFile)) or 0


async def test_a_document_arrives_as_it_was_made_and_is_then_forgotten(team: Team) -> None:
    await send(team, REPORT, "All of it")
    message = await team.boris.sees("All of it")
    assert message["document"]["file_name"] == "report.csv"
    assert message["document"]["mime_type"] == "text/csv"
    assert await downloaded(team, message["document"]["file_id"]) == REPORT.content
    await team.desk.quiet()
    async with team.desk.database.write() as session:
        assert await files.any_over(session)
        await files.prune(session)
    assert await kept(team) == 0


async def test_a_picture_takes_the_place_of_another_in_the_same_message(team: Team) -> None:
    small, large = (make_png(n, 90, 90 * n) for n in (1, 2))
    await send(team, MadeFile(MadeKind.PHOTO, "a.png", small), "This week")
    first = await team.boris.sees("This week")
    await send(
        team,
        MadeFile(MadeKind.PHOTO, "b.png", large),
        "This month",
        edits=at(first["message_id"]),
    )
    second = await team.boris.sees("This month")
    assert second["message_id"] == first["message_id"]
    assert await downloaded(team, second["photo"][-1]["file_id"]) == large


async def test_a_file_is_sent_again_with_its_bytes_after_a_failure(team: Team) -> None:
    await team.desk.post("/misbehave", method="sendDocument", how="500", times=1)
    await send(team, REPORT, "All of it")
    message = await team.boris.sees("All of it")
    assert await downloaded(team, message["document"]["file_id"]) == REPORT.content

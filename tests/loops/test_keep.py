"""Attachments outlive Telegram's file ids: copied, resumed, sent from the copy, erased."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.check import findings
from bot.playground.images import make_png
from storage.enums import Keeping
from storage.models import KeptFile, TicketAttachment
from tests.bucket import KEY, SECRET, BucketServer, bucket_server
from tests.conftest import Team, gather, open_ticket
from tests.desk import Desk
from tests.erasing import erase
from tests.flows.test_export import exported, lines, table
from tests.loops.test_kill import Process

SMOKE = b"%PDF-1.7 the smoke " * 1000
MEGABYTE = 1024 * 1024


@pytest.fixture
async def server() -> AsyncIterator[BucketServer]:
    async with bucket_server() as made:
        yield made


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """Where the desk keeps files, which it does from its next start on."""
    desk.more["keep_files"] = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def bucket(desk: Desk, server: BucketServer) -> BucketServer:
    """The same in a bucket."""
    desk.more["keep_files"] = "s3://desk/kept"
    desk.more["aws_access_key_id"], desk.more["aws_secret_access_key"] = KEY, SECRET
    desk.more["aws_endpoint_url"], desk.more["aws_region"] = server.url, "eu"
    return server


async def document(team: Team, caption: str, content: bytes, name: str = "log.pdf") -> Any:
    """Have Anna send a file to her ticket; returns it as it stands in the tables."""
    world = team.desk.playground.world
    file = world.files.add("document", name=name, data=content)
    await team.anna.private.sends(document={"file_id": file.file_id}, caption=caption)
    await team.boris.sees(caption)
    return file


async def attachments(desk: Desk) -> list[TicketAttachment]:
    async with desk.database.read() as session:
        query = select(TicketAttachment).order_by(TicketAttachment.uploaded_at)
        return list(await session.scalars(query))


async def becomes(desk: Desk, *states: Keeping, error: str = "") -> list[TicketAttachment]:
    """Wait until the attachments are so."""
    async with asyncio.timeout(40):
        while True:
            found = await attachments(desk)
            if [item.keeping for item in found] == list(states) and all(
                error in (item.keep_error or "") for item in found
            ):
                return found
            await asyncio.sleep(0.02)


async def hours_later(desk: Desk) -> None:
    """Have what waits for another try be tried now."""
    async with desk.database.write() as session:
        await session.execute(
            update(TicketAttachment)
            .where(TicketAttachment.keeping == Keeping.WAITING)
            .values(keep_after=TicketAttachment.uploaded_at)
        )


async def rows(desk: Desk, model: Any = KeptFile) -> int:
    async with desk.database.read() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


def contents(folder: Path) -> list[bytes]:
    return [
        file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.parent.name != "arriving"
    ]


def forget_at_telegram(desk: Desk, *files: Any) -> None:
    """Have Telegram know these files no more."""
    for file in files:
        del desk.playground.world.files.by_id[file.file_id]


async def downloaded(desk: Desk, file_id: str) -> bytes:
    return desk.playground.world.files.by_id[file_id].content()


async def test_a_file_is_kept_whole_and_once(desk: Desk, folder: Path) -> None:
    team = await gather(desk)
    number = await team.ticket()
    await document(team, "the log", SMOKE)
    await document(team, "the same under another name", SMOKE, "../../etc/passwd")
    first, second = await becomes(desk, Keeping.KEPT, Keeping.KEPT)
    assert first.sha256 == second.sha256 == hashlib.sha256(SMOKE).hexdigest()
    assert contents(folder) == [SMOKE]
    assert await rows(desk) == 1
    card = await team.boris.sees(f"#{number}")
    await team.boris.photo(f"/note {number} look", reply_to=card["message_id"])
    *_, noted = await becomes(desk, *[Keeping.KEPT] * 3)  # internal ones as well
    async with desk.database.read() as session:
        kept = await session.get_one(KeptFile, noted.sha256)
        assert kept.mime_type == "image/png"


async def test_nothing_is_kept_unless_it_is_asked_for(team: Team, tmp_path: Path) -> None:
    await team.ticket()
    await document(team, "the log", SMOKE)
    await team.desk.quiet()
    [item] = await attachments(team.desk)
    assert (item.keeping, item.keep_tries) == (Keeping.WAITING, 0)
    calls = team.desk.playground.world.journal.requests
    assert "getFile" not in str(calls)
    # Asked for later, what was sent before is kept as well.
    await team.desk.stop()
    team.desk.more["keep_files"] = str(tmp_path / "files")
    await team.desk.start()
    await becomes(team.desk, Keeping.KEPT)


async def test_a_bucket_keeps_files_and_a_broken_one_is_waited_for(
    desk: Desk, bucket: BucketServer
) -> None:
    team = await gather(desk)
    number = await team.ticket()
    bucket.is_away = True
    file = await document(team, "the log", SMOKE)
    await becomes(desk, Keeping.WAITING, error="the bucket desk cannot be used")
    bucket.is_away = False
    await desk.stop()
    await desk.start()  # everything is tried at once then
    [item] = await becomes(desk, Keeping.KEPT)
    assert bucket.objects == {f"kept/{item.sha256[:2]}/{item.sha256}": SMOKE}  # type: ignore[index]
    forget_at_telegram(desk, file)
    page = await team.anna.private.says(f"/ticket {number}")
    await team.anna.private.taps("Files", "Printer", after=page)
    again = await team.anna.private.sees("the log", "📎")
    assert await downloaded(desk, again["document"]["file_id"]) == SMOKE
    await erase(team.anna.private)
    async with asyncio.timeout(40):
        while bucket.objects:
            await asyncio.sleep(0.02)


async def test_half_a_file_is_never_believed(desk: Desk, folder: Path) -> None:
    team = await gather(desk)
    await team.ticket()
    await desk.post("/misbehave", method="file", how="reset", times=1)
    await document(team, "the log", SMOKE)
    await becomes(desk, Keeping.WAITING, error="the answer was lost")
    assert contents(folder) == []
    await hours_later(desk)
    await becomes(desk, Keeping.KEPT)
    # Whole by the line's account, and yet not what Telegram told of.
    short = await document(team, "another", SMOKE[:-1])
    await becomes(desk, Keeping.KEPT, Keeping.KEPT)
    short = desk.playground.world.files.add("document", name="a.pdf", data=SMOKE + b"!")
    short.data = SMOKE
    await team.anna.private.sends(document={"file_id": short.file_id}, caption="third")
    await becomes(desk, Keeping.KEPT, Keeping.KEPT, Keeping.WAITING)
    async with asyncio.timeout(40):
        while not (error := (await attachments(desk))[-1].keep_error):
            await asyncio.sleep(0.02)
    assert error == f"{len(SMOKE)} bytes have arrived where Telegram told of {len(SMOKE) + 1}"
    assert sorted(map(len, contents(folder))) == [len(SMOKE) - 1, len(SMOKE)]


async def test_what_a_killed_process_left_is_fetched_anew(desk: Desk, folder: Path) -> None:
    await desk.agents("Boris", "Clara")
    anna = await desk.person("Anna")
    process = Process(desk)
    await process.start()
    try:
        await process.polls()
        await desk.post("/misbehave", method="file", how="hang", seconds=60, times=1)
        await open_ticket(anna.private, "Printer is on fire", "Smoke!")
        file = desk.playground.world.files.add("document", name="log.pdf", data=SMOKE)
        await anna.private.sends(document={"file_id": file.file_id}, caption="the log")
        async with asyncio.timeout(60):
            while not any((folder / "arriving").glob("*")) or not (await attachments(desk)):
                await asyncio.sleep(0.02)
        await process.kill()
        assert contents(folder) == []
        assert [item.keeping for item in await attachments(desk)] == [Keeping.WAITING]
        await process.start()
        await becomes(desk, Keeping.KEPT)
        assert contents(folder) == [SMOKE]
    finally:
        await process.kill()


async def test_a_file_that_is_too_large_is_told_apart_from_one_that_is_gone(
    desk: Desk, folder: Path
) -> None:
    team = await gather(desk)
    await team.ticket()
    world = desk.playground.world
    large = world.files.add("document", name="film.bin", size=20 * MEGABYTE + 1)
    await team.anna.private.sends(document={"file_id": large.file_id}, caption="the film")
    await becomes(desk, Keeping.TOO_LARGE, error="larger than Telegram gives to bots")
    await desk.post("/misbehave", method="file", how="reset", times=1)
    file = await document(team, "the log", SMOKE)
    await becomes(desk, Keeping.TOO_LARGE, Keeping.WAITING)
    forget_at_telegram(desk, file)
    async with asyncio.timeout(40):
        while (await attachments(desk))[1].keeping is Keeping.WAITING:
            await hours_later(desk)
            await asyncio.sleep(0.05)
    *_, gone = await becomes(desk, Keeping.TOO_LARGE, Keeping.GONE)
    assert gone.keep_error is not None
    assert "rong file_id" in gone.keep_error
    assert contents(folder) == []


async def test_a_refused_file_id_is_replaced_by_the_copy(desk: Desk, folder: Path) -> None:
    team = await gather(desk)
    number = await team.ticket()
    log = await document(team, "the log", SMOKE)
    pictures = [desk.playground.world.files.add("photo", data=make_png(n, 90, 90)) for n in (1, 2)]
    await team.anna.private.sends(
        album=[{"photo": {"file_id": picture.file_id}} for picture in pictures]
    )
    await becomes(desk, *[Keeping.KEPT] * 3)
    forget_at_telegram(desk, log, *pictures)
    page = await team.anna.private.says(f"/ticket {number}")
    await team.anna.private.taps("Files", "Printer", after=page)
    again = await team.anna.private.sees("the log", "📎", after=page)
    assert again["document"]["file_name"] == "log.pdf"
    assert await downloaded(desk, again["document"]["file_id"]) == SMOKE
    await desk.quiet()
    shown = [
        message["photo"][-1]["file_id"]
        for message in await team.anna.private.history()
        if message["message_id"] > page and "photo" in message
    ]
    assert [await downloaded(desk, file_id) for file_id in shown] == [
        picture.content() for picture in pictures
    ]


async def test_words_whose_file_was_forgotten_meanwhile_still_arrive(
    desk: Desk, folder: Path
) -> None:
    team = await gather(desk)
    await team.ticket()
    await desk.quiet()
    await desk.post("/misbehave", method="sendDocument", how="500", times=3)
    world = desk.playground.world
    log = world.files.add("document", name="log.pdf", data=SMOKE)
    sent = await team.anna.private.sends(document={"file_id": log.file_id}, caption="the log")
    await becomes(desk, Keeping.KEPT)
    forget_at_telegram(desk, log)
    copy = await team.boris.sees("the log")
    assert await downloaded(desk, copy["document"]["file_id"]) == SMOKE
    assert await team.anna.private.reaction(sent[0])


async def test_erased_copies_go_unless_somebody_else_sent_the_same(
    desk: Desk, folder: Path
) -> None:
    team = await gather(desk)
    await team.ticket()
    dora = await desk.person("Dora")
    await dora.private.says("/start")
    await dora.private.sees("Hello, Dora")
    other = Team(desk, dora, team.boris, team.clara)
    await other.ticket("Stairs", "Dark")
    await document(team, "Anna's log", SMOKE)
    await document(team, "Anna's letter", b"only hers")
    await document(other, "Dora's log", SMOKE)
    await becomes(desk, *[Keeping.KEPT] * 3)
    await erase(team.anna.private)
    async with asyncio.timeout(40):
        while len(contents(folder)) > 1:
            await asyncio.sleep(0.02)
    assert contents(folder) == [SMOKE]
    await erase(dora.private)
    async with asyncio.timeout(40):
        while contents(folder):
            await asyncio.sleep(0.02)


async def test_an_edit_puts_another_file_in_the_place_of_the_copy(
    desk: Desk, folder: Path
) -> None:
    team = await gather(desk)
    await team.ticket()
    files = desk.playground.world.files
    first, second = (files.add("document", name="a.pdf", data=SMOKE[n:]) for n in (0, 1))
    [sent] = await team.anna.private.sends(document={"file_id": first.file_id}, caption="the log")
    await becomes(desk, Keeping.KEPT)
    await team.anna.private.act(
        "edit", message_id=sent, document={"file_id": second.file_id}, caption="the log"
    )
    async with asyncio.timeout(40):
        while contents(folder) != [SMOKE[1:]]:
            await asyncio.sleep(0.02)
    await becomes(desk, Keeping.KEPT)


async def test_an_export_has_the_files_beside_it(desk: Desk, folder: Path, tmp_path: Path) -> None:
    team = await gather(desk)
    number = await team.ticket()
    await document(team, "the log", SMOKE, "../../log.pdf")
    await document(team, "the same", SMOKE)
    card = await team.boris.sees(f"#{number}")
    note = {"document": {"name": "secret.txt"}, "caption": "/note look"}
    await team.boris.sends(**note, reply_to=card["message_id"])
    *_, secret = await becomes(desk, *[Keeping.KEPT] * 3)
    name = f"files/{hashlib.sha256(SMOKE).hexdigest()}.pdf"
    place = await exported(team, tmp_path)
    [ticket] = lines(place)
    found = [file for message in ticket["messages"] for file in message["attachments"]]
    assert [file["copy"] for file in found] == [name, name]
    assert [file["copy_type"] for file in found] == ["application/pdf"] * 2
    assert [file.name for file in (tmp_path / "files").iterdir() if file.suffix == ".pdf"]
    assert (tmp_path / name).read_bytes() == SMOKE
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    place = await exported(team, tmp_path, format="csv", notes=True)
    assert [row["copy"] for row in table(place, "attachments")] == [
        *(name, name, f"files/{secret.sha256}.bin")
    ]
    assert len(list((place / "files").iterdir())) == 2
    place = await exported(team, tmp_path, format="csv", files=False)
    assert [row["copy"] for row in table(place, "attachments")] == ["", ""]
    assert not (place / "files").exists()
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".partial")]


async def test_the_check_tells_how_far_copying_is(desk: Desk, folder: Path) -> None:
    team = await gather(desk)
    await team.ticket()
    large = desk.playground.world.files.add("document", size=21 * MEGABYTE)
    await team.anna.private.sends(document={"file_id": large.file_id}, caption="the film")
    await document(team, "the log", SMOKE)
    await becomes(desk, Keeping.TOO_LARGE, Keeping.KEPT)
    found = "\n".join([item.text async for item in findings(desk.settings())])
    assert f"copies of files can be written to {folder}" in found
    assert "Kept files: 1, 0.0 MB; 0 attachments wait for a copy" in found
    assert "1 attachments have no copy: they are larger" in found
    desk.more["keep_files"] = "/proc/files"
    found = "\n".join([item.text async for item in findings(desk.settings())])
    assert "KEEP_FILES: /proc/files cannot be used: " in found
    del desk.more["keep_files"]
    found = "\n".join([item.text async for item in findings(desk.settings())])
    assert "KEEP_FILES is not set, yet 1 files are kept" in found

"""The places of kept files: whole or not there, private, and honest about trouble."""

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import shelf
from bot.shelf import Bucket, NotThere, Shelf, ShelfAway, open_shelf, parse, shown
from bot.shelf.folder import ARRIVING, Folder
from bot.shelf.kinds import ending, kind_of
from tests.bucket import KEY, SECRET, BucketServer, bucket_server

LARGE = os.urandom(12 * 1024 * 1024)


@pytest.fixture
async def server() -> AsyncIterator[BucketServer]:
    async with bucket_server() as made:
        yield made


def address(server: BucketServer, secret: str = SECRET, key: str = KEY) -> str:
    return f"s3://{key}:{secret.replace('/', '%2F')}@desk/kept?endpoint={server.url}&region=eu"


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path, server: BucketServer) -> Shelf:
    where = str(tmp_path / "data" / "files") if request.param == "folder" else address(server)
    return open_shelf(where)


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def put(place: Shelf, content: bytes) -> str:
    source = place.incoming()
    assert source.stat().st_mode & 0o077 == 0
    source.write_bytes(content)
    await place.put(name_of(content), source)
    assert not source.exists()
    return name_of(content)


@pytest.mark.parametrize("content", [b"smoke", b"", LARGE], ids=["small", "empty", "large"])
async def test_what_is_put_there_is_there_until_it_is_deleted(
    place: Shelf, content: bytes
) -> None:
    await place.check()
    name = await put(place, content)
    assert await place.get(name) == content
    assert await put(place, content) == name
    await place.delete(name)
    await place.delete(name)
    with pytest.raises(NotThere):
        await place.get(name)


async def test_nobody_else_may_look_into_a_folder(tmp_path: Path) -> None:
    root = tmp_path / "files"
    await put(open_shelf(str(root)), b"smoke")
    for path in (root, *root.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
    assert {path.name for path in root.iterdir()} == {ARRIVING, name_of(b"smoke")[:2]}


async def test_a_name_is_a_hash_or_refused(place: Shelf) -> None:
    with pytest.raises(ValueError, match="no hash"):
        await place.get("../../etc/passwd")


async def test_what_was_left_by_half_goes_and_what_is_arriving_stays(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    old, new = place.incoming(), place.incoming()
    os.utime(old, (0, 0))
    await place.tidy()
    assert (old.exists(), new.exists()) == (False, True)


async def test_a_damaged_content_is_not_given_out(tmp_path: Path) -> None:
    place = open_shelf(str(tmp_path))
    name = await put(place, b"smoke")
    (tmp_path / name[:2] / name).write_bytes(b"smoqe")
    with pytest.raises(NotThere, match="damaged"):
        await place.get(name)


async def test_trouble_is_said_without_secrets(server: BucketServer, tmp_path: Path) -> None:
    wrong = open_shelf(address(server, key="AKIAOTHER"))
    with pytest.raises(ShelfAway) as refused:
        await wrong.check()
    nowhere = open_shelf(address(server).replace("@desk/", "@attic/"))
    with pytest.raises(ShelfAway) as missing:
        await nowhere.check()
    (tmp_path / "file").write_text("")
    with pytest.raises(ShelfAway) as no_folder:
        await open_shelf(str(tmp_path / "file" / "files")).check()
    assert "may not do this" in str(refused.value)
    assert "desk" in str(refused.value)
    assert "no such bucket" in str(missing.value)
    for error in (refused, missing, no_folder):
        assert SECRET not in str(error.value)
        assert SECRET.replace("/", "%2F") not in str(error.value)


def test_where_files_are_kept() -> None:
    assert parse("data/files") == Path("data/files")
    assert parse("s3://key:a%2Fb@desk/some/where/?endpoint=http://h:9&region=eu") == Bucket(
        "desk", "some/where", "key", "a/b", "http://h:9", "eu"
    )
    assert shown("s3://key:secret@desk/where?endpoint=http://h:9") == "s3://desk/where"
    for wrong in (
        *("", "https://desk/x", "s3://", "s3://key@desk", "s3://desk?endpoint=ftp://x"),
        *("s3://desk?endpoint=http://u:p@h", "s3://desk?more=1", "s3://desk:9/x", "a\0b"),
    ):
        with pytest.raises(ValueError):
            shelf.parse(wrong)


def test_a_type_is_told_by_the_content() -> None:
    assert kind_of(b"\x89PNG\r\n\x1a\n....") == "image/png"
    assert kind_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert kind_of(b"\0\0\0\x20ftypisom") == "video/mp4"
    assert kind_of(b"plain words") is None
    assert ending(kind_of(b"MZ\x90\0")) == ".bin"

"""Files: sent by people, sent by the bot, fetched."""

from typing import Any

import aiohttp
import pytest
from telegram import InputMediaDocument, InputMediaPhoto, Update
from telegram.error import BadRequest, NetworkError

from bot.playground.images import image_size, make_png
from tests.playground.conftest import ANNA, GROUP, Town

KINDS = [
    "photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_goes_from_a_person_to_the_bot_and_on(town: Town, kind: str) -> None:
    words = None if kind in ("video_note", "sticker") else "see /here"
    body: dict[str, Any] = {kind: {"name": "thing.bin", "size": 3000}, "caption": words}
    await town.send(ANNA, **body)
    message = (await town.updates())[0].message
    assert message
    assert not message.api_kwargs
    media = getattr(message, kind)
    media = media[-1] if kind == "photo" else media
    assert message.caption == words
    file = await town.bot.get_file(media.file_id)
    assert len(await file.download_as_bytearray()) == media.file_size
    sent = await getattr(town.bot, f"send_{kind}")(GROUP, media.file_id)
    again = getattr(sent, kind)
    again = again[-1] if kind == "photo" else again
    assert again.file_unique_id == media.file_unique_id
    assert not sent.api_kwargs


async def test_a_made_up_photo_is_a_real_picture(town: Town) -> None:
    await town.send(ANNA, photo={"name": "roof.png", "size": 5000})
    message = (await town.updates())[0].message
    assert message
    for size in message.photo:
        async with town.http.get(f"/play/files/{size.file_id}") as response:
            data = await response.read()
        assert image_size(data) == (size.width, size.height)
        assert response.content_type == "image/png"


async def test_the_bot_uploads(town: Town) -> None:
    sent = await town.bot.send_photo(ANNA, make_png(1, 640, 480), caption="chart")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (640, 480)
    document = (await town.bot.send_document(ANNA, b"a,b", filename="list.csv")).document
    assert document
    assert (document.file_name, document.mime_type) == ("list.csv", "text/csv")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await town.bot.send_photo(ANNA, b"no picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await town.bot.send_document(ANNA, b"", filename="empty.txt")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await town.bot.send_photo(ANNA, make_png(1, 1000, 10))


async def test_an_upload_that_is_too_big(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.methods.media.MAX_UPLOAD", 100)
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await town.bot.send_document(ANNA, b"x" * 101, filename="big.bin")


async def test_files_that_are_not_there_or_of_another_kind(town: Town) -> None:
    photo = town.world.files.add("photo").file_id
    document = town.world.files.add("document").file_id
    assert await town.error("sendPhoto", chat_id=ANNA, photo="abc") == (
        "wrong file identifier/HTTP URL specified"
    )
    assert await town.error("sendDocument", chat_id=ANNA) == (
        "there is no document in the request"
    )
    assert await town.error("sendDocument", chat_id=ANNA, document=photo) == (
        "can't use file of type Photo as Document"
    )
    assert await town.error("sendPhoto", chat_id=ANNA, photo=document) == (
        "can't use file of type Document as Photo"
    )
    assert await town.error("sendPhoto", chat_id=ANNA, photo=photo, caption="x" * 1025) == (
        "message caption is too long"
    )


async def test_big_files_cannot_be_fetched(town: Town) -> None:
    await town.send(ANNA, document={"name": "film.mkv", "size": 21 * 1024 * 1024})
    message = (await town.updates())[0].message
    assert message
    assert message.document
    with pytest.raises(BadRequest, match="File is too big"):
        await town.bot.get_file(message.document.file_id)
    assert (await town.bot.send_document(GROUP, message.document.file_id)).document


async def test_albums(town: Town) -> None:
    photos = [town.world.files.add("photo").file_id for _ in range(3)]
    sent = await town.bot.send_media_group(GROUP, [InputMediaPhoto(p) for p in photos])
    assert len({m.media_group_id for m in sent}) == 1
    uploaded = await town.bot.send_media_group(
        GROUP, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b")]
    )
    assert [bool(m.document) for m in uploaded] == [True, True]
    one = {"type": "photo", "media": photos[0]}
    document = {"type": "document", "media": town.world.files.add("document").file_id}

    async def refusal(*media: dict[str, str]) -> str:
        return await town.error("sendMediaGroup", chat_id=GROUP, media=list(media))

    assert "at least 2" in await refusal(one)
    assert "too many" in await refusal(*[one] * 11)
    mixed = "document can't be mixed with other media types"
    assert await refusal(one, document) == mixed
    assert await refusal(document, one) == mixed


async def test_a_persons_album_has_one_group_and_a_late_last_part(town: Town) -> None:
    album = [{"photo": {"name": f"{n}.png"}} for n in range(3)]
    album[0]["caption"] = "look"  # type: ignore[assignment]
    answer = await town.do(f"chats/{ANNA}/send", **{"as": ANNA, "album": album, "album_gap": 0.05})
    assert len(answer["message_ids"]) == 3
    got: list[Update] = await town.updates()
    assert [u.message.message_id for u in got if u.message] == answer["message_ids"][:2]
    got += await town.updates(timeout=2)
    messages = [u.message for u in got if u.message]
    assert [m.message_id for m in messages] == answer["message_ids"]
    assert len({m.media_group_id for m in messages}) == 1
    assert messages[0].caption == "look"


async def test_an_uploaded_file_is_sent_as_what_its_owner_chooses(town: Town) -> None:
    form = aiohttp.FormData()
    form.add_field("file", make_png(3), filename="roof.png", content_type="image/png")
    async with town.http.post("/play/files", data=form) as response:
        stored = await response.json()
    assert (stored["width"], stored["height"]) == (320, 240)
    await town.send(ANNA, photo={"file_id": stored["file_id"]})
    await town.send(ANNA, document={"file_id": stored["file_id"], "name": "dach.png"})
    await town.send(ANNA, document={"file_id": stored["file_id"]})
    as_photo, renamed, plain = [u.message for u in await town.updates() if u.message]
    assert as_photo.photo[-1].width == 320
    assert renamed.document
    assert plain.document
    assert renamed.document.file_name == "dach.png"
    assert renamed.document.file_unique_id == plain.document.file_unique_id

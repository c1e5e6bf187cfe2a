"""Sending files, by id or with their bytes, and asking where to fetch one."""

from collections.abc import Callable
from typing import Any

from bot.playground.call import Call, Upload
from bot.playground.errors import ApiError, Json, bad_request
from bot.playground.files import CAPTIONED, MAX_DOWNLOAD, MAX_PHOTO, MAX_UPLOAD, File
from bot.playground.images import image_size
from bot.playground.methods.target import count_flood, place
from bot.playground.text import MAX_CAPTION, format_text, formatted

PERMISSIONS = {
    "photo": "can_send_photos", "document": "can_send_documents", "video": "can_send_videos",
    "animation": "can_send_other_messages", "audio": "can_send_audios",
    "voice": "can_send_voice_notes", "video_note": "can_send_video_notes",
    "sticker": "can_send_other_messages",
}  # fmt: skip
_TYPE_NAMES = {
    "photo": "Photo", "document": "Document", "video": "Video", "animation": "Animation",
    "audio": "Audio", "voice": "VoiceNote", "video_note": "VideoNote", "sticker": "Sticker",
}  # fmt: skip
_ABOUT = ("duration", "width", "height", "length", "performer", "title", "emoji")


def input_file(call: Call, kind: str, value: Any, upload: Upload | None) -> File:
    """Return the file that a parameter means: an upload, an "attach://" name or a file id."""
    named = kind.replace("_", " ")
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {named} in the request")
    if upload is not None:
        return _uploaded(call, kind, upload)
    if not value or not isinstance(value, str):
        raise bad_request(f"there is no {named} in the request")
    if value.startswith(("http://", "https://")):
        call.fault("the playground fetches no files from the web")
        raise bad_request("failed to get HTTP URL content")
    file = call.world.files.by_id.get(value)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if (file.kind == "photo") != (kind == "photo"):
        raise bad_request(
            f"can't use file of type {_TYPE_NAMES[file.kind]} as {_TYPE_NAMES[kind]}"
        )
    return file


def _uploaded(call: Call, kind: str, upload: Upload) -> File:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        if len(upload.data) > MAX_PHOTO:
            raise bad_request("file is too big")
        size = image_size(upload.data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or min(size) == 0 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return call.world.files.add(
        kind, name=upload.name, mime_type=upload.mime_type, data=upload.data
    )


def caption_of(call: Call) -> Json:
    """Return the caption fields of a call."""
    text, entities = formatted(call, "caption", "caption_entities", MAX_CAPTION)
    return with_caption(text, entities, above=call.boolean("show_caption_above_media"))


def with_caption(text: str, entities: list[Json], *, above: bool = False) -> Json:
    """Return the fields of a message for a caption, none for an empty one."""
    if not text:
        return {}
    content: Json = {"caption": text}
    if entities:
        content["caption_entities"] = entities
    if above:
        content["show_caption_above_media"] = True
    return content


def item_content(call: Call, item: Json, kind: str) -> tuple[Json, str]:
    """Return the content an InputMedia object stands for, and the kind its file really has."""
    file = input_file(call, kind, item.get("media"), None)
    text, entities = format_text(
        call,
        str(item.get("caption") or ""),
        str(item.get("parse_mode") or ""),
        item.get("caption_entities"),
        MAX_CAPTION,
    )
    content = call.world.files.media(file, item)
    content |= with_caption(text, entities, above=bool(item.get("show_caption_above_media")))
    if item.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content, file.kind


def _sender(kind: str) -> Callable[[Call], Json]:
    def send(call: Call) -> Json:
        file = input_file(call, kind, call.params.get(kind), call.uploads.get(kind))
        content = call.world.files.media(file, {n: call.params.get(n) for n in _ABOUT})
        if kind in CAPTIONED:
            content |= caption_of(call)
        if call.boolean("has_spoiler"):
            content["has_media_spoiler"] = True
        where = place(call, PERMISSIONS[kind])
        count_flood(call.world, where.chat)
        return where.send(call.world, content).json

    return send


def get_file(call: Call) -> Json:
    """Tell where a file can be fetched."""
    file_id = call.string("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = call.world.files.by_id.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }


METHODS: dict[str, Callable[[Call], Json]] = {
    "sendPhoto": _sender("photo"),
    "sendDocument": _sender("document"),
    "sendVideo": _sender("video"),
    "sendAnimation": _sender("animation"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendVideoNote": _sender("video_note"),
    "sendSticker": _sender("sticker"),
    "getFile": get_file,
}

"""Files that people and the bot have sent, by the ids under which Telegram knows them."""

import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import Json
from bot.playground.images import image_size, make_png

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024

# kind → how its ids begin, the folder of its path, name and type where none is given
_KINDS: dict[str, tuple[str, str, str, str]] = {
    "photo": ("AgACAgIA", "photos", "photo.png", "image/png"),
    "document": ("BQACAgIA", "documents", "file.txt", "text/plain"),
    "video": ("BAACAgIA", "videos", "video.mp4", "video/mp4"),
    "animation": ("CgACAgIA", "animations", "animation.mp4", "video/mp4"),
    "audio": ("CQACAgIA", "music", "song.mp3", "audio/mpeg"),
    "voice": ("AwACAgIA", "voice", "voice.ogg", "audio/ogg"),
    "video_note": ("DQACAgIA", "video_notes", "note.mp4", "video/mp4"),
    "sticker": ("CAACAgIA", "stickers", "sticker.webp", "image/webp"),
}
MEDIA_KINDS = tuple(_KINDS)
_OF_VIDEO = ("duration", "width", "height")
CAPTIONED = frozenset({"photo", "document", "video", "animation", "audio", "voice"})


@dataclass(slots=True)
class File:
    """One file under one id; `data` is None for made-up bytes, which are produced when read."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    size: int
    path: str
    data: bytes | None
    width: int
    height: int
    seed: int
    identity: bytes

    def content(self) -> bytes:
        """Return the bytes; of a made-up picture they are a real picture."""
        if self.data is not None:
            return self.data
        if self.mime_type.startswith("image/") or self.kind in ("photo", "sticker"):
            return make_png(self.seed, self.width, self.height).ljust(self.size, b"\0")
        line = f"{self.name}: made up by the playground\n".encode()
        return (line * (self.size // len(line) + 1))[: self.size]


class Files:
    """All files; a file sent again keeps its ids."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}
        self._count = 0

    def add(
        self,
        kind: str,
        *,
        name: str | None = None,
        mime_type: str | None = None,
        data: bytes | None = None,
        size: int | None = None,
    ) -> File:
        """Keep a new file of a kind; without `data` its bytes are made up, `size` of them."""
        _, _, usual_name, usual_type = _KINDS[kind]
        name = name or usual_name
        guessed = usual_type if kind in ("photo", "voice") else mimetypes.guess_type(name)[0]
        self._count += 1
        width, height = (data and image_size(data)) or (320, 240)
        mime_type = mime_type or guessed or usual_type
        if data is None and (mime_type.startswith("image/") or kind in ("photo", "sticker")):
            size = max(size or 0, len(make_png(self._count, width, height)))
        identity = hashlib.sha256(data if data else str(self._count).encode()).digest()
        return self._keep(
            kind,
            identity,
            name=name,
            mime_type=mime_type,
            size=len(data) if data is not None else size or 1024,
            data=data,
            measures=(width, height),
            seed=self._count,
        )

    def as_kind(self, file: File, kind: str, name: str = "", mime_type: str = "") -> File:
        """Return a file as another kind of media, as if its sender had chosen that kind."""
        if file.kind == kind and not name and not mime_type:
            return file
        return self._keep(
            kind,
            file.identity,
            name=name or file.name,
            mime_type=mime_type or file.mime_type,
            size=file.size,
            data=file.data,
            measures=(file.width, file.height),
            seed=file.seed,
        )

    def _keep(
        self,
        kind: str,
        identity: bytes,
        *,
        name: str,
        mime_type: str,
        size: int,
        data: bytes | None,
        measures: tuple[int, int],
        seed: int,
    ) -> File:
        prefix, folder, usual_name, _ = _KINDS[kind]
        digest = hashlib.sha256(f"{kind} {name} {mime_type} ".encode() + identity).digest()
        meaning = hashlib.sha256(kind.encode() + identity).digest()
        unique = "AgAD" + base64.urlsafe_b64encode(meaning[:9]).decode()
        file_id = prefix + base64.urlsafe_b64encode(digest[:30]).decode() + "AD"
        if file_id in self.by_id:
            return self.by_id[file_id]
        ending = name if "." in name else usual_name
        path = f"{folder}/file_{len(self.by_path)}.{_ending(ending)}"
        file = File(
            file_id, unique, kind, name, mime_type, size, path, data, *measures, seed, identity
        )
        self.by_id[file_id] = file
        self.by_path[path] = file
        return file

    def media(self, file: File, about: Json) -> Json:
        """Return the fields of a message that carries this file, as {kind: …}."""
        described = self._described(file, about)
        if file.kind == "animation":
            document = {k: v for k, v in described.items() if k not in _OF_VIDEO}
            return {"animation": described, "document": document}
        return {file.kind: described}

    def _described(self, file: File, about: Json) -> Any:
        base: Json = {"file_id": file.file_id, "file_unique_id": file.unique_id}
        sized = {**base, "file_size": file.size}
        if file.kind == "photo":
            small = self._thumbnail(file)
            full = {**sized, "width": file.width, "height": file.height}
            return [small, full] if small else [full]
        seconds = {"duration": _whole(about, "duration", 3)}
        measures = {
            "width": _whole(about, "width", file.width),
            "height": _whole(about, "height", file.height),
        }
        named = {"file_name": file.name, "mime_type": file.mime_type}
        match file.kind:
            case "document":
                return {**named, **sized}
            case "video" | "animation":
                return {**seconds, **measures, **named, **sized}
            case "audio":
                tags = {k: about[k] for k in ("performer", "title") if about.get(k)}
                return {**seconds, **named, **tags, **sized}
            case "voice":
                return {**seconds, "mime_type": file.mime_type, **sized}
            case "video_note":
                return {**seconds, "length": _whole(about, "length", 240), **sized}
            case _:
                emoji = {"emoji": about["emoji"]} if about.get("emoji") else {}
                kind = {"type": "regular", "is_animated": False, "is_video": False}
                return {**measures, **emoji, **kind, **sized}

    def _thumbnail(self, file: File) -> Json | None:
        if max(file.width, file.height) <= 90:
            return None
        scale = 90 / max(file.width, file.height)
        width, height = max(int(file.width * scale), 1), max(int(file.height * scale), 1)
        digest = hashlib.sha256(b"thumbnail " + file.unique_id.encode()).digest()
        file_id = _KINDS["photo"][0] + base64.urlsafe_b64encode(digest[:30]).decode() + "AA"
        if file_id not in self.by_id:
            path = f"thumbnails/file_{len(self.by_path)}.{_ending(file.path)}"
            unique = "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode()
            small = File(
                file_id, unique, "photo", file.name, file.mime_type,
                file.size, path, file.data, width, height, file.seed, file.identity,
            )  # fmt: skip
            if file.data is None:
                small.size = len(make_png(file.seed, width, height))
            self.by_id[file_id] = small
            self.by_path[path] = small
        small = self.by_id[file_id]
        return {
            "file_id": file_id,
            "file_unique_id": small.unique_id,
            "file_size": small.size,
            "width": width,
            "height": height,
        }


def _whole(about: Json, name: str, default: int) -> int:
    try:
        return int(about.get(name) or default)
    except (TypeError, ValueError):
        return default


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else "bin"

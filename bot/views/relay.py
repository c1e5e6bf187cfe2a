"""People's words for the other side: which calls carry them, under which header."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Texts
from bot.rules.content import CAPTIONED, Content, File
from bot.rules.words import CAPTION_LIMIT, TEXT_LIMIT, one_line, units
from bot.views.screen import Keyboard, Screen, Text, markup
from storage.enums import ContentKind

# Bot API method and parameter of everything that is sent by file id.
BY_FILE = {
    ContentKind.PHOTO: ("sendPhoto", "photo"),
    ContentKind.DOCUMENT: ("sendDocument", "document"),
    ContentKind.VIDEO: ("sendVideo", "video"),
    ContentKind.ANIMATION: ("sendAnimation", "animation"),
    ContentKind.AUDIO: ("sendAudio", "audio"),
    ContentKind.VOICE: ("sendVoice", "voice"),
    ContentKind.VIDEO_NOTE: ("sendVideoNote", "video_note"),
    ContentKind.STICKER: ("sendSticker", "sticker"),
}
ALBUM_SIZE = 10
# Album items may be mixed only within one of these families.
FAMILIES = {
    ContentKind.PHOTO: "visual",
    ContentKind.VIDEO: "visual",
    ContentKind.DOCUMENT: "document",
    ContentKind.AUDIO: "audio",
}


@dataclass(frozen=True)
class Call:
    """One call of the Bot API; a header stands above the content that replies to it."""

    method: str
    payload: dict[str, Any]
    is_header: bool = False
    replies_to_header: bool = False


@dataclass(frozen=True)
class Header:
    """Who says it about what, with the buttons that belong below; `notes` are lines after it."""

    title: str
    keyboard: Keyboard = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def text(self) -> Text:
        """Return the header as the beginning of a text."""
        text = Text().line(self.title, "bold")
        for note in self.notes:
            text.line(note, "italic")
        return text


def relay(header: Header, content: Content, t: Texts) -> list[Call]:
    """Return the calls that show `content` under `header`, in the order they must be sent."""
    notes = header.notes + origin(content, t)
    header = Header(header.title, header.keyboard, notes)
    if content.kind is ContentKind.TEXT:
        return _text(header, content)
    if content.kind in CAPTIONED and len(content.files) == 1:
        return _captioned(header, content)
    return [_heading(header), *bare(content)]


def _heading(header: Header) -> Call:
    screen = Screen.of(header.text(), header.keyboard)
    return Call("sendMessage", screen.payload(), is_header=True)


def _text(header: Header, content: Content) -> list[Call]:
    head = header.text()
    if head.units + units(content.text) <= TEXT_LIMIT:
        head.words(content.text, content.entities)
        return [Call("sendMessage", Screen.of(head, header.keyboard).payload())]
    return [_heading(header), _words(content)]


def _words(content: Content) -> Call:
    screen = Screen.of(Text().words(content.text, content.entities))
    return Call("sendMessage", screen.payload(), replies_to_header=True)


def _captioned(header: Header, content: Content) -> list[Call]:
    method, parameter = BY_FILE[content.kind]
    head = header.text()
    if head.units + units(content.text) <= CAPTION_LIMIT:
        head.words(content.text, content.entities)
        screen = Screen.of(head, header.keyboard)
        payload: dict[str, Any] = {
            parameter: content.files[0].file_id,
            "caption": screen.text,
            "caption_entities": screen.entities,
        }
        if header.keyboard:
            payload["reply_markup"] = markup(header.keyboard)
        return [Call(method, payload)]
    return [_heading(header), *bare(content)]


def bare(content: Content) -> list[Call]:
    """Return the calls that show content without any header of its own."""
    calls: list[Call] = []
    if content.files:
        fits = units(content.text) <= CAPTION_LIMIT  # Premium's captions are longer than a bot's
        if not fits:
            calls.append(_words(content))
        for files in _albums(content.files):
            captioned = content if not calls else None
            if len(files) == 1:
                calls.append(_file(files[0], captioned))
            else:
                calls.append(_album(files, captioned))
    elif content.extra:
        calls += [
            Call(method, dict(content.extra[key]), replies_to_header=True)
            for key, method in PLACES.items()
            if key in content.extra
        ]
    return calls


PLACES = {"location": "sendLocation", "venue": "sendVenue", "contact": "sendContact"}


def _file(file: File, captioned: Content | None) -> Call:
    method, parameter = BY_FILE[file.kind]
    payload: dict[str, Any] = {parameter: file.file_id}
    if captioned is not None and file.kind in CAPTIONED and captioned.text:
        payload |= {"caption": captioned.text, "caption_entities": captioned.entities}
    return Call(method, payload, replies_to_header=True)


def _album(files: Sequence[File], captioned: Content | None) -> Call:
    media: list[dict[str, Any]] = [
        {"type": file.kind.value, "media": file.file_id} for file in files
    ]
    if captioned is not None and captioned.text:
        media[0] |= {"caption": captioned.text, "caption_entities": captioned.entities}
    return Call("sendMediaGroup", {"media": media}, replies_to_header=True)


def _albums(files: Sequence[File]) -> list[list[File]]:
    groups: list[list[File]] = []
    for file in files:
        family = FAMILIES.get(file.kind)
        last = groups[-1] if groups else None
        if last and family and FAMILIES.get(last[0].kind) == family and len(last) < ALBUM_SIZE:
            last.append(file)
        else:
            groups.append([file])
    return groups


def origin(content: Content, t: Texts) -> tuple[str, ...]:
    """Return the lines that say what the words cannot: where they come from, that they ask."""
    name = content.extra.get("forwarded_from")
    lines = [t("forwarded", name=one_line(name))] if name else []
    return (*lines, t("poll")) if content.extra.get("is_poll") else tuple(lines)


def edited(header: Header, content: Content, t: Texts) -> Screen:
    """Return the text or caption that a copy has after its author edited the words."""
    head = Header(header.title, header.keyboard, header.notes + origin(content, t)).text()
    return Screen.of(head.words(content.text, content.entities), header.keyboard)

"""Albums: two to ten files that stand together."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.playground.call import Call
from bot.playground.errors import Json, bad_request
from bot.playground.methods.media import PERMISSIONS, item_content
from bot.playground.methods.target import count_flood, place

KINDS = frozenset({"photo", "video", "document", "audio"})


def album_kinds_fit(kinds: Sequence[str]) -> bool:
    """Tell whether these may stand in one album: documents and audio only among themselves."""
    different = set(kinds)
    return different <= {"photo", "video"} or different in ({"document"}, {"audio"})


def send_media_group(call: Call) -> list[Json]:
    """Send an album; returns its messages."""
    items = call.decoded("media", "can't parse media JSON object")
    if items is None or not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not 2 <= len(items) <= 10:
        raise bad_request(
            "too many messages to send as an album" if len(items) > 10
            else "group send failed" if not items
            else "there must be at least 2 items in an album"
        )  # fmt: skip
    contents: list[Json] = []
    kinds: list[str] = []
    for item in items:
        content, kind = _item(call, item)
        contents.append(content)
        kinds.append(kind)
    if not album_kinds_fit(kinds):
        alone = next(kind for kind in kinds if kind in ("document", "audio"))
        raise bad_request(f"{alone} can't be mixed with other media types")
    where = place(call, PERMISSIONS[kinds[0]])
    if where.markup is not None:
        call.fault("sendMediaGroup has no reply_markup")
    count_flood(call.world, where.chat, len(contents))
    group = str(10**17 + call.world.unique())
    return [
        where.send(call.world, {"media_group_id": group, **content}).json for content in contents
    ]


def _item(call: Call, item: Any) -> tuple[Json, str]:
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(kind, str):
        raise bad_request("can't parse InputMedia: type must be specified")
    if kind not in KINDS:
        raise bad_request(f"can't parse InputMedia: type \"{kind}\" can't be used in an album")
    return item_content(call, item, kind)


METHODS: dict[str, Callable[[Call], list[Json]]] = {"sendMediaGroup": send_media_group}

"""A ticket outlives Telegram's file ids: where one is refused, the desk's own copy is sent."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.shelf.kinds import ending
from storage.models import OutboxRow
from storage.queries import keeping

KEPT = "kept"  # in a payload: names of the files that go with the call, by their hashes
ATTACHED = "attach://"
REFUSALS = (
    "wrong file identifier",
    "wrong remote file identifier",
    "wrong file_id",
    "invalid file_id",
    "file_reference_",
    "media_empty",
)


def is_about_file(error: str | None) -> bool:
    """Whether Telegram refused a call for the file that it names."""
    return any(text in (error or "").lower() for text in REFUSALS)


async def put_in(session: AsyncSession, row: OutboxRow) -> bool:
    """Have a call take copies along in the place of file ids; False where there are none."""
    if row.ticket_id is None:
        return False
    found = await keeping.copies(session, row.ticket_id, _file_ids(row.payload))
    if not found:
        return False
    names: dict[str, str] = {}

    def instead(value: Any) -> Any:
        if isinstance(value, list):
            return [instead(item) for item in value]
        if isinstance(value, dict):
            return {key: instead(item) if key == "media" else item for key, item in value.items()}
        copy = found.get(value)
        if copy is None:
            return value
        names[copy.sha256] = copy.filename or f"{copy.sha256[:12]}{ending(copy.mime_type)}"
        return f"{ATTACHED}{copy.sha256}"

    payload = {
        key: instead(value) if key == "media" or isinstance(value, str) else value
        for key, value in row.payload.items()
    }
    row.payload = {**payload, KEPT: names}
    return True


def _file_ids(payload: dict[str, Any]) -> set[str]:
    media = payload.get("media")
    items = media if isinstance(media, list) else [media]
    found = {item["media"] for item in items if isinstance(item, dict)}
    found |= {value for value in payload.values() if isinstance(value, str)}
    return {file_id for file_id in found if not file_id.startswith(ATTACHED)}

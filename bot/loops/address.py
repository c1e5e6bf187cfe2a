"""Where a call goes: real ids in the place of the names that messages and topics have with us."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from storage.models import OutboxRow
from storage.queries import topics


async def waits_for_topic(
    session: AsyncSession, row: OutboxRow, found: dict[tuple[int, str], int]
) -> bool:
    """Whether a call is for a topic that is still to be made."""
    if row.thread is None or (row.chat_id, row.thread) in found:
        return False
    return await topics.is_coming(session, row.chat_id, row.thread)


def names(rows: Sequence[OutboxRow]) -> list[tuple[int, str]]:
    """Return (chat, logical name) of the messages and topics that calls are about."""
    return [
        (row.chat_id, name)
        for row in rows
        for name in (row.logical, row.reply_to, row.thread)
        if name is not None and not name.startswith("@")
    ]


def address(row: OutboxRow, places: dict[tuple[int, str], int]) -> bool:
    """Put real message ids into the call; False if what it is to change does not exist."""
    payload = dict(row.payload)

    def resolve(name: str) -> int | None:
        if name.startswith("@"):
            return int(name[1:]) if name[1:].isdecimal() else None  # one bad row stops nobody else
        return places.get((row.chat_id, name))

    if row.chat_id:
        payload["chat_id"] = row.chat_id
    if row.thread is not None:
        thread_id = resolve(row.thread)
        if thread_id is not None:
            payload["message_thread_id"] = thread_id
        elif row.makes_message:  # without a topic it goes to the chat itself
            payload.pop("message_thread_id", None)
        else:
            return False
    elif row.logical is not None and not row.makes_message:
        message_id = resolve(row.logical)
        if message_id is None:
            return False
        payload["message_id"] = message_id
    if row.reply_to is not None:
        message_id = resolve(row.reply_to)
        if message_id is not None:
            payload["reply_parameters"] = {
                "message_id": message_id,
                "allow_sending_without_reply": True,
            }
    set_committed_value(row, "payload", payload)  # for this call only: ids change
    return True

"""Files that wait to be sent with a call of the outbox."""

import uuid
from collections.abc import Collection

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import OutboxState
from storage.models import OutboxRow, OutgoingFile

_WAITED_FOR = (
    exists()
    .where(
        OutboxRow.file_id == OutgoingFile.id,
        OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD)),
    )
    .correlate(OutgoingFile)
)


async def of_calls(
    session: AsyncSession, ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, OutgoingFile]:
    """Return the files that calls take along, by id; nothing is asked where there are none."""
    if not ids:
        return {}
    query = select(OutgoingFile).where(OutgoingFile.id.in_(ids))
    return {file.id: file for file in await session.scalars(query)}


async def any_over(session: AsyncSession) -> bool:
    """Return whether some file's call has ended."""
    return await session.scalar(select(OutgoingFile.id).where(~_WAITED_FOR).limit(1)) is not None


async def prune(session: AsyncSession) -> None:
    """Forget the files whose calls have ended, however they did."""
    await session.execute(delete(OutgoingFile).where(~_WAITED_FOR))

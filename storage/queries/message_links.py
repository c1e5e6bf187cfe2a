"""What Telegram messages stand for: the logical names that calls address them by."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import LinkRole
from storage.models import MessageLink

_STANDING = cast(Table, MessageLink.__table__)  # the ORM would make it twice the work
_LINK = select(MessageLink).where(
    MessageLink.chat_id == bindparam("chat"), MessageLink.logical == bindparam("logical")
)
_NAMED = tuple_(_STANDING.c.chat_id, _STANDING.c.logical).in_(bindparam("names", expanding=True))
_PLACES = select(_STANDING.c.chat_id, _STANDING.c.logical, _STANDING.c.message_id).where(_NAMED)
_UNNAME = (
    update(_STANDING)
    .where(_NAMED)
    .values(logical=None)
    .returning(_STANDING.c.chat_id, _STANDING.c.message_id, _STANDING.c.role)
)


async def get(session: AsyncSession, chat_id: int, logical: str) -> MessageLink | None:
    """Return the message that stands under a logical name."""
    values = {"chat": chat_id, "logical": logical}
    return (await session.scalars(_LINK, values)).one_or_none()


@cache
def _keep_link(dialect: str) -> Any:
    insert: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(_STANDING)
    key = ["chat_id", "message_id"]
    changed = {
        column.name: insert.excluded[column.name]
        for column in _STANDING.columns
        if column.name not in key
    }
    return insert.on_conflict_do_update(index_elements=key, set_=changed)


async def keep(session: AsyncSession, links: list[dict[str, Any]]) -> None:
    """Write down, or anew, what Telegram messages stand for; nobody has them loaded."""
    if links:
        await session.execute(_keep_link(session.get_bind().dialect.name), links)


async def places(
    session: AsyncSession, names: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], int]:
    """Return the ids of the messages that stand under (chat, logical name)."""
    wanted = list(set(names))
    if not wanted:
        return {}
    found = await session.execute(_PLACES, {"names": wanted})
    return {(chat_id, logical): message_id for chat_id, logical, message_id in found}


async def unname(
    session: AsyncSession, names: Iterable[tuple[int, str]]
) -> Sequence[tuple[int, int, LinkRole]]:
    """Free (chat, logical name) for other messages; returns those that stood there, and as what.

    Nobody has their links loaded.
    """
    wanted = list(set(names))
    if not wanted:
        return []
    found = await session.execute(_UNNAME, {"names": wanted})
    return [(chat_id, message_id, role) for chat_id, message_id, role in found]


async def forget(
    session: AsyncSession, chat_id: int, message_id: int, roles: Collection[LinkRole]
) -> None:
    """Forget what a message stands for, if it has one of these roles."""
    await session.execute(
        delete(MessageLink).where(
            MessageLink.chat_id == chat_id,
            MessageLink.message_id == message_id,
            MessageLink.role.in_(roles),
        )
    )

"""Tags: put on tickets, counted, found by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Tag, Ticket, TicketTag

UNSYNCED = {"synchronize_session": False}


@dataclass(frozen=True)
class TagInUse:
    """A tag, and how many tickets bear it."""

    id: int
    name: str
    uses: int


async def put(session: AsyncSession, ticket: Ticket, names: Sequence[str]) -> None:
    """Have a ticket bear exactly these tags."""
    before, after = set(ticket.tags or ()), set(names)
    ticket.tags = list(names) or None
    await session.flush()
    for name in sorted(before ^ after):  # in one order for all, so that none waits in a circle
        if name in after:
            values = {"tag_id": await _use(session, name, 1), "number": ticket.number}
            await session.execute(insert(TicketTag).values(values))
        else:
            tag_id = await _use(session, name, -1)
            which = (TicketTag.tag_id == tag_id, TicketTag.number == ticket.number)
            await session.execute(delete(TicketTag).where(*which).execution_options(**UNSYNCED))


async def _use(session: AsyncSession, name: str, more: int) -> int:
    """Count a use; another transaction may make the same tag at the same time."""
    counted = update(Tag).where(Tag.name == name).values(uses=Tag.uses + more)
    tag_id = await session.scalar(counted.returning(Tag.id).execution_options(**UNSYNCED))
    if tag_id is None:
        dialect = session.get_bind().dialect.name
        add: Any = (postgresql if dialect == "postgresql" else sqlite).insert(Tag)
        made = add.values(name=name, uses=more).on_conflict_do_update(
            index_elements=["name"], set_={"uses": Tag.uses + more}
        )
        tag_id = await session.scalar(made.returning(Tag.id).execution_options(**UNSYNCED))
    assert tag_id is not None
    return int(tag_id)


async def in_use(session: AsyncSession, most: int) -> Sequence[TagInUse]:
    """Return the tags that most tickets bear, the most used first."""
    query = _tags().where(Tag.uses > 0).order_by(Tag.uses.desc(), Tag.name).limit(most)
    return [TagInUse(*row) for row in await session.execute(query)]


async def named(session: AsyncSession, names: Collection[str]) -> Sequence[TagInUse]:
    """Return the tags with these names, by name."""
    query = _tags().where(Tag.name.in_(names)).order_by(Tag.name)
    return [TagInUse(*row) for row in await session.execute(query)]


async def by_id(session: AsyncSession, tag_id: int) -> TagInUse | None:
    """Return a tag."""
    row = (await session.execute(_tags().where(Tag.id == tag_id))).first()
    return TagInUse(*row) if row is not None else None


def _tags() -> Select[int, str, int]:
    return select(Tag.id, Tag.name, Tag.uses)

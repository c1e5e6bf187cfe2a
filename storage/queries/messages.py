"""What was said in a ticket."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Text,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from storage.enums import ContentKind, Delivery
from storage.models import Ticket, TicketAttachment, TicketMessage, User

WIDE = "\U00010000-\U0010ffff"  # what is two units in UTF-16
WIDE_OCTETS = ["x'F0'", "x'F1'", "x'F2'", "x'F3'", "x'F4'"]  # with which it begins in UTF-8


class Measured(NamedTuple):
    """How much a message has to show."""

    position: int
    units: int  # of its text in UTF-16; more if some of its letters are two
    name_length: int  # characters of its author's name
    entities: int
    files: int
    is_more: bool | int  # a place, a contact, an origin


async def conversation(
    session: AsyncSession, ticket_id: uuid.UUID, *, internal: bool
) -> Sequence[TicketMessage]:
    """Return everything said, oldest first, with authors and files.

    Without `internal` notes, undecided and withdrawn messages are left out: what the requester
    may see.
    """
    found: Sequence[TicketMessage] = (
        await session.scalars(whole(ticket_id, internal=internal))
    ).all()
    return found


async def some(
    session: AsyncSession, ticket_id: uuid.UUID, first: int, last: int, *, internal: bool
) -> Sequence[TicketMessage]:
    """Return those messages of a `conversation` that stand from one position to another."""
    query = whole(ticket_id, internal=internal)
    query = query.where(TicketMessage.position.between(first, last))
    found: Sequence[TicketMessage] = (await session.scalars(query)).all()
    return found


async def measures(
    session: AsyncSession, ticket_id: uuid.UUID, *, internal: bool
) -> list[Measured]:
    """Return how much each message of a `conversation` has to show, in its order.

    The database counts: thousands of messages are not read for a page of them.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    query = measures_query(ticket_id, is_sqlite=is_sqlite, internal=internal)
    figures: list[ColumnElement[str]] = [
        func.coalesce(cast(column, Text), "0") for column in query.subquery().columns
    ]
    line = reduce(lambda before, figure: before + " " + figure, figures)
    together = func.group_concat(line, " ") if is_sqlite else func.string_agg(line, " ")
    # One text: a row each would be made into an object three times over on its way here.
    found = await session.scalar(select(together))
    numbers = map(int, (found or "").split())
    return sorted(map(Measured._make, zip(*[numbers] * len(figures), strict=True)))


def measures_query(ticket_id: uuid.UUID, *, is_sqlite: bool, internal: bool) -> Any:
    """Return the query for the fields of `Measured`."""
    letters = func.length(TicketMessage.text)
    if is_sqlite:
        # Ten times as fast as GLOB.
        octets = cast(TicketMessage.text, LargeBinary)
        is_wide: Any = or_(*(func.instr(octets, text(octet)) > 0 for octet in WIDE_OCTETS))
        entities: Any = func.json_array_length(TicketMessage.entities)
    else:
        is_wide = TicketMessage.text.regexp_match(f"[{WIDE}]")
        entities = func.jsonb_array_length(TicketMessage.entities)
    files = (
        select(func.count())
        .where(TicketAttachment.message_id == TicketMessage.id)
        .scalar_subquery()
    )
    query = select(
        TicketMessage.position,
        case((is_wide, letters * 2), else_=letters).label("units"),
        (func.length(User.first_name) + func.coalesce(func.length(User.last_name), 0) + 1).label(
            "name_length"
        ),
        case((cast(TicketMessage.entities, Text) == "[]", 0), else_=entities).label("entities"),
        case((TicketMessage.kind == ContentKind.TEXT, 0), else_=files).label("files"),
        case((cast(TicketMessage.extra, Text) == "{}", 0), else_=1).label("is_more"),
    ).join(TicketMessage.author)
    return _visible(query, ticket_id, internal=internal)


async def last_said_at(session: AsyncSession, ticket_id: uuid.UUID) -> datetime | None:
    """Return when something was said last."""
    query = select(TicketMessage.created_at).where(TicketMessage.ticket_id == ticket_id)
    found: datetime | None = await session.scalar(
        query.order_by(TicketMessage.position.desc()).limit(1)
    )
    return found


def whole(ticket_id: uuid.UUID, *, internal: bool) -> Any:
    """Return the query for the messages of a `conversation`."""
    query = select(TicketMessage).options(
        joinedload(TicketMessage.author), selectinload(TicketMessage.attachments)
    )
    return _visible(query, ticket_id, internal=internal)


def _visible(query: Any, ticket_id: uuid.UUID, *, internal: bool) -> Any:
    query = query.where(TicketMessage.ticket_id == ticket_id).order_by(TicketMessage.position)
    if internal:
        return query
    return query.where(
        TicketMessage.is_internal.is_(False),
        TicketMessage.is_undecided.is_(False),
        TicketMessage.delivery != Delivery.WITHDRAWN,
    )


class Manner(NamedTuple):
    """Who said something, and to whom."""

    author_id: int
    is_staff_reply: bool
    is_internal: bool


_MANNER = select(*(getattr(TicketMessage, name) for name in Manner._fields)).where(
    TicketMessage.id == bindparam("id")
)


async def manner(session: AsyncSession, message_id: uuid.UUID) -> Manner | None:
    """Return how a ticket message was said."""
    row = (await session.execute(_MANNER, {"id": message_id})).one_or_none()
    return Manner(*row) if row is not None else None


_LAST_SAID = select(
    TicketMessage.author_id, TicketMessage.created_at, TicketMessage.burst_id
).where(
    TicketMessage.ticket_id == bindparam("ticket"),
    TicketMessage.position == bindparam("position"),
)


async def last_said(
    session: AsyncSession, ticket: Ticket
) -> tuple[int, datetime, uuid.UUID | None] | None:
    """Return who said the last thing in a ticket, when, and in which burst."""
    values = {"ticket": ticket.id, "position": ticket.message_count}
    row = (await session.execute(_LAST_SAID, values)).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None

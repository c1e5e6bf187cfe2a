"""What an erasure leaves of the rows themselves: nobody's, and without a word."""

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.enums import (
    ContentKind,
    Delivery,
    Role,
    Status,
)
from storage.models import (
    Base,
    Draft,
    Event,
    Rating,
    SearchDocument,
    Tag,
    Ticket,
    TicketAttachment,
    TicketMessage,
    TicketTag,
    User,
)
from storage.models.people import ERASED_NAME, FIRST_NOBODY
from storage.queries import keeping


async def _take_tags(session: AsyncSession, own: Select[uuid.UUID]) -> None:
    """A word that only these tickets bore may name somebody: it goes altogether."""
    numbers = select(Ticket.number).where(Ticket.id.in_(own))
    theirs = TicketTag.number.in_(numbers)
    borne = (
        select(TicketTag.tag_id, func.count().label("times"))
        .where(theirs)
        .group_by(TicketTag.tag_id)
        .order_by(TicketTag.tag_id)
    )
    for tag in (await session.execute(borne)).all():
        await bulk(
            session,
            update(Tag).where(Tag.id == tag.tag_id).values(uses=Tag.uses - tag.times),
        )
        await bulk(session, delete(TicketTag).where(theirs, TicketTag.tag_id == tag.tag_id))
        await bulk(session, delete(Tag).where(Tag.id == tag.tag_id, Tag.uses == 0))


async def take_words(
    session: AsyncSession,
    own: Select[uuid.UUID],
    said: Select[uuid.UUID],
    now: datetime,
) -> None:
    """Empty tickets, messages, ratings; their files, tags and what the search finds go."""
    await _take_tags(session, own)
    await keeping.doubt_all_of(session, said, now)
    await bulk(session, delete(TicketAttachment).where(TicketAttachment.message_id.in_(said)))
    await bulk(
        session,
        delete(SearchDocument).where(
            or_(SearchDocument.ticket_id.in_(own), SearchDocument.message_id.in_(said))
        ),
    )
    unsent = (Delivery.PENDING, Delivery.HELD)
    these = TicketMessage.id.in_(said)
    await bulk(
        session,
        update(TicketMessage)
        .where(these, TicketMessage.delivery.in_(unsent))
        .values(delivery=Delivery.NONE),
    )
    await bulk(
        session,
        update(TicketMessage)
        .where(these)
        .values(
            kind=ContentKind.TEXT,
            text="",
            entities=[],
            extra={},
            is_undecided=False,
            media_group_id=None,
            burst_id=None,
        ),
    )
    await bulk(
        session,
        update(Rating)
        .where(Rating.ticket_id.in_(own))
        .values(comment="", comment_entities=[], comment_message_id=None),
    )
    await bulk(
        session,
        update(Ticket)
        .where(Ticket.id.in_(own))
        .values(
            subject=ERASED_NAME,
            description="",
            description_entities=[],
            source={},
            topic=None,
            tags=None,
            file_count=0,
            status=Status.CLOSED,
            closed_at=func.coalesce(Ticket.closed_at, now),
            owed_at=None,
            updated_at=now,
        ),
    )


async def clean_audit(
    session: AsyncSession,
    person_id: int,
    own: Select[uuid.UUID],
    said: Select[uuid.UUID],
    kept: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """Leave of the audit's values what `kept` returns."""
    events = await session.execute(
        select(Event.id, Event.before, Event.after).where(
            or_(
                Event.ticket_id.in_(own),
                and_(
                    Event.actor_id == person_id,
                    or_(
                        Event.ticket_id.is_(None),
                        Event.ticket_id.in_(
                            select(TicketMessage.ticket_id).where(TicketMessage.id.in_(said))
                        ),
                    ),
                ),
            )
        )
    )
    for event in events.all():
        before, after = kept(event.before), kept(event.after)
        if (before, after) != (event.before, event.after):
            await bulk(
                session,
                update(Event).where(Event.id == event.id).values(before=before, after=after),
            )


async def make_nobody(session: AsyncSession, now: datetime) -> int:
    """Return the id of a new row that stands for somebody no more known."""
    nobody = FIRST_NOBODY + secrets.randbelow(FIRST_NOBODY)
    await session.execute(
        insert(User),
        {
            "id": nobody,
            "first_name": ERASED_NAME,
            "role": Role.REQUESTER,
            "is_anonymous": False,
            "is_deactivated": False,
            "is_banned": False,
            "is_reachable": True,
            "created_at": now,
            "updated_at": now,
        },
    )
    return nobody


async def leave(
    session: AsyncSession,
    person: User,
    nobody: int,
    own: Select[uuid.UUID],
    now: datetime,
) -> None:
    """Put the nobody in their place everywhere; a team member keeps what they did as an agent."""
    await bulk(session, delete(Draft).where(Draft.user_id == person.id))
    if person.role is Role.REQUESTER:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column is User.__table__.c.id for key in column.foreign_keys):
                    await bulk(
                        session,
                        update(table).where(column == person.id).values({column.name: nobody}),
                    )
    else:
        by_them = TicketMessage.author_id == person.id
        as_requester = (
            TicketMessage.is_staff_reply.is_(False),
            TicketMessage.is_internal.is_(False),
        )
        await bulk(
            session,
            update(TicketMessage).where(by_them, *as_requester).values(author_id=nobody),
        )
        await bulk(
            session,
            update(Event)
            .where(Event.actor_id == person.id, Event.ticket_id.in_(own))
            .values(actor_id=nobody),
        )
        await bulk(
            session,
            update(Ticket).where(Ticket.requester_id == person.id).values(requester_id=nobody),
        )
        return
    if not person.is_banned:
        await bulk(session, delete(User).where(User.id == person.id))
        return
    await bulk(
        session,
        update(User)
        .where(User.id == person.id)
        .values(
            first_name=ERASED_NAME,
            last_name=None,
            username=None,
            language_code=None,
            language=None,
            role_checked_at=None,
            ban_reason=None,
            created_at=now,
            updated_at=now,
        ),
    )


async def bulk(session: AsyncSession, statement: Any) -> None:
    """Run a statement past the session's objects."""
    await session.execute(statement.execution_options(synchronize_session=False))

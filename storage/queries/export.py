"""Everything kept of tickets, in pages: as many rows are held at once whatever their number.

Pages are found by key, not by offset, so that the last costs no more than the first. All of it is
to be read in one `Database.snapshot`.
"""

import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import (
    Event,
    KeptFile,
    Rating,
    Ticket,
    TicketAttachment,
    TicketCategory,
    TicketMessage,
    User,
)

PAGE = 1000  # messages, and at most as many tickets, at once

Found = Row[*tuple[Any, ...]]

_requester, _assignee, _rated = aliased(User), aliased(User), aliased(User)
_former = aliased(Ticket)
TICKETS: Select[*tuple[Any, ...]] = (
    select(
        Ticket.id,
        Ticket.number,
        Ticket.subject,
        Ticket.description,
        Ticket.description_entities,
        Ticket.status,
        Ticket.priority,
        Ticket.message_count,
        Ticket.source,
        Ticket.tags,
        Ticket.links,
        Ticket.merged_into,
        Ticket.duplicates,
        Ticket.created_at,
        Ticket.updated_at,
        Ticket.first_responded_at,
        Ticket.resolved_at,
        Ticket.closed_at,
        _former.number.label("follow_up_of"),
        TicketCategory.names.label("category"),
        _requester.id.label("requester_id"),
        _requester.first_name.label("requester_first_name"),
        _requester.last_name.label("requester_last_name"),
        _requester.username.label("requester_username"),
        _requester.language.label("requester_language"),
        _requester.language_code.label("requester_language_code"),
        _assignee.id.label("assignee_id"),
        _assignee.first_name.label("assignee_first_name"),
        _assignee.last_name.label("assignee_last_name"),
        Rating.asked_at.label("rating_asked_at"),
        Rating.rated_at.label("rating_rated_at"),
        Rating.score.label("rating_score"),
        Rating.comment.label("rating_comment"),
        Rating.comment_entities.label("rating_comment_entities"),
        _rated.id.label("rating_agent_id"),
        _rated.first_name.label("rating_agent_first_name"),
        _rated.last_name.label("rating_agent_last_name"),
    )
    .join(_requester, _requester.id == Ticket.requester_id)
    .outerjoin(_assignee, _assignee.id == Ticket.assignee_id)
    .outerjoin(_former, _former.id == Ticket.follow_up_of_id)
    .outerjoin(TicketCategory, TicketCategory.id == Ticket.category_id)
    .outerjoin(Rating, Rating.ticket_id == Ticket.id)
    .outerjoin(_rated, _rated.id == Rating.agent_id)
    .order_by(Ticket.number)
)
MESSAGES: Select[*tuple[Any, ...]] = select(
    TicketMessage.id,
    TicketMessage.ticket_id,
    TicketMessage.position,
    TicketMessage.kind,
    TicketMessage.text,
    TicketMessage.entities,
    TicketMessage.extra,
    TicketMessage.is_internal,
    TicketMessage.is_undecided,
    TicketMessage.is_staff_reply,
    TicketMessage.delivery,
    TicketMessage.split_into,
    TicketMessage.created_at,
    TicketMessage.updated_at,
    User.id.label("author_id"),
    User.first_name.label("author_first_name"),
    User.last_name.label("author_last_name"),
).join(User, User.id == TicketMessage.author_id)
ATTACHMENTS: Select[*tuple[Any, ...]] = (
    select(
        TicketAttachment.message_id,
        TicketAttachment.kind,
        TicketAttachment.file_id,
        TicketAttachment.file_unique_id,
        TicketAttachment.filename,
        TicketAttachment.file_size,
        TicketAttachment.mime_type,
        TicketAttachment.uploaded_at,
        TicketAttachment.keeping,
        TicketAttachment.sha256,
        KeptFile.mime_type.label("kept_type"),
    )
    .outerjoin(KeptFile, KeptFile.sha256 == TicketAttachment.sha256)
    .order_by(TicketAttachment.message_id, TicketAttachment.position)
)
EVENTS: Select[*tuple[Any, ...]] = select(
    Event.id,
    Event.ticket_id,
    Event.at,
    Event.kind,
    Event.before,
    Event.after,
    User.id.label("actor_id"),
    User.first_name.label("actor_first_name"),
    User.last_name.label("actor_last_name"),
).outerjoin(User, User.id == Event.actor_id)


@dataclass(frozen=True)
class Message:
    """One thing said, with its files."""

    row: Found
    attachments: Sequence[Found]
    copies: Mapping[str, str] = field(default_factory=dict)  # where they are put, by hash


class Export:
    """One pass over all tickets opened in a span of time, by number.

    `notes` is whether internal notes and undecided words are read at all. Only the ticket that
    was given last may be asked for its messages and events.
    """

    def __init__(
        self,
        session: AsyncSession,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        notes: bool = False,
    ) -> None:
        self._session = session
        self._since, self._until = since, until
        self._notes = notes
        self._batch: list[uuid.UUID] = []
        self._messages: dict[uuid.UUID, list[Message]] | None = None
        self._events: dict[uuid.UUID, list[Found]] | None = None

    async def count(self) -> int:
        """Return how many tickets there are."""
        query = select(func.count()).select_from(Ticket).where(*self._within(Ticket.created_at))
        return int(await self._session.scalar(query) or 0)

    async def tickets(self) -> AsyncIterator[Found]:
        """Yield every ticket with its people, category and rating."""
        query = TICKETS.where(*self._within(Ticket.created_at)).limit(PAGE)
        last = 0
        while page := await self._all(query.where(Ticket.number > last)):
            last = page[-1].number
            for batch in _batches(page):
                self._batch = [ticket.id for ticket in batch]
                self._messages = self._events = None
                for ticket in batch:
                    yield ticket

    async def messages(self, ticket: Found) -> AsyncIterator[Message]:
        """Yield what was said in the ticket, oldest first."""
        if len(self._batch) == 1:
            last, query = 0, self._said().order_by(TicketMessage.position).limit(PAGE)
            while page := await self._all(query.where(TicketMessage.position > last)):
                last = page[-1].position
                for message in await self._with_files(page):
                    yield message
            return
        if self._messages is None:
            self._messages = defaultdict(list)
            query = self._said().order_by(TicketMessage.ticket_id, TicketMessage.position)
            for message in await self._with_files(await self._all(query)):
                self._messages[message.row.ticket_id].append(message)
        for message in self._messages.get(ticket.id, ()):
            yield message

    async def events(self, ticket: Found) -> AsyncIterator[Found]:
        """Yield what was done to the ticket, oldest first."""
        if len(self._batch) == 1:
            async for row in self._events_of(EVENTS.where(Event.ticket_id == ticket.id)):
                yield row
            return
        if self._events is None:
            self._events = defaultdict(list)
            query = EVENTS.where(Event.ticket_id.in_(self._batch))
            for row in await self._all(query.order_by(Event.ticket_id, Event.id)):
                self._events[row.ticket_id].append(row)
        for row in self._events.get(ticket.id, ()):
            yield row

    async def desk_events(self) -> AsyncIterator[Found]:
        """Yield what was done in the same span, but to no ticket."""
        query = EVENTS.where(Event.ticket_id.is_(None), *self._within(Event.at))
        async for row in self._events_of(query):
            yield row

    def _within(self, column: Any) -> list[ColumnElement[bool]]:
        found = []
        if self._since is not None:
            found.append(column >= self._since)
        if self._until is not None:
            found.append(column < self._until)
        return found

    async def _all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Found]:
        return (await self._session.execute(query)).all()

    def _said(self) -> Select[*tuple[Any, ...]]:
        query = MESSAGES.where(TicketMessage.ticket_id.in_(self._batch))
        if self._notes:
            return query
        return query.where(
            TicketMessage.is_internal.is_(False), TicketMessage.is_undecided.is_(False)
        )

    async def _events_of(self, query: Select[*tuple[Any, ...]]) -> AsyncIterator[Found]:
        last, ordered = 0, query.order_by(Event.id).limit(PAGE)
        while page := await self._all(ordered.where(Event.id > last)):
            last = page[-1].id
            for row in page:
                yield row

    async def _with_files(self, rows: Sequence[Found]) -> list[Message]:
        files: dict[uuid.UUID, list[Found]] = defaultdict(list)
        for start in range(0, len(rows), PAGE):
            ids = [row.id for row in rows[start : start + PAGE]]
            query = ATTACHMENTS.where(TicketAttachment.message_id.in_(ids))
            for file in await self._session.execute(query):
                files[file.message_id].append(file)
        return [Message(row, files.get(row.id, ())) for row in rows]


def _batches(tickets: Sequence[Found]) -> list[list[Found]]:
    """Put tickets together whose messages fit on a page; one that is longer stands alone."""
    batches: list[list[Found]] = [[]]
    held = 0
    for ticket in tickets:
        if batches[-1] and held + ticket.message_count > PAGE:
            batches.append([])
            held = 0
        batches[-1].append(ticket)
        held += ticket.message_count
    return batches

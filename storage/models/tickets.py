"""Tickets, what was said in them, and what was done to them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.enums import ContentKind, Delivery, EventKind, LinkRole, Priority, Status
from storage.models.base import Base, RowId, name_of, to
from storage.models.people import FIRST_NOBODY, User

# What counts as an answer; a partial index is used where a query says it in the same words.
IS_ANSWER = "is_staff_reply AND delivery != 'withdrawn'"
IS_NOT_CLOSED = "status != 'closed'"


def _listed(name: str, *columns: str, where: str | None = None) -> Index:
    """Return an index that lists of tickets are read from."""
    partial = text(where) if where else None
    return Index(f"ix_tickets_{name}", *columns, sqlite_where=partial, postgresql_where=partial)


class TicketCategory(Base):
    """What a ticket can be about; names by language."""

    __tablename__ = "ticket_categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    names: Mapped[dict[str, str]]
    description: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(String(16))
    colour: Mapped[str] = mapped_column(String(16))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    sort_order: Mapped[int] = mapped_column(Integer)


class Ticket(Base):
    """One matter of one requester."""

    __tablename__ = "tickets"
    __table_args__ = (
        # Lists go through these, and count without looking at the rows themselves.
        _listed("by_requester", "requester_id", "number", "status", "priority", "category_id"),
        _listed("by_assignee", "assignee_id", "number", "status", "priority", "category_id"),
        _listed("by_category", "category_id", "number", "status", "priority", "assignee_id"),
        _listed("by_priority", "priority", "number", "status", "category_id", "assignee_id"),
        _listed("by_status", "status", "number"),
        _listed("by_requester_and_status", "requester_id", "status", "number"),
        _listed(
            "not_closed",
            *("number", "status", "priority", "category_id", "assignee_id"),
            where=IS_NOT_CLOSED,
        ),
        _listed(
            "not_closed_by_assignee",
            *("assignee_id", "number", "status", "priority", "category_id"),
            where=IS_NOT_CLOSED,
        ),
        _listed(
            "not_closed_by_category",
            *("category_id", "number", "status", "priority", "assignee_id"),
            where=IS_NOT_CLOSED,
        ),
        _listed(
            "owed",
            *("owed_at", "number", "status", "priority", "category_id", "assignee_id"),
            where="owed_at IS NOT NULL",
        ),
        Index(
            "ix_tickets_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        # The statistics read these without looking at the rows themselves.
        Index("ix_tickets_opened", "created_at", "category_id", "merged_into"),
        Index("ix_tickets_id_category_id", "id", "category_id"),
        Index(
            "ix_tickets_digest",
            "digest",
            sqlite_where=text("digest IS NOT NULL"),
            postgresql_where=text("digest IS NOT NULL"),
        ),
        Index(
            "ix_tickets_first_answers",
            *("first_responded_at", "created_at", "first_responder_id", "category_id"),
            "merged_into",
        ),
        Index(
            "ix_tickets_resolutions",
            *("resolved_at", "created_at", "assignee_id", "category_id", "merged_into"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    requester_id: Mapped[int] = mapped_column(to("users.id"))
    category_id: Mapped[int | None] = mapped_column(to("ticket_categories.id"))
    subject: Mapped[str] = mapped_column(String(256))
    description: Mapped[str] = mapped_column(Text)
    description_entities: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[Status] = mapped_column(name_of(Status), default=Status.OPEN)
    priority: Mapped[Priority] = mapped_column(name_of(Priority), default=Priority.MEDIUM)
    assignee_id: Mapped[int | None] = mapped_column(to("users.id"))
    follow_up_of_id: Mapped[uuid.UUID | None] = mapped_column(to("tickets.id"))
    message_count: Mapped[int] = mapped_column(Integer, default=0)
    file_count: Mapped[int] = mapped_column(Integer, default=0)
    is_received: Mapped[bool] = mapped_column(Boolean, default=False)  # the team has its card
    source: Mapped[dict[str, Any]]  # language code, deep-link payload, chat
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    first_responded_at: Mapped[datetime | None]
    first_responder_id: Mapped[int | None] = mapped_column(BigInteger)  # the user who did that
    answered_at: Mapped[datetime | None]  # the last public answer, for "answered within 24 h"
    owed_at: Mapped[datetime | None]  # since when it is the team's turn, in whole seconds
    digest: Mapped[str | None] = mapped_column(String(64))  # the list that stands in for its card
    topic: Mapped[dict[str, Any] | None]  # what its topic in the group was last asked to show
    links: Mapped[list[Any] | None]  # numbers of tickets that have to do with it, for the staff
    merged_into: Mapped[int | None] = mapped_column(Integer)  # number of the one it duplicates
    duplicates: Mapped[list[Any] | None]  # numbers of the tickets merged into it
    tags: Mapped[list[Any] | None]  # the team's own words, never shown to the requester

    requester: Mapped[User] = relationship(foreign_keys=[requester_id], lazy="raise")
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id], lazy="raise")
    category: Mapped[TicketCategory | None] = relationship(lazy="raise")

    @property
    def is_erased(self) -> bool:
        """Whether its requester had it erased: nothing can be done for anybody here any more."""
        return (self.requester_id or 0) >= FIRST_NOBODY


class TicketMessage(Base):
    """One thing somebody said in a ticket; an album is one message with several attachments."""

    __tablename__ = "ticket_messages"
    __table_args__ = (
        UniqueConstraint("ticket_id", "position"),
        Index(
            "ix_ticket_messages_answers_author_id_created_at",
            "author_id",
            "created_at",
            sqlite_where=text(IS_ANSWER),
            postgresql_where=text(IS_ANSWER),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    ticket_id: Mapped[uuid.UUID] = mapped_column(to("tickets.id"))
    position: Mapped[int] = mapped_column(Integer)  # 1, 2, 3 … within the ticket
    author_id: Mapped[int] = mapped_column(to("users.id"), index=True)
    kind: Mapped[ContentKind] = mapped_column(name_of(ContentKind))
    text: Mapped[str] = mapped_column(Text, default="")
    entities: Mapped[list[Any]] = mapped_column(default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)  # location, contact, origin …
    is_internal: Mapped[bool] = mapped_column(Boolean, default=False)
    is_staff_reply: Mapped[bool] = mapped_column(Boolean, default=False)
    is_undecided: Mapped[bool] = mapped_column(
        Boolean, default=False
    )  # note until its author says
    delivery: Mapped[Delivery] = mapped_column(name_of(Delivery), default=Delivery.NONE)
    media_group_id: Mapped[str | None] = mapped_column(String(64), index=True)
    burst_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True)  # routed without asking
    split_into: Mapped[int | None] = mapped_column(Integer)  # number of the ticket it became, too
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]  # the last edit

    author: Mapped[User] = relationship(lazy="raise")
    attachments: Mapped[list["TicketAttachment"]] = relationship(
        lazy="raise", order_by="TicketAttachment.position", cascade="all, delete-orphan"
    )


class TicketAttachment(Base):
    """A file of a ticket message, kept at Telegram under its file id."""

    __tablename__ = "ticket_attachments"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    message_id: Mapped[uuid.UUID] = mapped_column(to("ticket_messages.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ContentKind] = mapped_column(name_of(ContentKind))
    file_id: Mapped[str] = mapped_column(String(256))
    file_unique_id: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str | None] = mapped_column(Text)
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    mime_type: Mapped[str | None] = mapped_column(Text)
    uploaded_at: Mapped[datetime]


class Event(Base):
    """One line of the audit log: who did what to which ticket, before and after. Only added to."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_ticket_id_id", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(to("tickets.id"))
    actor_id: Mapped[int | None] = mapped_column(to("users.id"))  # None: the desk itself
    kind: Mapped[EventKind] = mapped_column(name_of(EventKind))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]

    actor: Mapped[User | None] = relationship(lazy="raise")


class MessageLink(Base):
    """Which ticket, and which message of it, a Telegram message stands for.

    `logical` names a message whose id may change (`card:<ticket id>`, `form`), once per chat.
    """

    __tablename__ = "message_links"
    __table_args__ = (UniqueConstraint("chat_id", "logical"),)

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    role: Mapped[LinkRole] = mapped_column(name_of(LinkRole))
    logical: Mapped[str | None] = mapped_column(String(64))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(to("tickets.id"), index=True)
    ticket_message_id: Mapped[uuid.UUID | None] = mapped_column(
        to("ticket_messages.id"), index=True
    )
    created_at: Mapped[datetime]

"""The queues and the state of conversations: what a restart goes on from."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    Uuid,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.enums import DraftKind, LinkRole, OutboxRank, OutboxState
from storage.models.base import Base, RowId, name_of, to


class InboxRow(Base):
    """One update as Telegram sent it, committed before Telegram is told that it arrived.

    Rows of one `lane` are handled one after the other, as Telegram numbered them; `done_at` is set
    in the very transaction that holds their effects. Done rows stay two days so that a repeat is
    recognised.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_open",
            "id",
            sqlite_where=text("done_at IS NULL AND parked_at IS NULL"),
            postgresql_where=text("done_at IS NULL AND parked_at IS NULL"),
        ),
        Index("ix_inbox_done_at", "done_at"),
        Index(
            "ix_inbox_parked",
            "parked_at",
            sqlite_where=text("parked_at IS NOT NULL"),
            postgresql_where=text("parked_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    lane: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str | None] = mapped_column(Text)  # emptied when done
    media_group_id: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]  # given up: kept whole, with `error`, out of its lane's way
    reference: Mapped[str | None] = mapped_column(String(16))  # the code that people were told
    kept_in: Mapped[int | None] = mapped_column(Integer)  # number of the ticket that has its words


# Whether a row is the next of its lane: only processes that share lanes ask.
event.listen(
    InboxRow.__table__,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE INDEX ix_inbox_lane ON inbox (lane, update_id) "
        "WHERE done_at IS NULL AND parked_at IS NULL"
    ).execute_if(dialect="postgresql"),
)


class OutboxRow(Base):
    """One call to Telegram that a transaction decided on; delivered in order for each chat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(  # the head of each chat's queue, without touching the rows
            "ix_outbox_pending",
            "chat_id",
            "rank",
            "id",
            "due_at",
            "ticket_id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_unordered",
            "rank",
            "id",
            sqlite_where=text("state = 'pending' AND rank IN ('answer', 'receipt')"),
            postgresql_where=text("state = 'pending' AND rank IN ('answer', 'receipt')"),
        ),
        Index(
            "ix_outbox_logical",
            "chat_id",
            "logical",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
        Index(
            "ix_outbox_held",
            "chat_id",
            "logical",
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        Index("ix_outbox_message", "ticket_message_id"),
        Index("ix_outbox_finished_at", "finished_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    rank: Mapped[OutboxRank] = mapped_column(name_of(OutboxRank))
    method: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    logical: Mapped[str | None] = mapped_column(String(64))  # what it makes, edits or deletes
    reply_to: Mapped[str | None] = mapped_column(String(64))  # logical name or message id
    thread: Mapped[str | None] = mapped_column(String(64))  # logical name of the topic it is for
    role: Mapped[LinkRole | None] = mapped_column(name_of(LinkRole))  # the link its result becomes
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(to("tickets.id"))
    ticket_message_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    file_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)  # of `outgoing_files`, while it waits
    state: Mapped[OutboxState] = mapped_column(name_of(OutboxState), default=OutboxState.PENDING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    rides_on: Mapped[int | None] = mapped_column(BigInteger)  # the row whose call goes for it too

    @property
    def makes_message(self) -> bool:
        """Whether the call makes a message: repeated, it would make another one."""
        return self.method.startswith("send") or self.rank is OutboxRank.TOPIC


class SharedCopy(Base):
    """A message of the group that carries this text of a requester, and others with it."""

    __tablename__ = "shared_copies"
    __table_args__ = (Index("ix_shared_copies_place", "chat_id", "message_id"),)

    ticket_message_id: Mapped[uuid.UUID] = mapped_column(
        to("ticket_messages.id"), primary_key=True
    )
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)


class OutgoingFile(Base):
    """The bytes of a file that a call of the outbox takes along; gone soon after the call is."""

    __tablename__ = "outgoing_files"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Draft(Base):
    """The state of a conversation with one person in one chat."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_due_at", "due_at"),)

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(to("users.id"), primary_key=True, autoincrement=False)
    kind: Mapped[DraftKind] = mapped_column(name_of(DraftKind), primary_key=True)
    step: Mapped[str] = mapped_column(String(32), default="")
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    due_at: Mapped[datetime | None]


class Counter(Base):
    """The last number given out under a name; the only source of ticket numbers."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(Integer)


class ChatPause(Base):
    """Until when Telegram asked for silence in a chat (0: in all), so that a restart obeys too."""

    __tablename__ = "chat_pauses"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[datetime]

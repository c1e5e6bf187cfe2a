"""What the statistics remember that no ticket shows any more."""

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.enums import BacklogStep
from storage.models.base import Base, RowId, name_of, to


class BacklogChange(Base):
    """A ticket left the backlog, or came back to it. Only added to, wherever its status moves.

    A ticket itself knows only its last resolution: how many waited on a day that is past, and
    which came back after being resolved, is counted here.
    """

    __tablename__ = "backlog_changes"
    __table_args__ = (
        Index("ix_backlog_changes_step_at", "step", "at"),
        Index("ix_backlog_changes_step_ticket_id_at", "step", "ticket_id", "at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    ticket_id: Mapped[uuid.UUID] = mapped_column(to("tickets.id"))
    step: Mapped[BacklogStep] = mapped_column(name_of(BacklogStep))
    at: Mapped[datetime]

"""What requesters think of the help they got."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, to
from storage.models.people import User


class Rating(Base):
    """The one question about a ticket's help, and its answer once there is one.

    `agent_id` is who had the ticket when it was resolved, whoever has it later.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        Index("ix_ratings_asked", "asked_at", "agent_id", "score"),
        Index("ix_ratings_ticket_id_asked_at_score", "ticket_id", "asked_at", "score"),
    )

    ticket_id: Mapped[uuid.UUID] = mapped_column(to("tickets.id"), primary_key=True)
    agent_id: Mapped[int | None] = mapped_column(to("users.id"))
    score: Mapped[int | None] = mapped_column(Integer)  # 1 to 5; None: not answered
    comment: Mapped[str] = mapped_column(Text, default="")
    comment_entities: Mapped[list[Any]] = mapped_column(default=list)
    comment_message_id: Mapped[int | None] = mapped_column(BigInteger)  # in the requester's chat
    asked_at: Mapped[datetime]
    rated_at: Mapped[datetime | None]  # the last change

    agent: Mapped[User | None] = relationship(lazy="raise")

"""Tags: words that agents put on tickets, for the team only."""

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, to


class Tag(Base):
    """A word that was ever put on a ticket; `uses` is on how many it is now."""

    __tablename__ = "tags"
    __table_args__ = (Index("ix_tags_uses_name", "uses", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    uses: Mapped[int] = mapped_column(Integer)


class TicketTag(Base):
    """That a ticket bears a tag, in the order in which lists go through them.

    The same stands in `Ticket.tags`, where a card finds it without looking here;
    `storage.queries.tags.put` writes both.
    """

    __tablename__ = "ticket_tags"

    tag_id: Mapped[int] = mapped_column(to("tags.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(
        to("tickets.number"), primary_key=True, autoincrement=False
    )

"""People and the one staff group."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.enums import Role
from storage.models.base import Base, name_of

ERASED_NAME = "🗑"  # of somebody who had their data erased
FIRST_NOBODY = 2**52  # Telegram's ids have 52 bits at most, and callback data takes 53


class User(Base):
    """Somebody the bot has met, by Telegram id.

    The staff group itself is a user too (its negative chat id): anonymous administrators write as
    it, and it is never anybody's assignee. Somebody who had their data erased leaves a nobody
    behind, with an id from `FIRST_NOBODY` on: all that is known of the tickets' requester.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_name: Mapped[str] = mapped_column(String(256))
    last_name: Mapped[str | None] = mapped_column(String(256))
    username: Mapped[str | None] = mapped_column(String(64), index=True)
    language_code: Mapped[str | None] = mapped_column(String(35))  # what Telegram says
    language: Mapped[str | None] = mapped_column(String(8))  # what the person chose here
    role: Mapped[Role] = mapped_column(name_of(Role), default=Role.REQUESTER)
    role_checked_at: Mapped[datetime | None]  # when membership was last known for certain
    is_anonymous: Mapped[bool] = mapped_column(Boolean, default=False)
    is_deactivated: Mapped[bool] = mapped_column(Boolean, default=False)
    is_banned: Mapped[bool] = mapped_column(Boolean, default=False)
    is_reachable: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    banned_until: Mapped[datetime | None]  # None while banned: until it is lifted
    ban_reason: Mapped[str | None] = mapped_column(Text)  # the person is told
    ban_told_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        """First and last name as Telegram shows them; never empty."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or "?"

    @property
    def is_group(self) -> bool:
        """Whether this stands for the staff group rather than for a person."""
        return self.id < 0

    @property
    def is_erased(self) -> bool:
        """Whether nothing is known of them any more, at their own request."""
        return self.first_name == ERASED_NAME


class StaffGroup(Base):
    """The one group in which agents work; at most one row, its id always 1."""

    __tablename__ = "staff_group"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    chat_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    title: Mapped[str] = mapped_column(String(256))
    kind: Mapped[str] = mapped_column(String(16))  # group or supergroup
    language: Mapped[str] = mapped_column(String(8))
    bound_by_id: Mapped[int | None] = mapped_column(BigInteger)
    bound_at: Mapped[datetime]
    limits: Mapped[dict[str, Any] | None]  # for each requester, where the defaults do not hold
    asks_ratings: Mapped[bool] = mapped_column(Boolean, default=True)  # when a ticket ends
    is_forum: Mapped[bool] = mapped_column(Boolean, default=False)
    forum_seen_at: Mapped[datetime | None]  # when that was last news
    can_manage_topics: Mapped[bool] = mapped_column(Boolean, default=True)  # until refused
    can_pin: Mapped[bool] = mapped_column(Boolean, default=True)  # until refused

    @property
    def uses_topics(self) -> bool:
        """Whether every ticket has a topic of its own here."""
        return self.is_forum and self.can_manage_topics

"""Several processes on one PostgreSQL: which of them are alive, and which one leads."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Duty(Base):
    """A duty that one process has for all, at present only to lead; unused on SQLite.

    The epoch is a key, so that a transaction can hold it (FOR KEY SHARE) while the beats go on.
    """

    __tablename__ = "duties"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[int] = mapped_column(Integer, unique=True)  # one more with every holder
    beat_at: Mapped[datetime]


class Process(Base):
    """A process that handles updates, and when it last said so; unused on SQLite."""

    __tablename__ = "processes"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    beat_at: Mapped[datetime]

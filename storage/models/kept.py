"""Contents of attachments that the desk keeps itself, each once."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class KeptFile(Base):
    """One content, named by its hash, where KEEP_FILES says; attachments refer to it.

    The row is there before the content is and goes after it, so that none is ever forgotten.
    """

    __tablename__ = "kept_files"
    __table_args__ = (
        Index(
            "ix_kept_files_doubted_at",
            "doubted_at",
            sqlite_where=text("doubted_at IS NOT NULL"),
            postgresql_where=text("doubted_at IS NOT NULL"),
        ),
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mime_type: Mapped[str | None] = mapped_column(Text)  # by what is in it, not by what was said
    touched_at: Mapped[datetime]  # when somebody was about to put the content there
    doubted_at: Mapped[datetime | None]  # when it may have been needed for the last time
    is_going: Mapped[bool] = mapped_column(Boolean, default=False)  # nobody may refer to it now

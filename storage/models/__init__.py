"""All tables; importing this package makes the metadata complete."""

from storage.models.base import Base
from storage.models.canned import CannedReply
from storage.models.duties import Duty, Process
from storage.models.people import StaffGroup, User
from storage.models.pipeline import (
    ChatPause,
    Counter,
    Draft,
    InboxRow,
    OutboxRow,
    OutgoingFile,
    SharedCopy,
)
from storage.models.ratings import Rating
from storage.models.search import SearchDocument
from storage.models.stats import BacklogChange
from storage.models.tags import Tag, TicketTag
from storage.models.tickets import (
    Event,
    MessageLink,
    Ticket,
    TicketAttachment,
    TicketCategory,
    TicketMessage,
)

__all__ = [
    "BacklogChange",
    "Base",
    "CannedReply",
    "ChatPause",
    "Counter",
    "Draft",
    "Duty",
    "Event",
    "InboxRow",
    "MessageLink",
    "OutboxRow",
    "OutgoingFile",
    "Process",
    "Rating",
    "SearchDocument",
    "SharedCopy",
    "StaffGroup",
    "Tag",
    "Ticket",
    "TicketAttachment",
    "TicketCategory",
    "TicketMessage",
    "TicketTag",
    "User",
]

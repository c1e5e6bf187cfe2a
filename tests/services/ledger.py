"""What tickets must be, kept by hand: the table of the product, written a second time."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from tests.services.stage import Person

OPEN, IN_PROGRESS, WAITING, RESOLVED, CLOSED = (
    "open",
    "in_progress",
    "waiting",
    "resolved",
    "closed",
)
ENDED = (RESOLVED, CLOSED)
OVERTAKES_QUESTION = (
    "still_needed",
    "requester_wrote",
    "agent_answered",
    "status_changed",
    "resolved",
    "closed",
    "solved",
    "reopened",
)


@dataclass
class Said:
    """One thing that was said."""

    position: int
    author: Person
    text: str
    at: datetime
    files: int = 0
    is_staff: bool = False
    is_internal: bool = False
    is_undecided: bool = False
    is_withdrawn: bool = False
    is_split: bool = False
    burst: uuid.UUID | None = None  # routed without asking
    message_id: int | None = None  # in its author's chat; None: made out of another ticket's
    id: uuid.UUID | None = None

    @property
    def is_public(self) -> bool:
        return not self.is_internal and not self.is_withdrawn


@dataclass
class Matter:
    """A ticket as it must be."""

    number: int
    requester: Person
    subject: str
    description: str
    created_at: datetime
    priority: str = "medium"
    category: int | None = None
    status: str = OPEN
    assignee: Person | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    first_responded_at: datetime | None = None
    answered_at: datetime | None = None
    owed_at: datetime | None = None
    merged_into: int | None = None
    is_asked: bool = False  # whether it may be closed, and nothing has come after that
    last_position: int = 0
    said: list[Said] = field(default_factory=list)  # in the order in which it was made known
    tags: list[str] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stand_at(OPEN, self.created_at)

    @property
    def is_closed(self) -> bool:
        return self.status == CLOSED

    @property
    def file_count(self) -> int:
        return sum(said.files for said in self.said if said.is_public)

    def next_position(self) -> int:
        self.last_position += 1
        return self.last_position

    def stand_at(self, status: str, now: datetime) -> None:
        """Whose turn it is follows from the status, and so do the times that it has."""
        self.status = status
        if status not in (OPEN, IN_PROGRESS):
            self.owed_at = None
        elif self.owed_at is None:
            self.owed_at = now.replace(microsecond=0)
        if status not in ENDED:
            self.resolved_at = self.closed_at = None

    def back_to_work(self, now: datetime) -> None:
        self.stand_at(IN_PROGRESS if self.assignee else OPEN, now)

    # --- the acts of the product's table ---------------------------------------------------

    def assigned(self, agent: Person, now: datetime) -> None:
        self.assignee = agent
        if self.status == OPEN:
            self.stand_at(IN_PROGRESS, now)

    def released(self, now: datetime) -> None:
        self.assignee = None
        if self.status == IN_PROGRESS:
            self.stand_at(OPEN, now)

    def answered(self, agent: Person, now: datetime) -> bool:
        """Return whether the writer became the assignee."""
        is_theirs = self.turned_to_requester(agent, now)
        self.answered_at = now
        if self.first_responded_at is None:
            self.first_responded_at = now
        return is_theirs

    def turned_to_requester(self, agent: Person, now: datetime) -> bool:
        """An answer, or the question whether it may be closed."""
        is_theirs = self.assignee is None and not agent.is_group
        if is_theirs:
            self.assignee = agent
        if self.status in (OPEN, IN_PROGRESS):
            self.stand_at(WAITING, now)
        return is_theirs

    def written_to(self, now: datetime) -> None:
        if self.status in (WAITING, RESOLVED):
            self.back_to_work(now)

    def resolved(self, now: datetime) -> None:
        self.stand_at(RESOLVED, now)
        self.resolved_at = now

    def closed(self, now: datetime) -> None:
        self.stand_at(CLOSED, now)
        if self.closed_at is None:
            self.closed_at = now

    def solved(self, now: datetime) -> None:
        self.closed(now)
        if self.resolved_at is None:
            self.resolved_at = now

    def withdrawn(self, answer: Said, now: datetime) -> None:
        """An answer that the requester was to react to is gone: they wait again."""
        answer.is_withdrawn = True
        known = [said for said in self.said if said.is_public]
        self.answered_at = max((said.at for said in known if said.is_staff), default=None)
        if self.status != WAITING:
            return
        order = self.said.index(answer)
        if not known or (not known[-1].is_staff and self.said.index(known[-1]) < order):
            self.back_to_work(now)


class Ledger:
    """All tickets, in the order in which they were opened, and who may do what just now."""

    def __init__(self) -> None:
        self.matters: list[Matter] = []
        self.deactivated: set[Person] = set()
        self.banned: dict[Person, Matter] = {}  # and where the ban was spoken
        self.loose: dict[Person, list[Said]] = {}  # words whose ticket is not known yet
        # Of the audit, since the last look: which ticket, what, who.
        self.expected: list[tuple[int | None, str, int | None]] = []

    def open(self, requester: Person, subject: str, said: list[Said], now: datetime) -> Matter:
        description = "\n".join(item.text for item in said if item.text)
        matter = Matter(1001 + len(self.matters), requester, subject, description, now)
        self.matters.append(matter)
        self.recorded(matter, "ticket_opened", requester)
        for item in said:
            self.put(matter, item, now)
        return matter

    def put(self, matter: Matter, said: Said, now: datetime) -> None:
        """The requester's words stand in a ticket now."""
        said.position, said.at = matter.next_position(), now
        matter.said.append(said)
        self.recorded(matter, "requester_wrote", said.author)

    def write(self, matter: Matter, said: Said, now: datetime) -> None:
        matter.written_to(now)
        self.put(matter, said, now)

    def recorded(self, matter: Matter, kind: str, who: Person | None) -> None:
        """Expect one more line in the audit."""
        if kind == "close_asked" or kind in OVERTAKES_QUESTION:
            matter.is_asked = kind == "close_asked"
        self.expected.append((matter.number, kind, who.id if who else None))

    def heir(self, matter: Matter) -> Matter:
        while matter.merged_into is not None:
            matter = self.by_number(matter.merged_into)
        return matter

    def by_number(self, number: int) -> Matter:
        return self.matters[number - 1001]

    def works(self, who: Person) -> bool:
        """Whether somebody may act on tickets in the group."""
        return who.role != "requester" and who not in self.deactivated

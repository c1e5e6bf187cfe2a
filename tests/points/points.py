"""Where a run goes wrong, and how."""

from dataclasses import dataclass

KILLED_BEFORE = "killed before"
KILLED_AFTER = "killed after"
KILLS = (KILLED_BEFORE, KILLED_AFTER)
COMMIT, CALL = "commit", "call"
FAULTS = {
    COMMIT: (*KILLS, "lost before", "lost after"),  # the connection
    CALL: (*KILLS, "500", "reset", "lost_answer"),  # what the playground's server can do
}


@dataclass(frozen=True)
class Point:
    """A commit by its number, from 1, or a call by its name, chat, and number among these.

    Chats are served side by side: which of two comes first is not the same in each run.
    """

    kind: str
    which: str
    fault: str

    @property
    def kills(self) -> bool:
        return self.fault in KILLS

    def __str__(self) -> str:
        return f"{self.kind} {self.which} {self.fault}"

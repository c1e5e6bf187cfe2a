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
    """The `nth` commit or call of a run, from 1."""

    kind: str
    nth: int
    fault: str

    @property
    def kills(self) -> bool:
        return self.fault in KILLS

    def __str__(self) -> str:
        return f"{self.kind} {self.nth} {self.fault}"

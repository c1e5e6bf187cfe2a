"""What administrators do about people."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.rules.bans import Sentence
from bot.services import agents, bans
from tests.services.acting import Acting, staff, which
from tests.services.stage import BORIS, CLARA, EGOR, Person


class People(Acting):
    """What administrators do about people."""

    @rule(who=staff, agent=st.sampled_from([EGOR, BORIS, CLARA]), on=st.booleans())
    def sets_active(self, who: Person, agent: Person, on: bool) -> None:
        may = self.ledger.works(who) and who.role == "admin" and who != agent
        may &= on == (agent in self.ledger.deactivated) and agent != CLARA
        if agent == CLARA and not may:
            return  # somebody has to be left
        act = lambda work: agents.set_active(work, agent.id, is_active=on)  # noqa: E731
        if self.does(who, act, may=may):
            (self.ledger.deactivated.remove if on else self.ledger.deactivated.add)(agent)
            kind = "agent_activated" if on else "agent_deactivated"
            self.ledger.expected.append((None, kind, who.id))
        self.agrees()

    @precondition(lambda self: self.ledger.deactivated)
    @rule(who=staff, agent=st.sampled_from([EGOR, BORIS]))
    def releases_all(self, who: Person, agent: Person) -> None:
        may = self.ledger.works(who) and who.role == "admin"
        theirs = [m for m in self.ledger.matters if m.assignee == agent and not m.is_closed]
        if self.does(who, lambda work: agents.release_all(work, agent.id), may=may):
            for matter in theirs:
                self.done_to(matter, who, "release")
        self.agrees()

    @rule(who=st.sampled_from([CLARA, BORIS]), at=which, on=st.sampled_from([True, False, False]))
    def bans(self, who: Person, at: int, on: bool) -> None:
        matter = self.ticket(at)
        person = matter.requester
        may = self.ledger.works(who) and who.role == "admin"
        may &= on or person in self.ledger.banned
        act: Any = (
            (lambda work: bans.ban(work, matter.number, Sentence(None, "spam")))
            if on
            else (lambda work: bans.unban(work, matter.number))
        )
        if self.does(who, act, may=may):
            if on:
                self.ledger.banned[person] = matter
                self.ledger.recorded(matter, "banned", who)
            else:
                self.ledger.recorded(self.ledger.banned.pop(person), "unbanned", who)
        self.agrees()

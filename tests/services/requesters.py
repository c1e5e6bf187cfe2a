"""What requesters do: open, write, say where words belong, solve, reopen."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from bot.rules.access import Act
from bot.services import askclose, bursts, intake, own, routing
from bot.services.work import Work
from storage.enums import Priority
from storage.models import Ticket as TicketRow
from tests.services.acting import Acting, files, requesters, said_by, strangers, which, words
from tests.services.ledger import CLOSED, RESOLVED, WAITING, Matter, Said
from tests.services.stage import ANNA, Person


class Requesters(Acting):
    """What requesters do: open, write, say where words belong, solve, reopen."""

    @initialize(seed=st.integers(0, 999), text=words)
    def begin(self, seed: int, text: str) -> None:
        self.stage.seed(seed)
        self.opens(ANNA, text, 0)

    @precondition(lambda self: len(self.ledger.matters) < 4)
    @rule(who=requesters, text=words, files=files)
    def opens(self, who: Person, text: str, files: int) -> None:
        parts = [self.stage.say(text), self.stage.say("", 2)][: 1 + min(files, 1)]

        async def open_ticket(work: Work) -> TicketRow:
            work.allow(Act.OPEN_TICKET)
            return await intake.open_ticket(work, parts, priority=Priority.HIGH)

        ticket = self.does(who, open_ticket, may=who not in self.ledger.banned, private=True)
        if ticket is not None:
            self._opened(who, ticket, [said_by(who, part) for part in parts]).priority = "high"
        self.agrees()

    def _opened(self, who: Person, ticket: TicketRow, said: list[Said]) -> Matter:
        return self.ledger.open(who, ticket.subject, said, self.now)

    @rule(who=requesters, reply=st.one_of(st.none(), which), text=words, files=files)
    def writes(self, who: Person, reply: int | None, text: str, files: int) -> None:
        mine = [item for item in self.ledger.matters if item.requester == who]
        to = mine[reply % len(mine)] if reply is not None and mine else None
        content = self.stage.say(text, files)
        said = said_by(who, content)
        result = self.does(
            who,
            lambda work: routing.wrote(work, content, self.id_of(to) if to else None),
            may=who not in self.ledger.banned,
            private=True,
        )
        goes_to = self.ledger.heir(to) if to else None
        if goes_to is None and not self.ledger.loose.get(who):
            known = [item for item in mine if not item.is_closed]
            goes_to = known[0] if len(known) == 1 else None
            if isinstance(result, routing.Written):  # chosen, or answered a moment ago
                goes_to = goes_to or self.ledger.by_number(result.ticket.number)
                assert goes_to in known
        if isinstance(result, routing.Written):
            assert goes_to is not None
            assert result.ticket.number == goes_to.number
            said.burst = result.burst_id
            self.ledger.write(goes_to, said, self.now)
        elif result is not None:
            assert goes_to is None or goes_to.is_closed
            self.ledger.loose.setdefault(who, []).append(said)
        self.agrees()

    def _question(self, who: Person) -> dict[str, Any]:
        drafts = self.rows["drafts"]
        found = (row["data"] for row in drafts if row["user_id"] == who.id)
        return next((data for data in found if "stamp" in data), {"stamp": 1, "asked": 0})

    @precondition(lambda self: any(self.ledger.loose.values()))
    @rule(who=requesters, at=which)
    def says_where_it_belongs(self, who: Person, at: int) -> None:
        to = self.ticket(at)
        heir, waiting = self.ledger.heir(to), self.ledger.loose.get(who, [])
        stamp = self._question(who)["stamp"]
        may = bool(waiting) and heir.requester == who and not heir.is_closed
        answer = lambda work: routing.answer(work, to.number, stamp)  # noqa: E731
        if self.does(who, answer, may=may and who not in self.ledger.banned, private=True):
            for said in self.ledger.loose.pop(who):
                self.ledger.write(heir, said, self.now)
        self.agrees()

    @precondition(lambda self: any(self.ledger.loose.values()))
    @rule(who=requesters)
    def says_nothing_for_an_hour(self, who: Person) -> None:
        waiting, asked = self.ledger.loose.get(who, []), self._question(who)["asked"]
        ticket = self.does(who, routing.remind, may=True, private=True)
        if asked == 2:
            self._opened(who, ticket, waiting)
            del self.ledger.loose[who]
        self.agrees()

    @precondition(lambda self: any(said.burst for _, said in self.all_said()))
    @rule(at=which, to=st.sampled_from([0, 1, 2, 0, 1, 2, None]), who=strangers)
    def says_not_this_ticket(self, at: int, to: int | None, who: Person | None) -> None:
        found = [(matter, said) for matter, said in self.all_said() if said.burst]
        source, one = found[at % len(found)]
        moved = [said for said in source.said if said.burst == one.burst]
        who = who or one.author
        theirs = [item for item in self.ledger.matters if item.requester == one.author]
        others = [*(item for item in theirs if item is not source), *self.ledger.matters]
        named = others[to % len(others)] if to is not None else None
        target = self.ledger.heir(named) if named else None
        may = who == one.author and who not in self.ledger.banned
        if target is not None:
            may &= target is not source and target.requester == who and not target.is_closed
        number, burst = named.number if named else 0, one.burst
        assert burst is not None
        move = lambda work: bursts.move_burst(work, burst, number)  # noqa: E731
        result = self.does(who, move, may=may, private=True)
        if result is not None:
            source.said = [said for said in source.said if said not in moved]
            if target is None:
                target = self._opened(who, result[1], [])
                target.description = "\n".join(said.text for said in moved if said.text)
            target.written_to(self.now)
            for said in moved:
                at_first, said.burst = said.at, None
                self.ledger.put(target, said, self.now)
                said.at = at_first
            self.ledger.recorded(source, "messages_moved", who)
        self.agrees()

    @rule(at=which, who=strangers, how=st.sampled_from(["solve", "reopen", "accept", "no"]))
    def decides_about_their_ticket(self, at: int, who: Person | None, how: str) -> None:
        matter = self.ticket(at, lambda item: item.status in (WAITING, RESOLVED))
        who = who or matter.requester
        number, before = matter.number, matter.status
        may = who == matter.requester and who not in self.ledger.banned
        may &= matter.merged_into is None
        match how:
            case "solve":
                act: Any = lambda work: own.solve(work, number)  # noqa: E731
                may &= before != CLOSED
            case "reopen":
                act = lambda work: own.reopen(work, number)  # noqa: E731
                may &= before == RESOLVED
            case _:
                act = lambda work: askclose.answer(work, number, accept=how == "accept")  # noqa: E731
                may &= before in (WAITING, RESOLVED)
        if self.does(who, act, may=may, private=True):
            if how in ("solve", "accept"):
                matter.solved(self.now)
                self.ledger.recorded(matter, "solved", who)
            else:
                matter.back_to_work(self.now)
                kind = "reopened" if how == "reopen" else "still_needed"
                self.ledger.recorded(matter, kind, who)
        self.agrees()

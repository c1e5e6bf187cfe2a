"""What agents do with tickets besides writing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bot.rules.transitions import Move
from bot.services import askclose, batch, links, merge, split, tags, triage
from bot.services.work import Work
from storage.enums import LinkRole, Priority, Status
from tests.services.acting import Acting, staff, which, words
from tests.services.ledger import CLOSED, ENDED, IN_PROGRESS, OPEN, WAITING, Matter
from tests.services.stage import ANNA, BORIS, CLARA, EGOR, Person

FITS: dict[str, Callable[[Matter], bool]] = {
    "take": lambda matter: matter.assignee is None and not matter.is_closed,
    "release": lambda matter: matter.assignee is not None and not matter.is_closed,
    "resolve": lambda matter: matter.status not in ENDED,
    "close": lambda matter: not matter.is_closed,
    "reopen": lambda matter: matter.status in ENDED,
}


class Triage(Acting):
    """What agents do with tickets besides writing."""

    @rule(who=staff, at=which, to=st.sampled_from([BORIS, EGOR, CLARA, ANNA]))
    def assigns(self, who: Person, at: int, to: Person) -> None:
        matter = self.ticket(at, FITS["close"])
        may = self.ledger.works(who) and self.ledger.works(to)
        may &= not matter.is_closed and matter.assignee != to
        if self.does(who, lambda work: triage.assign(work, matter.number, to.id), may=may):
            matter.assigned(to, self.now)
            self.ledger.recorded(matter, "assigned", who)
        self.agrees()

    @rule(
        who=staff,
        numbers=st.lists(which, min_size=1, max_size=3),
        how=st.sampled_from(["take", "release", "release", "resolve", "close", "reopen"]),
    )
    def does_to_several(self, who: Person, numbers: list[int], how: str) -> None:
        matters = list(
            {item.number: item for item in (self.ticket(at, FITS[how]) for at in numbers)}.values()
        )
        step: Any = {
            "take": triage.take,
            "release": triage.release,
        }.get(how) or (lambda work, number: triage.make_move(work, number, Move(how)))
        done = self.does(
            who,
            lambda work: batch.each(
                work, [item.number for item in matters], lambda number: step(work, number)
            ),
            may=True,
        )
        refused = {item.number for item in done if item.refusal is not None}
        for matter in sorted(matters, key=lambda item: item.number):
            may = self.ledger.works(who) and matter.merged_into is None
            match how:
                case "take":
                    may &= matter.assignee is None and not matter.is_closed and not who.is_group
                case "release":
                    may &= matter.assignee is not None and not matter.is_closed
                case "resolve":
                    may &= matter.status not in ENDED
                case "close":
                    may &= not matter.is_closed
                case "reopen":
                    may &= matter.status in ENDED
            assert may == (matter.number not in refused), matter.number
            if may:
                self.done_to(matter, who, how)
        self.agrees()

    @rule(who=staff, at=which, status=st.sampled_from(Status))
    def sets_status(self, who: Person, at: int, status: Status) -> None:
        matter, before = self.ticket(at), self.ticket(at).status
        may = self.ledger.works(who) and matter.merged_into is None and before != status.value
        may &= not (before == CLOSED and status is Status.RESOLVED)
        if self.does(who, lambda work: triage.set_status(work, matter.number, status), may=may):
            if status.value in ENDED:
                self.done_to(matter, who, "resolve" if status is Status.RESOLVED else "close")
            else:
                assert status.value in (OPEN, IN_PROGRESS, WAITING)
                matter.stand_at(status.value, self.now)
                kind = "reopened" if before in ENDED else "status_changed"
                self.ledger.recorded(matter, kind, who)
        self.agrees()

    @rule(who=staff, at=which)
    def asks_to_close(self, who: Person, at: int) -> None:
        matter = self.ticket(at, lambda item: not item.is_closed and not item.is_asked)
        may = self.ledger.works(who) and not matter.is_closed and not matter.is_asked
        if self.does(who, lambda work: askclose.ask(work, matter.number), may=may):
            if matter.turned_to_requester(who, self.now):
                self.ledger.recorded(matter, "assigned", who)
            self.ledger.recorded(matter, "close_asked", who)
        self.agrees()

    @rule(
        who=staff,
        at=which,
        what=st.one_of(st.sampled_from(Priority), st.integers(1, 5), words),
    )
    def changes(self, who: Person, at: int, what: Priority | int | str) -> None:
        matter, number = self.ticket(at), self.ticket(at).number
        name, act = {
            Priority: ("priority", triage.set_priority),
            int: ("category", triage.set_category),
            str: ("subject", triage.set_subject),
        }[type(what)]
        value = what.value if isinstance(what, Priority) else what
        done = self.does(
            who,
            lambda work: act(work, number, what),  # type: ignore[operator]  # of its kind
            may=self.ledger.works(who),
        )
        if done and getattr(matter, name) != value:
            setattr(matter, name, value)
            self.ledger.recorded(matter, f"{name}_changed", who)
        self.agrees()

    @rule(who=staff, at=which, tag=st.sampled_from(["vip", "возврат"]), on=st.booleans())
    def tags(self, who: Person, at: int, tag: str, on: bool) -> None:
        matter = self.ticket(at)
        may = self.ledger.works(who) and (on or tag in matter.tags)
        change = tags.add if on else tags.remove
        if self.does(who, lambda work: change(work, matter.number, [tag]), may=may) and (
            on != (tag in matter.tags)
        ):
            matter.tags = [*matter.tags, tag] if on else [t for t in matter.tags if t != tag]
            self.ledger.recorded(matter, "tags_changed", who)
        self.agrees()

    @rule(who=staff, one=which, two=which, on=st.booleans())
    def links(self, who: Person, one: int, two: int, on: bool) -> None:
        first, second = self.ticket(one), self.ticket(two)
        may = self.ledger.works(who) and first is not second
        may &= on != (second.number in first.links)

        async def change(work: Work) -> bool:
            await (links.link if on else links.unlink)(work, first.number, [second.number])
            return True

        if self.does(who, change, may=may):
            for matter, other in ((first, second), (second, first)):
                if on:
                    matter.links.append(other.number)
                else:
                    matter.links.remove(other.number)
                self.ledger.recorded(matter, "linked" if on else "unlinked", who)
        self.agrees()

    @rule(who=staff, one=which, two=which)
    def merges(self, who: Person, one: int, two: int) -> None:
        duplicate, into = self.ticket(one), self.ticket(two)
        may = self.ledger.works(who) and duplicate is not into
        may &= duplicate.requester == into.requester and duplicate.merged_into is None
        may &= into.merged_into is None and not into.is_closed
        act = lambda work: merge.merge(work, duplicate.number, into.number)  # noqa: E731
        if self.does(who, act, may=may):
            duplicate.closed(self.now)
            duplicate.merged_into = into.number
            into.duplicates.append(duplicate.number)
            self.ledger.recorded(duplicate, "merged", who)
            self.ledger.recorded(into, "duplicate_merged", who)
        self.agrees()

    @precondition(lambda self: len(self.ledger.matters) < 6)
    @rule(who=staff, at=st.integers(0, 30))
    def splits(self, who: Person, at: int) -> None:
        found = self.all_said()
        if not found:
            return
        original, said = found[at % len(found)]
        may = self.ledger.works(who) and not (said.is_staff or said.is_internal or said.is_split)
        link = self.link_to(original, said, LinkRole.COPY)
        done = self.does(who, lambda work: split.split(work, link, ""), may=may)
        if done is not None:
            matter = self.ledger.open(original.requester, done.ticket.subject, [], self.now)
            self.ledger.expected[-1] = (matter.number, "ticket_opened", who.id)
            matter.description = said.text
            matter.priority, matter.category = original.priority, original.category
            copy = replace(said, message_id=None, burst=None, at=self.now)
            copy.position = matter.next_position()
            matter.said.append(copy)
            said.is_split = True
            original.links.append(matter.number)
            matter.links.append(original.number)
            self.ledger.recorded(original, "split_off", who)
            self.ledger.recorded(matter, "split_from", who)
        self.agrees()

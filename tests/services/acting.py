"""Somebody acts, and every row is compared with the ledger."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bot.services.work import Refused, Work
from storage.enums import LinkRole
from storage.models import MessageLink
from tests.services.agreement import check
from tests.services.ledger import Ledger, Matter, Said
from tests.services.stage import (
    ANNA,
    ANONYMOUS,
    BORIS,
    CLARA,
    EGOR,
    GROUP,
    VERA,
    Giver,
    Person,
    Stage,
)

which = st.integers(0, 7)
MOSTLY = 7  # of these, and else whatever comes
staff = st.sampled_from([BORIS, EGOR, CLARA, ANONYMOUS, BORIS, ANNA])
requesters = st.sampled_from([ANNA, VERA])
strangers = st.sampled_from([None, None, None, None, ANNA, VERA])  # None: who may
words = st.sampled_from(["Printer is on fire", "Оплата прошла дважды", "ещё раз", "why?", "ёлка"])
files = st.sampled_from([0, 0, 0, 1, 2])


class Acting(RuleBasedStateMachine):
    """A desk, and what must be true of it."""

    def __init__(self, giver: Giver) -> None:
        super().__init__()
        self.stage = Stage(giver)
        self.ledger = Ledger()
        self.rows = self.after = self.stage.rows()

    def teardown(self) -> None:
        self.stage.close()

    def does(
        self,
        who: Person,
        what: Callable[[Work], Awaitable[Any]],
        *,
        may: bool,
        private: bool = False,
    ) -> Any:
        """Have somebody act, who `may` or is refused; a refusal leaves every row as it was."""
        result, refusal = None, None
        try:
            result = self.stage.act(who, what, private=private)
        except Refused as reason:
            refusal = reason
        assert may == (refusal is None), refusal
        self.after = self.stage.rows()
        assert may or self.after == self.rows
        return result

    def agrees(self) -> None:
        """Compare everything that is stored with what must be."""
        check(self.ledger, self.rows, self.after, self.now)
        self.rows = self.after

    def ticket(self, at: int, fits: Callable[[Matter], bool] = lambda _: True) -> Matter:
        """Return one of the tickets, mostly one that an act fits."""
        fitting = [matter for matter in self.ledger.matters if fits(matter)]
        pool = fitting if fitting and at < MOSTLY else self.ledger.matters
        return pool[at % len(pool)]

    def id_of(self, matter: Matter) -> Any:
        return next(row["id"] for row in self.rows["tickets"] if row["number"] == matter.number)

    def link_to(self, matter: Matter, said: Said, role: LinkRole) -> MessageLink:
        return MessageLink(
            chat_id=GROUP,
            message_id=said.message_id or 0,
            role=role,
            ticket_id=self.id_of(matter),
            ticket_message_id=said.id,
        )

    @property
    def now(self) -> datetime:
        return self.stage.now

    def all_said(self) -> list[tuple[Matter, Said]]:
        return [(matter, said) for matter in self.ledger.matters for said in matter.said]

    def done_to(self, matter: Matter, who: Person, how: str) -> None:
        acts: dict[str, tuple[str, Callable[[], None]]] = {
            "take": ("taken", lambda: matter.assigned(who, self.now)),
            "release": ("released", lambda: matter.released(self.now)),
            "resolve": ("resolved", lambda: matter.resolved(self.now)),
            "close": ("closed", lambda: matter.closed(self.now)),
            "reopen": ("reopened", lambda: matter.back_to_work(self.now)),
        }
        kind, act = acts[how]
        act()
        self.ledger.recorded(matter, kind, who)


def said_by(who: Person, content: Any) -> Said:
    return Said(
        0,
        who,
        content.text,
        content.sent_at,
        len(content.files),
        message_id=content.message_ids[0],
    )

"""What everybody said, compared with what is kept and what was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from storage.models import Ticket, TicketMessage
from tests.desk import Desk
from tests.loops.replicas import Traffic
from tests.people import words

FIRST_UPDATE = 100_000_001


@dataclass
class Figures:
    """All but the first two and the last must be 0; `repeated` at most `in_flight`."""

    kills: int = 0
    updates: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    wrong_person: int = 0
    repeated: int = 0
    in_flight: int = 0

    def is_right(self) -> bool:
        wrong = self.lost + self.doubled + self.out_of_order + self.wrong_person
        return wrong == 0 and self.repeated <= self.in_flight

    def kept(self, expected: Sequence[str], found: Sequence[str]) -> None:
        """Count what tables keep: each once, in order."""
        self.doubled += len(found) - len(set(found))
        self._in_order(expected, found)

    def shown(self, expected: Sequence[str], found: Sequence[str]) -> None:
        """Count what chats show: each at least once, in order."""
        self.repeated += len(found) - len(set(found))
        self._in_order(expected, found)

    def _in_order(self, expected: Sequence[str], found: Sequence[str]) -> None:
        self.lost += len(set(expected) - set(found))
        self.wrong_person += len(set(found) - set(expected))
        place = {text: n for n, text in enumerate(expected)}
        known = [place[text] for text in dict.fromkeys(found) if text in place]
        self.out_of_order += sum(a > b for a, b in pairwise(known))


def updates_of(desk: Desk) -> int:
    """How many updates Telegram has had for the bot."""
    return desk.playground.world.updates._next_id - FIRST_UPDATE


async def count(traffic: Traffic) -> Figures:
    """Look at every ticket and every chat."""
    desk, figures = traffic.desk, Figures()
    chats = desk.playground.world.chats
    figures.updates = updates_of(desk)
    bot_id = desk.playground.world.bot_id

    def lines(chat_id: int) -> list[str]:
        shown = [m.json for m in chats[chat_id].messages.values()]
        return [line for m in shown if m["from"]["id"] == bot_id for line in words(m).splitlines()]

    in_group: dict[str, list[str]] = {name: [] for name in traffic.said}
    for line in lines(desk.group_id):
        name, _, number = line.partition(":")
        if name in in_group and number.isdecimal():
            in_group[name].append(line)
    for person in traffic.people:
        name = person.name
        said = [f"{name}:{n}" for n in range(traffic.said[name])]
        answers = [f"to {name}:{n}" for n in range(traffic.answered[name])]
        async with desk.database.read() as session:
            rows = await session.execute(
                select(TicketMessage.text, TicketMessage.author_id)
                .join(Ticket, Ticket.id == TicketMessage.ticket_id)
                .where(Ticket.requester_id == person.id)
                .order_by(TicketMessage.position)
            )
            kept = [(text, author == person.id) for text, author in rows]
        figures.kept(["begins", *said], [text for text, own in kept if own])
        figures.kept(answers, [text for text, own in kept if not own])
        figures.shown(answers, [x for x in lines(person.id) if x.startswith("to Requester")])
        figures.shown(said, in_group[name])
    return figures

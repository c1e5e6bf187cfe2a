"""Fills an empty, migrated database as years of work would: `python -m tests.bench.seed URL`.

The same seed makes the same rows. Most tickets are closed; one requester has a twentieth of all of
them, another a two-hundredth; the first ticket has 2,000 messages. What is said is Russian and
English with its forms, and is found by the search as if it had come in one by one.
"""

import argparse
import asyncio
import gc
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.first_start import fill
from storage import models
from storage.engine import Database
from storage.enums import (
    BacklogStep,
    ContentKind,
    Delivery,
    EventKind,
    LinkRole,
    Priority,
    Role,
    Status,
)
from storage.indexing import message_words, ticket_words
from storage.migrate import migrate
from storage.models.search import POSTGRESQL as SEARCH_INDEX
from storage.queries.seed import BEFORE_FIRST_NUMBER
from storage.words import indexed
from tests.bench.words import Phrasebook

GROUP = -1_001_000
AGENTS = range(101, 141)
FIRST_REQUESTER = 10_001
LONG_TICKET = BEFORE_FIRST_NUMBER + 1
LONG = 2000  # messages of that ticket
BATCH = 1000  # tickets that are written at once, their messages in the order of time
END = datetime(2026, 6, 1, tzinfo=UTC)
SPAN = timedelta(days=700)
TAGS = [f"tag{number}" for number in range(1, 31)]
STATUSES = [Status.CLOSED, Status.RESOLVED, Status.WAITING, Status.IN_PROGRESS, Status.OPEN]
LATELY = [40, 15, 20, 15, 10]  # of the newest tenth, in percent; of the older ones:
LONG_AGO = [97, 2, 0.5, 0.3, 0.2]
ORDER = {  # parents first
    model.__tablename__: model
    for model in (
        models.User,
        models.StaffGroup,
        models.Tag,
        models.Ticket,
        models.TicketTag,
        models.TicketMessage,
        models.TicketAttachment,
        models.SearchDocument,
        models.Event,
        models.MessageLink,
        models.Rating,
        models.BacklogChange,
    )
}


class Seeder:
    """Makes the rows, some tickets at a time."""

    def __init__(self, tickets: int, messages: int, seed: int = 1) -> None:
        self.tickets, self.messages = tickets, messages
        self.dice = random.Random(seed)
        self.books = [Phrasebook("ru", self.dice), Phrasebook("en", self.dice)]
        self.requesters = range(FIRST_REQUESTER, FIRST_REQUESTER + max(20, tickets // 50))
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ORDER}

    def add(self, model: Any, **values: Any) -> None:
        """Take a row down for the next writing."""
        self.rows[model.__tablename__].append(values)

    def people(self) -> None:
        """Make everybody, and the staff group."""
        begun = END - SPAN
        for agent in AGENTS:
            self._person(agent, f"Agent{agent}", "en", Role.AGENT, begun)
        for person in self.requesters:
            self._person(person, f"Anna{person}", "ru" if person % 5 < 3 else "en", None, begun)
        for number, name in enumerate(TAGS, start=1):
            self.add(models.Tag, id=number, name=name, uses=self.tickets // 5 // len(TAGS))
        self.add(
            models.StaffGroup,
            id=1,
            chat_id=GROUP,
            title="Support",
            kind="supergroup",
            language="en",
            bound_at=begun,
            is_forum=False,
            can_manage_topics=True,
            can_pin=True,
        )

    def _person(self, id: int, name: str, language: str, role: Role | None, at: datetime) -> None:  # noqa: A002
        self.add(
            models.User,
            id=id,
            first_name=name,
            username=name.lower(),
            language_code=language,
            role=role or Role.REQUESTER,
            is_anonymous=False,
            is_deactivated=False,
            is_banned=False,
            is_reachable=True,
            created_at=at,
            updated_at=at,
        )

    def batches(self, categories: list[int]) -> Iterator[int]:
        """Make the tickets; yields how many there are when rows wait to be written."""
        rest = self.messages - LONG
        for first in range(0, self.tickets, BATCH):
            said: list[dict[str, Any]] = []
            for index in range(first, min(first + BATCH, self.tickets)):
                left = self.tickets - index
                number = BEFORE_FIRST_NUMBER + 1 + index
                count = max(1, min(rest - left + 1, self._length(rest / left)))
                rest -= count if index else 0
                said += self._ticket(number, LONG if number == LONG_TICKET else count, categories)
            said.sort(key=lambda item: item["row"]["created_at"])
            for item in said:
                self.add(models.TicketMessage, **item["row"])
                self.add(models.SearchDocument, **item["document"])
            yield min(first + BATCH, self.tickets)

    def _length(self, mean: float) -> int:
        """Return how long a ticket is: most are short, some are many times the mean."""
        return 1 + int(self.dice.expovariate(1 / max(0.01, mean - 0.5)))

    def _requester(self) -> int:
        chance = self.dice.random()
        if chance < 0.05:
            return self.requesters[0]
        return self.requesters[1] if chance < 0.055 else self.dice.choice(self.requesters[2:])

    def _ticket(self, number: int, count: int, categories: list[int]) -> list[dict[str, Any]]:
        dice = self.dice
        index = number - BEFORE_FIRST_NUMBER - 1
        requester = self._requester()
        book = self.books[0 if requester % 5 < 3 else 1]
        ticket_id = self._uuid()
        at = END - SPAN + SPAN * ((index + dice.random()) / self.tickets)
        weights = LATELY if index > self.tickets * 0.9 else LONG_AGO
        status = dice.choices(STATUSES, weights)[0]
        agent = None if status is Status.OPEN else dice.choice(AGENTS)
        subject, _ = book.say(dice, 1)
        body, body_words = book.say(dice, 2)
        step = timedelta(seconds=dice.expovariate(1 / 7200)) if count < LONG else timedelta(0, 90)
        said = []
        answered: datetime | None = None
        answered_first: datetime | None = None
        moment, files = at, 0
        for position in range(1, count + 1):
            kind, words = body, body_words
            author, internal, reply = requester, False, False
            if position > 1:
                moment += step * (0.5 + dice.random())
                kind, words = book.say(dice, 3)
                if agent is not None and dice.random() < 0.55:
                    author, internal = agent, dice.random() < 0.15
                    reply = not internal
            if reply:
                answered, answered_first = moment, answered_first or moment
            said.append(
                self._message(
                    ticket_id, position, author, requester, kind, words, moment, internal, reply
                )
            )
            files += said[-1]["files"]
        ended = moment + step if status in (Status.RESOLVED, Status.CLOSED) else None
        owed = moment if status in (Status.OPEN, Status.IN_PROGRESS) else None
        tag = dice.randrange(len(TAGS)) if dice.random() < 0.2 else None
        tags = [] if tag is None else [TAGS[tag]]
        if tag is not None:
            self.add(models.TicketTag, tag_id=tag + 1, number=number)
        self.add(
            models.Ticket,
            id=ticket_id,
            number=number,
            requester_id=requester,
            category_id=dice.choice(categories),
            subject=subject[:120],
            description=body,
            description_entities=[],
            status=status,
            priority=dice.choices(list(Priority), [15, 60, 20, 5])[0],
            assignee_id=agent,
            message_count=count,
            file_count=files,
            is_received=True,
            source={"language_code": "ru", "chat_id": requester},
            created_at=at,
            updated_at=ended or moment,
            resolved_at=ended,
            closed_at=ended if status is Status.CLOSED else None,
            first_responded_at=answered_first,
            first_responder_id=agent if answered_first else None,
            answered_at=answered,
            owed_at=owed and owed.replace(microsecond=0),
            tags=tags or None,
        )
        self.add(
            models.SearchDocument,
            ticket_id=ticket_id,
            message_id=None,
            words=ticket_words(number, subject[:120], body, requester, tags),
        )
        self.add(
            models.MessageLink,
            chat_id=GROUP,
            message_id=number,
            role=LinkRole.CARD,
            logical=f"card:{ticket_id.hex}",
            ticket_id=ticket_id,
            created_at=at,
        )
        self._history(ticket_id, requester, agent, status, at, answered_first, ended)
        return said

    def _message(
        self,
        ticket_id: uuid.UUID,
        position: int,
        author: int,
        requester: int,
        said: str,
        words: dict[str, None],
        at: datetime,
        internal: bool,
        reply: bool,
    ) -> dict[str, Any]:
        dice = self.dice
        if dice.random() < 0.15:
            order = f"A{dice.randrange(10**6)}"
            said, words = f"{said} {order}", {**words, **dict.fromkeys(indexed(order))}
        message_id = self._uuid()
        has_file = dice.random() < 0.07
        mark = [] if internal else message_words("", requester, is_hidden=False).split()
        row = {
            "id": message_id,
            "ticket_id": ticket_id,
            "position": position,
            "author_id": author,
            "kind": ContentKind.PHOTO if has_file else ContentKind.TEXT,
            "text": said,
            "entities": [],
            "extra": {},
            "is_internal": internal,
            "is_staff_reply": reply,
            "is_undecided": False,
            "delivery": Delivery.NONE if internal or position == 1 else Delivery.DELIVERED,
            "created_at": at,
        }
        if has_file:
            self.add(
                models.TicketAttachment,
                id=self._uuid(),
                message_id=message_id,
                position=1,
                kind=ContentKind.PHOTO,
                file_id=f"photo-{message_id.hex}",
                file_unique_id=message_id.hex[:16],
                file_size=120_000,
                uploaded_at=at,
            )
        document = {
            "ticket_id": ticket_id,
            "message_id": message_id,
            "words": " ".join([*mark, *words]),
        }
        if position == 1:  # what is put together here is what the desk itself would write
            assert document["words"] == message_words(said, requester, is_hidden=internal)
        return {"row": row, "document": document, "files": int(has_file)}

    def _history(
        self,
        ticket_id: uuid.UUID,
        requester: int,
        agent: int | None,
        status: Status,
        at: datetime,
        answered: datetime | None,
        ended: datetime | None,
    ) -> None:
        def event(kind: EventKind, actor: int | None, at: datetime, **after: Any) -> None:
            self.add(
                models.Event,
                ticket_id=ticket_id,
                actor_id=actor,
                kind=kind,
                before={},
                after=after,
                at=at,
            )

        event(EventKind.TICKET_OPENED, requester, at)
        event(EventKind.TICKET_RECEIVED, None, at)
        if agent is not None:
            event(EventKind.TAKEN, agent, at, assignee_id=agent)
        if answered is not None:
            event(EventKind.AGENT_ANSWERED, agent, answered)
        if ended is None:
            return
        steps = [BacklogStep.RESOLVED]
        if self.dice.random() < 0.05:
            steps = [BacklogStep.RESOLVED, BacklogStep.REOPENED, BacklogStep.RESOLVED]
        for back, step in enumerate(reversed(steps)):
            left = ended - back * (ended - at) / 4
            self.add(models.BacklogChange, ticket_id=ticket_id, step=step, at=left)
        event(EventKind.RESOLVED, agent, ended, status=Status.RESOLVED.value)
        if status is Status.CLOSED:
            event(EventKind.CLOSED, agent, ended, status=Status.CLOSED.value)
        rated = self.dice.random() < 0.3
        self.add(
            models.Rating,
            ticket_id=ticket_id,
            agent_id=agent,
            score=self.dice.choices([1, 2, 3, 4, 5], [5, 5, 10, 30, 50])[0] if rated else None,
            comment="",
            comment_entities=[],
            asked_at=ended,
            rated_at=ended if rated else None,
        )

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.dice.getrandbits(128), version=4)


async def seed(url: str, tickets: int, messages: int) -> None:
    """Migrate and fill a database; ValueError if it has tickets already."""
    database = Database(url)
    try:
        await migrate(database)
        await fill(database)
        async with database.engine.connect() as connection:
            found = await connection.execute(select(models.TicketCategory.id))
            categories = list(found.scalars())
            if await connection.scalar(select(func.count()).select_from(models.Ticket)):
                raise ValueError("there are tickets already")
            await connection.rollback()
            await _fill(connection, Seeder(tickets, messages), categories, database.is_sqlite)
    finally:
        await database.close()


async def _fill(
    connection: AsyncConnection, seeder: Seeder, categories: list[int], is_sqlite: bool
) -> None:
    if is_sqlite:  # nothing is lost if this has to be done again
        raw: Any = (await connection.get_raw_connection()).driver_connection
        for pragma in ("synchronous=OFF", "cache_size=-400000", "wal_autocheckpoint=50000"):
            await raw.cursor().execute(f"PRAGMA {pragma}")
    else:  # an index of words is made in a fraction of the time it takes to grow
        await connection.execute(text("DROP INDEX search_index"))
    await connection.commit()
    seeder.people()
    for done in seeder.batches(categories):
        for name, model in ORDER.items():
            if rows := seeder.rows[name]:
                columns = {key: None for row in rows for key in row}
                await connection.execute(
                    insert(model.metadata.tables[name]), [{**columns, **row} for row in rows]
                )
                rows.clear()
        await connection.commit()
        print(f"\r  {done:,} of {seeder.tickets:,} tickets", end="", file=sys.stderr, flush=True)  # noqa: T201
    await connection.execute(
        update(models.Counter).values(value=BEFORE_FIRST_NUMBER + seeder.tickets)
    )
    await connection.commit()
    if not is_sqlite:
        for statement in SEARCH_INDEX:
            await connection.execute(text(statement))
        await connection.commit()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
    print(file=sys.stderr)  # noqa: T201


def sizes(description: str) -> argparse.ArgumentParser:
    """Return a parser for how much there is to be."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    return parser


def main() -> None:
    """Read the arguments and fill."""
    parser = sizes("What the desk has after years of work.")
    parser.add_argument("url", help="of an empty database: sqlite:///desk.sqlite3, postgresql://…")
    options = parser.parse_args()
    gc.disable()  # it would look for garbage in rows that all live until they are written
    asyncio.run(seed(options.url, options.tickets, options.messages))


if __name__ == "__main__":
    main()

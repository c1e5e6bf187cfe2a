"""What the benchmarks play on: a playground with people, a database, and the desk's process."""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.buttons import FormGo
from bot.playground import Playground, acts, people
from bot.playground.model import Person
from bot.rules.content import Content
from bot.rules.form import Form, Step
from storage.engine import Database
from storage.enums import ContentKind, DraftKind, LinkRole, OutboxState, Priority
from storage.models import Draft, InboxRow, MessageLink, OutboxRow, User

ROOT = Path(__file__).parents[2]
SEND = FormGo(step=Step.REVIEW.value, to="send").pack()


class Bench:
    """A playground with its people, a database, and the desk's process between them."""

    def __init__(
        self, url: str, folder: Path, *, flood_limits: bool = False, topics: bool = False
    ) -> None:
        self.url = url
        self.commits = folder / "commits.txt"
        self.playground = Playground(flood_limits=flood_limits)
        self.world = self.playground.world
        self.processes: list[asyncio.subprocess.Process] = []
        boss = self.world.add_person("Boris")
        self.group = people.found_group(
            self.world,
            {
                "title": "Support",
                "members": [boss.id],
                "bot_status": "administrator",
                "is_forum": topics,
            },
        )

    # --- the desk -------------------------------------------------------------------------

    async def start(self, module: str = "tests.bench.desk", *more: str) -> float:
        """Start the desk, or one more process of it; returns the seconds to its first poll."""
        polls = self.world.updates.polls
        env = {
            **os.environ,
            "BOT_TOKEN": self.playground.token,
            "BOT_API_URL": self.playground.url,
            "DATABASE_URL": self.url,
            "STAFF_CHAT_ID": str(self.group.id),
        }
        begun = time.perf_counter()
        is_first = not self.processes
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, str(self.commits), *more, cwd=ROOT, env=env
        )
        self.processes.append(process)
        while is_first and self.world.updates.polls == polls:
            assert process.returncode is None, "the desk ended"
            await asyncio.sleep(0.002)
        return time.perf_counter() - begun

    async def stop(self) -> None:
        """End the desk's processes."""
        for process in self.processes:
            if process.returncode is None:
                process.kill()
                await process.wait()
        self.processes.clear()

    def memory_mb(self) -> float:
        """Resident set of the desk's largest process."""
        pages = [
            int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            for process in self.processes
        ]
        return max(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu_s(self) -> float:
        """CPU time that the desk's processes have used."""
        ticks = 0
        for process in self.processes:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    async def idle(self, database: Database) -> float:
        """Wait until nothing is on its way in or out; returns when that was."""
        since: float | None = None
        while since is None or time.time() - since < 0.2:
            busy = bool(self.world.updates.pending) or await _busy(database)
            since = None if busy else since or time.time()
            await asyncio.sleep(0.02)
        return since

    # --- people ---------------------------------------------------------------------------

    async def people(self, database: Database, count: int) -> list[Person]:
        """Make people up who have filled in the form and only have to press Send."""
        now = datetime.now(UTC)
        found = [self.world.add_person("Anna", started=True) for _ in range(count)]
        async with database.write() as session:
            for person in found:
                session.add(User(id=person.id, first_name="Anna", created_at=now, updated_at=now))
            await session.flush()
            for person in found:
                form = self.world.post(
                    self.world.chats[person.id],
                    {"from": self.world.bot},
                    {"text": "Is everything right?"},
                    author_id=self.world.bot_id,
                )
                session.add(_filled_in(person.id, now))
                session.add(
                    MessageLink(
                        chat_id=person.id,
                        message_id=form.id,
                        role=LinkRole.FORM,
                        logical="form",
                        created_at=now,
                    )
                )
        return found

    def press_send(self, person: Person) -> None:
        """Open the ticket."""
        chat = self.world.chats[person.id]
        form = next(number for number, message in chat.messages.items() if message.by_bot)
        acts.press(self.world, chat, {"as": person.id, "message_id": form, "data": SEND})

    def says(self, person: Person, text: str) -> int:
        """Write to the desk; returns the id of the update."""
        acts.send(self.world, self.world.chats[person.id], {"as": person.id, "text": text})
        return self.world.updates.pending[-1].id


def _filled_in(user_id: int, now: datetime) -> Draft:
    words = Content(ContentKind.TEXT, "Smoke comes out of it, since this morning.")
    form = Form(
        step=Step.REVIEW,
        category_id=1,
        priority=Priority.HIGH,
        subject="Printer is on fire",
        parts=[words],
    )
    return Draft(
        chat_id=user_id,
        user_id=user_id,
        kind=DraftKind.FORM,
        step=form.step.value,
        data=form.to_json(),
        created_at=now,
        updated_at=now,
    )


async def _busy(database: Database) -> bool:
    """Whether anything waits or is under way."""
    waiting = select(InboxRow.id).where(InboxRow.done_at.is_(None), InboxRow.parked_at.is_(None))
    unsent = select(OutboxRow.id).where(OutboxRow.state == OutboxState.PENDING)
    sending = select(OutboxRow.id).where(OutboxRow.state == OutboxState.SENDING)
    async with database.read() as session:
        for query in (waiting, unsent, sending):
            if await session.scalar(query.limit(1)) is not None:
                return True
    return False

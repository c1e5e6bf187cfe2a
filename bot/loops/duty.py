"""Which of several processes does what can be done by one only: poll, deliver, mind deadlines.

On SQLite there is one process, and it leads. On PostgreSQL all processes with the same settings
stand by until one has the lock; it says every second that it is alive. If it dies, the server
frees the lock at once; if it is frozen, another process ends its connection. What a leader does
for all is bound to its epoch, so that a frozen one that wakes up can do nothing more.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Database
from storage.line import BROKEN, Line, line, say
from storage.queries import duties

log = logging.getLogger(__name__)

BEAT_S = 1.0
TRY_S = 0.3
SILENT_S = 5.0  # a leader that has not said so long that it is alive is replaced
SURE_S = 4.0  # so long after saying it, a leader may be sure not to have been replaced
ALIVE_S = 3.0  # a process that has been silent for so long handles nothing
HINT_GAP_S = 0.01  # between notifications: many commits become one
RETRY_S = 0.5

INBOX, OUTBOX, GONE = "inbox", "outbox", "gone"


class Office(Protocol):
    """What the leader does."""

    def open(self, *, took_over: bool) -> None:
        """Begin."""

    async def abandon(self) -> None:
        """End at once: another process goes on with it."""

    def check(self) -> None:
        """Raise what has ended the work, if anything has."""


class Duty:
    """A process alone: it leads from the first moment to the last."""

    is_shared = False
    myself = "alone"
    processes: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.decided = asyncio.Event()  # it is known whether this process leads

    async def run(self, office: Office) -> None:
        """Lead until cancelled; raises whatever ends the work."""
        office.open(took_over=False)
        self.decided.set()
        while True:
            office.check()
            await asyncio.sleep(BEAT_S)

    def leads(self) -> bool:
        """Whether this process may be sure to be the only one that leads."""
        return True

    def has_company(self) -> bool:
        """Whether other processes do what this one has to notice, and the other way round."""
        return len(self.processes) > 1

    async def hold(self, session: AsyncSession) -> None:
        """Have nobody else lead before this transaction ends; raises Deposed."""

    def tell(self, what: str) -> None:
        """Let the other processes know at once that there is something to do."""

    def hears(self, what: str, call: Callable[[], None]) -> None:
        """Have something done when another process tells of it."""

    def withdraw(self) -> None:
        """Do not become the leader any more: the process is about to end."""


class SharedDuty(Duty):
    """One of several processes on a PostgreSQL."""

    is_shared = True

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self.myself = database.process
        self.processes = frozenset({self.myself})
        self._epoch: int | None = None
        self._sure_until = 0.0
        self._is_candidate = True
        self._to_tell: set[str] = set()
        self._ears: dict[str, Callable[[], None]] = {}
        self._wake = asyncio.Event()
        self._beat_at = self._try_at = self._tell_at = 0.0

    async def run(self, office: Office) -> None:
        """Stand by, lead, and stand by again, until cancelled; raises what ends the work."""
        failures = 0
        while True:
            reason = "another process leads"
            try:
                async with line(self._database, self._hear) as mine:
                    failures = 0
                    try:
                        await self._stand(mine, office)
                    finally:
                        await self._farewell(mine)
            except duties.Deposed:
                pass
            except BROKEN as error:
                failures += 1
                reason = f"the database cannot be reached: {type(error).__name__}: {error}"
                self.decided.set()
            was_leading, self._epoch = self._epoch is not None, None
            if was_leading or failures:
                log.warning("This process stands by: %s", reason)
            if was_leading:
                await office.abandon()
            await asyncio.sleep(RETRY_S * 2 ** min(failures, 4))

    def leads(self) -> bool:
        """Whether it leads and has said so lately: after waking up, a frozen one is not sure."""
        return self._epoch is not None and time.monotonic() < self._sure_until

    async def hold(self, session: AsyncSession) -> None:
        """Have nobody else lead before this transaction ends; raises Deposed."""
        if self._epoch is None:
            raise duties.Deposed
        await duties.hold(session, self._epoch)

    def tell(self, what: str) -> None:
        """Let the others know, soon and once for many calls; they find out by themselves too."""
        if self.has_company():
            self._to_tell.add(what)
            self._wake.set()

    def hears(self, what: str, call: Callable[[], None]) -> None:
        """Have something done when another process tells of it."""
        self._ears[what] = call

    def withdraw(self) -> None:
        """Do not become the leader any more: the process is about to end."""
        self._is_candidate = False

    def _hear(self, text: str) -> None:
        what, _, who = text.partition(" ")
        if who == self.myself:
            return
        if what == GONE:
            self._beat_at = self._try_at = 0.0
            self._wake.set()
        elif what in self._ears:
            self._ears[what]()

    async def _stand(self, mine: Line, office: Office) -> None:
        """Do what is due while the line holds; raises BROKEN, Deposed, or what ends the work."""
        self._beat_at = self._try_at = self._tell_at = 0.0
        while True:
            self._wake.clear()
            office.check()
            if time.monotonic() >= self._beat_at:
                self._beat_at = time.monotonic() + BEAT_S
                await self._beat(mine)
            if self._epoch is None and self._is_candidate and time.monotonic() >= self._try_at:
                self._try_at = time.monotonic() + TRY_S
                await self._try(mine, office)
            if self._to_tell and time.monotonic() >= self._tell_at:
                self._tell_at = time.monotonic() + HINT_GAP_S
                for what in [*self._to_tell]:
                    self._to_tell.discard(what)
                    await say(mine, f"{what} {self.myself}")
            await self._sleep()

    async def _sleep(self) -> None:
        moments = [self._beat_at]
        if self._epoch is None and self._is_candidate:
            moments.append(self._try_at)
        if self._to_tell:
            moments.append(self._tell_at)
        try:
            async with asyncio.timeout(max(0.0, min(moments) - time.monotonic())):
                if self._to_tell:  # until the gap is over
                    await asyncio.sleep(BEAT_S)
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _beat(self, mine: Line) -> None:
        if self._epoch is not None:
            said_at = time.monotonic()
            if not await duties.beat(mine, self._epoch):
                raise duties.Deposed
            self._sure_until = said_at + SURE_S
        if await duties.end_silent(mine, SILENT_S):
            log.warning(
                "Another process has been silent for %.0f s: what it held is free", SILENT_S
            )
        alive = frozenset(await duties.alive(mine, self.myself, ALIVE_S))
        if alive != self.processes:
            log.info("%d processes handle updates", len(alive))
            self.processes = alive
            self._ears.get(INBOX, lambda: None)()

    async def _try(self, mine: Line, office: Office) -> None:
        epoch = await duties.elect(mine, self.myself)
        if epoch is None:
            if await duties.end_frozen(mine, SILENT_S):
                log.warning("The leading process has been silent for %.0f s: ended", SILENT_S)
                self._try_at = 0.0
            self.decided.set()
            return
        if not self._is_candidate:  # meanwhile it is to end; the lock goes with the line
            return
        took_over = self.decided.is_set()
        self._epoch = epoch
        await self._beat(mine)
        await say(mine, f"{GONE} {self.myself}")
        log.info("This process leads: it polls and delivers (epoch %d)", epoch)
        office.open(took_over=took_over)
        self.decided.set()

    async def _farewell(self, mine: Line) -> None:
        """Leave in order, if the line still holds: others go on at once."""
        if mine.is_closed():
            return
        try:
            await duties.resign(mine, self.myself)
            await say(mine, f"{GONE} {self.myself}")
        except BROKEN:
            pass


def duty_on(database: Database) -> Duty:
    """Return the duty of a process on this database."""
    return Duty() if database.is_sqlite else SharedDuty(database)

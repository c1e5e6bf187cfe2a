"""Which updates of the inbox this process handles: all of them, or its share among several."""

import time
import zlib
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.loops.duty import Duty
from storage.queries import inbox, lanes

Held = Mapping[str, Collection[inbox.Waiting]]

FALLBACK_S = 5.0
SHARED_FALLBACK_S = 0.5
LATE = timedelta(seconds=0.5)  # what is due for so long is taken by whoever has time
STRAYS = 8  # at once, and only by a process with fewer lanes of its own than that
AGAIN_S = 2.0  # transactions that number their rows take less time than that to commit them


class Share:
    """A process alone handles everything."""

    is_shared = False
    fallback_s = FALLBACK_S  # the inbox is looked at so often without being told to

    def __init__(self) -> None:
        self._seen = 0

    async def more(self, session: AsyncSession, held: Held, room: int) -> list[inbox.Waiting]:
        """Return rows to handle that are not `held` in memory already."""
        rows = [*await inbox.waiting(session, self._seen, room)]
        self._seen = max([self._seen, *(row.id for row in rows)])
        return rows

    async def claim(self, session: AsyncSession, ids: list[int], now: datetime) -> None:
        """Mark rows done in the transaction that holds their effects; raises Overtaken."""
        await inbox.finish(session, ids, now)

    def keeps(self, lane: str) -> bool:
        """Whether to wait in memory until the next row of a lane can be handled."""
        return True


class LanesShared(Share):
    """Several processes divide the lanes; what one leaves lying another takes.

    Rows become visible in another order than that of their ids: what was numbered in the last
    seconds is asked for again each time, and everything every other second.
    """

    is_shared = True
    fallback_s = SHARED_FALLBACK_S

    def __init__(self, duty: Duty) -> None:
        super().__init__()
        self._duty = duty
        self._processes: frozenset[str] = frozenset()
        self._slots: list[int] = []
        self._settled = self._mark = 0  # ids that were seen at least AGAIN_S ago, and lately
        self._all_at = self._strays_at = 0.0
        self._strays: set[str] = set()

    async def more(self, session: AsyncSession, held: Held, room: int) -> list[inbox.Waiting]:
        """Return rows of this process's lanes, and if it has time what others leave lying."""
        clock, after = time.monotonic(), self._settled
        if self._processes != self._duty.processes or clock - self._all_at > AGAIN_S:
            after, self._all_at = 0, clock
            self._settled, self._mark = self._mark, self._seen
            self._processes = self._duty.processes
            self._slots = slots_of(self._duty.myself, self._processes)
        known = {row.id for rows in held.values() for row in rows if row.id > after}
        rows = await lanes.mine(session, self._slots, after, known, room)
        self._seen = max([self._seen, *(row.id for row in rows)])
        self._strays &= held.keys()
        is_idle = len(held) + len(rows) < STRAYS
        if is_idle and len(self._processes) > 1 and clock - self._strays_at > SHARED_FALLBACK_S:
            self._strays_at = clock
            late = datetime.now(UTC) - LATE
            strays = await lanes.stray(session, self._slots, late, STRAYS)
            strays = [row for row in strays if row.lane not in held]
            self._strays |= {row.lane for row in strays}
            rows += strays
        return rows

    async def claim(self, session: AsyncSession, ids: list[int], now: datetime) -> None:
        """Mark rows done if they are the next of their lane and nobody else has them."""
        await lanes.claim(session, ids, now)

    def keeps(self, lane: str) -> bool:
        """Whether the lane is this process's own: what only lay about is left to others again."""
        return lane not in self._strays


def slots_of(myself: str, processes: Collection[str]) -> list[int]:
    """Return this process's slots: all processes agree, and few slots move when one comes or goes.

    Each slot goes to whoever scores highest for it (rendezvous hashing).
    """

    def score(slot: int, process: str) -> tuple[int, str]:
        return zlib.crc32(f"{slot} {process}".encode()), process

    everybody = {myself, *processes}
    return [
        slot
        for slot in range(lanes.SLOTS)
        if max(everybody, key=lambda process: score(slot, process)) == myself
    ]

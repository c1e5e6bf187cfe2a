"""Attachments → the desk's own copies, one after the other, for as long as it takes.

The attachments that wait are the queue. A copy counts only once all of it is where it belongs:
what a dying process left by half is fetched anew, and what it put there already is known.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from telegram.error import BadRequest, TelegramError

from bot.loops import figures
from bot.loops.transport import DeskBot, FloodWait
from bot.shelf import Shelf, ShelfAway
from bot.shelf.kinds import ENOUGH, kind_of
from storage.engine import Database
from storage.enums import Keeping
from storage.queries import keeping
from storage.queries.keeping import Job

log = logging.getLogger(__name__)

LIMIT = 20 * 1024 * 1024  # larger files are not given to bots
AT_ONCE = 2  # so that people's words find the line free
IDLE_S = 2.0
FETCH_S = 300.0
PUT_S = 240.0
LEASE = timedelta(seconds=FETCH_S + PUT_S + 120)
TIDY_EVERY_S = 3600.0
REFUSED_TRIES = 6  # Telegram says the same of a file that is gone and of one it cannot reach now
MAX_BACKOFF_S = 3600.0
MAX_SILENCE_S = 30.0


class Unbelievable(Exception):
    """What has arrived is not what was told of."""


class TooLarge(Exception):
    """The file is larger than Telegram gives to bots."""


@dataclass(frozen=True)
class _Arrived:
    sha256: str
    size: int
    mime_type: str | None


class _Arriving:
    """Writes down what comes, and takes its measure."""

    def __init__(self, place: Path) -> None:
        self._file = place.open("wb")
        self.digest = hashlib.sha256()
        self.size = 0
        self.beginning = b""

    def take(self, chunk: bytes) -> None:
        """Add a piece; raises TooLarge."""
        if self.size < ENOUGH:
            self.beginning += chunk[:ENOUGH]
        self.size += len(chunk)
        if self.size > LIMIT:
            raise TooLarge
        self.digest.update(chunk)
        self._file.write(chunk)

    def close(self) -> None:
        """Nothing more comes."""
        self._file.close()


class Keeper:
    """Makes copies, and deletes those that nobody needs any more."""

    def __init__(self, bot: DeskBot, database: Database, shelf: Shelf) -> None:
        self._bot = bot
        self._database = database
        self._shelf = shelf
        self._stopping = False
        self._wake = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._tidied_at: float | None = None
        self._silent_until = 0.0  # Telegram or the shelf is away, or asked for it
        self._failures = 0
        self._taken_up = False
        self.turned_at = time.monotonic()

    async def run(self) -> None:
        """Copy until `stop`; what is under way then is copied anew some time."""
        try:
            while not self._stopping:
                self._wake.clear()
                self.turned_at = time.monotonic()
                try:
                    await self.turn(datetime.now(UTC))
                except Exception:
                    log.exception("Copies of files could not be looked after; tried again")
                    await asyncio.sleep(IDLE_S)
                try:
                    async with asyncio.timeout(IDLE_S):
                        await self._wake.wait()
                except TimeoutError:
                    pass
        finally:
            for task in self._flying:
                task.cancel()
            await asyncio.gather(*self._flying, return_exceptions=True)

    def stop(self) -> None:
        """End `run`."""
        self._stopping = True
        self._wake.set()

    async def turn(self, now: datetime) -> None:
        """Begin what may begin, and sweep."""
        if not self._taken_up:
            async with self._database.write() as session:
                await keeping.take_up(session, now)
            self._taken_up = True
        clock = time.monotonic()
        if self._tidied_at is None or clock - self._tidied_at > TIDY_EVERY_S:
            self._tidied_at = clock
            await self._calmly(self._shelf.tidy())
        await self._calmly(self._sweep(now))
        room = AT_ONCE - len(self._flying)
        if room <= 0 or clock < self._silent_until:
            return
        async with self._database.read() as session:
            if not await keeping.any_due(session, now):
                return
        async with self._database.write() as session:
            jobs = await keeping.claim(session, now, now + LEASE, room)
        for job in jobs:
            task = asyncio.create_task(self._fly(job))
            self._flying.add(task)
            task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._wake.set()

    async def _fly(self, job: Job) -> None:
        try:
            await self._keep(job)
        except Exception:  # the database is away: when it is back, the claim is over some time
            log.exception("What became of a copy could not be written down")

    async def _calmly(self, work: Awaitable[None]) -> None:
        try:
            await work
        except ShelfAway as error:
            log.warning("Kept files: %s", error)

    async def _sweep(self, now: datetime) -> None:
        """Delete contents that the last who needed them has left."""
        async with self._database.read() as session:
            if not await keeping.any_doubted(session, now):
                return
        async with self._database.write() as session:
            unneeded = await keeping.unneeded(session, now)
        for sha256 in unneeded:
            await self._shelf.delete(sha256)
            async with self._database.write() as session:
                await keeping.gone(session, sha256, now, LEASE)

    async def _keep(self, job: Job) -> None:
        """Copy one file, and write down how that ended."""
        try:
            await self._attempt(job)
            self._failures = 0
        except TooLarge:
            await self._give_up(job, Keeping.TOO_LARGE, "larger than Telegram gives to bots")
        except BadRequest as error:
            await self._refused(job, error.message)
        except FloodWait as error:
            self._silent_until = time.monotonic() + error.seconds
            await self._again(job, error.message, error.seconds)
        except (TelegramError, ShelfAway, TimeoutError) as error:
            self._failures += 1
            silence = min(MAX_SILENCE_S, 0.5 * 2 ** min(self._failures, 7))
            self._silent_until = time.monotonic() + silence
            await self._again(job, str(error) or type(error).__name__)
        except Unbelievable as error:
            await self._again(job, str(error))
        except Exception as error:
            log.exception("A file could not be copied; it is tried again")
            await self._again(job, type(error).__name__)

    async def _attempt(self, job: Job) -> None:
        if (job.file_size or 0) > LIMIT:
            raise TooLarge
        place = await asyncio.to_thread(self._shelf.incoming)
        try:
            async with asyncio.timeout(FETCH_S):
                arrived = await self._fetch(job, place)
            now = datetime.now(UTC)
            async with self._database.write() as session:
                is_wanted = await keeping.announce(
                    session, job, arrived.sha256, arrived.size, arrived.mime_type, now
                )
            if not is_wanted:
                await self._again(job, "the same content is just being deleted", 60)
                return
            async with asyncio.timeout(PUT_S):
                await self._shelf.put(arrived.sha256, place)
            async with self._database.write() as session:
                done = await keeping.stands(session, job, arrived.sha256, datetime.now(UTC))
            if done:
                figures.FILES.labels("kept").inc()
        finally:
            place.unlink(missing_ok=True)

    async def _fetch(self, job: Job, place: Path) -> _Arrived:
        """Write the file to `place`; raises Unbelievable if it is not all of it."""
        try:
            found = await self._bot.call("getFile", {"file_id": job.file_id})
        except BadRequest as error:
            if "too big" in error.message.lower():
                raise TooLarge from None
            raise
        told = found.get("file_size", job.file_size)
        path = found.get("file_path")
        if not path:
            raise Unbelievable("Telegram did not say where the file is")
        arriving = _Arriving(place)
        try:
            await self._bot.download(path, arriving.take)
        finally:
            arriving.close()
        size = arriving.size
        if told is not None and size != told:
            raise Unbelievable(f"{size} bytes have arrived where Telegram told of {told}")
        return _Arrived(arriving.digest.hexdigest(), size, kind_of(arriving.beginning))

    async def _refused(self, job: Job, message: str) -> None:
        """Believe it only when Telegram has said so for hours: it may mend."""
        error = f"Telegram refused: {message}"
        if job.tries >= REFUSED_TRIES and (job.error or "").startswith("Telegram refused"):
            await self._give_up(job, Keeping.GONE, error)
        else:
            await self._again(job, error)

    async def _again(self, job: Job, error: str, wait: float | None = None) -> None:
        if wait is None:
            wait = min(MAX_BACKOFF_S, 5.0 * 4 ** min(job.tries, 6))
        log.warning("A file is not copied yet, next try in %.0f s: %s", wait, error)
        figures.FILES.labels("failed").inc()
        async with self._database.write() as session:
            after = datetime.now(UTC) + timedelta(seconds=wait)
            await keeping.again(session, job, error, after)

    async def _give_up(self, job: Job, state: Keeping, error: str) -> None:
        log.warning("There will be no copy of a file: %s", error)
        figures.FILES.labels(state.value).inc()
        async with self._database.write() as session:
            await keeping.give_up(session, job, state, error)

"""Whether the desk is alive (its loops turn), and whether it is ready (everything it needs is)."""

import time
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.loops.office import Office, Turning
from bot.web.probe import Probe, Unanswered
from storage.engine import Database
from storage.queries.waiting import oldest_due

STILL_S = 120.0  # loops turn at least every few seconds; a database may take its time
LATE = timedelta(minutes=10)


class Health:
    """What the loops report, put in by whoever starts and ends them."""

    def __init__(self, database: Database) -> None:
        self.phase = "starting"  # or "closing"; "" while the desk is open
        self._handler: Turning | None = None
        self._office: Office | None = None
        self._oldest_due = Probe(database, oldest_due)

    def watch(self, handler: Turning, office: Office) -> None:
        """Report on these; what only a leader does is reported by the one that leads."""
        self._handler, self._office = handler, office

    def still(self) -> list[str]:
        """Return which loops have not turned for too long."""
        now = time.monotonic()
        loops = {"handle": self._handler} if self._handler is not None else {}
        loops |= self._office.turning if self._office is not None else {}
        return [
            f"the loop “{name}” has not turned for {now - loop.turned_at:.0f} s"
            for name, loop in loops.items()
            if now - loop.turned_at > STILL_S
        ]

    async def reasons(self) -> list[str]:
        """Return why the desk is not ready, nothing if it is."""
        reasons = [f"the desk is {self.phase}"] if self.phase else []
        reasons += self.still()
        sources = self._office.sources if self._office is not None else []
        reasons += [source.trouble for source in sources if source.trouble]
        try:
            due_at = await self._oldest_due.answer()
        except Unanswered as error:
            reasons.append(str(error))
        else:
            if due_at is not None and (late := datetime.now(UTC) - due_at) > LATE:
                minutes = late.total_seconds() / 60
                reasons.append(f"the oldest message that is due has waited for {minutes:.0f} min")
        return reasons

    async def close(self) -> None:
        """Let the question that is under way end."""
        await self._oldest_due.close()

    async def alive(self, _request: web.Request) -> web.Response:
        """`/healthz`: 503 when the process had better be started again."""
        return _line(self.still())

    async def ready(self, _request: web.Request) -> web.Response:
        """`/readyz`: 503 with the reasons in one line."""
        return _line(await self.reasons())


def _line(reasons: list[str]) -> web.Response:
    text = " ".join("; ".join(reasons).split()) or "ok"
    return web.Response(text=f"{text}\n", status=503 if reasons else 200)

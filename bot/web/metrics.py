"""`/metrics`: what this process has counted, and what stands in the tables, for Prometheus."""

from datetime import UTC, datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.loops.figures import REGISTRY
from bot.web.probe import Probe, Unanswered
from storage.engine import Database
from storage.enums import Status
from storage.queries import waiting
from storage.queries.waiting import Figures

FRESH_S = 5.0  # however often somebody asks


class Metrics:
    """Counters of the process as they are, figures of the tables looked up when asked for."""

    def __init__(self, database: Database) -> None:
        self._probe = Probe(database, waiting.figures, FRESH_S)

    async def page(self, _request: web.Request) -> web.Response:
        """Answer also while the database is away: then without what only it knows."""
        tables = CollectorRegistry()
        is_up = Gauge("helpdesk_database_up", "1 if the database answers, else 0", registry=tables)
        try:
            found = await self._probe.answer()
        except Unanswered:
            is_up.set(0)
        else:
            is_up.set(1)
            _fill(tables, found)
        body = generate_latest(REGISTRY) + generate_latest(tables)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def close(self) -> None:
        """Let the question that is under way end."""
        await self._probe.close()


def _fill(tables: CollectorRegistry, found: Figures) -> None:
    now = datetime.now(UTC)

    def gauge(name: str, text: str, value: float) -> None:
        Gauge(f"helpdesk_{name}", text, registry=tables).set(value)

    def age(since: datetime | None) -> float:
        return max((now - since).total_seconds(), 0.0) if since else 0.0

    gauge("inbox_waiting", "Updates stored and not handled yet", found.inbox)
    gauge("inbox_oldest_seconds", "Age of the oldest of them", age(found.inbox_since))
    gauge("outbox_waiting", "Calls to Telegram that wait or are under way", found.outbox)
    gauge(
        "outbox_oldest_due_seconds",
        "For how long the oldest call that could have left has waited",
        age(found.outbox_due_at),
    )
    tickets = Gauge("helpdesk_tickets", "Tickets by status", ["status"], registry=tables)
    for status in Status:
        tickets.labels(status.value).set(found.tickets.get(status, 0))

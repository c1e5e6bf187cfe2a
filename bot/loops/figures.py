"""What the desk counts for Prometheus: names and labels are a promise, and none holds a secret.

Of this process only; what stands in the tables is looked up when somebody asks.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from telegram.error import TelegramError

disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no annotations
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

RECEIVED = Counter(
    "helpdesk_updates_received", "Updates stored, repeated ones included", registry=REGISTRY
)
HANDLED = Counter("helpdesk_updates_handled", "Updates handled to the end", registry=REGISTRY)
FAILED = Counter(
    "helpdesk_updates_failed", "Attempts at an update that ended in an error", registry=REGISTRY
)
PARKED = Counter(
    "helpdesk_updates_parked", "Updates given up after five attempts", registry=REGISTRY
)
HANDLING = Histogram(
    "helpdesk_handling_seconds",
    "From the beginning of the work on an update to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
    registry=REGISTRY,
)
CALLS = Counter(
    "helpdesk_telegram_calls",
    "Calls to Telegram: ok, 429, refused, not_sent (certainly), in_doubt (its answer was lost)",
    ["method", "result"],
    registry=REGISTRY,
)
UNDELIVERED = Counter(
    "helpdesk_messages_failed", "People's words that Telegram refused for good", registry=REGISTRY
)
FILES = Counter(
    "helpdesk_files",
    "Copies of attachments: kept, failed (tried again), given up as too_large or gone",
    ["result"],
    registry=REGISTRY,
)
for outcome in ("kept", "failed", "too_large", "gone"):
    FILES.labels(outcome)
WEBHOOKS = Counter(
    "helpdesk_webhook_requests", "Requests to the webhook", ["result"], registry=REGISTRY
)
for result in ("stored", "unavailable", "busy", "refused", "malformed", "too_large"):
    WEBHOOKS.labels(result)  # from 0 on, so that the first one counts as a rise


@contextmanager
def calling(method: str) -> Iterator[None]:
    """Count a call by how it ends; errors of the transport say it in `figure`."""
    try:
        yield
    except TelegramError as error:
        CALLS.labels(method, getattr(error, "figure", "refused")).inc()
        raise
    CALLS.labels(method, "ok").inc()

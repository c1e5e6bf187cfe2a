"""What monitoring sees: alive, ready or why not, and figures that give nothing away."""

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest
from sqlalchemy import update

from bot.loops import figures, webhook
from bot.services.outgoing import Outgoing
from bot.web import health, probe
from storage.engine import Database
from storage.models import OutboxRow
from tests.conftest import Team, open_ticket
from tests.desk import Desk
from tests.web import database_away, listens, page, proxy_in_front, sample, takes_webhooks

PROMISED = {
    *("helpdesk_updates_received_total", "helpdesk_updates_handled_total"),
    *("helpdesk_updates_failed_total", "helpdesk_updates_parked_total"),
    *("helpdesk_handling_seconds_bucket", "helpdesk_handling_seconds_count"),
    *("helpdesk_telegram_calls_total", "helpdesk_messages_failed_total"),
    *("helpdesk_inbox_waiting", "helpdesk_inbox_oldest_seconds"),
    *("helpdesk_outbox_waiting", "helpdesk_outbox_oldest_due_seconds"),
    *("helpdesk_tickets", "helpdesk_database_up"),
    *("helpdesk_files_total", "helpdesk_files_waiting"),
    *("process_resident_memory_bytes", "process_cpu_seconds_total"),
}
SAMPLE = re.compile(r'([a-z_]+(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})?) ([0-9.e+-]+|NaN)')


async def metrics(address: str) -> dict[str, float]:
    """Read the page as Prometheus does."""
    status, text = await page(address, "/metrics")
    assert status == 200
    samples = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            match = SAMPLE.fullmatch(line)
            assert match, line
            samples[match[1]] = float(match[2])
    return samples


async def becomes(address: str, status: int, words: str) -> str:
    """Wait until `/readyz` answers so."""
    end = time.monotonic() + 40
    while True:
        found, text = await page(address, "/readyz")
        if found == status and words in text:
            assert text.count("\n") == 1
            return text
        assert time.monotonic() < end, text
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_alive_and_ready_and_figures(desk: Desk, way: str) -> None:
    address = takes_webhooks(desk) if way == "webhook" else listens(desk)
    boris, _ = await desk.agents("Boris", "Clara")
    anna = await desk.person("Anna")
    before = {metric: sample(metric) for metric in (figures.RECEIVED, figures.HANDLED)}
    await desk.start()
    assert await page(address, "/healthz") == (200, "ok\n")
    await becomes(address, 200, "ok")
    await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    await boris.taps("Take", "Printer is on fire")
    await desk.quiet()
    found = await metrics(address)
    assert {name.partition("{")[0] for name in found} >= PROMISED
    assert found["helpdesk_database_up"] == 1
    assert found['helpdesk_tickets{status="in_progress"}'] == 1
    assert found['helpdesk_tickets{status="closed"}'] == 0
    assert found["helpdesk_inbox_waiting"] == found["helpdesk_outbox_waiting"] == 0
    assert found["helpdesk_outbox_oldest_due_seconds"] == 0
    assert found['helpdesk_telegram_calls_total{method="sendMessage",result="ok"}'] >= 4
    received = found["helpdesk_updates_received_total"] - before[figures.RECEIVED]
    handled = found["helpdesk_updates_handled_total"] - before[figures.HANDLED]
    assert received == handled >= 7
    if way == "webhook":
        assert found['helpdesk_webhook_requests_total{result="stored"}'] >= 7


async def test_nothing_is_open_unless_it_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        raise AssertionError("something listens")

    monkeypatch.setattr("bot.web.site.Site.open", never)
    assert desk.settings().listen() is None
    await desk.start()


async def test_no_page_gives_a_secret_or_a_word_away(desk: Desk) -> None:
    address = takes_webhooks(desk)
    await desk.agents("Boris", "Clara")
    anna = await desk.person("Anna", last_name="Petrova")
    await desk.start()
    await open_ticket(anna.private, "Printer is on fire", "Smoke!")
    await desk.post("/misbehave", method="sendMessage", how="429", seconds=1)
    await anna.private.says("still burning")
    await desk.quiet()
    pages = [(await page(address, path))[1] for path in ("/healthz", "/readyz", "/metrics")]
    with database_away():
        pages += [(await page(address, path))[1] for path in ("/readyz", "/metrics")]
    # How often something happened may look like anybody's id.
    text = re.sub(r" [\d.e+-]+$", "", "\n".join(pages), flags=re.MULTILINE)
    settings = desk.settings()
    hidden = {*settings.secrets(), urlsplit(settings.webhook_url or "").path.strip("/") + "/"}
    hidden |= {str(anna.id), str(desk.group_id), "Anna", "Petrova", "Printer", "Smoke"}
    for secret in hidden:
        assert secret not in text
    assert 'result="429"' in text


async def test_ready_again_when_the_database_is_back(team: Team) -> None:
    desk = team.desk
    await desk.stop()
    address = listens(desk)
    await desk.start()
    await becomes(address, 200, "ok")
    with database_away():
        await becomes(address, 503, "the database cannot be used: ConnectionError")
        assert (await page(address, "/healthz"))[0] == 200  # a restart would help nobody
        await asyncio.sleep(5.1)  # what was looked up is not told as if it were so
        found = await metrics(address)
        assert found["helpdesk_database_up"] == 0
        assert not any(name.startswith("helpdesk_tickets") for name in found)
    await becomes(address, 200, "ok")
    assert (await metrics(address))["helpdesk_database_up"] == 1


async def test_a_database_that_hangs_is_not_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = asyncio.Event()
    asked: list[object] = []

    async def hang(*question: object) -> None:
        asked.append(question)
        await goes_on.wait()

    monkeypatch.setattr(probe, "WITHIN_S", 1.0)
    monkeypatch.setattr(health, "oldest_due", hang)
    site = health.Health(database)
    site.phase = ""
    for reasons in await asyncio.gather(*(site.reasons() for _ in range(5))):
        assert reasons == ["the database does not answer within 1 s"]
    assert len(asked) == 1  # however many want to know
    goes_on.set()
    await site.close()
    assert await site.reasons() == []
    await site.close()


async def test_not_ready_while_polls_fail(team: Team) -> None:
    desk = team.desk
    await desk.stop()
    address = listens(desk)
    await desk.post("/misbehave", method="getUpdates", how="500", times=3)
    await desk.start()
    await becomes(address, 503, "Telegram cannot be reached: Telegram answered 500")
    await becomes(address, 200, "ok")


async def test_not_ready_while_the_webhook_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(webhook, "LOOK_S", 0.3)
    monkeypatch.setattr(webhook, "LOOK_AGAIN_S", 0.3)
    async with proxy_in_front(desk) as proxy:
        address = f"http://{desk.more['http_listen']}"
        anna = await desk.person("Anna")
        await desk.start()
        await anna.private.says("/start")
        await anna.private.sees("Hello, Anna")
        await becomes(address, 200, "ok")
        proxy.is_broken = True
        await anna.private.says("/tickets")
        text = await becomes(address, 503, "the webhook fails, 1 updates wait at Telegram")
        assert "Wrong response from the webhook: 502 Bad Gateway" in text
        assert "502 Bad Gateway" in caplog.text
        proxy.is_broken = False
        await anna.private.sees("no tickets yet")
        await becomes(address, 200, "ok")


async def test_not_ready_while_something_due_waits_for_long(team: Team) -> None:
    desk = team.desk
    mine = await team.boris.says("hm")
    await desk.quiet()
    await desk.stop()
    address = listens(desk)
    now = datetime.now(UTC)
    async with desk.database.write() as session:
        out = Outgoing(session, now)
        out.react(desk.group_id, mine, "👌")
        await session.flush()
        await session.execute(update(OutboxRow).values(due_at=now - timedelta(minutes=11)))
    monitor = health.Health(desk.database)
    monitor.phase = ""
    (reason,) = await monitor.reasons()
    assert reason == "the oldest message that is due has waited for 11 min"
    await desk.start()
    await becomes(address, 200, "ok")


async def test_dead_when_a_loop_stands_still(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    address = listens(desk)
    await desk.start()
    assert (await page(address, "/healthz"))[0] == 200
    monkeypatch.setattr(health, "STILL_S", -60.0)
    status, text = await page(address, "/healthz")
    assert status == 503
    for name in ("handle", "deliver", "tick", "receive"):
        assert f"the loop “{name}” has not turned for " in text


async def test_other_paths_and_methods_are_none(desk: Desk) -> None:
    address = listens(desk)
    await desk.start()
    async with aiohttp.ClientSession(address) as http:
        for method, path, status in (
            ("GET", "/", 404),
            ("POST", "/telegram", 404),  # this desk polls
            ("POST", "/metrics", 405),
            ("HEAD", "/healthz", 200),
        ):
            async with http.request(method, path) as answer:
                assert answer.status == status, path

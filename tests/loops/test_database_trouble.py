"""A full disk, a server that restarts or is away for long, connections cut while committing.

Nothing is lost or doubled, webhooks are answered 503 meanwhile, memory stays bounded.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine, event, make_url

from bot.loops import handle
from storage.engine import Database
from tests.conftest import Team, open_ticket, under_way
from tests.databases import Postgres
from tests.desk import Desk, desk_on
from tests.people import words
from tests.web import database_away, knocks


async def arrived(team: Team, prefix: str, number: int, patience: float = 60) -> None:
    """Wait for the last of what Anna said, and see that all came once and in order."""
    await team.boris.sees(f"{prefix} {number - 1}", patience=patience)
    await team.desk.quiet()
    # Texts that wait together become one message, one line each.
    lines = [line for m in await team.boris.history() for line in words(m).split("\n")]
    said = [line for line in lines if line.startswith(prefix)]
    assert said == [f"{prefix} {n}" for n in range(number)]


async def test_a_full_disk_only_delays(hooked: Team) -> None:
    if hooked.desk.database.file is None:
        pytest.skip("SQLite only")
    await hooked.ticket()
    await hooked.desk.quiet()
    limit = "PRAGMA max_page_count = 1"  # SQLite takes the size it has

    def fill(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            cursor.execute(limit)

    event.listen(Engine, "before_cursor_execute", fill)
    try:
        for n in range(40):
            await hooked.anna.private.says(f"burning {n}")
        async with asyncio.timeout(60):
            numbers = count(50)
            while (answer := await knocks(hooked.desk, large(next(numbers))))[0] != 503:
                await asyncio.sleep(0.1)
        assert answer[1] == "not stored: OperationalError"
    finally:
        limit = "PRAGMA max_page_count = 1000000"  # somebody makes room
    try:
        await arrived(hooked, "burning", 40, patience=120)
    finally:
        event.remove(Engine, "before_cursor_execute", fill)


def large(number: int) -> str:
    """An update that needs more room than is left; it asks for nothing."""
    return f'{{"update_id": {number}, "poll": {{"id": "{"x" * 60_000}"}}}}'


class Cutter:
    """Stands between the desk and its server, and may cut all connections at a COMMIT."""

    def __init__(self, socket_path: str) -> None:
        self._path = socket_path
        self.cuts = 0  # to be made: after the server was told, before the desk hears of it
        self.is_closed = False
        self._writers: set[asyncio.StreamWriter] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_closed:
            writer.close()
            return
        back_reader, back_writer = await asyncio.open_unix_connection(self._path)
        self._writers |= {writer, back_writer}
        up = asyncio.create_task(self._pass(reader, back_writer, is_up=True))
        down = asyncio.create_task(self._pass(back_reader, writer, is_up=False))
        await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        for task, end in ((up, back_writer), (down, writer)):
            task.cancel()
            end.close()
            self._writers.discard(end)

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, is_up: bool
    ) -> None:
        try:
            while data := await source.read(65_536):
                sink.write(data)
                await sink.drain()
                if is_up and self.cuts and b"COMMIT" in data:
                    self.cuts -= 1
                    await asyncio.sleep(0.05)  # the server does it; its answer never comes
                    return
        except OSError:
            return

    def cut_all(self) -> None:
        """Drop every connection at once, as a server does that is restarted."""
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def through_cutter(server: Postgres, name: str) -> AsyncIterator[tuple[Cutter, str]]:
    """A URL of a database that leads through a proxy of the test's own."""
    url = make_url(server.url_of(name))
    host = url.query["host"]
    cutter = Cutter(f"{host}/.s.PGSQL.5432")
    front = await asyncio.start_server(cutter.serve, "127.0.0.1", 0)
    port = front.sockets[0].getsockname()[1]
    through = url.set(query={}, host="127.0.0.1", port=port)
    try:
        yield cutter, through.render_as_string(hide_password=False)
    finally:
        front.close()
        cutter.cut_all()


@asynccontextmanager
async def behind_cutter(
    server: Postgres, database: Database
) -> AsyncIterator[tuple[Team, Cutter]]:
    """A running desk that reaches its database through a proxy."""
    name = database.url.database or ""
    async with through_cutter(server, name) as (cutter, url), desk_on(database, url) as desk:
        boris, clara = await desk.agents("Boris", "Clara")
        anna = await desk.person("Anna")
        await desk.start()
        team = Team(desk, anna, boris, clara)
        await open_ticket(anna.private, "Printer is on fire", "Smoke!")
        await desk.quiet()
        yield team, cutter


async def test_a_connection_cut_in_the_middle_of_a_commit(postgres_server: Postgres) -> None:
    async with (
        postgres_server.fresh() as database,
        behind_cutter(postgres_server, database) as (team, cutter),
    ):
        for n in range(12):
            cutter.cuts = n % 3
            await team.anna.private.says(f"burning {n}")
            await asyncio.sleep(0.15)
        cutter.cuts = 0
        await arrived(team, "burning", 12)


@pytest.mark.parametrize("lands", ["while it is away", "later"])
async def test_cut_off_while_something_is_under_way(postgres_server: Postgres, lands: str) -> None:
    """Nobody else has led meanwhile: what became of it is known, and it is not sent again."""
    async with (
        postgres_server.fresh() as database,
        behind_cutter(postgres_server, database) as (team, cutter),
    ):
        await team.desk.post(
            "/misbehave", method="sendMessage", saying="burning 0", how="late_answer", seconds=2
        )
        await team.anna.private.says("burning 0")
        await under_way(team)
        cutter.is_closed = lands == "while it is away"
        cutter.cut_all()
        await asyncio.sleep(3)
        cutter.is_closed = False
        await team.anna.private.says("burning 1")
        await arrived(team, "burning", 2)


async def test_a_server_that_is_restarted(postgres_server: Postgres) -> None:
    async with (
        postgres_server.fresh() as database,
        behind_cutter(postgres_server, database) as (team, cutter),
    ):
        for n in range(12):
            if n % 4 == 1:  # it shuts down: all are cut off, nobody is let in for a while
                cutter.is_closed = True
                cutter.cut_all()
            if n % 4 == 3:
                cutter.is_closed = False
            await team.anna.private.says(f"burning {n}")
            await asyncio.sleep(0.3)
        await arrived(team, "burning", 12)


async def test_half_an_hour_away_holds_nothing_in_memory(
    hooked: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an hour has as many tries as this; what waits stays with Telegram."""
    monkeypatch.setattr(handle, "MIRROR", 20)
    await hooked.ticket()
    desk: Desk = hooked.desk
    await desk.quiet()
    with database_away():
        for n in range(60):
            await hooked.anna.private.says(f"burning {n}")
        tasks = []
        for _ in range(5):
            await asyncio.sleep(1)
            tasks.append(len(asyncio.all_tasks()))
        assert (await knocks(desk, '{"update_id": 1}'))[0] == 503
        assert max(tasks) - min(tasks) < 20, tasks
        assert len(desk.playground.world.updates.pending) == 60
    await arrived(hooked, "burning", 60, patience=120)

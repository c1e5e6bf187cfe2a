"""Three processes on one PostgreSQL: killed, frozen, woken up and restarted while people write."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from storage.engine import Database
from tests.conftest import open_ticket
from tests.databases import Postgres
from tests.loops.replicas import replicas_on, under_traffic, until

FLYING = 20  # calls under way at most when a leader is ended: each may be repeated


@pytest.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[Database]:
    async with postgres_server.fresh() as fresh:
        yield fresh


async def test_three_processes_do_everything_once_and_in_order(database: Database) -> None:
    async with under_traffic(database, people=10) as (replicas, traffic):
        await asyncio.sleep(8)
        await traffic.end()
        await traffic.check()
        assert await replicas.epoch() == 1


async def test_a_killed_leader_is_replaced_at_once(database: Database) -> None:
    async with under_traffic(database) as (replicas, traffic):
        await asyncio.sleep(3)
        leader = await until(replicas.leader)
        epoch = await replicas.epoch()
        await leader.end(signal.SIGKILL)
        await replicas.takes_over(epoch)
        await asyncio.sleep(3)
        await traffic.end()
        await traffic.check(doubles=FLYING)


async def test_a_frozen_leader_is_replaced_and_steps_back(database: Database) -> None:
    async with under_traffic(database) as (replicas, traffic):
        await asyncio.sleep(3)
        frozen = await until(replicas.leader)
        epoch = await replicas.epoch()
        frozen.tell(signal.SIGSTOP)
        await replicas.takes_over(epoch)
        await asyncio.sleep(3)
        frozen.tell(signal.SIGCONT)
        await asyncio.sleep(5)
        assert await until(replicas.leader) is not frozen
        assert await replicas.epoch() == epoch + 1
        assert len(await replicas.alive()) == 3  # it stands by and handles
        await traffic.end()
        await traffic.check(doubles=FLYING)


async def test_what_a_frozen_process_had_begun_others_do(database: Database) -> None:
    async with under_traffic(database) as (replicas, traffic):
        await asyncio.sleep(3)
        leader = await until(replicas.leader)
        frozen = next(replica for replica in replicas.all if replica is not leader)
        frozen.tell(signal.SIGSTOP)
        await asyncio.sleep(3)
        await traffic.end()  # nothing is left lying while it sleeps
        frozen.tell(signal.SIGCONT)
        await asyncio.sleep(2)
        await traffic.check()


async def test_all_are_restarted_one_by_one(database: Database) -> None:
    async with under_traffic(database) as (replicas, traffic):
        for old in [*replicas.all]:
            await replicas.start()
            await asyncio.sleep(1)
            await old.end(signal.SIGINT)
        await asyncio.sleep(2)
        await traffic.end()
        await traffic.check()


async def test_who_has_left_the_team_is_refused_by_all(database: Database) -> None:
    async with replicas_on(database) as replicas:
        desk = replicas.desk
        _, clara = await desk.agents("Boris", "Clara")
        anna = (await desk.person("Anna")).private
        await replicas.start(3)
        await anna.says("/start")
        number = await open_ticket(anna, "Printer is on fire", "Smoke!")
        card = (await clara.sees(f"#{number}"))["message_id"]
        owner = await replicas.owner(f"{desk.group_id}:{clara.user_id}")
        await clara.says("first", reply_to=card)
        await anna.sees("first")
        owner.tell(signal.SIGSTOP)  # it knows Clara as an agent
        await clara.says("second", reply_to=card)
        await anna.sees("second")  # and so does another one by now
        await clara.post(f"/chats/{desk.group_id}/members", user_id=clara.user_id, status="left")
        await desk.quiet()
        owner.tell(signal.SIGCONT)
        await until(lambda: replicas.owns(owner, f"{desk.group_id}:{clara.user_id}"))
        assert "Only members" in await clara.taps("Resolve", f"#{number}")
        await desk.quiet()
        await clara.sees(f"#{number}", button="Resolve")  # nothing was done

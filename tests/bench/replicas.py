"""How soon another process goes on when the leading one is killed or frozen.

    .venv/bin/python -m tests.bench.replicas [--rounds 5] [--processes 3]

Each round counts from the signal until another process polls Telegram, and until what a customer
wrote in the moment of the signal stands in the group. The one that was killed is started again,
the one that was frozen is woken up.
"""

import argparse
import asyncio
import signal
import time
from collections.abc import Sequence

from storage.engine import Database
from tests.conftest import open_ticket
from tests.databases import postgres
from tests.loops.replicas import Replicas, replicas_on, until
from tests.people import Chat

AIMS = {signal.SIGKILL: 1.0, signal.SIGSTOP: 10.0}


async def one(
    replicas: Replicas, how: signal.Signals, anna: Chat, boris: Chat, n: int
) -> list[float]:
    """Return the seconds until somebody polls, and until the group sees what was written."""
    leader, epoch = await until(replicas.leader), await replicas.epoch()
    updates = replicas.desk.playground.world.updates
    polls = updates.polls
    begun = time.monotonic()
    leader.tell(how)

    async def polled() -> float:
        while updates.polls == polls:
            await asyncio.sleep(0.005)
        return time.monotonic() - begun

    async def seen() -> float:
        await anna.says(f"{how.name} {n}")
        await boris.sees(f"{how.name} {n}", patience=120)
        return time.monotonic() - begun

    times = [*await asyncio.gather(polled(), seen())]
    await replicas.takes_over(epoch)
    if how is signal.SIGKILL:
        await leader.end(how)
        await replicas.start()
    else:
        leader.tell(signal.SIGCONT)
        await asyncio.sleep(5)
    return times


async def measure(database: Database, rounds: int, processes: int) -> None:
    async with replicas_on(database) as replicas:
        boris, _ = await replicas.desk.agents("Boris", "Clara")
        anna = (await replicas.desk.person("Anna")).private
        await replicas.start(processes)
        await anna.says("/start")
        await open_ticket(anna, "Printer is on fire", "Smoke!")
        for how, aim in AIMS.items():
            times = [await one(replicas, how, anna, boris, n) for n in range(rounds)]
            show(f"{how.name}: another one polls", [polls for polls, _ in times], aim)
            show(f"{how.name}: words in the group", [words for _, words in times], aim)


def show(what: str, values: Sequence[float], aim: float) -> None:
    ordered = sorted(values)
    median, most = ordered[len(ordered) // 2], ordered[-1]
    print(  # noqa: T201
        f"{what:32} median {median:5.2f} s   most {most:5.2f} s   aim {aim:4.1f} s", flush=True
    )


async def main(rounds: int, processes: int) -> None:
    with postgres() as server:
        async with server.fresh() as database:
            await measure(database, rounds, processes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=3)
    options = parser.parse_args()
    asyncio.run(main(options.rounds, options.processes))

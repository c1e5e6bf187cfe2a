"""A long walk on demand: `python -m tests.canary --steps N --seed S [--postgres]`."""

import argparse
import asyncio
import random
import tempfile
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path

from storage.engine import Database
from tests.canary.walk import Walk
from tests.databases import SqliteFiles, postgres
from tests.desk import desk_on

SWITCH_EVERY = 150


async def run(fresh: AbstractAsyncContextManager[Database], seed: int, steps: int) -> None:
    """Walk on a fresh desk; its group has topics every now and then."""
    async with fresh as database:
        url = database.url.render_as_string(hide_password=False)
        async with desk_on(database, url) as desk, Walk(desk, seed) as walk:
            for begun in range(0, steps, SWITCH_EVERY):
                if begun:
                    await walk.switch(is_forum=begun // SWITCH_EVERY % 2 == 1)
                await walk.go(min(SWITCH_EVERY, steps - begun))
                await walk.lookout.look_into_exports()
                print(walk.figures(), flush=True)  # noqa: T201


def main() -> None:
    """Read the arguments and walk."""
    parser = argparse.ArgumentParser(description="A random walk in which no word may leak.")
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="helpdesk-canary-") as name, ExitStack() as stack:
        if options.postgres:
            fresh = stack.enter_context(postgres()).fresh()
        else:
            fresh = SqliteFiles(Path(name)).fresh()
        asyncio.run(run(fresh, options.seed, options.steps))


if __name__ == "__main__":
    main()

"""A long fire on demand: `python -m tests.fuzz --updates N --seed S [--postgres]`."""

import argparse
import asyncio
import logging
import random
import tempfile
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path

from storage.engine import Database
from tests.databases import SqliteFiles, postgres
from tests.desk import desk_on
from tests.fuzz.run import Fire

BATCH = 1_000


async def run(fresh: AbstractAsyncContextManager[Database], number: int, updates: int) -> int:
    """Feed a fresh desk, and stop at the first batch in which something is wrong."""
    async with fresh as database:
        url = database.url.render_as_string(hide_password=False)
        async with desk_on(database, url) as desk, Fire(desk, number) as fire:
            while fire.fed < updates and not fire.wrong:
                await fire.go(min(BATCH, updates - fire.fed))
                print(fire.report().partition("\n")[0], flush=True)  # noqa: T201
            print(fire.report(), *fire.wrong[:10], sep="\n")  # noqa: T201
            return len(fire.wrong)


def main() -> int:
    """Read the arguments and feed."""
    parser = argparse.ArgumentParser(description="Valid and broken updates through a whole desk.")
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    print(f"seed {options.seed}")  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="helpdesk-fuzz-") as name, ExitStack() as stack:
        if options.postgres:
            fresh = stack.enter_context(postgres()).fresh()
        else:
            fresh = SqliteFiles(Path(name)).fresh()
        return 1 if asyncio.run(run(fresh, options.seed, options.updates)) else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m tests.kills` kills the desk at random while ten people and two agents write."""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.databases import Postgres, SqliteFiles, postgres
from tests.kills.run import killed


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--updates", type=int, default=0, help="spread the kills over so many")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="at most")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL with 3 processes")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


async def main(wanted: argparse.Namespace) -> int:
    """Print the figures; returns 1 if one is not as promised."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        giver: SqliteFiles | Postgres = (
            stack.enter_context(postgres()) if wanted.postgres else SqliteFiles(folder)
        )
        processes, began = 3 if wanted.postgres else 1, time.monotonic()
        async with giver.fresh() as database:
            figures = await killed(
                database,
                wanted.kills,
                wanted.updates,
                processes=processes,
                seed=wanted.seed,
                minutes=wanted.minutes,
            )
    for name, value in asdict(figures).items():
        print(f"{name.replace('_', ' '):14}{value:>8}")  # noqa: T201
    print(f"{'seconds':14}{time.monotonic() - began:>8.0f}")  # noqa: T201
    return 0 if figures.is_right() else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(parsed())))

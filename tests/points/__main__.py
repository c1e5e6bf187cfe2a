"""`python -m tests.points` kills or disturbs the desk at every point of the main flows once."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from tests.databases import Postgres, SqliteFiles, postgres
from tests.points.every import every_point
from tests.points.flows import FLOWS, Flow
from tests.points.points import FAULTS
from tests.points.stage import Run

COLUMNS = ("flow", "commits", "calls", "runs", "killed", "wrong", "repeated", "seconds")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.points", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    parser.add_argument("--flow", action="append", choices=[flow.name for flow in FLOWS])
    parser.add_argument("--at-once", type=int, default=3, help="runs side by side")
    parser.add_argument("--verbose", action="store_true", help="name each point")
    return parser.parse_args()


async def main(wanted: argparse.Namespace) -> int:
    """Print a line for each flow; returns how many runs were not as the one without a fault."""
    wrong = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        giver: SqliteFiles | Postgres = (
            stack.enter_context(postgres()) if wanted.postgres else SqliteFiles(folder)
        )
        line(COLUMNS)
        for flow in FLOWS:
            if wanted.flow and flow.name not in wanted.flow:
                continue
            began = time.monotonic()
            runs = await every_point(flow, giver, folder, wanted.at_once)
            wrong += report(flow, runs, time.monotonic() - began, verbose=wanted.verbose)
    return wrong


def report(flow: Flow, runs: list[Run], seconds: float, *, verbose: bool) -> int:
    """Say how a flow went; returns how many runs went wrong."""
    reached = [run for run in runs if run.struck]
    wrong = [run for run in runs if run.problems]
    points = {
        kind: len({run.point.which for run in reached if run.point.kind == kind})
        for kind in FAULTS
    }
    line(
        (
            flow.name,
            *points.values(),
            len(reached),
            sum(run.point.kills for run in reached),
            len(wrong),
            sum(run.repeats for run in reached),
            f"{seconds:.0f}",
        )
    )
    for run in runs:
        if verbose or run.problems:
            print(f"  {run.point} ({run.struck or 'not reached'})", *run.problems, sep="\n    ")  # noqa: T201
    return len(wrong)


def line(values: Iterable[object]) -> None:
    """Print a line of the table."""
    name, *figures = values
    print(f"{name!s:20}", *(f"{figure!s:>9}" for figure in figures), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(min(asyncio.run(main(parsed())), 1))

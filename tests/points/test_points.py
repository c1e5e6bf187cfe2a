"""Two of the main flows at every point; `python -m tests.points` plays all of them."""

from pathlib import Path

import pytest

from tests.databases import SqliteFiles
from tests.points.every import every_point
from tests.points.flows import FLOWS
from tests.points.points import FAULTS

SHORT = ("form", "answer")


@pytest.mark.parametrize("name", SHORT)
async def test_nothing_goes_wrong_at_any_point(
    sqlite_files: SqliteFiles, tmp_path: Path, name: str
) -> None:
    flow = next(flow for flow in FLOWS if flow.name == name)
    runs = await every_point(flow, sqlite_files, tmp_path, at_once=4)
    wrong = [f"{run.point} ({run.struck}): {run.problems}" for run in runs if run.problems]
    assert not wrong, "\n".join(wrong)
    for kind, faults in FAULTS.items():
        for fault in faults:
            where = [run for run in runs if (run.point.kind, run.point.fault) == (kind, fault)]
            assert len([run for run in where if run.struck]) >= 4

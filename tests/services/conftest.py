"""A stage for whoever writes an act after the other by hand."""

from collections.abc import Iterator

import pytest

from tests.databases import Postgres, SqliteFiles
from tests.services.stage import Giver, Stage


@pytest.fixture(params=["sqlite", "postgresql"])
def giver(request: pytest.FixtureRequest) -> Giver:
    fixture = "sqlite_files" if request.param == "sqlite" else "postgres_server"
    source: SqliteFiles | Postgres = request.getfixturevalue(fixture)
    return source.fresh


@pytest.fixture
def stage(giver: Giver) -> Iterator[Stage]:
    made = Stage(giver)
    yield made
    made.close()

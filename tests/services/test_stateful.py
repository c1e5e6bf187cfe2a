"""Requesters and agents do what they like in any order: every row is what the product says.

The ledger keeps what must be by hand and shares no rule with the product; after each act all rows
are compared with it, and what was refused must have changed none of them. With
`HYPOTHESIS_PROFILE=long` they take other and longer ways each time.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import Postgres, SqliteFiles
from tests.services.people import People
from tests.services.requesters import Requesters
from tests.services.triage import Triage
from tests.services.words import Words


class DeskMachine(Requesters, Words, Triage, People):
    """One desk from its first ticket on."""


def _profile(examples: int) -> settings:
    is_long = os.environ.get("HYPOTHESIS_PROFILE") == "long"
    return settings(
        max_examples=examples * 25 if is_long else examples,
        stateful_step_count=80 if is_long else 30,
        derandomize=not is_long,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 30), ("postgresql", 4)])
def test_whatever_people_do(request: pytest.FixtureRequest, kind: str, examples: int) -> None:
    fixture = "sqlite_files" if kind == "sqlite" else "postgres_server"
    giver: SqliteFiles | Postgres = request.getfixturevalue(fixture)
    run_state_machine_as_test(
        lambda: DeskMachine(giver.fresh),  # type: ignore[arg-type]  # whatever makes one will do
        settings=_profile(examples),
    )

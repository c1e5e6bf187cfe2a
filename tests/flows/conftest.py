"""A team whose group has topics."""

import pytest

from tests.conftest import Team
from tests.desk import Desk
from tests.topics import Topics


@pytest.fixture
async def forum(desk: Desk) -> Topics:
    boris, clara = await desk.agents("Boris", "Clara")
    await desk.post(f"/chats/{desk.group_id}", is_forum=True)
    anna = await desk.person("Anna", last_name="Petrova")
    await desk.start()
    await anna.private.says("/start")
    await anna.private.sees("Hello, Anna")
    return Topics(Team(desk, anna, boris, clara))

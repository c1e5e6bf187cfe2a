"""Desks that several tests of the loops begin with."""

from collections.abc import AsyncIterator

import pytest

from bot.loops.limits import Limits, Window
from storage.engine import Database
from tests.conftest import Team, gather
from tests.desk import Desk, desk_on
from tests.web import takes_webhooks

# One message to a group in so many seconds, so that what is said meanwhile has to wait.
BUSY = Limits(overall=(), private=(), group=(Window(1, 6.0),), topics=())


@pytest.fixture
async def hooked(desk: Desk) -> Team:
    """A desk that takes webhooks, with a staff group of two and a requester."""
    takes_webhooks(desk)
    return await gather(desk)


@pytest.fixture
async def busy(database: Database) -> AsyncIterator[Team]:
    """A desk in whose staff group words have to wait for each other."""
    url = database.url.render_as_string(hide_password=False)
    async with desk_on(database, url, BUSY) as desk:
        yield await gather(desk)

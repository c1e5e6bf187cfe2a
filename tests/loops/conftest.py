"""Desks that several tests of the loops begin with."""

import pytest

from tests.conftest import Team, gather
from tests.desk import Desk
from tests.web import takes_webhooks


@pytest.fixture
async def hooked(desk: Desk) -> Team:
    """A desk that takes webhooks, with a staff group of two and a requester."""
    takes_webhooks(desk)
    return await gather(desk)

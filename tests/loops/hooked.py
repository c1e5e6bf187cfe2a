"""A desk that takes webhooks, and what was said through it."""

from typing import Any

from sqlalchemy import func, select

from storage.models import InboxRow
from tests.conftest import Team
from tests.desk import Desk
from tests.people import last_lines, words


async def stored(desk: Desk) -> int:
    async with desk.database.read() as session:
        return await session.scalar(select(func.count()).select_from(InboxRow)) or 0


def says(team: Team, text: str) -> dict[str, Any]:
    """A message of Anna's that the playground knows nothing of."""
    anna = {"id": team.anna.id, "is_bot": False, "first_name": "Anna"}
    chat = {"id": team.anna.id, "type": "private", "first_name": "Anna"}
    when = {"message_id": 90_001, "date": 1_700_000_000}
    return {**when, "from": anna, "chat": chat, "text": text}


async def said_by_anna(team: Team) -> list[str]:
    """What the group reads of hers, in order."""
    shown = [message for message in await team.boris.history() if "Anna" in words(message)]
    return [line for message in shown for line in last_lines(message)]

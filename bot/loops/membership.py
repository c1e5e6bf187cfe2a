"""Who is in the staff group, as Telegram said less than a minute ago.

Each process remembers for itself. What another one has been told since, that somebody left, stands
in the person's row, with its moment: whichever is newer holds (`services.people.meet`).
"""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime

from telegram.error import BadRequest, TelegramError

from bot.loops.transport import DeskBot
from bot.services.people import Membership, membership_of

FRESH_S = 60.0
LOOK_UP_TIMEOUT_S = 5.0
AT_ONCE = 4  # of the connections that delivery needs too


class Unsure(Exception):
    """Telegram could not be asked."""


class Members:
    """Remembers memberships for a minute, and asks Telegram after that."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[float, Membership]] = {}
        self._asking = asyncio.Semaphore(AT_ONCE)

    def learn(self, chat_id: int, user_id: int, membership: Membership) -> None:
        """Take in what a chat_member update says."""
        if membership.as_of is None:
            membership = replace(membership, as_of=datetime.now(UTC))
        self._known[chat_id, user_id] = (time.monotonic(), membership)

    async def look_up(self, chat_id: int, user_id: int) -> Membership:
        """Return somebody's membership; raises Unsure if Telegram cannot be asked."""
        known = self._known.get((chat_id, user_id))
        if known is not None and time.monotonic() - known[0] < FRESH_S:
            return known[1]
        asked_at = datetime.now(UTC)
        try:
            async with self._asking:
                member = await self._bot.call(
                    "getChatMember",
                    {"chat_id": chat_id, "user_id": user_id},
                    read_timeout=LOOK_UP_TIMEOUT_S,
                )
        except BadRequest:
            member = {"status": "left"}  # PARTICIPANT_ID_INVALID: was never a member
        except TelegramError as error:
            raise Unsure from error
        membership = membership_of(
            member["status"],
            is_member=bool(member.get("is_member")),
            is_anonymous=bool(member.get("is_anonymous")),
        )
        membership = replace(membership, as_of=asked_at)
        self.learn(chat_id, user_id, membership)
        return membership

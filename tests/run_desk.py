"""The real desk as a process of its own, as `helpdesk run` is, but without Telegram's limits."""

import asyncio

from bot.app import serve
from bot.config import Settings
from bot.loops.limits import NO_LIMITS

# Nobody writes as fast as these tests do: no limit for one requester.
SETTINGS = Settings(limit_open_tickets=0, limit_messages_a_minute=0, limit_files_a_ticket=0)

if __name__ == "__main__":
    asyncio.run(serve(SETTINGS, limits=NO_LIMITS))

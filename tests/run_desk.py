"""The real desk as a process of its own, as `helpdesk run` is, but without Telegram's limits."""

import asyncio

from bot.app import serve
from bot.config import Settings
from bot.loops.limits import NO_LIMITS

if __name__ == "__main__":
    asyncio.run(serve(Settings(), limits=NO_LIMITS))

"""Work that must not be cut off in the middle when the desk closes."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def whole(work: Coroutine[Any, Any, T]) -> T:
    """Finish `work` also if the caller is cancelled meanwhile, and only then be cancelled.

    A transaction that is cut off leaves its connection, and on SQLite the lock, to the garbage
    collector.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # it has been seen
        raise

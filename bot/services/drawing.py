"""Pictures are drawn by a short-lived process: a drawing library would double the bot's memory."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

log = logging.getLogger(__name__)

PROGRAM = (sys.executable, "-m", "bot.drawing")
WITHIN_S = 30.0  # it takes half of one; a busy machine takes longer
KEPT = ("HOME", "LANG", "PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
PNG = b"\x89PNG"

_one_at_a_time = asyncio.Semaphore(1)


@asynccontextmanager
async def pen() -> AsyncIterator[Callable[[bytes], Awaitable[bytes | None]]]:
    """Have the drawing program start and load, while what it will draw is still being counted.

    What it draws is the PNG of a packed picture; None, with a line in the log, if it cannot. The
    program gets the picture and nothing else: no token, no database.
    """
    async with _one_at_a_time:
        process = await _started()
        try:
            yield partial(_drawn, process)
        finally:
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()


async def drawn(picture: bytes) -> bytes | None:
    """Return the PNG of a packed picture, or None."""
    async with pen() as draw:
        return await draw(picture)


async def _started() -> Process | None:
    try:
        return await asyncio.create_subprocess_exec(
            *PROGRAM,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
        )
    except OSError as error:
        log.warning("No picture: the drawing program does not start: %s", error)
        return None


async def _drawn(process: Process | None, picture: bytes) -> bytes | None:
    if process is None:
        return None
    try:
        async with asyncio.timeout(WITHIN_S):
            made, said = await process.communicate(picture)
    except TimeoutError:
        log.warning("No picture: drawing took longer than %.0f s", WITHIN_S)
        return None
    if process.returncode or not made.startswith(PNG):
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        log.warning("No picture: drawing ended with %s: %s", process.returncode, last)
        return None
    return made

"""The real desk in processes forked from one that has imported everything: half a second each."""

import asyncio
import logging
import multiprocessing
import warnings
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import migrations  # noqa: F401 (loaded before the fork)
from bot.app import serve
from bot.config import Settings
from bot.loops.limits import NO_LIMITS


def run(settings: Settings, before: Callable[[], None] | None) -> None:
    """Run the desk until it is killed."""
    warnings.simplefilter("ignore")
    logging.disable()  # it says what is done to it here, hundreds of times
    if before is not None:
        before()
    asyncio.run(serve(settings, limits=NO_LIMITS))


def start(settings: Settings, before: Callable[[], None] | None = None) -> BaseProcess:
    """Start a desk; the first one waits until everything is imported, once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm"])
    process = context.Process(target=run, args=(settings, before), daemon=True)
    process.start()
    return process


async def end(process: BaseProcess) -> None:
    """Kill a process, if it has not ended, and wait for that."""
    if process.is_alive():
        process.kill()
    while process.is_alive():
        await asyncio.sleep(0.005)
    process.join()

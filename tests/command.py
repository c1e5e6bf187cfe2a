"""`helpdesk …` within the process of a test: starting many processes takes long."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import NAMES
from tests.test_cli import Ended

Command = Callable[..., Awaitable[Ended]]


@contextmanager
def command_in(
    folder: Path, capsys: pytest.CaptureFixture[str], *first: str, url: str | None = None
) -> Iterator[Command]:
    """The command in a folder without settings, on a database where `url` names one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in NAMES:
            patch.delenv(name, raising=False)

        async def run(*arguments: str, database: str | None = url) -> Ended:
            with pytest.MonkeyPatch.context() as settings:
                if database is not None:
                    settings.setenv("DATABASE_URL", database)
                status = await asyncio.to_thread(main, (*first, *arguments))
            return Ended(status, *capsys.readouterr())

        yield run

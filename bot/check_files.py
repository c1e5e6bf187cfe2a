"""What `helpdesk check` sees of kept files: can they be written, how many are there."""

from collections.abc import AsyncIterator

from bot.config import Settings
from bot.findings import Finding, good, note, wrong
from bot.shelf import ShelfAway, open_shelf, shown
from storage.engine import Database
from storage.enums import Keeping
from storage.queries import keeping

REASONS = 3


async def place(settings: Settings) -> AsyncIterator[Finding]:
    """Try to write where copies of files are to be."""
    if settings.keep_files is None:
        return
    where = settings.keep_files.get_secret_value()
    try:
        await open_shelf(where, settings.aws()).check()
    except ShelfAway as error:
        yield wrong(f"KEEP_FILES: {error}")
    else:
        yield good(f"KEEP_FILES: copies of files can be written to {shown(where)}")


async def copies(database: Database, settings: Settings) -> AsyncIterator[Finding]:
    """Say how far copying is, and what Telegram did not give."""
    async with database.read() as session:
        number, size = await keeping.size(session)
        if settings.keep_files is None:
            if number:
                yield note(
                    f"KEEP_FILES is not set, yet {number} files are kept: set it again, "
                    "or what is erased stays where they are"
                )
            return
        counts = await keeping.counts(session)
        reasons = await keeping.reasons(session, REASONS)
    waiting = counts.get(Keeping.WAITING, 0)
    yield good(f"Kept files: {number}, {size / 1e6:.1f} MB; {waiting} attachments wait for a copy")
    for error, times in reasons:
        yield note(f"{times} of them are tried again later: {error}")
    lost = {
        Keeping.TOO_LARGE: "are larger than Telegram gives to bots (20 MB)",
        Keeping.GONE: "are not given out by Telegram any more",
    }
    for state, why in lost.items():
        if counts.get(state):
            yield note(f"{counts[state]} attachments have no copy: they {why}")

"""The kept files of an export: a folder `files` beside the lines, each content in it once."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.export.target import PARTIAL, CannotExport
from bot.shelf import NotThere, Shelf, ShelfAway
from bot.shelf.kinds import ending
from storage.enums import Keeping
from storage.queries.export import Message

FOLDER = "files"


class Files:
    """Fetches the copies of a message's files; they wait elsewhere until the lines are whole."""

    def __init__(self, shelf: Shelf | None, made: Path) -> None:
        self._shelf = shelf
        self._made = made
        self._names: dict[str, str | None] = {}  # by hash; None where the copy is damaged
        self.count = 0

    async def of(self, message: Message) -> dict[str, str]:
        """Return where each of them is, from the lines' place, by hash."""
        found = {}
        for file in message.attachments:
            if self._shelf is None or file.keeping is not Keeping.KEPT:
                continue
            if file.sha256 not in self._names:
                name = f"{file.sha256}{ending(file.kept_type)}"
                self._names[file.sha256] = await self._fetch(self._shelf, file.sha256, name)
            if (kept := self._names[file.sha256]) is not None:
                found[file.sha256] = f"{FOLDER}/{kept}"
        return found

    async def _fetch(self, shelf: Shelf, sha256: str, name: str) -> str | None:
        try:
            content = await shelf.get(sha256)
        except NotThere as error:  # erased while the export runs, or somebody's mistake
            print(f"Left out: {error}.", file=sys.stderr)  # noqa: T201
            return None
        except ShelfAway as error:
            raise CannotExport(f"KEEP_FILES: {error} (--without-files leaves them out).") from None
        _write(self._made / name, content)
        self.count += 1
        return name


def _write(place: Path, content: bytes) -> None:
    with open(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(content)


@contextmanager
def files_beside(folder: Path | None, shelf: Shelf | None, waiting_room: Path) -> Iterator[Files]:
    """Put the files into `folder` once everything else stands; None: there are none."""
    if folder is None or shelf is None:
        yield Files(None, Path())
        return
    try:
        made = Path(tempfile.mkdtemp(PARTIAL, f"{FOLDER}.", waiting_room))
    except OSError as error:
        raise CannotExport(f"{folder} cannot be written: {error.strerror or error}.") from None
    try:
        files = Files(shelf, made)
        yield files
        if files.count:
            folder.mkdir(mode=0o700, exist_ok=True)
        for file in made.iterdir():
            file.replace(folder / file.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)

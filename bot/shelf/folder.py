"""Files in a folder of this machine, which only the desk may look into."""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.shelf import NotThere, ShelfAway, checked, key_of

ARRIVING = "arriving"
STALE_S = 3600.0  # nothing takes as long to arrive


class Folder:
    """A file for each content; it has its name only when all of it is on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def incoming(self) -> Path:
        """Return a new empty file."""
        with _sentences(self._root):
            number, name = tempfile.mkstemp(dir=self._folder(ARRIVING))  # of mode 0600
            os.close(number)
        return Path(name)

    async def put(self, sha256: str, source: Path) -> None:
        """Give the file its name; what had it is the same."""
        await asyncio.to_thread(self._put, sha256, source)

    def _put(self, sha256: str, source: Path) -> None:
        target = self._root / key_of(sha256)
        with _sentences(self._root):
            folder = self._folder(target.parent.name)
            with source.open("rb") as file:
                os.fsync(file.fileno())
            source.replace(target)
            for place in (folder, self._root):
                number = os.open(place, os.O_RDONLY)
                try:
                    os.fsync(number)
                finally:
                    os.close(number)

    async def get(self, sha256: str) -> bytes:
        """Return a content."""
        with _sentences(self._root):
            try:
                content = await asyncio.to_thread((self._root / key_of(sha256)).read_bytes)
            except FileNotFoundError:
                raise NotThere(f"the kept file {sha256} is not there") from None
        return checked(sha256, content)

    async def delete(self, sha256: str) -> None:
        """Delete a content if it is there."""
        with _sentences(self._root):
            await asyncio.to_thread((self._root / key_of(sha256)).unlink, missing_ok=True)

    async def tidy(self) -> None:
        """Delete what nobody can be writing any more."""
        await asyncio.to_thread(self._tidy)

    def _tidy(self) -> None:
        with _sentences(self._root):
            for file in self._folder(ARRIVING).iterdir():
                try:
                    if time.time() - file.stat().st_mtime > STALE_S:
                        file.unlink()
                except FileNotFoundError:  # it has arrived meanwhile
                    continue

    async def check(self) -> None:
        """Write something and delete it."""
        (await asyncio.to_thread(self.incoming)).unlink()

    def _folder(self, name: str) -> Path:
        self._root.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self._root, self._root / name):
            try:
                folder.mkdir(mode=0o700)
            except FileExistsError:
                continue
        return self._root / name


@contextmanager
def _sentences(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ShelfAway(f"{root} cannot be used: {error.strerror or error}") from None

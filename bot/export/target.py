"""Where an export goes: under another name until it is whole, readable by its owner only."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from bot.views.export import TABLES

Open = Callable[[str], TextIO]  # a table's name → where its text goes

PARTIAL = ".partial"
HALF_PAIRS = "backslashreplace"  # should half a surrogate pair ever be stored


class CannotExport(Exception):
    """Nothing was exported; the message says why, in a sentence."""


@contextmanager
def file_at(path: Path, *, force: bool) -> Iterator[Open]:
    """Make one file; it has its name only when all of it is on the disk."""
    if path.is_dir():
        raise CannotExport(f"{path} is a folder: name a file in it.")
    _refuse_existing(path, force=force)
    with _sentences(path):
        number, name = tempfile.mkstemp(PARTIAL, f"{path.name}.", path.parent)
    try:
        with open(number, "w", encoding="utf-8", errors=HALF_PAIRS, newline="") as text:
            yield lambda _table: text
            with _sentences(path):
                _keep(text)
        _refuse_existing(path, force=force)
        with _sentences(path):
            os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def folder_at(path: Path, *, force: bool) -> Iterator[Open]:
    """Make a folder of tables; it is there only when all of them are on the disk.

    With `force` only files of an earlier export are replaced in a folder that has others too.
    """
    if path.exists() and not path.is_dir():
        raise CannotExport(f"{path} is a file, and CSV has several tables: name a folder.")
    if not force and path.exists() and any(path.iterdir()):
        raise CannotExport(
            f"{path} is not empty: name another folder, "
            "or add --force to replace an export that is in it."
        )
    with _sentences(path):
        made = Path(tempfile.mkdtemp(PARTIAL, f"{path.name}.", path.parent))
    try:
        with ExitStack() as files:

            def table(name: str) -> TextIO:
                # With a mark at the beginning, or Excel reads Cyrillic as something else.
                file = open(  # noqa: SIM115  (closed by the stack)
                    made / f"{name}.csv",
                    "w",
                    encoding="utf-8-sig",
                    errors=HALF_PAIRS,
                    newline="",
                    opener=_private,
                )
                opened.append(files.enter_context(file))
                return file

            opened: list[TextIO] = []
            yield table
            with _sentences(path):
                for text in opened:
                    _keep(text)
        with _sentences(path):
            _put(made, path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def standard_output() -> Iterator[Open]:
    """Write to standard output; whoever reads it learns from the exit status whether it is whole.

    UTF-8 whatever the terminal is set to.
    """
    with open(
        sys.stdout.fileno(), "w", encoding="utf-8", errors=HALF_PAIRS, newline="", closefd=False
    ) as text:
        yield lambda _table: text


def _put(made: Path, path: Path) -> None:
    if not path.exists():
        made.rename(path)
        return
    for name in TABLES:  # what this export has not would belong to another one
        table = made / f"{name}.csv"
        if table.exists():
            table.replace(path / table.name)
        else:
            (path / table.name).unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _keep(text: TextIO) -> None:
    text.flush()
    os.fsync(text.fileno())


def _refuse_existing(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise CannotExport(f"{path} is there already: name another file, or add --force.")


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Say in a sentence why something cannot be written."""
    try:
        yield
    except FileNotFoundError:
        raise CannotExport(
            f"The folder {path.parent} does not exist: make it first, or name another."
        ) from None
    except OSError as error:
        raise CannotExport(f"{path} cannot be written: {error.strerror or error}.") from None

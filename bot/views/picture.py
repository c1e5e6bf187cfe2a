"""What a picture of figures says, part by part from top to bottom; how it looks is not known here.

The drawing program reads it as JSON: all words are in the reader's language already.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Tile:
    """A figure in large type over what it is."""

    value: str
    label: str


@dataclass(frozen=True)
class Tiles:
    """Figures side by side."""

    tiles: Sequence[Tile]


@dataclass(frozen=True)
class Series:
    """Values of one kind, one for each step of time."""

    name: str
    values: Sequence[int]
    shown: Sequence[str]  # the same as they are written


@dataclass(frozen=True)
class Bars:
    """Two series side by side over time; `ticks` are empty where nothing is to be written."""

    heading: str
    ticks: Sequence[str]
    series: Sequence[Series]


@dataclass(frozen=True)
class Line:
    """One series as a line over time, its last value written at its end."""

    heading: str
    ticks: Sequence[str]
    series: Series


@dataclass(frozen=True)
class Row:
    """Something with a name and a figure."""

    name: str
    value: int
    shown: str


@dataclass(frozen=True)
class Rows:
    """A bar for each row, under a heading."""

    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Pair:
    """Two short lists side by side."""

    left: Rows
    right: Rows


@dataclass(frozen=True)
class Stack:
    """Parts of a whole in one bar."""

    heading: str
    note: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class TableRow:
    """A line of a table; a second line of a cell is less important."""

    name: str
    value: int  # as a thin bar below the name
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Names to the left, figures in columns under their heads to the right."""

    heads: Sequence[str]
    rows: Sequence[TableRow]
    nothing: str  # what is said where there are no rows


Part = Tiles | Bars | Line | Pair | Stack | Table


@dataclass(frozen=True)
class Picture:
    """A whole picture."""

    title: str
    subtitle: str
    parts: Sequence[Part]

    def packed(self) -> bytes:
        """Return it as JSON."""
        parts = [{"kind": type(part).__name__, **asdict(part)} for part in self.parts]
        whole = {"title": self.title, "subtitle": self.subtitle, "parts": parts}
        # Half a character pair, which a name may hold, is no text in any file.
        return json.dumps(whole).encode()

"""Narrow tables in a fixed-width face, made to fit a phone."""

import unicodedata
from collections.abc import Sequence

WIDTH = 30  # characters that a phone shows side by side


def width(text: str) -> int:
    """Return how many columns `text` takes; East Asian letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def fit(text: str, columns: int) -> str:
    """Return `text` padded or cut to exactly this many columns."""
    if width(text) > columns:
        while text and width(text) > columns - 1:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    return text + " " * (columns - width(text))


def table(rows: Sequence[tuple[str, ...]], columns: Sequence[int] = ()) -> str:
    """Return rows of a name and figures: names to the left, figures to the right.

    `columns` are the least widths of the figures; the name has what is left of `WIDTH`.
    """
    figures = max((len(row) - 1 for row in rows), default=0)
    widths = [
        max([*columns[at : at + 1], *(width(row[at + 1]) for row in rows if len(row) > at + 1)])
        for at in range(figures)
    ]
    name = WIDTH - sum(widths) - len(widths)
    lines = []
    for row in rows:
        cells = [
            " " * (room - width(cell)) + cell for cell, room in zip(row[1:], widths, strict=True)
        ]
        lines.append(" ".join([fit(row[0], name), *cells]))
    return "\n".join(lines)

"""How the parts of a picture look: few elements in large type, to be read on a phone."""

import json
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

from bot.drawing.paper import BLUE, FAINT, GREY, INK, ORANGE, RULE, SKY, Paper
from bot.views.picture import (
    Bars,
    Line,
    Pair,
    Part,
    Row,
    Rows,
    Series,
    Stack,
    Table,
    TableRow,
    Tile,
    Tiles,
)

WIDTH = 900
SHORTEST = 380  # Telegram cuts the sides off anything flatter
EDGE = 40
ROOM = WIDTH - 2 * EDGE
TITLE, HEADING, BODY, SMALL, TINY, LARGE = 42, 30, 26, 24, 21, 54  # pixels
HEAD = 128  # of the whole picture
GAP = 34  # below each part
ROW = 46
TABLE_ROW = 70
FEW = 8  # bars that have room for their figures
SCORES = ("#b2452e", "#e08a4f", "#c9d1d8", SKY, BLUE)  # from the worst to the best


def draw(packed: bytes) -> bytes:
    """Return the PNG of a packed picture."""
    picture = json.loads(packed)
    parts = [_part(item) for item in picture["parts"]]
    height = max(SHORTEST, HEAD + sum(_height(part) + GAP for part in parts))
    paper = Paper(WIDTH, height)
    paper.words(EDGE, 52, picture["title"], TITLE, bold=True, room=ROOM)
    paper.words(EDGE, 98, picture["subtitle"], BODY, colour=FAINT, room=ROOM)
    top = HEAD
    for part in parts:
        DRAWN[type(part)](paper, part, top)
        top += _height(part) + GAP
    return paper.png()


def _part(item: dict[str, Any]) -> Part:
    """Make a part of what was packed."""
    match item["kind"]:
        case "Tiles":
            return Tiles([Tile(**tile) for tile in item["tiles"]])
        case "Bars":
            series = [Series(**one) for one in item["series"]]
            return Bars(item["heading"], item["ticks"], series)
        case "Line":
            return Line(item["heading"], item["ticks"], Series(**item["series"]))
        case "Pair":
            return Pair(_rows(item["left"]), _rows(item["right"]))
        case "Stack":
            return Stack(item["heading"], item["note"], [Row(**row) for row in item["rows"]])
        case "Table":
            rows = [TableRow(**row) for row in item["rows"]]
            return Table(item["heads"], rows, item["nothing"])
    raise ValueError(item["kind"])


def _rows(item: dict[str, Any]) -> Rows:
    return Rows(item["heading"], [Row(**row) for row in item["rows"]])


def _height(part: Part) -> int:
    match part:
        case Tiles():
            return 118
        case Bars():
            return 286
        case Line():
            return 224
        case Pair():
            return 52 + ROW * max(len(part.left.rows), len(part.right.rows))
        case Stack():
            return 116
        case Table():
            return 50 + TABLE_ROW * max(len(part.rows), 1)


def _tiles(paper: Paper, part: Tiles, top: float) -> None:
    width = ROOM / len(part.tiles)
    for at, tile in enumerate(part.tiles):
        x = EDGE + at * width
        paper.words(x, top + 34, tile.value, LARGE, bold=True, room=width - 16)
        paper.words(x, top + 86, tile.label, BODY, colour=FAINT, room=width - 16)


def _heading(paper: Paper, x: float, top: float, text: str, room: float) -> float:
    return paper.words(x, top + 16, text, HEADING, bold=True, room=room)


def _bars(paper: Paper, part: Bars, top: float) -> None:
    colours = (BLUE, ORANGE)
    wide = _heading(paper, EDGE, top, part.heading, ROOM)
    x = EDGE + wide + 28
    for colour, series in zip(colours, part.series, strict=True):  # the legend, in its colours
        paper.box(x, top + 6, 22, 22, colour, 5)
        x += 32 + paper.words(x + 32, top + 17, series.name, BODY, colour=INK) + 24
    base, height = top + 228.0, 150.0
    most = max((max(series.values, default=0) for series in part.series), default=0) or 1
    step = ROOM / max(len(part.ticks), 1)
    thick = step * 0.4
    is_few = len(part.ticks) <= FEW
    if not is_few:
        shown = max(
            (value, text)
            for series in part.series
            for value, text in zip(series.values, series.shown, strict=True)
        )[1]
        paper.line([EDGE, WIDTH - EDGE], [base - height] * 2, RULE, 2)
        paper.words(WIDTH - EDGE, base - height - 16, shown, SMALL, colour=FAINT, align="right")
    for at in range(len(part.ticks)):
        for place, (colour, series) in enumerate(zip(colours, part.series, strict=True)):
            tall = series.values[at] / most * height
            left = EDGE + at * step + step * 0.1 + place * thick
            paper.box(left, base - tall, thick - 2, tall, colour, min(4, tall / 2))
            if is_few:
                middle = left + thick / 2 - 1
                tint = FAINT if not series.values[at] else INK
                paper.words(
                    middle, base - tall - 17, series.shown[at], SMALL, colour=tint, align="center"
                )
    paper.line([EDGE, WIDTH - EDGE], [base, base], GREY, 2)
    _ticks(paper, part.ticks, base, step)


def _ticks(paper: Paper, ticks: Sequence[str], base: float, step: float) -> None:
    """Write below the middle of each bar what fits there."""
    free = float(EDGE)
    for at, tick in enumerate(ticks):
        if not tick:
            continue
        wide = paper.room_of(tick, SMALL)
        x = min(max(EDGE + (at + 0.5) * step - wide / 2, EDGE), WIDTH - EDGE - wide)
        if x >= free:
            paper.words(x, base + 28, tick, SMALL, colour=FAINT)
            free = x + wide + 14


def _line(paper: Paper, part: Line, top: float) -> None:
    _heading(paper, EDGE, top, part.heading, ROOM)
    values, base, height = part.series.values, top + 180.0, 100.0
    most = max(values, default=0) or 1
    step = ROOM / max(len(values), 1)
    xs = [EDGE + (at + 0.5) * step for at in range(len(values))]  # above the bars' middles
    ys = [base - value / most * height for value in values]
    paper.area(xs, ys, base, BLUE)
    paper.line([EDGE, WIDTH - EDGE], [base, base], GREY, 2)
    paper.line(xs, ys, BLUE, 5)
    if xs:
        paper.line(xs[-1:], ys[-1:], BLUE, 7)
        shown = part.series.shown[-1]
        half = paper.room_of(shown, HEADING, bold=True) / 2
        x = min(xs[-1], WIDTH - EDGE - half)
        paper.words(x, ys[-1] - 30, shown, HEADING, bold=True, colour=BLUE, align="center")
    _ticks(paper, part.ticks, base, step)


def _list(paper: Paper, part: Rows, top: float, x: float, room: float) -> None:
    _heading(paper, x, top, part.heading, room)
    most = max((row.value for row in part.rows), default=0) or 1
    figures = max((paper.room_of(row.shown, BODY) for row in part.rows), default=0)
    longest = max((paper.room_of(row.name, BODY) for row in part.rows), default=0)
    names = min(longest, room * 0.52)
    bar = room - names - figures - 28
    for at, row in enumerate(part.rows):
        middle = top + 52 + at * ROW + ROW / 2
        paper.words(x, middle, row.name, BODY, room=names + 1)
        wide = max(bar * row.value / most, 3)
        paper.box(x + names + 14, middle - 13, wide, 26, BLUE if row.value else GREY, 4)
        paper.words(x + names + 14 + wide + 12, middle, row.shown, BODY)


def _table(paper: Paper, part: Table, top: float) -> None:
    columns = [
        max(paper.room_of(head, TINY), *(_wide(paper, row.cells[at]) for row in part.rows), 0) + 24
        for at, head in enumerate(part.heads)
    ]
    names = ROOM - sum(columns)
    ends = [EDGE + names + reach for reach in accumulate(columns)]
    for end, head in zip(ends, part.heads, strict=True):
        paper.words(end, top + 16, head, TINY, colour=FAINT, align="right")
    paper.line([EDGE, WIDTH - EDGE], [top + 40, top + 40], RULE, 2)
    if not part.rows:
        paper.words(EDGE, top + 50 + TABLE_ROW / 2, part.nothing, BODY, room=ROOM)
    most = max((row.value for row in part.rows), default=0) or 1
    longest = ROOM - columns[-1]
    for at, row in enumerate(part.rows):
        y = top + 50 + at * TABLE_ROW
        paper.words(EDGE, y + 24, row.name, BODY, bold=True, room=names)
        paper.box(EDGE, y + 44, longest * row.value / most, 8, BLUE, 4)
        for end, cell in zip(ends, row.cells, strict=True):
            first, _, second = cell.partition("\n")
            paper.words(end, y + 24, first, SMALL, align="right")
            paper.words(end, y + 52, second, TINY, colour=FAINT, align="right")


def _wide(paper: Paper, cell: str) -> float:
    first, _, second = cell.partition("\n")
    return max(paper.room_of(first, SMALL), paper.room_of(second, TINY))


def _pair(paper: Paper, part: Pair, top: float) -> None:
    half = (ROOM - 44) / 2
    _list(paper, part.left, top, EDGE, half)
    _list(paper, part.right, top, EDGE + half + 44, half)


def _stack(paper: Paper, part: Stack, top: float) -> None:
    wide = _heading(paper, EDGE, top, part.heading, ROOM)
    paper.words(EDGE + wide + 20, top + 17, part.note, BODY, colour=FAINT, room=ROOM - wide - 20)
    total = sum(row.value for row in part.rows)
    x, y = float(EDGE), top + 50
    for colour, row in zip(SCORES, part.rows, strict=True):
        width = ROOM * row.value / total if total else 0
        paper.box(x, y, width - 3, 54, colour, 4)
        ink = INK if colour in (SCORES[1], SCORES[2], SCORES[3]) else "#ffffff"
        if paper.room_of(row.shown, SMALL) < width - 10:
            paper.words(x + width / 2, y + 27, row.shown, SMALL, colour=ink, align="center")
        x += width
    if not total:
        paper.box(EDGE, y, ROOM, 54, RULE, 4)


DRAWN: dict[type, Callable[[Paper, Any, float], None]] = {
    Tiles: _tiles,
    Bars: _bars,
    Line: _line,
    Pair: _pair,
    Stack: _stack,
    Table: _table,
}

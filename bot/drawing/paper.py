"""Paper in pixels from the upper left: words that fit their room, rectangles, lines."""

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, cast

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle

DPI = 100
INK, FAINT, RULE, GROUND = "#1b2733", "#5f6f7f", "#dde3e8", "#ffffff"
# Told apart by everybody, colour-blind people included (Okabe and Ito), and in grey.
BLUE, ORANGE, SKY, GREEN, GREY = "#0072b2", "#e69f00", "#56b4e9", "#009e73", "#b9c4ce"


def _font(size: float, *, bold: bool = False) -> FontProperties:
    weight = "bold" if bold else "normal"
    return FontProperties(family="DejaVu Sans", weight=weight, size=size * 72 / DPI)


class Paper:
    """A white page to draw on."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=GROUND)
        self._canvas = cast(Any, FigureCanvasAgg(figure))  # it has no types here
        self._renderer = self._canvas.get_renderer()
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._glyphs = set(get_font(findfont(_font(20))).get_charmap())

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
        room: float | None = None,
    ) -> float:
        """Write a line with its middle at `y`, cut to `room`; returns how wide it came out."""
        font, shown = _font(size, bold=bold), self._drawable(text)
        width = self._width(shown, font)
        if room is not None and width > room:
            while len(shown) > 1 and self._width(f"{shown}…", font) > room:
                shown = shown[:-1]
            shown = f"{shown.rstrip()}…"
            width = self._width(shown, font)
        self._axes.text(
            x,
            y,
            shown,
            fontproperties=font,
            color=colour,
            ha=align,
            va="center_baseline",
            parse_math=False,  # a dollar is a dollar
        )
        return width

    def room_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a line would be."""
        return self._width(self._drawable(text), _font(size, bold=bold))

    def _width(self, text: str, font: FontProperties) -> float:
        size = self._renderer.get_text_width_height_descent(text, font, ismath=False)
        return float(size[0])

    def _drawable(self, text: str) -> str:
        """Leave out pictographs that the font lacks; letters it lacks stay as empty boxes."""
        kept = [
            char
            for char in text
            if ord(char) in self._glyphs
            or unicodedata.category(char) not in ("So", "Sk", "Mn", "Me", "Cf", "Cs", "Co", "Cn")
        ]
        return re.sub(r"\s+", " ", "".join(kept)).strip() or ("?" if text.strip() else "")

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0
    ) -> None:
        """Fill a rectangle."""
        if width <= 0 or height <= 0:
            return
        radius = min(radius, width / 2, height / 2)
        shape: Rectangle | FancyBboxPatch = Rectangle((x, y), width, height)
        if radius:
            shape = FancyBboxPatch(
                (x + radius, y + radius),
                width - 2 * radius,
                height - 2 * radius,
                boxstyle=f"round,pad={radius}",
            )
        shape.set(facecolor=colour, linewidth=0)
        self._axes.add_patch(shape)

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float) -> None:
        """Draw a line through points; a single point becomes a dot."""
        line = Line2D(xs, ys, color=colour, linewidth=width * 72 / DPI, solid_capstyle="round")
        if len(xs) == 1:
            line.set_marker("o")
            line.set_markersize(width * 2)
        self._axes.add_line(line)

    def area(self, xs: Sequence[float], ys: Sequence[float], bottom: float, colour: str) -> None:
        """Tint what is below a line."""
        self._axes.fill_between(xs, ys, bottom, color=colour, alpha=0.15, linewidth=0)

    def png(self) -> bytes:
        """Return the page as a file."""
        out = io.BytesIO()
        self._canvas.print_png(out)
        return out.getvalue()

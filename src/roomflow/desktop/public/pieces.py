"""The pieces a public screen is put together from: words, panels, arrows, shapes and bars, each with its place.

A screen is laid out as a list of pieces first and painted from it after, so that tests can ask the list what is cut,
what overlaps and what stands on which ground. Lengths are px of a canvas 1080 high, or wider than 1920 by its height.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct, field
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from roomflow.desktop.basis.look import Look
from roomflow.domain.public import PublicRoom

LINE: Final = 1.3
"""The height of a line of text, in sizes of its font."""
SHRUNK_LEAST: Final = 0.62
"""Words that are too wide become so much smaller at most; then they take an ellipsis."""
LEFT: Final = Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignRight
CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


class Words(Struct, frozen=True):
    """One line of text in a box; `ink` and `ground` are roles. `is_cut` where it took an ellipsis."""

    box: QRectF
    text: str
    size: float
    bold: bool
    ink: str
    ground: str
    align: Qt.AlignmentFlag = LEFT
    is_cut: bool = False


class Number(Struct, frozen=True):
    """A called number; its digits fill the height of the box."""

    box: QRectF
    text: str
    size: float
    ink: str
    ground: str


class Panel(Struct, frozen=True):
    """A card; its ground is a role."""

    box: QRectF
    role: str


class Rule(Struct, frozen=True):
    """A thin line between rows."""

    box: QRectF


class Arrow(Struct, frozen=True):
    """The way to a room as it is seen from the screen: straight, left, right, up, down."""

    box: QRectF
    way: str
    ink: str


class Shape(Struct, frozen=True):
    """The shape of a state."""

    box: QRectF
    state: str


class Bar(Struct, frozen=True):
    """How full a room is."""

    box: QRectF
    room: PublicRoom


Piece = Words | Number | Panel | Rule | Arrow | Shape | Bar


class Style(Struct, frozen=True):
    """How words look: their size, weight and roles."""

    size: float
    ink: str = "ink"
    ground: str = "panel"
    bold: bool = False
    align: Qt.AlignmentFlag = LEFT


class Sheet(Struct):
    """Collects pieces."""

    pieces: list[Piece] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def line(self, text: str, x: float, y: float, width: float, style: Style) -> float:
        """One line, smaller where it is too wide; gives the y below it. The line keeps its height."""
        size = fitting_size([text], width, style)
        shown = text
        if width_of(text, size, style.bold) > width:
            shown = QFontMetricsF(font_of(size, style.bold)).elidedText(text, Qt.TextElideMode.ElideRight, width)
        height = style.size * LINE
        box = QRectF(x, y, width, height)
        cut = shown != text
        self.add(Words(box, shown, size, style.bold, style.ink, style.ground, style.align, is_cut=cut))
        return y + height

    def lines(self, text: str, box: QRectF, style: Style, lines_max: int) -> float:
        """Words on as many lines as they need, smaller where those are too many; gives the y below them."""
        broken, size = wrapped(text, box.width(), style, lines_max)
        y = box.y()
        fitted = Style(size, style.ink, style.ground, style.bold, style.align)
        for one in broken:
            y = self.line(one, box.x(), y, box.width(), fitted)
        return y


def wrapped(text: str, width: float, style: Style, lines_max: int) -> tuple[list[str], float]:
    """The lines of a text and the size at which they are few enough."""
    size = style.size
    while True:
        lines = _broken(text, width, size, style.bold)
        fits = len(lines) <= lines_max and all(width_of(line, size, style.bold) <= width for line in lines)
        if fits or size <= style.size * SHRUNK_LEAST:
            # What still does not fit is cut at the end of the last line, by the line itself.
            rest = " ".join(lines[lines_max - 1 :])
            return [*lines[: lines_max - 1], *([rest] if rest else [])], size
        size *= 0.94


def fitting_size(texts: list[str], width: float, style: Style) -> float:
    """The size at which each of these is no wider than this, at least the least there is."""
    widest = max((width_of(text, style.size, style.bold) for text in texts), default=0.0)
    if widest <= width:
        return style.size
    return max(style.size * SHRUNK_LEAST, float(int(style.size * width / widest)))


def width_of(text: str, size: float, bold: bool) -> float:
    return QFontMetricsF(font_of(size, bold)).horizontalAdvance(text)


def digit_size(height: float) -> float:
    """The size of the bold font whose digits are so high."""
    return height / _digit_share()


def digit_height(size: float) -> float:
    """How high the digits of a size are."""
    return size * _digit_share()


@lru_cache(maxsize=512)
def font_of(size: float, bold: bool) -> QFont:
    return Look().font(max(1, round(size)), bold=bold)


@lru_cache(maxsize=1)
def _digit_share() -> float:
    """Digits of Noto Sans are 0.71 of the font's size; another font is measured as well. A 0 is a little higher."""
    return QFontMetricsF(font_of(1000, bold=True)).tightBoundingRect("1").height() / 1000


def _broken(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""The figures of a door: people inside in the largest type, the limit beside them, and FULL or OVER as a word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.widgets.door_pads import SHOUTING, ink_role
from roomflow.desktop.widgets.runs import Run, Weight
from roomflow.desktop.widgets.shapes import paint_shape

HEIGHT: Final = 132
LOW_HEIGHT: Final = 88
SHRINK: Final = 0.9
SMALLEST: Final = 0.4
COUNT: Final = 104
WORD: Final = 96
SHAPE: Final = 72
GAP: Final = 24
LINE: Final = 20


class DoorFigures(QWidget):
    """Nothing in it moves when the room turns full: the word comes at the right, where there was none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = ""
        self._lines: tuple[tuple[Run, ...], ...] = ()
        self._mood = "plain"
        self._word = ""
        self._is_low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, inside: int, lines: tuple[tuple[Run, ...], ...], mood: str, word: str) -> None:
        """People inside; the lines beside them; the mood and its word."""
        shown = (str(inside), lines, mood, word if mood in SHOUTING else "")
        if shown == (self._inside, self._lines, self._mood, self._word):
            return
        self._inside, self._lines, self._mood, self._word = shown
        said = " ".join("".join(run.text for run in line) for line in lines)
        self.setAccessibleName(f"{self._word} {inside} {said}".strip())
        self.update()

    def set_low(self, *, low: bool) -> None:
        """Take less height."""
        if low != self._is_low:
            self._is_low = low
            self.updateGeometry()

    def word(self) -> str:
        """The word that shouts; empty where the room takes people."""
        return self._word

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(600), look.px(LOW_HEIGHT if self._is_low else HEIGHT))

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(360), self.sizeHint().height())

    def scale(self) -> float:
        """How much of its full size the number and the word have room for, beside each other."""
        look, scale = look_of(), 1.0
        while scale > SMALLEST:
            number = QFontMetricsF(look.font(round(COUNT * scale), bold=True))
            width = number.horizontalAdvance(self._inside) + look.px(GAP) + self._lines_width(look)
            if self._word:
                word = QFontMetricsF(look.font(round(WORD * scale), bold=True)).horizontalAdvance(self._word)
                width += 2 * look.px(GAP) + look.px(SHAPE * scale) + word
            if width <= self.width() and number.capHeight() <= self.height() * SHRINK:
                break
            scale *= SHRINK
        return scale

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, scale = look_of(), self.scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = look.colour(ink_role(self._mood))
        font = look.font(round(COUNT * scale), bold=True)
        metrics = QFontMetricsF(font)
        baseline = round((self.height() + metrics.capHeight()) / 2)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QPointF(0, baseline), self._inside)
        left = metrics.horizontalAdvance(self._inside) + look.px(GAP)
        self._paint_lines(painter, look, left, baseline)
        if self._word:
            self._paint_word(painter, look, baseline, scale)
        painter.end()

    def _lines_width(self, look: Look) -> float:
        def width(line: tuple[Run, ...]) -> float:
            fonts = (look.font(LINE, bold=run.weight is Weight.BOLD) for run in line)
            return sum(QFontMetricsF(font).horizontalAdvance(run.text) for font, run in zip(fonts, line, strict=True))

        return max((width(line) for line in self._lines), default=0.0)

    def _paint_lines(self, painter: QPainter, look: Look, left: float, baseline: int) -> None:
        """The last line stands on the number's own baseline."""
        step = look.line_px(LINE) + look.px(4)
        for place, line in enumerate(reversed(self._lines)):
            x = left
            for run in line:
                font = look.font(LINE, bold=run.weight is Weight.BOLD)
                painter.setFont(font)
                painter.drawText(QPointF(round(x), baseline - place * step), run.text)
                x += QFontMetricsF(font).horizontalAdvance(run.text)

    def _paint_word(self, painter: QPainter, look: Look, baseline: int, scale: float) -> None:
        font = look.font(round(WORD * scale), bold=True)
        metrics = QFontMetricsF(font)
        side = look.px(SHAPE * scale)
        x = self.width() - metrics.horizontalAdvance(self._word)
        painter.setFont(font)
        painter.drawText(QPointF(round(x), baseline), self._word)
        top = baseline - (metrics.capHeight() + side) / 2
        box = QRectF(round(x - side - look.px(GAP)), round(top), side, side)
        paint_shape(painter, self._mood, box, look.colour(ink_role(self._mood)))

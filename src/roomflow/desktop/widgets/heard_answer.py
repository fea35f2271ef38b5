"""What an answer card shows for a scan: shape, colour and large words tell from afar who may go in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMargins, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.widgets.answer_parts import ARROW, BESIDE_ARROW, WIDTH, RoomName
from roomflow.desktop.widgets.high_enough import HighEnough
from roomflow.desktop.widgets.mirrored import placed, placed_text
from roomflow.desktop.widgets.shapes import paint_shape

SENTENCE: Final = 20
DESCENT: Final = 6
"""What a g in 44 px hangs below its line of the type scale."""
SHAPES: Final = {"open": "seated", "full": "full", "over": "over"}
"""The shape beside the words: a check where the party may go in, a square where not, a triangle to scan again."""


class HeardTitle(RoomName):
    """The large words, as large as they fit, with the shape of their state instead of an arrow."""

    state = "open"

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(QMargins(0, 0, 0, look_of().px(DESCENT)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        size, lines = self.layout_of(self.width())
        colour = look.colour(f"{self.state}.text")
        height, side = look.line_px(size), look.px(ARROW)
        shape = QRectF(0, round(max(0, height - side) / 2), side, side)
        paint_shape(painter, SHAPES[self.state], placed(self, shape), colour)
        font = look.font(size, bold=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colour)
        for index, line in enumerate(lines):
            baseline = index * height + (height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            begins = placed_text(self, look.px(ARROW + BESIDE_ARROW), metrics.horizontalAdvance(line))
            painter.drawText(QPointF(begins, round(baseline)), line)
        painter.end()


class HeardSentence(HighEnough):
    """The sentence below, on as many lines as it needs."""

    state = "open"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""

    def show_sentence(self, sentence: str) -> None:
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._sentence

    def sizeHint(self) -> QSize:
        look = look_of()
        width = self.width() if self.isVisible() else look.px(WIDTH)
        box = QFontMetrics(look.font(SENTENCE)).boundingRect(QRect(0, 0, width, 10_000), self._flags(), self._sentence)
        return QSize(look.px(WIDTH), box.height() if self._sentence else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setFont(look.font(SENTENCE))
        painter.setPen(look.colour(f"{self.state}.text"))
        painter.drawText(self.rect(), self._flags(), self._sentence)
        painter.end()

    def _flags(self) -> int:
        return int(Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value)


class HeardAnswer(QWidget):
    """The answer to a scan. It has no button: the next scan, the next party and Esc take its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.title = HeardTitle(self)
        self.sentence = HeardSentence(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(look.px(4))
        column.addWidget(self.sentence)
        column.addStretch(1)

    def show_heard(self, state: str, title: str, sentence: str) -> None:
        """`state` is `open`, `full` or `over`; its shape and colours are taken."""
        self.title.state = self.sentence.state = state
        self.title.show_name(title)
        self.sentence.show_sentence(sentence)

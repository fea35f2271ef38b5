"""The ticket slip: how it is painted on a receipt or a quarter of a page; slip_words.py says what stands on it.

Everything is painted in tenths of a millimetre, black on white, so that a printer, a PDF and a preview are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from roomflow.desktop.basis.look import FAMILY, look_of
from roomflow.desktop.widgets.qr import CLEAR_MODULES, matrix_of
from roomflow.slip_words import Slip
from roomflow.tongues import BETWEEN

TENTHS: Final = 10
"""Units in a millimetre."""
POINT: Final = 254 / 72
"""Units in a point."""
QR_MM_MIN: Final = 30
MODULE: Final = 12.5
"""Units of a module of a ticket's QR: ten dots of a printer with 8 dots a millimetre, 31 mm for 25 modules."""
NUMBER_POINTS_MIN: Final = 40
TEXTS: Final = (1.0, 0.9, 0.8, 0.7, 0.6)
FIGURE: Final = 112
"""Units of a figure with one line of captions."""
WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Paper(Struct, frozen=True):
    """What a slip is printed on, in mm; a height of 0 is a roll that is cut behind the slip."""

    name: str
    width: float
    height: float
    margin: float
    number_points: int


PAPERS: Final = {
    "receipt": Paper("receipt", 80, 0, 4, 60),
    "quarter": Paper("quarter", 107.95, 139.7, 7, 48),
}


Act = Callable[[], None]


class SlipPainter:
    """Paints from the top down and knows how far it came; without a painter it only measures."""

    def __init__(self, paper: Paper, painter: QPainter | None = None, text: float = 1.0) -> None:
        """`text` is by how much what is written is made smaller, so that a page of a fixed height holds it."""
        self._painter = painter
        self._text = text
        self._left = paper.margin * TENTHS
        self._right = (paper.width - paper.margin) * TENTHS
        self._paper = paper
        self.y = paper.margin * TENTHS

    def slip(self, slip: Slip) -> None:
        """The whole slip."""
        self._practice(slip.practice)
        if self._paper.height:
            self._centred(f"{slip.meeting}, {slip.date}", 11, bold=True)
        else:
            self._centred(slip.meeting, 12, bold=True)
            self._centred(slip.date, 10)
        self._rule()
        self._number(slip)
        self._rule()
        if self._paper.height:
            self._figures_beside_qr(slip)
        else:
            self._figures(slip.figures, self._left, self._right)
            self.y += 20
            self._qr(slip.qr, (self._left + self._right) / 2)
        self._centred(slip.keep, 9)
        self._centred(slip.code, 10, bold=True)
        for line in slip.again:
            self._centred(line, 10, bold=True)
        self._rule(dashed=True)
        self._paragraphs(slip.notices)
        self._rule(dashed=True)
        self._paragraphs(slip.screens, bold_first=False)
        if not self._paper.height:
            self._practice(slip.practice)

    # --- parts -------------------------------------------------------------------------------------------

    def _practice(self, words: str) -> None:
        if not words:
            return
        box = QRectF(self._left, self.y, self._right - self._left, 70)
        if self._painter is not None:
            self._painter.fillRect(box, ink())
            self._painter.setPen(ground())
            sizes = (font(points, bold=True) for points in (13, 11, 9, 7))
            self._painter.setFont(next((each for each in sizes if advance(each, words) <= box.width()), font(6)))
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        self.y += 80

    def _number(self, slip: Slip) -> None:
        digits = font(self._paper.number_points, bold=True)
        height = QFontMetricsF(digits).capHeight() + 50
        box = QRectF(self._left, self.y, self._right - self._left, height)
        if self._painter is not None:
            self._painter.setPen(ink())
            self._painter.setFont(digits)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(slip.number))
            top = box.center().y() - len(slip.title) * 22
            for index, word in enumerate(slip.title):
                self._painter.setFont(font(12, bold=index == 0))
                line = QRectF(self._left, top + index * 48, box.width(), 48)
                self._painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
        self.y += height

    def _figures(self, figures: tuple[tuple[str, tuple[str, ...]], ...], left: float, right: float) -> None:
        width = (right - left) / len(figures)
        lines = max(len(captions) for _, captions in figures)
        for index, (figure, captions) in enumerate(figures):
            self._figure(figure, captions, QRectF(left + index * width, self.y, width, 0))
        self.y += 72 + lines * 42

    def _figure(self, figure: str, captions: tuple[str, ...], at: QRectF) -> None:
        if self._painter is None:
            return
        self._painter.setPen(ink())
        self._painter.setFont(font(16, bold=True))
        self._painter.drawText(QRectF(at.x(), at.y(), at.width(), 70), Qt.AlignmentFlag.AlignCenter, figure)
        for index, caption in enumerate(captions):
            self._painter.setFont(caption_font(caption, at.width()))
            box = QRectF(at.x(), at.y() + 68 + index * 42, at.width(), 42)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, caption)

    def _figures_beside_qr(self, slip: Slip) -> None:
        """On a page that is not long: the figures one below the other, the QR at their right."""
        side = qr_side(slip.qr)
        top, each = self.y, side / len(slip.figures)
        for index, (figure, captions) in enumerate(slip.figures):
            at = QRectF(self._left, top + index * each + (each - FIGURE) / 2, self._right - self._left - side, 0)
            self._figure(figure, (BETWEEN.join(captions),), at)
        self._qr(slip.qr, self._right - side / 2)
        self.y = top + side

    def _qr(self, text: str, centre: float) -> None:
        """The QR with its clear modules; a white square where the code was emptied."""
        side = qr_side(text)
        if self._painter is not None and text:
            matrix = matrix_of(text)
            module = module_of(text)
            left = round((centre - side / 2) / MODULE) * MODULE  # whole dots: no edge is grey
            top = round(self.y / MODULE) * MODULE
            for y, row in enumerate(matrix):
                for x, dark in enumerate(row):
                    if dark:
                        box = QRectF(
                            left + (x + CLEAR_MODULES) * module, top + (y + CLEAR_MODULES) * module, module, module
                        )
                        self._painter.fillRect(box, ink())
        self.y += side

    def _centred(self, words: str, points: int, *, bold: bool = False) -> None:
        """A line in the middle; wrapped where it is too long."""
        self._block(
            words, font(points * self._text, bold=bold), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        )

    def _paragraphs(self, texts: tuple[str, ...], *, bold_first: bool = True) -> None:
        for index, text in enumerate(texts):
            self._block(text, font(10 * self._text, bold=bold_first and index == 0), WRAP)
            self.y += 8

    def _block(self, words: str, in_font: QFont, flags: Qt.TextFlag | Qt.AlignmentFlag) -> None:
        room = QRectF(self._left, self.y, self._right - self._left, 10_000)
        box = QFontMetricsF(in_font).boundingRect(room, int(flags), words)
        if self._painter is not None:
            self._painter.setPen(ink())
            self._painter.setFont(in_font)
            self._painter.drawText(QRectF(room.x(), self.y, room.width(), box.height() + 4), int(flags), words)
        self.y += box.height()

    def _rule(self, *, dashed: bool = False) -> None:
        self.y += 14
        if self._painter is not None:
            pen = QPen(ink(), 4)
            if dashed:
                pen.setDashPattern([2, 2])
            self._painter.setPen(pen)
            self._painter.drawLine(int(self._left), int(self.y), int(self._right), int(self.y))
        self.y += 14


def slip_size(slip: Slip, paper: Paper) -> QSizeF:
    """The size of the slip's paper in mm; a roll is as long as the slip."""
    if paper.height:
        return QSizeF(paper.width, paper.height)
    return QSizeF(paper.width, slip_height(slip, paper))


def slip_height(slip: Slip, paper: Paper) -> float:
    """How high the slip is with its margins, in mm."""
    return _height(slip, paper, text_of(slip, paper))


def text_of(slip: Slip, paper: Paper) -> float:
    """By how much what is written is made smaller; the number and the QR never are."""
    sizes = TEXTS if paper.height else TEXTS[:1]
    return next((text for text in sizes if _height(slip, paper, text) <= paper.height), sizes[-1])


def _height(slip: Slip, paper: Paper, text: float) -> float:
    measured = SlipPainter(paper, text=text)
    measured.slip(slip)
    return measured.y / TENTHS + paper.margin


def paint_slip(painter: QPainter, slip: Slip, paper: Paper, dots_per_mm: float) -> None:
    """Paint the slip at the painter's origin."""
    painter.save()
    painter.scale(dots_per_mm / TENTHS, dots_per_mm / TENTHS)
    size = slip_size(slip, paper)
    painter.fillRect(QRectF(0, 0, size.width() * TENTHS, size.height() * TENTHS), ground())
    SlipPainter(paper, painter, text_of(slip, paper)).slip(slip)
    painter.restore()


def module_of(qr: str) -> float:
    """The side of a module, in units; a longer text has more modules, never a smaller code than 30 mm."""
    modules = len(matrix_of(qr)) if qr else 25
    return max(MODULE, QR_MM_MIN * TENTHS / modules) if modules < 25 else MODULE


def qr_side(qr: str) -> float:
    """The side of a QR with its clear modules, in units."""
    modules = len(matrix_of(qr)) if qr else 25
    return module_of(qr) * (modules + 2 * CLEAR_MODULES)


def caption_font(caption: str, width: float) -> QFont:
    """The font in which a caption fits under its figure."""
    sizes = (10, 9, 8, 7, 6)
    return next((font(size) for size in sizes if advance(font(size), caption) <= width), font(sizes[-1]))


def advance(in_font: QFont, words: str) -> float:
    """How wide words are, in units."""
    return QFontMetricsF(in_font).horizontalAdvance(words)


def font(points: float, *, bold: bool = False) -> QFont:
    """A font in units, with figures of one width."""
    made = QFont([FAMILY])
    made.setPixelSize(round(points * POINT))
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def ink() -> QColor:
    return look_of().colour("code-ink")


def ground() -> QColor:
    return look_of().colour("code-ground")

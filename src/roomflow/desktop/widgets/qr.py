"""A ticket's QR, painted from its matrix: black on white in every light, 4 modules clear around it."""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.filled import fill

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

CLEAR_MODULES: Final = 4
MODULE: Final = 4
"""px a module at 100 % text: 132 px for the 25 modules of a ticket's code and the clear ones; never fewer."""
MODULES: Final = 25
Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=8)
def matrix_of(text: str) -> Matrix:
    """The dark modules of a QR of level Q, without the clear ones around it."""
    import qrcode  # with the first ticket, see `QrPicture.show_text`

    # The mask is always the same one, as in the browser's: to choose among the eight takes four fifths of the time.
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=0)
    made.add_data(text)
    made.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in made.get_matrix())


class QrPicture(QWidget):
    """A QR on white. Modules are whole device pixels, so that no edge is grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._matrix: Matrix = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, name: str = "") -> None:
        """What a scanner will read; empty shows white. `name` says what it is where it is no ticket.

        The first of a run comes once the words beside it are painted: what draws it has to be read first, and a person
        reads the number before anybody scans.
        """
        self._text, self._matrix = text, ()
        self.setAccessibleName(name or _("QR of the ticket"))
        if not text or "qrcode" in sys.modules:
            self._draw()
        self.update()

    def _draw(self) -> None:
        self._matrix = matrix_of(self._text) if self._text else ()
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        modules = max(MODULES, len(self._matrix))
        grown = look_of().px(MODULE) * (MODULES + 2 * CLEAR_MODULES)  # whoever photographs it holds the phone far away
        side = max(MODULE * (modules + 2 * CLEAR_MODULES), grown)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller: a scanner has to read it."""
        side = MODULE * (max(MODULES, len(self._matrix)) + 2 * CLEAR_MODULES)
        return QSize(side, side)

    def picture(self, module: int = 4) -> QImage:
        """The QR with its clear modules, `module` px each, for printing and for tests."""
        from PySide6.QtGui import QImage

        if not self._matrix:
            self._draw()
        side = module * (len(self._matrix) + 2 * CLEAR_MODULES)
        image = QImage(side, side, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        fill(painter, image.rect(), look_of().colour("code-ground"))
        self._paint_modules(painter, 0.0, 0.0, float(module))
        painter.end()
        return image

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("code-ground"))
        radius = look.px(RADII["badge"])
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._matrix:
            sharpness = self.devicePixelRatioF()
            across = len(self._matrix) + 2 * CLEAR_MODULES
            module = max(1, int(min(self.width(), self.height()) * sharpness / across)) / sharpness
            left, top = ((length - module * across) / 2 for length in (self.width(), self.height()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            self._paint_modules(painter, left, top, module)
        elif self._text:
            QTimer.singleShot(0, self, self._draw)
        painter.end()

    def _paint_modules(self, painter: QPainter, left: float, top: float, module: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look_of().colour("code-ink"))
        boxes = []
        for y, row in enumerate(self._matrix):
            x = 0
            for dark, modules in groupby(row):  # those beside each other as one
                across = len(tuple(modules))
                if dark:
                    at_x, at_y = left + (x + CLEAR_MODULES) * module, top + (y + CLEAR_MODULES) * module
                    boxes.append(QRectF(at_x, at_y, across * module, module))
                x += across
        painter.drawRects(boxes)

"""Fills a rectangle with a colour, at a cost that a start can bear."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter


def fill(painter: QPainter, box: QRectF | QRect, colour: QColor) -> None:
    """As QPainter.fillRect paints it; neither pen nor brush is changed.

    Of fillRect there are a dozen, some with gradients: to choose among them PySide makes the classes of gradients and
    their two hundred names at the first call, which costs as long as painting the Desk page's rooms.
    """
    painter.setBackground(colour)
    painter.eraseRect(box)

"""Where the parts of a painted widget lie when the screen is read from right to left: its layout, seen in a mirror."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget


def placed(widget: QWidget, box: QRectF) -> QRectF:
    """A box laid out from the left, in px of the widget, where it lies in the widget's own direction."""
    if not widget.isRightToLeft():
        return box
    return QRectF(widget.width() - box.right(), box.top(), box.width(), box.height())


def rest(widget: QWidget, begins: float) -> QRectF:
    """What is left of the widget's width from `begins` on; text without an alignment begins at its right side."""
    return placed(widget, QRectF(begins, 0, max(0.0, widget.width() - begins), widget.height()))


def placed_text(widget: QWidget, x: float, width: float) -> float:
    """Where a text of this width begins, from the left, that is laid out at `x`."""
    return widget.width() - x - width if widget.isRightToLeft() else x

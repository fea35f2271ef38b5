"""Notes the texts that widgets of our own paint by themselves, with the boxes in which they land."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPainter
from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer


@dataclass
class Painted:
    """The texts that widgets of our own painted: (box of the text, text), in px of the widget."""

    texts: dict[int, dict[tuple[Any, ...], None]] = field(default_factory=dict)

    def of(self, widget: QWidget) -> list[tuple[QRectF, str]]:
        return [(QRectF(*box), text) for text, *box in self.texts.get(_key(widget), {})]


PAINT_DEVICE: Final = 16
"""Bytes from a QWidget to the QPaintDevice in it: what a view's own painter says it paints on."""


def _key(device: QPaintDevice) -> int:
    """The same for every Python name of a widget of Qt's own."""
    address = int(getCppPointer(device)[0])
    return address if isinstance(device, QWidget) else address - PAINT_DEVICE


@contextmanager
def watched_painting() -> Iterator[Painted]:
    """Notes each text that Python code paints on a widget while this lasts."""
    seen = Painted()
    paint = QPainter.drawText

    def noting(painter: QPainter, *given: Any) -> Any:
        device = painter.device()
        text = next((one for one in given if isinstance(one, str)), "")
        if text:
            box = painter.worldTransform().mapRect(_box(painter, given, text))
            # A cell may paint its part of words that run over two columns; the other cell paints the rest.
            if not painter.hasClipping() or painter.clipBoundingRect().contains(box):
                found = (text, box.x(), box.y(), box.width(), box.height())
                seen.texts.setdefault(_key(device), {})[found] = None
        return paint(painter, *given)

    QPainter.drawText = noting  # type: ignore[assignment]
    try:
        yield seen
    finally:
        QPainter.drawText = paint  # type: ignore[method-assign]


def _box(painter: QPainter, given: tuple[Any, ...], text: str) -> QRectF:
    """Where a text lands: at a point, or in a rectangle by its flags."""
    first = given[0]
    if isinstance(first, QRectF | QRect):
        flags = next((one for one in given[1:] if not isinstance(one, str)), 0)
        value = flags if isinstance(flags, int) else flags.value
        return QRectF(painter.boundingRect(QRectF(first), int(value), text))
    metrics = QFontMetricsF(painter.font())
    at = QPointF(first) if not isinstance(first, int) else QPointF(first, given[1])
    # Ink, not line: neighbours of one baseline may share the room of accents and tails.
    ink = metrics.tightBoundingRect(text)
    return QRectF(at.x(), at.y() + ink.top(), metrics.horizontalAdvance(text), max(ink.height(), 1.0))

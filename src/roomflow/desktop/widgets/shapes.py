"""The shapes of the states, as filled paths on a 16-unit grid: fonts differ in these glyphs, paths do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QTransform

GRID: Final = 16.0
_RING: Final = QRectF(2.5, 2.5, 11.0, 11.0)
_STROKE: Final = 2.0


def _stroked(path: QPainterPath, width: float = _STROKE) -> QPainterPath:
    pen = QPainterPathStroker()
    pen.setWidth(width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen.createStroke(path).simplified()


def _lines(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _ring() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(_RING)
    return _stroked(path)


def _ring_with(start: float, sweep: float) -> QPainterPath:
    part = QPainterPath(_RING.center())
    part.arcTo(_RING, start, sweep)
    part.closeSubpath()
    return _ring().united(part)


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 2.5, 11.0, 11.0), 1.0, 1.0)
    return path


def _triangle() -> QPainterPath:
    path = _lines((8.0, 2.6), (14.4, 13.4), (1.6, 13.4))
    path.closeSubpath()
    return path.united(_stroked(path, 1.2))


def _arrow() -> QPainterPath:
    shaft, head = _lines((2.2, 8.0), (13.4, 8.0)), _lines((8.8, 3.4), (13.4, 8.0), (8.8, 12.6))
    return _stroked(shaft, 2.4).united(_stroked(head, 2.4))


def _arrow_back() -> QPainterPath:
    return QTransform.fromTranslate(GRID, 0.0).scale(-1.0, 1.0).map(_arrow())


def _dots() -> QPainterPath:
    path = QPainterPath()
    for x in (3.4, 8.0, 12.6):
        path.addEllipse(QPointF(x, 8.0), 1.5, 1.5)
    return path


def _cross() -> QPainterPath:
    return _stroked(_lines((4.0, 4.0), (12.0, 12.0))).united(_stroked(_lines((12.0, 4.0), (4.0, 12.0))))


def _check() -> QPainterPath:
    return _stroked(_lines((2.6, 8.6), (6.2, 12.2), (13.4, 4.4)))


def _bracket() -> QPainterPath:
    """A place kept between two brackets."""
    left = _lines((6.0, 3.0), (3.0, 3.0), (3.0, 13.0), (6.0, 13.0))
    right = _lines((10.0, 3.0), (13.0, 3.0), (13.0, 13.0), (10.0, 13.0))
    dot = QPainterPath()
    dot.addEllipse(QPointF(8.0, 8.0), 1.8, 1.8)
    return _stroked(left, 1.8).united(_stroked(right, 1.8)).united(dot)


def _tally() -> QPainterPath:
    """Four strokes and one across: counting."""
    path = _stroked(_lines((1.4, 11.6), (14.6, 4.4)), 1.7)
    for x in (3.4, 6.5, 9.5, 12.6):
        path = path.united(_stroked(_lines((x, 3.0), (x, 13.0)), 1.7))
    return path


def _barred() -> QPainterPath:
    """A ring with a bar in it: no entry."""
    return _ring().united(_stroked(_lines((5.4, 8.0), (10.6, 8.0))))


def _struck() -> QPainterPath:
    """A ring crossed out: it counts no more."""
    return _ring().united(_stroked(_lines((4.4, 11.6), (11.6, 4.4))))


def _frame() -> QPainterPath:
    """A seat that stayed empty."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.0, 3.0, 10.0, 10.0), 1.0, 1.0)
    return _stroked(path)


SHAPES: Final[Mapping[str, Callable[[], QPainterPath]]] = MappingProxyType(
    {
        "open": _ring,
        "filling": lambda: _ring_with(0.0, 90.0),
        "nearly-full": lambda: _ring_with(-90.0, 180.0),
        "full": _square,
        "over": _triangle,
        "clear": _check,
        "closed": _barred,
        "count-first": _tally,
        "called": _arrow,
        "waiting": _dots,
        "saved": _bracket,
        "missed": _cross,
        "seated": _check,
        "left": _arrow_back,
        "cancelled": _struck,
        "unserved": _frame,
    }
)
"""By state of a space or of a ticket."""


def paint_shape(painter: QPainter, state: str, box: QRectF, colour: QColor) -> None:
    """Fill the shape of a state into a square box; nothing outside it is touched."""
    fit = QTransform.fromTranslate(box.x(), box.y()).scale(box.width() / GRID, box.height() / GRID)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(fit.map(SHAPES[state]()), colour)
    painter.restore()

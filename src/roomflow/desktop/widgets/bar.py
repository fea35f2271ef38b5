"""The occupancy bar: inside solid, held hatched, free empty, the limit line, reserved dotted, over hatched back."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.filled import fill

ROOM_BAR: Final = 16
WAITING_BAR: Final = 10
HEADER_BAR: Final = 12
BEYOND: Final = 4
"""How far the limit line stands out above and below the bar, px."""
PITCH: Final = 6.0
HATCH: Final = 2.6
DOT_PITCH: Final = 5.0
DOT: Final = 1.1
END: Final = 1.5
RADIUS: Final = 3.0


class Segments(Struct, frozen=True):
    """Where the parts of a bar end, from its left, in the unit of the width given."""

    inside: float
    held: float
    """End of inside + held, at most at the limit line."""
    limit: float
    """The limit line: where the places end."""
    over: float
    """End of people and promises past the limit line; equal to `limit` where there are none."""
    full: float


def segments(limit: int, reserved: int, inside: int, held: int, width: float) -> Segments:
    """Full width is the posted limit, or everybody counted and promised where they are more than that."""
    places = limit - reserved
    taken = inside + held
    scale = width / max(limit, taken, 1)
    return Segments(
        inside=min(inside, places) * scale,
        held=min(taken, places) * scale,
        limit=places * scale,
        over=max(taken, places) * scale,
        full=width,
    )


class OccupancyBar(QWidget):
    """Inside, held, free and reserved of one space, or of all rooms together."""

    def __init__(self, parent: QWidget | None = None, thickness: int = ROOM_BAR) -> None:
        super().__init__(parent)
        self._thickness = thickness
        self._limit, self._reserved, self._inside, self._held = 0, 0, 0, 0
        self._state = "open"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_thickness(self, thickness: int) -> None:
        self._thickness = thickness
        self.updateGeometry()

    def show_figures(self, limit: int, reserved: int, inside: int, held: int, state: str) -> None:
        """People: the posted limit, reserved places, inside, held; and the state that gives the colours."""
        shown = (self._limit, self._reserved, self._inside, self._held, self._state)
        if (limit, reserved, inside, held, state) == shown and self.accessibleName():
            return
        self._limit, self._reserved, self._inside, self._held = limit, reserved, inside, held
        self._state = state
        free = max(0, limit - reserved - inside - held)
        name = _("{inside} inside, {held} held, {free} free of {places} places")
        self.setAccessibleName(name.format(inside=inside, held=held, free=free, places=limit - reserved))
        self.update()

    def segments(self) -> Segments:
        """The parts as they are painted, in px from the left of the bar's inner side."""
        return segments(self._limit, self._reserved, self._inside, self._held, self.width() - 2.0)

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(120), look.px(self._thickness) + 2 * look.px(BEYOND))

    def minimumSizeHint(self) -> QSize:
        return QSize(look_of().px(32), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thickness = look.px(self._thickness)
        if self.isRightToLeft():  # it fills from the side where reading begins
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        box = QRectF(0, (self.height() - thickness) / 2, self.width(), thickness)
        parts = self.segments()
        outline = QPainterPath()
        outline.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(outline)
        self._paint_parts(painter, look, box.adjusted(1, 1, -1, -1), parts)
        painter.restore()
        painter.setPen(QPen(look.colour("edge"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        if self._reserved > 0 or parts.over > parts.limit:
            beyond = look.px(BEYOND)
            # On whole pixels, or the line blurs into three grey ones.
            x = min(round(1 + parts.limit), self.width() - 2)
            line = QRectF(x - 1, box.top() - beyond, 2, box.height() + 2 * beyond)
            fill(painter, line, look.colour("ink"))
        painter.end()

    def _paint_parts(self, painter: QPainter, look: Look, box: QRectF, parts: Segments) -> None:
        """Each part lies beside the others; none is painted over another."""
        state = self._state
        edge = look.colour(f"{state}.edge")

        def part(start: float, end: float) -> QRectF:
            return QRectF(box.left() + start, box.top() - 1, end - start, box.height() + 2)

        fill(painter, part(0, parts.inside), look.colour(f"{state}.fill"))
        hatch(painter, part(parts.inside, parts.held), look.colour("surface"), edge)
        fill(painter, part(parts.held, parts.limit), look.colour("sunken"))
        over = look.colour("over.edge")
        hatch(painter, part(parts.limit, parts.over), look.colour("over.fill"), look.colour("over.text"), back=True)
        dots(painter, part(parts.over, parts.full), look.colour("surface"), look.colour("edge"))
        # A 1.5 px line ends inside and held, where they end in the open.
        if 0 < parts.inside < parts.limit:
            _end_line(painter, part(parts.inside - END, parts.inside), edge)
        if parts.inside < parts.held < parts.limit:
            _end_line(painter, part(parts.held - END, parts.held), edge)
        if parts.limit < parts.over < parts.full:
            _end_line(painter, part(parts.over - END, parts.over), over)


def hatch(painter: QPainter, box: QRectF, ground: QColor, stroke: QColor, *, back: bool = False) -> None:
    """Lines at 45°, rising to the right; falling where `back`. Nothing outside the box."""
    if box.width() <= 0:
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    fill(painter, box, ground)
    painter.setPen(QPen(stroke, HATCH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    # The pitch is measured across the lines, so along the bar it is the square root of two wider.
    step = PITCH * 2**0.5
    reach = box.height()
    x = box.left() - reach
    while x < box.right() + reach:
        start, end = QPointF(x, box.bottom()), QPointF(x + reach, box.top())
        if back:
            start, end = QPointF(x, box.top()), QPointF(x + reach, box.bottom())
        painter.drawLine(start, end)
        x += step
    painter.restore()


def dots(painter: QPainter, box: QRectF, ground: QColor, dot: QColor) -> None:
    """A grid of dots: places that are reserved."""
    if box.width() <= 0:
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    fill(painter, box, ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dot)
    rows = max(1, int(box.height() / DOT_PITCH))
    top = box.center().y() - (rows - 1) * DOT_PITCH / 2
    columns = int(box.width() / DOT_PITCH) + 1
    for column in range(columns):
        for row in range(rows):
            centre = QPointF(box.left() + DOT_PITCH * (column + 0.6), top + row * DOT_PITCH)
            painter.drawEllipse(centre, DOT, DOT)
    painter.restore()


def _end_line(painter: QPainter, box: QRectF, colour: QColor) -> None:
    fill(painter, box, colour)

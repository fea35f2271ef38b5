"""Paints the public screen from its pieces, scaled to whatever screen it stands on."""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from roomflow.desktop.basis.look import DARK
from roomflow.desktop.public.layout import HEIGHT, WIDTH, Shown, canvas_of, lay_out
from roomflow.desktop.public.look import ROLES
from roomflow.desktop.public.pieces import Arrow, Bar, Number, Panel, Piece, Rule, Shape, Words, font_of
from roomflow.desktop.widgets.bar import dots, hatch, segments
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.shapes import paint_shape
from roomflow.tongues import Tongues

RADIUS: Final = 14.0
BAR_RADIUS: Final = 4.0
ARROWS: Final = {
    "straight": "arrow-up",
    "up": "arrow-up",
    "left": "arrow-left",
    "right": "arrow",
    "down": "arrow-down",
}
BARE: Final = ("ground", "practice")
"""Panels from edge to edge: without round corners."""


class PublicView(QWidget):
    """Shows one picture until it is given the next."""

    def __init__(self, tongues: Tongues, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tongues = tongues
        self._shown: Shown | None = None
        self._pieces: list[Piece] = []
        self._laid_out: tuple[Shown, QSize] | None = None
        # Everything is painted, corner to corner.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_shown(self, shown: Shown) -> None:
        """Show this from now on; nothing is painted again where nothing changed."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setAccessibleName(spoken_summary(shown))
        self.update()

    def shown(self) -> Shown | None:
        return self._shown

    def pieces(self) -> list[Piece]:
        """What is painted, on a canvas 1080 high."""
        if self._shown is None:
            return []
        if self._laid_out != (self._shown, self.size()):
            canvas, _scale = canvas_of(self.width(), self.height())
            self._pieces = lay_out(self._shown, canvas, self._tongues)
            self._laid_out = (self._shown, self.size())
        return self._pieces

    def sizeHint(self) -> QSize:
        return QSize(WIDTH // 2, HEIGHT // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ROLES["ground"]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Its two languages are laid out here, whichever way the desk's own runs.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        _canvas, scale = canvas_of(self.width(), self.height())
        painter.scale(scale, scale)
        for piece in self.pieces():
            paint_piece(painter, piece)
        painter.end()


def spoken_summary(shown: Shown) -> str:
    """What a screen reader says of the screen: the called numbers and their rooms."""
    return ", ".join(f"{one.number} {one.room.name}" for one in shown.called) or shown.picture.name


def paint_piece(painter: QPainter, piece: Piece) -> None:
    """Paint one piece where it stands."""
    match piece:
        case Panel():
            _paint_panel(painter, piece)
        case Words():
            painter.setPen(QColor(ROLES[piece.ink]))
            painter.setFont(font_of(piece.size, piece.bold))
            flags = piece.align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(piece.box, int(flags), piece.text)
        case Number():
            painter.setPen(QColor(ROLES[piece.ink]))
            painter.setFont(font_of(piece.size, bold=True))
            painter.drawText(piece.box.bottomLeft(), piece.text)
        case Rule():
            painter.fillRect(piece.box, QColor(ROLES["line"]))
        case Arrow():
            paint_icon(painter, ARROWS[piece.way], piece.box, QColor(ROLES[piece.ink]), stroke=2.6)
        case Shape():
            paint_shape(painter, piece.state, piece.box, QColor(DARK.states[piece.state].edge))
        case Bar():
            _paint_bar(painter, piece)
        case _:
            assert_never(piece)


def _paint_panel(painter: QPainter, panel: Panel) -> None:
    colour = QColor(ROLES[panel.role])
    if panel.role in BARE:
        painter.fillRect(panel.box, colour)
        return
    painter.setPen(QPen(QColor(ROLES["line"]), 1.5) if panel.role == "panel" else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(panel.box, RADIUS, RADIUS)


def _paint_bar(painter: QPainter, bar: Bar) -> None:
    """The bar of the desk, in the dark: inside solid, held hatched, free empty, reserved dotted."""
    room, box = bar.room, bar.box
    colours = DARK.states[room.state]
    parts = segments(room.limit, room.reserved, room.inside, room.held, box.width())
    outline = QPainterPath()
    outline.addRoundedRect(box, BAR_RADIUS, BAR_RADIUS)

    def part(start: float, end: float) -> QRectF:
        return QRectF(box.left() + start, box.top(), end - start, box.height())

    surface, track, edge = QColor(DARK.surface), QColor(DARK.sunken), QColor(colours.edge)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(part(0, parts.inside), QColor(colours.fill))
    hatch(painter, part(parts.inside, parts.held), surface, edge)
    painter.fillRect(part(parts.held, parts.limit), track)
    over = DARK.states["over"]
    hatch(painter, part(parts.limit, parts.over), QColor(over.fill), QColor(over.text), back=True)
    dots(painter, part(parts.over, parts.full), surface, QColor(DARK.edge))
    painter.restore()
    painter.setPen(QPen(QColor(DARK.edge), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)

"""The evening strip in the window: the same SVG as in the PDF, in the look's colours; one may point at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import Look, look_of
from roomflow.desktop.basis.words import _
from roomflow.reports.strip import alternative, span, strip
from roomflow.reports.strip_parts import FIGURES, LEFT, Inks

if TYPE_CHECKING:
    from roomflow.reports.record import Record

HEIGHT_MIN: Final = 300
WIDTH_MIN: Final = 960
STEP_MS: Final = 60_000
"""An arrow key goes so far."""


class StripView(QWidget):
    """Shows an evening; the mouse or the arrow keys point at a moment, whose figures stand at the right then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: Record | None = None
        self._cursor: int | None = None
        self._renderer = QSvgRenderer(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_record(self, record: Record) -> None:
        """Show this evening."""
        self._record = record
        self._cursor = None
        self.setAccessibleName(_("The evening"))
        self.setAccessibleDescription(alternative(record, _))
        self._draw()

    @property
    def cursor_at(self) -> int | None:
        """The moment that is pointed at, UTC ms."""
        return self._cursor

    def point_at(self, at: int | None) -> None:
        """Point at a moment (UTC ms), or at none."""
        if self._record is not None and at is not None:
            begin, end = span(self._record)
            at = min(max(at, begin), end)
        if at != self._cursor:
            self._cursor = at
            self._draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, look_of().px(HEIGHT_MIN))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._renderer.isValid():
            self._renderer.render(painter, QRectF(0, 0, self.width(), self._height()))
        if self.hasFocus():
            painter.setPen(QPen(look_of().colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(self._moment(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -15, Qt.Key.Key_PageDown: 15}
        step = keys.get(Qt.Key(event.key()))
        if step is None or self._record is None:
            super().keyPressEvent(event)
            return
        at = self._cursor if self._cursor is not None else span(self._record)[0]
        self.point_at(at + step * STEP_MS)

    def _moment(self, x: float) -> int | None:
        """What lies under a place of the picture; None beside the time."""
        if self._record is None:
            return None
        zoom = self._zoom()
        begin, end = span(self._record)
        share = (x / zoom - LEFT) / max(1.0, self.width() / zoom - FIGURES - LEFT)
        return begin + round(share * (end - begin)) if 0 <= share <= 1 else None

    def _height(self) -> float:
        """A strip of many spaces is higher than there may be room: it is drawn as high as it is and cut below."""
        return self._renderer.viewBoxF().height() * self._zoom()

    def _zoom(self) -> float:
        """With the text, as far as names, legend and hours still stand beside each other in this width."""
        return max(1.0, min(look_of().zoom, self.width() / WIDTH_MIN))

    def _draw(self) -> None:
        if self._record is None or self.width() < LEFT + FIGURES:
            return
        look = look_of()
        width, height = round(self.width() / self._zoom()), round(self.height() / self._zoom())
        svg = strip(
            self._record,
            inks=inks_of(look),
            say=_,
            cursor=self._cursor,
            width=width,
            height=height,
            title=_("The evening"),
        )
        self._renderer.load(QByteArray(svg.encode()))
        if round(self._height()) > self.height():
            self.setMinimumHeight(round(self._height()))
            # Said again afterwards: in the middle of being laid out the layouts around forget it.
            QTimer.singleShot(0, self, self.updateGeometry)
        self.update()


def inks_of(look: Look) -> Inks:
    """The strip's colours in a look."""
    theme = look.theme
    return Inks(
        ink=theme.ink,
        quiet=theme.quiet,
        grid=theme.line,
        curve=theme.accent,
        fill=theme.accent_tint,
        limit=theme.warning,
        posted=theme.quiet,
        call=look.state("called").edge,
        over=look.state("over").edge,
        ground=theme.surface,
    )

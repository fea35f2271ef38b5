"""The badge of a state: its shape, its word and its colours together, never one alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.wording import state_word
from roomflow.desktop.widgets.mirrored import placed, rest
from roomflow.desktop.widgets.shapes import paint_shape

HEIGHT = 28
SHAPE = 16
LEFT = 8
GAP = 7
RIGHT = 13
WITHOUT_OUTLINE = frozenset(("open", "clear"))
"""Weight grows with urgency: tint, outlined tint, solid."""


class StateBadge(QWidget):
    """Word and shape of a state on its ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "open"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state("open")

    def show_state(self, state: str) -> None:
        """Show a state of a space (`open` … `over`, `clear`, `closed`, `count-first`) or `called`."""
        if state == self._state and self.accessibleName():
            return
        self._state = state
        self.setAccessibleName(state_word(state))
        self.updateGeometry()
        self.update()

    @property
    def state(self) -> str:
        return self._state

    def sizeHint(self) -> QSize:
        look = look_of()
        words = QFontMetricsF(look.font(13, bold=True)).horizontalAdvance(state_word(self._state))
        return QSize(round(look.px(LEFT + SHAPE + GAP + RIGHT) + words), look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        part = f"{self._state}."
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = self._state not in WITHOUT_OUTLINE
        painter.setPen(QPen(look.colour(part + "edge"), 1.0) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(part + "ground"))
        radius = look.px(RADII["badge"])
        inset = 0.5 if outlined else 0.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        shape = look.px(SHAPE)
        box = QRectF(look.px(LEFT), (self.height() - shape) / 2, shape, shape)
        paint_shape(painter, self._state, placed(self, box), look.colour(part + "text"))
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour(part + "text"))
        text = rest(self, look.px(LEFT + SHAPE + GAP))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, state_word(self._state))
        painter.end()

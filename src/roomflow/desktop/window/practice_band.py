"""The band across a window of a practice folder: a practice evening never looks real."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.filled import fill

HEIGHT = 28


class PracticeBand(QWidget):
    """PRACTICE, in the colours of a warning that is no alarm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words())
        self.hide()

    def renew(self) -> None:
        """The words or their size changed."""
        self.setAccessibleName(self.words())
        self.updateGeometry()

    def words(self) -> str:
        return _("PRACTICE: nothing here is a real meeting")

    def sizeHint(self) -> QSize:
        return QSize(0, look_of().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        fill(painter, self.rect(), look.colour("nearly-full.ground"))
        painter.setPen(look.colour("nearly-full.text"))
        painter.setFont(look.font(13, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words())
        painter.end()

"""The window of the public screen: nothing but the screen, without a cursor, and never with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from roomflow.desktop.basis.words import _
from roomflow.desktop.public.place import Place, Where
from roomflow.desktop.public.view import PublicView
from roomflow.desktop.widgets.icons import mark
from roomflow.tongues import Tongues


class PublicWindow(QWidget):
    """Full on a monitor, or a window. The desk keeps the focus: what a scanner types never goes here."""

    closed = Signal()
    """A person closed the window."""

    def __init__(self, tongues: Tongues) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # The program ends when the desk is closed, and not only when this window is too.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowIcon(mark())
        self.say_words()
        self.view = PublicView(tongues, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def say_words(self) -> None:
        """Its title is for the desk; what it shows is in every language anyway."""
        self.setWindowTitle(_("Public screen – roomflow"))

    def stand(self, place: Place, screen: QScreen | None) -> None:
        """Stand where the place says; `screen` is its monitor."""
        if place.where in (Where.OFF, Where.LOST) or place.monitor is None:
            self.hide()
            return
        if place.where is Where.FULL:
            self.setCursor(Qt.CursorShape.BlankCursor)
            if screen is not None:
                self.setScreen(screen)
            # A window that is full already stays on its monitor, whatever its geometry.
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.setGeometry(place.monitor.area)
            # showFullScreen() would ask for the keyboard as well.
            self.setWindowState(Qt.WindowState.WindowFullScreen)
            self.show()
            return
        self.unsetCursor()
        if self.isFullScreen() or not self.isVisible():
            self.showNormal()
            self.resize(self.view.sizeHint().boundedTo(place.monitor.area.size()))
            self.move(place.monitor.area.center() - self.rect().center())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.spontaneous():
            self.closed.emit()

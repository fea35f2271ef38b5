"""Lets a page scroll where the window is smaller than the page can be, so that nothing is out of reach."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

PAGE_WIDTH_MIN: Final = 1184
"""What a window of 1280 leaves beside the rail and a scroll bar."""


def scroll_down_alone(area: QScrollArea) -> None:
    """What it holds fills its width and scrolls downwards alone; it has no frame and never takes the focus."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class PageArea(QScrollArea):
    """Its page fills it, and never goes below its own minimum.

    QScrollArea's own way of filling asks a page for the height it prefers at a width, which is more than it needs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def hold(self, page: QWidget) -> None:
        """Show this page; it belongs to the area from now on."""
        self.setWidget(page)
        page.installEventFilter(self)
        if isinstance(page, QStackedWidget):
            page.currentChanged.connect(lambda _index: self._fill())
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the page needs may have changed."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fill()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        page = self.widget()
        if page is None or not self.isVisible():
            return
        view, least = self.maximumViewportSize(), least_of(page)
        width, height = view.width(), view.height()
        if least.height() > height:
            width -= self.verticalScrollBar().sizeHint().width()
        if least.width() > width:
            height -= self.horizontalScrollBar().sizeHint().height()
        page.resize(max(width, least.width()), max(height, least.height()))


def least_of(page: QWidget) -> QSize:
    """The least size of a page, or of the one that a stack shows; a width that was set goes before its own."""
    shown = page.currentWidget() if isinstance(page, QStackedWidget) else page
    least = shown.minimumSizeHint() if shown is not None else QSize(0, 0)
    if shown is not None and shown.minimumWidth():
        least.setWidth(shown.minimumWidth())
    return least

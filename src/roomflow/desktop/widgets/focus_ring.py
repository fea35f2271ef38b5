"""The focus ring: 2 px, 2 px away from the control that Tab reached, lying above everything so nothing clips it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from roomflow.desktop.basis.look import RADII, look_of

AWAY: Final = 2
STROKE: Final = 2
RINGED: Final = (QPushButton, QCheckBox, QAbstractItemView)
"""Fields draw their own thick outline."""
INSIDE: Final = (QAbstractItemView, QPlainTextEdit)
"""Rows, lists and texts have the ring inside."""


def _is_ringed(widget: QWidget) -> bool:
    """Whether nothing but the ring shows its focus; of texts, those that are only read have no outline."""
    return isinstance(widget, RINGED) or (isinstance(widget, QPlainTextEdit) and widget.isReadOnly())


class FocusRing(QWidget):
    """One a window. Listens to the application, follows the focused control, takes no click."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._followed: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
            self._focus_moved(None, application.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The followed control, or what it scrolls in, moved."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("focus"), STROKE))
        radius = look.px(RADII["button"]) + AWAY
        half = STROKE / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._followed is not None and not isValid(self._followed):
            self._followed = None  # it went with its card; Qt says so afterwards
        for watched in self._watched():
            watched.removeEventFilter(self)
        ours = new is not None and new.window() is self.window() and _is_ringed(new)
        self._followed = new if ours else None
        for watched in self._watched():
            watched.installEventFilter(self)
        self._place()

    def _watched(self) -> list[QWidget]:
        """The followed control and what it lies in, up to the window."""
        chain: list[QWidget] = []
        widget = self._followed
        while widget is not None and widget is not self.window():
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _place(self) -> None:
        followed = self._followed
        if followed is None or not followed.isVisible():
            self.hide()
            return
        away = -STROKE if isinstance(followed, INSIDE) else AWAY + STROKE
        box = QRect(followed.mapTo(self.window(), QPoint(0, 0)), followed.size())
        self.setGeometry(box.adjusted(-away, -away, away, away))
        self.setVisible(self._is_in_sight(followed, box))
        self.raise_()

    def _is_in_sight(self, followed: QWidget, box: QRect) -> bool:
        """Whether the control is not scrolled away."""
        widget = followed.parentWidget()
        while widget is not None and widget is not self.window():
            if isinstance(widget, QAbstractScrollArea) and widget is not followed:
                view = widget.viewport()
                return QRect(view.mapTo(self.window(), QPoint(0, 0)), view.size()).contains(box)
            widget = widget.parentWidget()
        return True

"""The card of the camera: what it sees, while it is open; closed, the camera is off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QTransform
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.scanning.camera import CameraScanner
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.card_size import fit

PICTURE = QSize(480, 360)


class CameraDialog(QDialog):
    """Shows the picture as in a mirror, so that a hand finds the way; the answer to a scan stands on the page."""

    scanned = Signal(str)

    picture_label: QLabel
    problem_label: QLabel
    close_button: QPushButton

    def __init__(self, parent: QWidget, scanner: CameraScanner | str) -> None:
        """`scanner` is a sentence where there is none."""
        super().__init__(parent)
        load_form(self, "camera")
        self._scanner = scanner if isinstance(scanner, CameraScanner) else None
        look = look_of()
        self._size = QSize(look.px(PICTURE.width()), look.px(PICTURE.height()))
        self.picture_label.setFixedSize(self._size)
        self.picture_label.setVisible(self._scanner is not None)
        say(self.problem_label, scanner if isinstance(scanner, str) else "")
        self.close_button.clicked.connect(self.accept)
        if self._scanner is not None:
            self._scanner.scanned.connect(self.scanned)
            self._scanner.looked.connect(self._show_picture)

    def present(self) -> None:
        """Open the card, and the camera with it."""
        self.show()
        fit(self)
        if self._scanner is not None:
            self._scanner.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scanner is not None:
            self._scanner.stop()
            self.picture_label.clear()

    def _show_picture(self, picture: QImage) -> None:
        shown = picture.scaled(self._size, Qt.AspectRatioMode.KeepAspectRatio)
        self.picture_label.setPixmap(QPixmap.fromImage(shown.transformed(QTransform.fromScale(-1.0, 1.0))))

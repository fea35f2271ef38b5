"""The card with the words of a call: somebody at the desk reads them aloud where no voice here can."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.public.voice import Sentence

WIDTH = 520
AWAY = 24
"""From the corner of the window, px."""


class ScriptDialog(QDialog):
    """Comes with each call and never takes the keyboard; a person who closed it has closed it for this evening."""

    title_label: QLabel
    words_label: QLabel
    reason_label: QLabel
    close_button: QPushButton

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        load_form(self, "script")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setFixedWidth(look_of().px(WIDTH))
        self._was_closed = False
        self.close_button.clicked.connect(self._close_for_good)

    def show_script(self, script: tuple[Sentence, ...], reason: str) -> None:
        """Show what is to be said now; `reason` is why no voice says it. Nothing to say hides the card."""
        if self._was_closed:
            return
        if not script:
            self.hide()
            return
        self.words_label.setText("\n\n".join(sentence.words for sentence in script))
        self.reason_label.setText(reason)
        self.reason_label.setVisible(bool(reason))
        self.adjustSize()
        if not self.isVisible():
            self._stand()
            self.show()

    def _stand(self) -> None:
        """In the lower left corner, over the rooms: what is pressed next lies at the right."""
        parent = self.parentWidget()
        if parent is not None:
            away = look_of().px(AWAY)
            corner = parent.mapToGlobal(parent.rect().bottomLeft())
            self.move(corner + QPoint(parent.width() // 12 + away, -self.height() - 2 * away))

    def _close_for_good(self) -> None:
        self._was_closed = True
        self.close()

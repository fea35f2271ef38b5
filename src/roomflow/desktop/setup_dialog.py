"""Setup over first start: the same page, before any meeting is open."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from roomflow.desktop.look import look_of
from roomflow.desktop.setup_page import SetupPage
from roomflow.desktop.this_computer import ThisComputer
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.words import _

SIZE = (1240, 700)


class SetupDialog(QDialog):
    """Stops nothing; what is changed is kept at once."""

    def __init__(self, computer: ThisComputer, parent: QWidget) -> None:
        super().__init__(parent)
        look = look_of()
        self.setWindowTitle(_("Setup"))
        self.page = SetupPage(computer, self)
        self.page.without_meeting()
        self.done_button = KeyButton(self, "main")
        self.done_button.set_words(_("Back"), key=_("Esc"))
        self.done_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(16), 0, look.px(16), look.px(16))
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addLayout(foot)
        wanted, room = (look.px(SIZE[0]), look.px(SIZE[1])), parent.window().size()
        self.resize(min(wanted[0], room.width()), min(wanted[1], room.height()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, or the window behind it was: nothing goes on printing."""
        self.page.end()
        super().hideEvent(event)

"""Setup over first start: the same page, before any meeting is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from roomflow.desktop.setup.page import SetupPage
    from roomflow.desktop.window.main_window import MainWindow

SIZE = (1240, 700)


class SetupDialog(QDialog):
    """Stops nothing; what is changed is kept at once."""

    def __init__(self, page: SetupPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = look_of()
        self.setWindowTitle(_("Setup"))
        self.page = page
        self.page.without_meeting()
        FocusRing(self)
        self.done_button = KeyButton(self, "main")
        self.done_button.set_words(_("Done"), key=_("Esc"))
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


def show_setup(window: MainWindow) -> None:
    """Setup over first start, which then begins with what was kept there."""
    from roomflow.desktop.first_start.next import offer_next
    from roomflow.desktop.setup.page import SetupPage

    kept = window.computer.kept
    dialog = SetupDialog(SetupPage(window.computer), window)

    def take_over() -> None:
        if window.first_start is not None:
            offer_next(window.first_start, kept.settings)

    dialog.finished.connect(take_over)
    dialog.open()

"""The card that says when the meeting is expected to end, so that a ticket can say *unlikely tonight*."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.plan import time_typed
from roomflow.desktop.widgets.asking import Ask, Card
from roomflow.domain.building import BuildingError
from roomflow.domain.commands import ExpectEnd


class ExpectedEndDialog(Card):
    """One field: HH:MM, which may be past midnight, or nothing where nobody can say."""

    time_edit: QLineEdit
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "expected_end")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._press)

    def present(self) -> None:
        self.time_edit.setText(self.meeting.expected_end if self.meeting is not None else "")
        super().present()
        self.time_edit.selectAll()
        self.time_edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _press(self) -> None:
        try:
            command = ExpectEnd(time_typed(self.time_edit.text()))
        except BuildingError as error:
            self.tell(str(error))
            return
        if self.meeting is not None and command.time == self.meeting.expected_end:
            self.accept()
            return
        self.ask(command, self.take)

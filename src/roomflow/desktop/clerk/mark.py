"""The card for the clerk's own marks: an item that begins, or the recording."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import Ask, Card
from roomflow.domain.commands import Mark

WIDTH = 480


class MarkDialog(Card):
    """Asks the desk for a mark at the moment of the press."""

    words_edit: QLineEdit
    recording_button: QPushButton
    back_button: QPushButton
    mark_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "clerk_mark")
        self.setMinimumWidth(look_of().px(WIDTH))
        self.setWindowTitle(_("A mark in the evening"))
        self.words_edit.setAccessibleName(self.windowTitle())
        self.back_button.clicked.connect(self.reject)
        self.mark_button.clicked.connect(lambda: self.ask(Mark("item", self.words_edit.text()), self.take))
        self.recording_button.clicked.connect(lambda: self.ask(Mark("recording-begins"), self.take))

    def refresh(self) -> None:
        """Each mark begins with an empty line; what the recording's mark says depends on nothing else."""
        meeting = self.meeting
        marked = meeting is not None and "recording-begins" in meeting.marks
        self.recording_button.setDisabled(marked)
        self.recording_button.setText(_("Recording marked") if marked else _("Recording begins now"))

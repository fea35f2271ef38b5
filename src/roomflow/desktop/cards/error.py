"""The card of an error nobody expected: what happened, what it means for the log, the details to copy."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import copy_text
from roomflow.desktop.widgets.card_size import fit
from roomflow.desktop.widgets.focus_ring import FocusRing

DETAILS_CHARACTERS_MAX = 20_000


class ErrorDialog(QDialog):
    """One card for all errors: a further one is added below, so that a storm does not cover the desk."""

    title_label: QLabel
    explain_label: QLabel
    details_edit: QPlainTextEdit
    copy_button: QPushButton
    close_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "error")
        FocusRing(self)
        self.explain_label.setText(
            _("This is a mistake in roomflow. What says “Recorded” is in the log; what does not has to be done again.")
        )
        self.setMinimumSize(look_of().px(560), look_of().px(360))
        self.details_edit.setAccessibleName(_("Details of the error"))
        self.copy_button.clicked.connect(lambda: copy_text(self.details_edit.toPlainText()))
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(lambda _result: self.details_edit.clear())

    def show_error(self, details: str) -> None:
        """Add an error and show the card."""
        shown = self.details_edit.toPlainText()
        if len(shown) < DETAILS_CHARACTERS_MAX:
            self.details_edit.setPlainText(f"{shown}\n{details}".strip())
        self.show()

    def show_problem(self, sentence: str) -> None:
        """Show that the world is in the way: the program is right, and a person can do something about it."""
        self.title_label.setText(_("roomflow cannot open the log"))
        self.explain_label.setText(sentence)
        self.details_edit.hide()
        self.copy_button.hide()
        self.setMinimumHeight(0)
        fit(self)
        self.open()

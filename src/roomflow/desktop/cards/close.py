"""The card that closes the log of a meeting: what ends with it, and then the head to copy and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.asking import Ask, Card, copy_text, parties_in_line
from roomflow.desktop.widgets.card_size import fit
from roomflow.domain.commands import Close
from roomflow.domain.meeting import Meeting, Phase

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

HEAD_GROUP = 8
HEAD_WIDTH = 432
HEAD_HEIGHT = 68
"""Two lines of it, px at 100 % text."""


class CloseMeetingDialog(Card):
    """Before: what closing means. After: the head."""

    title_label: QLabel
    explain_label: QLabel
    head_caption_label: QLabel
    head_edit: QPlainTextEdit
    keep_label: QLabel
    copy_button: QPushButton
    print_button: QPushButton
    cancel_button: QPushButton
    close_log_button: QPushButton

    ended = Signal()
    """The head was shown and the card put away."""

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "close_meeting")
        self.head_edit.setMinimumWidth(look_of().text_px(HEAD_WIDTH))
        self.head_edit.setMaximumHeight(look_of().px(HEAD_HEIGHT))
        self.cancel_button.clicked.connect(self.reject)
        self.close_log_button.clicked.connect(self._press)
        self.copy_button.clicked.connect(lambda: copy_text(head_sheet(self.meeting)) if self.meeting else None)
        self.print_button.clicked.connect(self._print)
        self.finished.connect(lambda _result: self._finish())

    def show_meeting(self, meeting: Meeting) -> None:
        """The head comes with the picture after the close, and needs room."""
        before = self.meeting.phase if self.meeting is not None else meeting.phase
        super().show_meeting(meeting)
        if self.isVisible() and meeting.phase is not before:
            fit(self)

    def refresh(self) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        closed = meeting.phase is Phase.CLOSED
        for widget in (self.head_caption_label, self.head_edit, self.keep_label, self.copy_button, self.print_button):
            widget.setVisible(closed)
        self.cancel_button.setVisible(not closed)
        self.title_label.setText(_("The log is closed") if closed else _("Close the log"))
        self.close_log_button.setText(_("Done") if closed else _("Close the log"))
        self.explain_label.setText(closed_words(meeting) if closed else closing_words(meeting))
        self.head_edit.setPlainText(grouped(meeting.head))

    def done_with(self, answer: Answer) -> None:
        """Stays open: the new picture brings the head."""

    def _press(self) -> None:
        if self.meeting is not None and self.meeting.phase is Phase.CLOSED:
            self.accept()
        else:
            self.ask(Close(), self.take)

    def _finish(self) -> None:
        if self.meeting is not None and self.meeting.phase is Phase.CLOSED:
            self.ended.emit()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        if self.meeting is not None:
            document = QTextDocument()
            document.setPlainText(head_sheet(self.meeting))
            document.print_(printer)


def closing_words(meeting: Meeting) -> str:
    """What ends when the log is closed."""
    line = parties_in_line(meeting)
    ends = ngettext(
        "{n} party still in line is written down as not seated.",
        "{n} parties still in line are written down as not seated.",
        line,
    )
    sentences = [ends.format(n=line)] if line else []
    if meeting.holds:
        sentences.append(_("Every place that is held is given back."))
    return " ".join([*sentences, _("The log takes no further entries; a new meeting can be opened afterwards.")])


def closed_words(meeting: Meeting) -> str:
    return ngettext("{n} entry.", "{n} entries.", meeting.seq).format(n=meeting.seq)


def grouped(head: str) -> str:
    """The head in groups of eight, as a person compares it."""
    return " ".join(head[start : start + HEAD_GROUP] for start in range(0, len(head), HEAD_GROUP))


def head_sheet(meeting: Meeting) -> str:
    """What is copied and printed."""
    practice = [_("PRACTICE"), ""] if meeting.practice else []
    return "\n".join(
        [
            *practice,
            meeting.name,
            meeting.building.name,
            meeting.date,
            ngettext("{n} entry.", "{n} entries.", meeting.seq).format(n=meeting.seq),
            _("The head of the log"),
            grouped(meeting.head),
        ]
    )

"""The cards of the Clerk page that keep something: legal hold and retention, and the members of the body present."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import say
from roomflow.reports.minutes import MEMBERS_CHARACTERS_MAX

if TYPE_CHECKING:
    from roomflow.reports.keeping import Keeping

WIDTH: Final = 560
PLACES_HEIGHT: Final = 140

Hold = Callable[[str], object]
"""Begins or ends a legal hold, for the reason given."""
Until = Callable[[str], object]
"""Sets until when the record is kept, as 2033-01-13; empty for no period."""


class KeepingDialog(QDialog):
    """How the record is kept; `show_keeping` brings the newest."""

    title_label: QLabel
    hold_label: QLabel
    reason_edit: QLineEdit
    hold_button: QPushButton
    until_label: QLabel
    until_edit: QLineEdit
    until_button: QPushButton
    places_edit: QPlainTextEdit
    problem_label: QLabel
    close_button: QPushButton

    def __init__(self, parent: QWidget, zone: str, hold: Hold, until: Until, *, is_copy: bool) -> None:
        super().__init__(parent)
        load_form(self, "clerk_keeping")
        look = look_of()
        self.setMinimumWidth(look.px(WIDTH))
        self.places_edit.setMaximumHeight(look.px(PLACES_HEIGHT))
        self.setWindowTitle(self.title_label.text())
        self.reason_edit.setAccessibleName(self.reason_edit.placeholderText())
        self.until_edit.setAccessibleName(self.until_button.text())
        self.places_edit.setAccessibleName(_("Files and copies that were made"))
        self.places_edit.setTabChangesFocus(True)
        self._zone = zone
        self.hold_button.clicked.connect(lambda: hold(self.reason_edit.text()))
        self.until_button.clicked.connect(lambda: until(self.until_edit.text().strip()))
        self.close_button.clicked.connect(self.accept)
        for widget in (self.reason_edit, self.hold_button, self.until_edit, self.until_button):
            widget.setDisabled(is_copy)
        say(self.problem_label, _("This is a copy, which is only read.") if is_copy else "")

    def show_keeping(self, keeping: Keeping) -> None:
        """Show how it is kept now."""
        self.reason_edit.clear()
        say(self.problem_label, "" if self.hold_button.isEnabled() else self.problem_label.text())
        if keeping.hold and keeping.held_at is not None:
            since = when_words(keeping.held_at, self._zone)
            words = _("Under legal hold since {since}: {reason}. Nothing of it can be disposed of.")
            self.hold_label.setText(words.format(since=since, reason=keeping.hold))
            self.hold_button.setText(_("Release the hold"))
        else:
            self.hold_label.setText(_("Not under legal hold."))
            self.hold_button.setText(_("Legal hold"))
        until = _("Kept until {date}.").format(date=keeping.keep_until) if keeping.keep_until else ""
        self.until_label.setText(until or _("No period is set; nothing is deleted by itself."))
        self.until_edit.setText(keeping.keep_until)
        lines = []
        for place in keeping.places:
            day = when_words(place.at, self._zone)
            absent = "" if place.is_there else _(" (not found there now)")
            lines.append(f"{day}  {place.kind.upper()}  {place.path}{absent}")
        self.places_edit.setPlainText("\n".join(lines) or _("None that roomflow knows of."))

    def show_problem(self, sentence: str) -> None:
        """Why it was not done."""
        say(self.problem_label, sentence)


class MembersDialog(QDialog):
    """Where the clerk types the members of the body present."""

    members_edit: QPlainTextEdit
    problem_label: QLabel
    back_button: QPushButton
    keep_button: QPushButton

    def __init__(self, parent: QWidget, members: str, keep: Callable[[str], object]) -> None:
        super().__init__(parent)
        load_form(self, "clerk_members")
        self.setMinimumWidth(look_of().px(WIDTH))
        self.setWindowTitle(_("Members of the body present"))
        self.members_edit.setPlainText(members)
        self.members_edit.setAccessibleName(self.windowTitle())
        self.members_edit.setTabChangesFocus(True)
        self._keep = keep
        say(self.problem_label, "")
        self.back_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._press)

    def _press(self) -> None:
        typed = self.members_edit.toPlainText()
        if len(typed) > MEMBERS_CHARACTERS_MAX:
            most = _("This is too long; at most {n} characters.").format(n=MEMBERS_CHARACTERS_MAX)
            say(self.problem_label, most)
            return
        self._keep(typed)
        self.accept()


def when_words(at: int, zone: str) -> str:
    """A moment (UTC ms) with its day, in the meeting's zone: “2026-01-13 18:07”."""
    return dt.datetime.fromtimestamp(at // 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")

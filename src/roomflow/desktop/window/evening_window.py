"""A window that shows evenings out of any log or copy of one, with all reports and without a desk."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QLabel, QMainWindow

from roomflow.computer import Preferences
from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.garbage import Garbage
from roomflow.desktop.basis.look import application, look_of
from roomflow.desktop.basis.page_area import PAGE_WIDTH_MIN, PageArea
from roomflow.desktop.basis.words import _
from roomflow.desktop.cards.error import ErrorDialog
from roomflow.desktop.clerk.page import ClerkPage
from roomflow.desktop.widgets.focus_ring import FocusRing
from roomflow.desktop.widgets.icons import mark
from roomflow.desktop.window.practice_band import PracticeBand
from roomflow.reports.minutes import date_words
from roomflow.reports.plain import shown
from roomflow.service.clock import SystemClock
from roomflow.store.journal import MeetingLine, StoreProblem
from roomflow.store.sqlite import open_log

SIZE: Final = (1366, 768)


class EveningWindow(QMainWindow):
    """Shows the meetings of one log, one at a time. A file is a copy, and nothing is ever written beside it."""

    practice_band: PracticeBand
    title_label: QLabel
    meeting_combo: QComboBox
    place_label: QLabel
    page_area: PageArea

    closed = Signal()

    def __init__(self, place: Path, lines: list[MeetingLine], meeting: int | None = None) -> None:
        super().__init__()
        load_form(self, "evening_window")
        self.setWindowIcon(mark())
        FocusRing(self)
        look = look_of()
        self.resize(look.px(SIZE[0]), look.px(SIZE[1]))
        self.place = place
        self.meeting: int | None = None
        """The number of the meeting that is shown."""
        self.error_dialog = ErrorDialog(self)
        self.page = ClerkPage(place, lambda: SystemClock().read().at, is_copy=not place.is_dir())
        self.page.setMinimumWidth(0 if look.is_large else PAGE_WIDTH_MIN)
        self.page.evening_button.hide()  # this window is one; the desk's page opens others
        self.page_area.hold(self.page)
        self._lines = [line for line in lines if line.disposed_at is None]
        self.practice_band.setVisible(any(line.practice for line in self._lines))
        self.place_label.setText(str(place))
        self.meeting_combo.setAccessibleName(_("Meeting"))
        if look.is_large:
            self.place_label.hide()  # the words of the evening need the room; the file is in its tip
            self.meeting_combo.setToolTip(str(place))
        self.meeting_combo.addItems([line_words(line) for line in self._lines])
        self.meeting_combo.currentIndexChanged.connect(self.show_line)
        numbers = [line.number for line in self._lines]
        index = numbers.index(meeting) if meeting in numbers else len(numbers) - 1
        if index == self.meeting_combo.currentIndex():
            self.show_line(index)
        else:
            self.meeting_combo.setCurrentIndex(index)

    def show_line(self, index: int) -> None:
        """Show the meeting of this place in the list."""
        if 0 <= index < len(self._lines):
            line = self._lines[index]
            title = _("PRACTICE: {name}") if line.practice else "{name}"
            self.setWindowTitle(_("{meeting} – roomflow").format(meeting=title.format(name=shown(line.name))))
            self.meeting = line.number
            self.page.show_number(line.number)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.end()
        super().closeEvent(event)
        self.closed.emit()


def line_words(line: MeetingLine) -> str:
    """A meeting in the list: “1: City Commission, Tuesday, 13 January 2026”."""
    return f"{line.number}: {shown(line.name)}, {date_words(line.date)}"


def meetings_at(place: Path) -> list[MeetingLine]:
    """The meetings of a log or a copy; raises StoreProblem where there is none that is left."""
    with open_log(place) as reader:
        lines = reader.meetings()
    if all(line.disposed_at is not None for line in lines):
        raise StoreProblem(_("There is no meeting in {place}.").format(place=place))
    return lines


def run(place: Path, meeting: int | None, quit_after_ms: int | None, preferences: Preferences | None = None) -> int:
    """Show the window until it is closed; gives 0. Raises StoreProblem where there is nothing to show."""
    lines = meetings_at(place)
    app = application(sys.argv[0])
    app.setApplicationName("roomflow")
    garbage = Garbage(app)
    appearance = Appearance(app, preferences)
    crash = CrashNotes()
    crash.install()
    window = EveningWindow(place, lines, meeting)
    crash.happened.connect(window.error_dialog.show_error)
    window.show()
    garbage.begin()
    if quit_after_ms is not None:
        QTimer.singleShot(quit_after_ms, window.close)
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: app.quit())
    try:
        return int(app.exec())
    finally:
        signal.signal(signal.SIGINT, before)
        crash.remove()
        window.page.end()
        appearance.deleteLater()
        garbage.end()

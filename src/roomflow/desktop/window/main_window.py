"""The window of roomflow: first start or the screen of a meeting, with the PRACTICE band over either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.basis.words import _
from roomflow.desktop.window.practice_band import PracticeBand
from roomflow.desktop.window.view_menu import ViewMenu, view_shortcuts

if TYPE_CHECKING:
    from roomflow.desktop.basis.appearance import Appearance
    from roomflow.desktop.basis.bridge import Bridge
    from roomflow.desktop.cards.error import ErrorDialog
    from roomflow.desktop.cards.question import CloseWindowDialog
    from roomflow.desktop.computer.this_computer import ThisComputer
    from roomflow.desktop.first_start.page import FirstStart
    from roomflow.desktop.public.screen import PublicScreen
    from roomflow.desktop.window.evenings import Evenings
    from roomflow.desktop.window.hall_parts import HallParts
    from roomflow.desktop.window.meeting_screen import MeetingScreen
    from roomflow.domain.meeting import Meeting

SIZE: Final = (1366, 768)
GEOMETRY: Final = "main window"
AROUND: Final = (64, 96)
"""A title bar, edges, and a little to see that it is a window; where the screen has not so much, it is filled."""
OPENING_SHOWN_AFTER_MS: Final = 250
"""A log that is read sooner is shown at once: words that come and go unread only flicker."""
FINISHED_MS: Final = 200
"""So long after its first screen the rest of the window is made: sooner than a hand finds Tab."""
LEAST: Final = QSize(200, 100)
"""No window in which somebody worked was smaller."""


class MainWindow(QWidget):
    """Shows one screen at a time; each is made, and its code read, when it is first shown.

    No `QMainWindow`: that one moves what is in it by animations, even where nothing moves, and of their timers PySide
    does not know the class, and makes all there are to find it: 20 ms of a start.
    """

    practice_band: PracticeBand
    screens_stack: QStackedWidget
    opening_page: QWidget
    opening_label: QLabel

    first_painted = Signal()
    screen_shown = Signal()
    """First start or a meeting is there to work with."""
    closing = Signal()
    meeting_ended = Signal()
    """The log of the meeting that is shown was closed; or its practice evening is over."""
    switch_wanted = Signal(int)
    """The number of another open meeting to show in place of this one."""
    first_start_worn = Signal(object)
    """First start as it is filled in: one with other words or sizes is to take its place."""

    def __init__(self, appearance: Appearance | None = None) -> None:
        super().__init__()
        look = look_of()
        self.resize(look.px(SIZE[0]), look.px(SIZE[1]))
        self.meeting_screen: MeetingScreen | None = None
        self.first_start: FirstStart | None = None
        self._computer: ThisComputer | None = None
        self.appearance = appearance
        if appearance is not None:
            appearance.changed.connect(self.renew)
        self._error_dialog: ErrorDialog | None = None
        self._is_prepared = False
        self._finishes = QTimer(self, singleShot=True, interval=FINISHED_MS)
        self._finishes.timeout.connect(self._finish)
        self.screen_shown.connect(self._finishes.start, Qt.ConnectionType.SingleShotConnection)
        self._opens_slowly = QTimer(self, singleShot=True, interval=OPENING_SHOWN_AFTER_MS)
        self._opens_slowly.timeout.connect(self._show_opening)
        self.asks_before_closing = False
        """Whether closing asks while a meeting is open; the program's own end does not."""
        self._question: CloseWindowDialog | None = None
        self.evenings: Evenings | None = None
        """Windows of other evenings; made when one is first asked for."""
        self._is_painted = False
        self.remembered = Remembered(parent=self)
        """What this computer remembers; the one with a file is put in its place at start."""
        self.hall_parts: HallParts | None = None
        """What this computer has for the people in the hall; None is nothing."""

    def prepare(self) -> None:
        """Make what is in the window. Not before the first paint: loading a form costs as long as painting one."""
        if self._is_prepared:
            return
        self._is_prepared = True
        from roomflow.desktop.basis.forms import load_form

        load_form(self, "main_window")

    def _finish(self) -> None:
        """What nobody needs for the first answer: the mark, the ring around what Tab reaches, the view's keys."""
        from roomflow.desktop.widgets.focus_ring import FocusRing
        from roomflow.desktop.widgets.icons import mark

        self.setWindowIcon(mark())
        self.focus_ring = FocusRing(self)
        if self.appearance is not None:
            view_shortcuts(self, self.appearance)

    def _show_stack(self) -> None:
        """Only once a screen is made: what is made in sight of a window is laid out anew with every part of it."""
        self._opens_slowly.stop()
        if self.isVisible():
            self.screens_stack.show()

    def show_on(self, available: QSize) -> None:
        """Show the window on a screen with this much room: filled where the window would not clearly fit.

        A window that was moved lies where it lay; Qt brings it back where that monitor is gone.
        """
        lay = QByteArray.fromBase64(self.remembered.text(GEOMETRY).encode("ascii", "replace"))
        own = self.size()
        is_restored = not lay.isEmpty() and self.restoreGeometry(lay)
        if is_restored and self.size().boundedTo(LEAST) != LEAST:
            # One that was closed while it filled the screen may have kept no other size; of none nothing is painted.
            self.resize(own.boundedTo(available))
        if is_restored or fits_on(available, own):
            self.show()
        else:
            self.resize(self.size().boundedTo(available))
            self.showMaximized()

    def show_opening(self, words: str) -> None:
        """Say what is being read, where it takes long enough for a person to read these words."""
        self.prepare()
        self.opening_label.setText(words)
        self._opens_slowly.start()

    def _show_opening(self) -> None:
        self.screens_stack.setCurrentWidget(self.opening_page)
        self._show_stack()

    def show_first_start(self, first_start: FirstStart) -> None:
        """Show first start; a meeting that was shown before is put away."""
        self.prepare()
        self._put_away_meeting()
        self._put_away_first_start()
        self.first_start = first_start
        self.practice_band.hide()
        if self.appearance is not None:
            first_start.view_button.setMenu(ViewMenu(self.appearance, first_start))
        self.screens_stack.addWidget(first_start)
        self.screens_stack.setCurrentWidget(first_start)
        self.setWindowTitle("roomflow")
        first_start.evening_wanted.connect(self.ask_for_evening)
        self._show_stack()
        first_start.begin()
        self.screen_shown.emit()

    def show_meeting(self, bridge: Bridge, meeting: Meeting, public: PublicScreen | None = None) -> MeetingScreen:
        """Show a meeting's screen, and its changes from now on; `public` goes on from the screen before."""
        from roomflow.desktop.window.let_in import LetIn
        from roomflow.desktop.window.meeting_screen import MeetingScreen

        self.prepare()
        self._put_away_meeting()
        self._put_away_first_start()
        # Made where it stands: all that is in a widget is dressed anew when it is given to another.
        screen = MeetingScreen(bridge, self.screens_stack, self.remembered, self.computer, public)
        self.meeting_screen = screen
        screen.header_bar.follow_copies(self.computer.copies)
        screen.header_bar.follow_network(self.computer.network)
        LetIn(screen, self.computer.network)
        screen.ended.connect(self.meeting_ended)
        screen.switch_wanted.connect(self.switch_wanted)
        screen.menu.evening_wanted.connect(self.ask_for_evening)
        if self.appearance is not None:
            screen.footer_bar.set_view_menu(ViewMenu(self.appearance, screen))
            screen.keys.single_keys = self.appearance.preferences.single_keys
        self.practice_band.setVisible(meeting.practice)
        title = _("PRACTICE: {name}") if meeting.practice else "{name}"
        self.setWindowTitle(_("{meeting} – roomflow").format(meeting=title.format(name=meeting.name)))
        self.screens_stack.addWidget(screen)
        self.screens_stack.setCurrentWidget(screen)
        screen.begin(meeting, self.hall_parts)
        self._show_stack()
        screen.setFocus()  # what is not seen yet gets none
        self.screen_shown.emit()
        return screen

    def renew(self) -> None:
        """Make the screen that is shown again: the application has other words, colours or sizes."""
        if self._error_dialog is not None and not self._error_dialog.isVisible():
            self._error_dialog.deleteLater()
            self._error_dialog = None
        if self.evenings is not None:
            self.evenings.renew()
        if not self._is_prepared:
            return
        self.practice_band.renew()
        worn = self.meeting_screen
        if worn is not None and worn.meeting is not None:
            public, going_on = worn.hall.give_public(), worn.pages.give()
            screen = self.show_meeting(worn.bridge, worn.meeting, public)
            screen.take_over(worn)
            screen.pages.take(going_on)
        elif self.first_start is not None:
            self.first_start_worn.emit(self.first_start)

    @property
    def computer(self) -> ThisComputer:
        """Its settings, and the copies of the log that is open; the run puts them in its place."""
        from roomflow.desktop.computer.this_computer import ThisComputer

        self._computer = self._computer or ThisComputer()
        return self._computer

    @computer.setter
    def computer(self, computer: ThisComputer) -> None:
        self._computer = computer

    @property
    def error_dialog(self) -> ErrorDialog:
        """The card of errors; made when there is one."""
        if self._error_dialog is None:
            from roomflow.desktop.cards.error import ErrorDialog

            self._error_dialog = ErrorDialog(self)
        return self._error_dialog

    def ask_for_evening(self) -> None:
        """Show a log or a copy of one in a window of its own."""
        if self.evenings is None:
            from roomflow.desktop.window.evenings import Evenings

            self.evenings = Evenings(self, self.show_problem, lambda: self.computer.log_folder)
        self.evenings.ask()

    def show_problem(self, sentence: str) -> None:
        """Show what cannot be done as things are; the card may have been made again since."""
        self.error_dialog.show_problem(sentence)

    def show_error(self, details: str) -> None:
        """Show an error nobody expected."""
        self.error_dialog.show_error(details)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.first_painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.asks_before_closing and self._has_open_meeting():
            event.ignore()
            self._ask_before_closing()
            return
        self.remembered.keep(GEOMETRY, self.saveGeometry().toBase64().toStdString())
        self._put_away_meeting()
        if self.evenings is not None:
            self.evenings.end()
        self.closing.emit()
        super().closeEvent(event)

    def leave(self) -> None:
        """Close without a question."""
        self.asks_before_closing = False
        self.close()

    def _has_open_meeting(self) -> bool:
        meeting = self.meeting_screen.meeting if self.meeting_screen is not None else None
        return meeting is not None and not meeting.practice and meeting.phase != "closed"

    def _ask_before_closing(self) -> None:
        from roomflow.desktop.cards.question import CloseWindowDialog

        if self._question is None:
            self._question = CloseWindowDialog(self, lambda _command, _then: None)
            self._question.accepted.connect(self.leave)
        self._question.present()

    def _put_away_meeting(self) -> None:
        screen, self.meeting_screen = self.meeting_screen, None
        if screen is not None:
            screen.end()
            self.screens_stack.removeWidget(screen)
            screen.deleteLater()

    def _put_away_first_start(self) -> None:
        first_start, self.first_start = self.first_start, None
        if first_start is not None:
            self.screens_stack.removeWidget(first_start)
            first_start.deleteLater()


def fits_on(available: QSize, size: QSize) -> bool:
    """Whether a window of this size, with what stands around it, lies whole on a screen with so much room."""
    return available.width() >= size.width() + AROUND[0] and available.height() >= size.height() + AROUND[1]

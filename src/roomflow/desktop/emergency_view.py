"""While an emergency lasts its page stands in place of the Desk page; this turns from one to the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from roomflow.desktop.desk_page import DeskPage
from roomflow.desktop.dialogs import Ask
from roomflow.desktop.emergency_page import EmergencyPage
from roomflow.desktop.emergency_sheet import ended_words
from roomflow.desktop.rail import Rail
from roomflow.desktop.words import _
from roomflow.domain.meeting import Meeting


class EmergencyView(QObject):
    """Follows the meeting, whoever began or ended the emergency; the page is made when it is first shown."""

    begin_wanted = Signal()
    """Nothing is stopped yet: ask."""
    end_wanted = Signal()
    turned = Signal()
    """An emergency began or is over: what lies open belongs to before."""

    def __init__(self, ask: Ask, pages: QStackedWidget, desk: DeskPage, rail: Rail, parent: QWidget) -> None:
        super().__init__(parent)
        self.page: EmergencyPage | None = None
        self._ask = ask
        self._pages = pages
        self._desk = desk
        self._rail = rail
        self._screen = parent
        self._lasts = False
        rail.desk_wanted.connect(self.show_desk)
        rail.emergency_wanted.connect(self.open)

    @property
    def is_shown(self) -> bool:
        return self.page is not None and self._pages.currentWidget() is self.page

    def open(self) -> None:
        """F12: the page while an emergency lasts, else the question before it."""
        if self._lasts and self.page is not None:
            self._pages.setCurrentWidget(self.page)
            self._rail.show_page(emergency=True)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_wanted.emit()

    def show_desk(self) -> None:
        """The Desk page; an emergency goes on beside it, and the header says so."""
        self._pages.setCurrentWidget(self._desk)
        self._rail.show_page(emergency=False)
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture; call after the Desk page has it."""
        turned, self._lasts = self._lasts != meeting.in_emergency, meeting.in_emergency
        if self._lasts and self.page is None:
            self.page = EmergencyPage(self._ask, self._screen)
            self.page.end_wanted.connect(self.end_wanted)
            self._pages.addWidget(self.page)
        if self.page is not None:
            self.page.show_meeting(meeting)
        if not turned:
            return
        self._rail.show_emergency(lasts=self._lasts)
        self.turned.emit()
        if self._lasts:
            self._desk.show_words(_("Emergency"), _("Nobody is invited until it has ended. Counting goes on."))
            self.open()
            assert self.page is not None
            self.page.begin()
        else:
            self._desk.show_words(*ended_words(meeting))
            self.show_desk()

    def show_tick(self, now_ms: int) -> None:
        if self.is_shown and self.page is not None:
            self.page.show_tick(now_ms)

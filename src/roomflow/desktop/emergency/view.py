"""While an emergency lasts it has a page, which is shown when it begins; this follows its beginning and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from roomflow.desktop.basis.pages import DESK, EMERGENCY, Pages
from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.page import DeskPage
from roomflow.desktop.widgets.asking import Ask
from roomflow.desktop.widgets.rail import Rail
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.desktop.emergency.page import EmergencyPage


class EmergencyView(QObject):
    """Follows the meeting, whoever began or ended the emergency; the page is made when it is first shown."""

    begin_wanted = Signal()
    """Nothing is stopped yet: ask."""
    end_wanted = Signal()
    turned = Signal()
    """An emergency began or is over: what lies open belongs to before."""

    def __init__(self, ask: Ask, pages: Pages, desk: DeskPage, rail: Rail, parent: QWidget) -> None:
        super().__init__(parent)
        self.page: EmergencyPage | None = None
        self._ask = ask
        self._pages = pages
        self._desk = desk
        self._rail = rail
        self._screen = parent
        self._lasts = False
        pages.add(EMERGENCY, self._make_page)
        rail.emergency_wanted.connect(self.open)

    @property
    def is_shown(self) -> bool:
        return self._pages.name == EMERGENCY

    def open(self) -> None:
        """F12: the page while an emergency lasts, else the question before it."""
        if self._lasts and self.page is not None:
            self._pages.show(EMERGENCY)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_wanted.emit()

    def show_desk(self) -> None:
        """The Desk page; an emergency goes on beside it, and the header says so."""
        self._pages.show(DESK)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture; call after the Desk page has it."""
        turned, self._lasts = self._lasts != meeting.in_emergency, meeting.in_emergency
        if self._lasts and self.page is None:
            self._pages.page(EMERGENCY)
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
            from roomflow.desktop.emergency.sheet import ended_words

            self._desk.show_words(*ended_words(meeting))
            self.show_desk()

    def _make_page(self) -> QWidget:
        from roomflow.desktop.emergency.page import EmergencyPage

        self.page = EmergencyPage(self._ask, self._screen)
        self.page.end_wanted.connect(self.end_wanted)
        return self.page

    def show_tick(self, now_ms: int) -> None:
        if self.is_shown and self.page is not None:
            self.page.show_tick(now_ms)

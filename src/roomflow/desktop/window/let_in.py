"""A phone that asks to be let in is seen on every page, in the footer, and one key goes where it is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QScrollArea

from roomflow.desktop.basis.keys import LET_IN
from roomflow.desktop.basis.pages import SETUP
from roomflow.desktop.basis.words import _, ngettext

if TYPE_CHECKING:
    from roomflow.desktop.computer.network import Network
    from roomflow.desktop.computer.network_shown import WaitingShown
    from roomflow.desktop.window.meeting_screen import MeetingScreen


class LetIn(QObject):
    """Follows the network of one screen; nothing where there is none."""

    def __init__(self, screen: MeetingScreen, network: Network | None) -> None:
        super().__init__(screen)
        self._screen = screen
        self._network = network
        if network is None:
            return
        network.changed.connect(self._show)
        screen.footer_bar.let_in_wanted.connect(self.go)
        screen.keys.further[LET_IN] = self.go
        self._show()

    def go(self) -> None:
        """Setup, Stations, with the focus on the button that lets the first one in; nothing where nobody asks."""
        if self._network is None or not self._network.picture.waiting:
            return
        from roomflow.desktop.setup.page import STATIONS, SetupPage

        self._screen.pages.show(SETUP)
        page = self._screen.pages.page(SETUP)
        assert isinstance(page, SetupPage)
        page.show_section(STATIONS)
        row = page.stations.pairing_card.rows.get(self._network.picture.waiting[0].id)
        if row is not None:
            row.approve_button.setFocus(Qt.FocusReason.TabFocusReason)
            for area in page.findChildren(QScrollArea):
                if area.isAncestorOf(row):
                    area.ensureWidgetVisible(row)

    def _show(self) -> None:
        assert self._network is not None
        self._screen.footer_bar.show_asking(asking_words(self._network.picture.waiting))


def asking_words(waiting: tuple[WaitingShown, ...]) -> str:
    """Who asks, by the place it is for: no name that a phone gives itself stands in the footer."""
    if not waiting:
        return ""
    if len(waiting) > 1:
        return ngettext("{n} asks to be let in", "{n} ask to be let in", len(waiting)).format(n=len(waiting))
    first = waiting[0]
    where = first.door or first.space
    return _("A phone asks to be let in: {place}").format(place=where) if where else _("A phone asks to be let in")

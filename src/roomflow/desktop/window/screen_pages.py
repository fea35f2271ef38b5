"""The pages of a meeting's screen: each is made, and its code read, when it is first shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.page_area import PAGE_WIDTH_MIN
from roomflow.desktop.basis.pages import CLERK, DESK, DOORS, LINE, SETUP, Page

if TYPE_CHECKING:
    from roomflow.desktop.window.meeting_screen import MeetingScreen


def add_pages(screen: MeetingScreen) -> None:
    """The Desk page is there from the start."""
    screen.page.asked.connect(screen.ask)
    screen.page.setMinimumWidth(0 if look_of().is_large else PAGE_WIDTH_MIN)
    screen.pages.add(DESK, lambda: _joined(screen, screen.page))
    for name in (DOORS, LINE, SETUP):
        screen.pages.add(name, partial(_make, screen, name))
    if screen.bridge.folder is not None:
        screen.pages.add(CLERK, partial(_make_clerk, screen, screen.bridge.folder))
    else:
        screen.page_rail.clerk_button.hide()
    screen.pages.show(DESK)


def _make(screen: MeetingScreen, name: str) -> Page:
    from roomflow.desktop.doors.page import DoorsPage
    from roomflow.desktop.line.page import LinePage
    from roomflow.desktop.setup.page import SetupPage

    if name == DOORS:
        doors = DoorsPage(screen.ask, screen.bridge.station, screen.remembered, screen)
        doors.undo_wanted.connect(screen.undo)
        return _joined(screen, doors)
    if name == LINE:
        kept = screen.computer.kept
        return _joined(screen, LinePage(screen.ask, screen.remembered, screen, lambda: bool(kept.settings.printer)))
    setup = SetupPage(screen.computer)
    voice = setup.computer.voice_card
    voice.try_wanted.connect(lambda: voice.say_problem(screen.try_voice()))
    return _joined(screen, setup)


def _make_clerk(screen: MeetingScreen, folder: Path) -> Page:
    from roomflow.desktop.clerk.mark import MarkDialog
    from roomflow.desktop.clerk.page import ClerkPage

    page = ClerkPage(folder, screen.bridge.now_ms, screen)
    page.mark_wanted.connect(lambda: screen.card(MarkDialog).present())
    page.evening_wanted.connect(screen.menu.evening_wanted)
    return _joined(screen, page)


def _joined(screen: MeetingScreen, page: Page) -> Page:
    """A page that asks through this screen."""
    page.head_count_wanted.connect(screen.count_heads)
    page.card_wanted.connect(screen.show_card)
    return page

"""Pages and states of the office: Setup in all its parts, Clerk with its cards, paper, the window of an evening."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from roomflow.desktop.basis.pages import CLERK, SETUP
from roomflow.desktop.cards.expected_end import ExpectedEndDialog
from roomflow.desktop.cards.paper import PaperDialog
from roomflow.desktop.clerk.mark import MarkDialog
from roomflow.desktop.clerk.page import ClerkPage
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.setup.page import BUILDING, COMPUTER, FIGURES, MEETING, STATIONS, SetupPage
from roomflow.desktop.widgets.asking import Card
from roomflow.desktop.window.evening_window import EveningWindow, meetings_at
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.desktop.window.open_another import OpenAnotherDialog
from roomflow.desktop.window.setup_dialog import SetupDialog, show_setup
from roomflow.domain.fold import fold
from roomflow.domain.meeting import publish
from tests.desktop.stage import Stage
from tests.reports.stored import stored_entries, stored_head
from tests.service.evening import SIX_PM

State = Callable[[Stage], None]
WAITING_ROOM: Final = 4
"""The row of the hallway in the sample building."""


def setup_page(stage: Stage, section: str) -> SetupPage:
    screen = stage.scene("desk-light")
    screen.pages.show(SETUP)
    page = screen.pages.current
    assert isinstance(page, SetupPage)
    page.show_section(section)
    return page


def _setup(section: str) -> State:
    def show(stage: Stage) -> None:
        setup_page(stage, section)

    return show


def _setup_waiting(stage: Stage) -> None:
    """A waiting space is chosen, which has other fields; and a figure that cannot be."""
    page = setup_page(stage, BUILDING)
    page.building.rooms_column.rooms_table.selectRow(WAITING_ROOM)


def _setup_first(stage: Stage) -> None:
    """Setup over first start, before any meeting."""
    page = FirstStart(Path("/var/lib/roomflow"), lambda: SIX_PM, may_change_folder=True)
    stage.window.show_first_start(page)
    show_setup(stage.window)
    stage.card = next(card for card in stage.window.findChildren(SetupDialog) if card.isVisible())


def clerk_page(stage: Stage) -> tuple[MeetingScreen, ClerkPage]:
    screen = stage.meeting(publish(fold(1, stored_entries()), stored_head()), stage.log_folder())
    page = screen.pages.page(CLERK)
    assert isinstance(page, ClerkPage)
    stage.wait(page.shown, partial(screen.pages.show, CLERK))
    return screen, page


def _clerk(stage: Stage) -> None:
    clerk_page(stage)


def _clerk_checked(stage: Stage) -> None:
    """The log was checked, the paragraph is the Spanish one, and the strip is pointed at."""
    _screen, page = clerk_page(stage)
    page.language_button.click()
    assert page.record is not None
    page.strip_view.point_at(page.record.opened_at + 3_600_000)
    stage.wait(page.work.idle, page.check)


def _clerk_card(name: str) -> State:
    def show(stage: Stage) -> None:
        _screen, page = clerk_page(stage)
        {"tables": page.cards.show_tables, "keeping": page.cards.show_keeping, "members": page.cards.type_members}[
            name
        ]()
        assert isinstance(page.cards.card, QDialog)
        stage.card = page.cards.card

    return show


def _evening(stage: Stage) -> None:
    """A copy of a log, in a window of its own."""
    folder = stage.log_folder()
    window = EveningWindow(folder, meetings_at(folder))
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.place_label.setText("/media/usb/roomflow 2026-01-13.db")  # a folder of this moment would change a picture
    window.resize(*stage.size)
    stage.wait(window.page.shown, window.show)
    stage.card = window


def _card(kind: type[Card]) -> State:
    def show(stage: Stage) -> None:
        screen = stage.scene("desk-light")
        card = kind(screen, lambda *_asked, **_named: None)
        assert screen.meeting is not None
        card.show_meeting(screen.meeting)
        card.present()
        stage.card = card

    return show


def _open_another(stage: Stage) -> None:
    screen = stage.scene("desk-light")
    assert screen.meeting is not None
    card = OpenAnotherDialog(screen, lambda _command, _then: None, list)
    card.show_meeting(screen.meeting)
    card.present()
    stage.card = card


OFFICE_STATES: Final[dict[str, State]] = {
    **{f"setup-{section}": _setup(section) for section in (BUILDING, MEETING, FIGURES, COMPUTER, STATIONS)},
    "setup-building-waiting": _setup_waiting,
    "setup-first": _setup_first,
    "clerk": _clerk,
    "clerk-checked": _clerk_checked,
    "clerk-tables": _clerk_card("tables"),
    "clerk-keeping": _clerk_card("keeping"),
    "clerk-members": _clerk_card("members"),
    "clerk-mark": _card(MarkDialog),
    "evening": _evening,
    "card-paper": _card(PaperDialog),
    "card-expected-end": _card(ExpectedEndDialog),
    "card-open-another": _open_another,
}

"""Small screens: the window fills them, and what does not fit can be scrolled to; nothing is out of reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.page_area import PageArea
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.window.main_window import SIZE, MainWindow, fits_on
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.service.clock import SimulatedClock
from tests.desktop.scenes import desk_over
from tests.desktop.stage import StillDesk
from tests.service.evening import SIX_PM

SMALL = QSize(1280, 640)
"""What a screen of 1280×720 leaves below a title bar and a task bar."""


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def small(dressed: QApplication) -> Iterator[MainWindow]:
    window = MainWindow()
    window.resize(SMALL)
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def evening(small: MainWindow) -> MeetingScreen:
    meeting, _entry = desk_over()
    screen = small.show_meeting(Bridge(StillDesk(meeting), SimulatedClock(meeting.at)), meeting)
    settle()
    return screen


@pytest.fixture
def first_start(small: MainWindow, tmp_path: Path) -> FirstStart:
    page = FirstStart(tmp_path / "log", lambda: SIX_PM, may_change_folder=True)
    small.show_first_start(page)
    settle()
    return page


def in_window(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(
    ("available", "fits"),
    [((1366, 728), False), ((1280, 680), False), ((1366, 768), False), ((1920, 1040), True), ((1440, 870), True)],
)
def test_the_window_fills_a_screen_that_is_not_clearly_larger(available: tuple[int, int], fits: bool) -> None:
    assert fits_on(QSize(*available), QSize(*SIZE)) is fits


def test_a_window_on_a_small_screen_is_maximized(dressed: QApplication) -> None:
    window = MainWindow()
    window.show_on(QSize(1366, 728))
    assert window.isMaximized()
    window.close()
    window.deleteLater()


def test_header_and_footer_stay_and_the_page_scrolls(small: MainWindow, evening: MeetingScreen) -> None:
    assert small.size() == SMALL
    assert in_window(evening.header_bar).top() == 0
    assert in_window(evening.footer_bar).bottom() < SMALL.height()
    assert evening.pages_area.horizontalScrollBar().maximum() == 0
    for button in evening.page.findChildren(QAbstractButton):
        if button.isVisible():
            evening.pages_area.ensureWidgetVisible(button, 0, 0)
            assert QRect(QPoint(0, 0), SMALL).contains(in_window(button)), button.objectName() or button.text()


def test_where_there_is_room_nothing_scrolls(small: MainWindow, evening: MeetingScreen) -> None:
    """The control: a page that prefers more height than it needs is not scrolled."""
    small.resize(1366, 768)
    settle()
    assert evening.pages_area.verticalScrollBar().maximum() == 0
    assert evening.pages_area.horizontalScrollBar().maximum() == 0
    assert evening.page.height() == evening.pages_area.height()


def test_first_start_scrolls_and_a_wrong_file_does_not_make_the_window_grow(
    small: MainWindow, first_start: FirstStart, tmp_path: Path
) -> None:
    file = tmp_path / "hall.toml"
    file.write_text("x" * 40_000, "utf-8")
    first_start.read_file(file)
    settle()
    assert first_start.file_problem_label.isVisible()
    assert small.size() == SMALL
    assert small.minimumSizeHint().height() <= SMALL.height()
    assert first_start.columns_area.horizontalScrollBar().maximum() == 0
    assert in_window(first_start.open_button).bottom() < SMALL.height()
    first_start.columns_area.ensureWidgetVisible(first_start.timezone_edit)
    for field in (first_start.name_edit, first_start.folder_button):
        first_start.columns_area.ensureWidgetVisible(field)
        assert in_window(field).right() < SMALL.width()


def test_a_page_area_without_a_page_is_empty(dressed: QApplication) -> None:
    area = PageArea()
    area.resize(100, 100)
    assert area.widget() is None
    area.deleteLater()

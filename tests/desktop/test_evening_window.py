"""The window for any log or copy: its meetings, one at a time, read-only."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.pages import CLERK, DESK
from roomflow.desktop.clerk.page import ClerkPage
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.window.evening_window import EveningWindow, meetings_at
from roomflow.desktop.window.evenings import Evenings
from roomflow.desktop.window.main_window import MainWindow
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import kept_lines
from roomflow.store.sqlite import open_journal, open_reader
from tests.desktop.test_clerk_page import waits
from tests.domain.table import START
from tests.reports.logs import write_log
from tests.reports.stored import stored_entries
from tests.service.evening import Station


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a log with two meetings, under another name."""
    other = [stored_entries()[0]._replace(request="another"), *stored_entries()[1:100]]
    folder = write_log(tmp_path / "log", stored_entries(), other)
    path = tmp_path / "from a stick.db"
    with open_reader(folder) as reader:
        reader.copy_into(path)
    return path


def opened(qtbot: QtBot, place: Path, meeting: int | None = None) -> EveningWindow:
    window = EveningWindow(place, meetings_at(place), meeting)
    qtbot.addWidget(window)
    window.show()
    with waits(window.page.shown):
        pass
    return window


def test_the_last_meeting_is_shown_first_and_another_can_be_chosen(
    dressed: QApplication, qtbot: QtBot, copy: Path
) -> None:
    window = opened(qtbot, copy)
    assert window.page.check_label.text().startswith("100 entries")
    with waits(window.page.shown):
        window.meeting_combo.setCurrentIndex(0)
    assert window.page.check_label.text().startswith("984 entries")
    assert window.windowTitle() == "PRACTICE: Rehearsal – roomflow"
    assert window.practice_band.isVisible()
    window.close()


def test_a_meeting_can_be_named(dressed: QApplication, qtbot: QtBot, copy: Path) -> None:
    window = opened(qtbot, copy, meeting=1)
    assert window.page.check_label.text().startswith("984 entries")
    assert not window.page.members_button.isEnabled()
    window.close()


def test_meetings_that_were_disposed_of_are_not_offered(dressed: QApplication, qtbot: QtBot, copy: Path) -> None:
    folder = copy.parent / "log"
    with open_journal(folder, practice=True) as journal:
        journal.dispose(2, START, "kept long enough")
    window = opened(qtbot, folder)
    assert window.meeting_combo.count() == 1
    window.close()
    with open_journal(folder, practice=True) as journal:
        journal.dispose(1, START, "kept long enough")
    with pytest.raises(StoreProblem, match="no meeting"):
        meetings_at(folder)


def test_an_evening_is_asked_for_and_what_is_no_log_is_told(dressed: QApplication, qtbot: QtBot, copy: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[str] = []
    evenings = Evenings(parent, told.append)
    dialog = evenings.ask()
    other = copy.with_name("letter.db")
    other.write_text("Dear clerk")
    dialog.fileSelected.emit(str(other))
    assert evenings.windows == []
    assert len(told) == 1
    dialog.fileSelected.emit(str(copy))
    (window,) = evenings.windows
    with waits(window.page.shown):
        pass
    assert window.page.evening_button.isHidden()
    assert evenings.open(copy) is window, "shown once"
    window.close()
    assert evenings.windows == []
    dialog.reject()


def test_the_button_stands_on_first_start_on_the_clerk_page_and_in_the_menu(
    window: MainWindow, desk: Desk, clock: SimulatedClock, station: Station, copy: Path
) -> None:
    meeting = desk.meeting(1)
    assert meeting is not None
    bridge = Bridge(desk, clock, folder=copy.parent / "log")
    screen = window.show_meeting(bridge, meeting)
    screen.pages.show(CLERK)
    page = screen.pages.current
    assert isinstance(page, ClerkPage)
    for press in (screen.menu.evening_action.trigger, page.evening_button.click):
        press()
        dialog = window.findChildren(QFileDialog)[-1]
        assert dialog.isVisible()
        dialog.reject()
    assert window.evenings is not None
    evening = window.evenings.open(copy)
    assert evening is not None
    assert not evening.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    first_start = FirstStart(copy.parent / "new", lambda: START, may_change_folder=True)
    window.show_first_start(first_start)
    bridge.stop()
    first_start.evening_button.click()
    window.findChildren(QFileDialog)[-1].reject()
    window.leave()
    assert window.evenings.windows == []


@pytest.mark.parametrize("shown", [CLERK, DESK])
def test_another_language_ends_no_export_whatever_page_is_shown(
    window: MainWindow, desk: Desk, clock: SimulatedClock, station: Station, copy: Path, tmp_path: Path, shown: str
) -> None:
    meeting = desk.meeting(1)
    assert meeting is not None
    bridge = Bridge(desk, clock, folder=copy.parent / "log")
    screen = window.show_meeting(bridge, meeting)
    page = screen.pages.page(CLERK)
    assert isinstance(page, ClerkPage)
    with waits(page.work.idle):
        screen.pages.show(CLERK)
    with waits(page.work.stepped):
        page.saving.save("csv", tmp_path / "out")
    screen.pages.show(shown)
    window.renew()
    assert window.meeting_screen is not None
    after = window.meeting_screen.pages.page(CLERK)
    assert isinstance(after, ClerkPage)
    assert after is not page
    assert after.work.is_writing
    with waits(after.work.idle):
        pass
    assert len(list((tmp_path / "out").iterdir())) == len(kept_lines(copy.parent / "log")) == 12
    bridge.stop()
    window.leave()


def test_an_export_of_an_evening_goes_on_in_other_words_too(
    dressed: QApplication, qtbot: QtBot, copy: Path, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    evenings = Evenings(parent, lambda _problem: None)
    before = evenings.open(copy, meeting=1)
    assert before is not None
    with waits(before.page.shown):
        pass
    with waits(before.page.work.stepped):
        before.page.saving.save("csv", tmp_path / "out")
    evenings.renew()
    (made,) = evenings.windows
    with waits(made.page.work.idle):
        pass
    assert len(list((tmp_path / "out").iterdir())) == 12
    evenings.end()


def test_what_is_asked_for_begins_where_the_evenings_of_this_computer_lie(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    logs = tmp_path / ".local" / "roomflow"
    evenings = Evenings(parent, lambda _problem: None, lambda: logs)
    assert evenings._begins_in() != str(logs), "no log was begun there"
    logs.mkdir(parents=True)
    dialog = evenings.ask()
    assert dialog.directory().absolutePath() == str(logs)
    dialog.close()


def test_other_words_and_sizes_come_into_an_evening_too(dressed: QApplication, qtbot: QtBot, copy: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    evenings = Evenings(parent, lambda _problem: None)
    before = evenings.open(copy, meeting=1)
    evenings.renew()
    (made,) = evenings.windows
    assert made is not before
    assert made.meeting == 1
    evenings.end()
    assert evenings.windows == []

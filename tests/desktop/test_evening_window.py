"""The window for any log or copy: its meetings, one at a time, read-only."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.dialog_error import ErrorDialog
from roomflow.desktop.evening_window import EveningWindow, ask_for_evening, meetings_at
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import open_journal, open_reader
from tests.desktop.test_clerk_page import waits
from tests.domain.table import START
from tests.reports.logs import write_log
from tests.reports.stored import stored_entries


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
    windows: list[EveningWindow] = []
    say = ErrorDialog(parent)
    dialog = ask_for_evening(parent, windows, say)
    other = copy.with_name("letter.db")
    other.write_text("Dear clerk")
    dialog.fileSelected.emit(str(other))
    assert windows == []
    assert say.isVisible()
    say.hide()
    dialog.fileSelected.emit(str(copy))
    (window,) = windows
    qtbot.addWidget(window)
    with waits(window.page.shown):
        pass
    window.close()
    dialog.reject()

"""Setup over a whole run: what it keeps is what the next meeting begins with, and copies are made beside the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.computer.copies_light import copies_words
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.setup_dialog import SetupDialog
from roomflow.desktop.window.start import Run
from roomflow.service.clock import SimulatedClock
from roomflow.service.copier import CopyState
from roomflow.service.mint import SeededMint
from roomflow.settings import MINUTE_MS, Figures
from roomflow.settings_file import change_settings, read_settings
from roomflow.store.sqlite import open_reader
from tests.desktop.hands import WAIT_MS
from tests.service.evening import SIX_PM


class Going:
    """A run with its own clock, chance and settings file."""

    def __init__(self, folder: Path) -> None:
        self.settings_file = folder / "settings.toml"
        self.window = MainWindow()
        self.crash = CrashNotes()
        self.clock = SimulatedClock(SIX_PM)
        parts = Parts(
            folder / "log",
            clock=self.clock,
            mint=SeededMint(1),
            durable=False,
            settings_file=self.settings_file,
        )
        self.run = Run(self.window, parts, self.crash)

    def stop(self) -> None:
        self.window.close()
        self.run.stop()
        self.crash.remove()
        self.window.deleteLater()


@pytest.fixture
def going(dressed: QApplication, tmp_path: Path) -> Iterator[list[Going]]:
    """Runs that are stopped when the test ends."""
    made: list[Going] = []
    yield made
    for one in made:
        one.stop()


def begin(going: list[Going], folder: Path, qtbot: QtBot) -> Going:
    one = Going(folder)
    going.append(one)
    one.window.show()
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        one.run.begin()
    return one


def open_meeting(one: Going, qtbot: QtBot, *, practice: bool = False) -> None:
    assert one.window.first_start is not None
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        one.window.first_start.open_meeting(practice=practice)


def a_building(folder: Path) -> Path:
    file = folder / "hall.toml"
    text = assets.resource("samples", "building.toml").read_text("utf-8").replace("limit = 120", "limit = 99")
    file.write_text(text, "utf-8")
    return file


def test_the_next_meeting_begins_with_what_setup_keeps(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    figures = replace(Figures(), party_people_max=4, first_ticket=501)
    file = tmp_path / "settings.toml"
    change_settings(
        file,
        next_building=str(a_building(tmp_path)),
        next_name="Budget hearing",
        next_date="2026-02-03",
        next_call_to_order="09:00",
        figures=figures,
    )
    one = begin(going, tmp_path, qtbot)
    open_meeting(one, qtbot)
    assert one.window.meeting_screen is not None
    meeting = one.window.meeting_screen.meeting
    assert meeting is not None
    assert (meeting.name, meeting.date, meeting.call_to_order) == ("Budget hearing", "2026-02-03", "09:00")
    assert meeting.building.spaces[0].limit == 99
    assert meeting.figures == figures
    left = read_settings(file).settings
    assert (left.next_building, left.next_name, left.next_date) == ("", "", "")
    assert left.figures == figures


def test_a_practice_evening_leaves_what_is_kept_for_the_real_one(
    going: list[Going], tmp_path: Path, qtbot: QtBot
) -> None:
    change_settings(tmp_path / "settings.toml", next_name="Budget hearing")
    one = begin(going, tmp_path, qtbot)
    open_meeting(one, qtbot, practice=True)
    assert read_settings(tmp_path / "settings.toml").settings.next_name == "Budget hearing"


def test_a_building_that_is_gone_is_said_at_first_start(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    change_settings(tmp_path / "settings.toml", next_building=str(tmp_path / "gone.toml"))
    one = begin(going, tmp_path, qtbot)
    assert one.window.first_start is not None
    assert "gone.toml" in one.window.first_start.file_problem_label.text()


def test_first_start_takes_what_was_set_up_over_it(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    one = begin(going, tmp_path, qtbot)
    first_start = one.window.first_start
    assert first_start is not None
    first_start.setup_button.click()
    dialog = one.window.findChild(SetupDialog)
    assert dialog is not None
    one.run.kept.change(next_name="Budget hearing", figures=replace(Figures(), party_people_max=5))
    dialog.done_button.click()
    assert first_start.name_edit.text() == "Budget hearing"
    assert first_start.command().figures.party_people_max == 5


def test_a_settings_file_that_cannot_be_read_is_said_at_first_start_and_in_the_meeting(
    going: list[Going], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "settings.toml").write_text("printer = ", "utf-8")
    one = begin(going, tmp_path, qtbot)
    assert one.window.first_start is not None
    assert "not valid TOML" in one.window.first_start.status_label.text()
    open_meeting(one, qtbot)
    assert one.window.meeting_screen is not None
    assert "not valid TOML" in one.window.meeting_screen.footer_bar.notice_label.text()
    assert (tmp_path / "settings.toml").read_text("utf-8") == "printer = "  # nothing was changed yet


def test_the_figures_of_an_open_meeting_stay(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    one = begin(going, tmp_path, qtbot)
    open_meeting(one, qtbot)
    one.run.kept.change(figures=replace(Figures(), party_people_max=2))
    assert one.run.opened is not None
    meeting = one.run.opened.desk.meeting(1)
    assert meeting is not None
    assert meeting.figures == Figures()


def test_copies_are_made_beside_the_desk_and_at_its_end(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    usb = tmp_path / "USB"
    usb.mkdir()
    one = begin(going, tmp_path, qtbot)
    open_meeting(one, qtbot)
    copies = one.window.computer.copies
    screen = one.window.meeting_screen
    assert copies is not None
    assert screen is not None

    def is_copied() -> bool:
        return copies.state is not None and copies.state.at is not None

    with qtbot.waitSignal(copies.changed, timeout=WAIT_MS, check_params_cb=is_copied):
        one.run.kept.change(copies_folder=str(usb))
    assert screen.header_bar.log_label.text() == "Copies: USB, just now"
    with qtbot.waitSignal(screen.bridge.answered, timeout=WAIT_MS):
        screen.page.press_size(2)
    going.remove(one)
    one.stop()
    with open_reader(usb / "roomflow-copy") as reader, open_reader(tmp_path / "log") as log:
        assert reader.head(1) == log.head(1)
        assert reader.head(1)[0] == 2


def test_a_missing_folder_for_copies_is_said_in_the_header(going: list[Going], tmp_path: Path, qtbot: QtBot) -> None:
    change_settings(tmp_path / "settings.toml", copies_folder=str(tmp_path / "USB"))
    one = begin(going, tmp_path, qtbot)
    open_meeting(one, qtbot)
    screen, copies = one.window.meeting_screen, one.window.computer.copies
    assert screen is not None
    assert copies is not None

    def is_missed() -> bool:
        return copies.state is not None and "not there" in copies.state.problem

    if not is_missed():
        with qtbot.waitSignal(copies.changed, timeout=WAIT_MS, check_params_cb=is_missed):
            pass
    assert screen.header_bar.log_label.text() == "No copy in USB"
    assert "is not there" in screen.header_bar.log_label.toolTip()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CopyState(Path("USB")), "Copies: USB, now"),
        (CopyState(Path("USB"), SIX_PM), "Copies: USB, 2 min ago"),
        (CopyState(Path("USB"), SIX_PM + 2 * MINUTE_MS), "Copies: USB, just now"),
        (CopyState(Path("USB"), SIX_PM, "gone"), "No copy in USB for 2 min"),
        (CopyState(Path("USB"), None, "gone"), "No copy in USB"),
    ],
)
def test_the_age_of_a_copy_is_in_words(state: CopyState, words: str) -> None:
    assert copies_words(state, SIX_PM + 2 * MINUTE_MS) == words

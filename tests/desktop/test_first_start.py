"""First start: a building is chosen and checked, a meeting opened, and every slip has a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from roomflow import assets
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.plan import Choice, Plan, PlanRow, plan_of, time_typed
from roomflow.desktop.computer.opening import LOG_NAME, Parts, folder_problem
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.first_start.table import COLUMNS, PlanModel
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run
from roomflow.domain.building import Building, BuildingError, SpaceKind, building_from, read_building
from roomflow.domain.commands import OpenMeeting
from roomflow.service.clock import SimulatedClock
from roomflow.service.mint import SeededMint
from tests.desktop.hands import WAIT_MS
from tests.service.evening import SIX_PM


@pytest.fixture
def sample() -> Building:
    return read_building(assets.resource("samples", "building.toml").read_bytes())


@pytest.fixture
def first_start(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> FirstStart:
    page = FirstStart(tmp_path / "log", lambda: SIX_PM, may_change_folder=True)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    return page


@pytest.fixture
def wanted(first_start: FirstStart) -> list[tuple[OpenMeeting, Path]]:
    """What first start asks for."""
    asked: list[tuple[OpenMeeting, Path]] = []
    first_start.open_wanted.connect(lambda command, folder: asked.append((command, folder)))
    first_start.practice_wanted.connect(lambda command, folder: asked.append((command, folder)))
    return asked


def type_into(page: FirstStart, row: int, column: str, text: str) -> None:
    """Type into a cell as a person does: choose it, type, Enter; a cell that is open already takes it at once."""
    table, model = page.rooms_column.rooms_table, page.rooms_column.model
    if table.state() != QAbstractItemView.State.EditingState:
        index = model.index(row, COLUMNS.index(column))
        table.setCurrentIndex(index)
        table.edit(index)
    editor = table.findChildren(QLineEdit, "cell_edit")[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    blocker = SignalBlocker(timeout=WAIT_MS, raising=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    blocker.connect(page.rooms_column.changed)  # type: ignore[no-untyped-call]
    with blocker:  # Qt takes the text over when the editor has seen the key
        QTest.keyClick(editor, Qt.Key.Key_Return)


# --- the sample --------------------------------------------------------------------------------------


def test_the_sample_is_a_click_or_two_keys_from_an_open_meeting(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]], sample: Building, tmp_path: Path
) -> None:
    assert first_start.status_label.text() == "Ready to open"
    assert first_start.rooms_column.places_label.text() == "249 public places in 4 rooms"
    QTest.keyClick(first_start, Qt.Key.Key_Return)
    assert wanted == [], "from habit nobody opens a real log with invented limits"
    assert first_start.open_button.hasFocus()
    assert first_start.status_label.text().startswith("These limits are invented")
    QTest.keyClick(first_start, Qt.Key.Key_Return)
    command = OpenMeeting("City Commission", "2026-01-13", sample, False, "17:15", "18:00")
    assert wanted == [(command, tmp_path / "log")]


def test_with_limits_of_ones_own_one_key_opens_the_meeting(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]
) -> None:
    model = first_start.rooms_column.model
    model.setData(model.index(1, COLUMNS.index("limit")), "71")
    QTest.keyClick(first_start, Qt.Key.Key_Return)
    assert [command.building.spaces[1].limit for command, _folder in wanted] == [71]


def test_pressing_twice_opens_one_meeting(first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]) -> None:
    first_start.open_meeting()
    first_start.open_meeting()
    assert len(wanted) == 1
    first_start.show_problem("The disk is full.")
    assert first_start.status_label.text() == "The disk is full."
    first_start.open_meeting()
    assert len(wanted) == 2


def test_a_practice_evening_says_so_in_its_first_entry(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]
) -> None:
    first_start.practice_button.click()
    assert [command.practice for command, _folder in wanted] == [True]


def test_enter_on_a_button_reached_by_tab_presses_that_button(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]], qtbot: QtBot
) -> None:
    qtbot.waitActive(first_start)
    first_start.practice_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first_start.practice_button, Qt.Key.Key_Return)
    assert [command.practice for command, _folder in wanted] == [True]


def test_limits_are_typed_in_the_table(first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]) -> None:
    type_into(first_start, 0, "limit", "30")
    type_into(first_start, 0, "reserved", "5")
    assert first_start.rooms_column.places_label.text() == "172 public places in 4 rooms"
    first_start.open_meeting()
    chamber = wanted[0][0].building.spaces[0]
    assert (chamber.limit, chamber.reserved, chamber.doors) == (30, 5, ("East door", "West door"))


def test_a_cell_that_is_still_being_typed_in_counts(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]
) -> None:
    table = first_start.rooms_column.rooms_table
    index = first_start.rooms_column.model.index(1, COLUMNS.index("limit"))
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.findChild(QLineEdit, "cell_edit")
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "44")
    first_start.open_button.click()
    assert wanted[0][0].building.spaces[1].limit == 44


# --- slips -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("limit", "-3", "The limit of “Overflow A” must be a whole number"),
        ("limit", "many", "The limit of “Overflow A” must be a whole number"),
        ("limit", "1_0", "The limit of “Overflow A” must be a whole number"),
        ("limit", "", "“Overflow A” has no limit"),
        ("reserved", "71", "“Overflow A” has 71 reserved places but a limit of 70"),
        ("accessible", "70", "more accessible places than places"),
        ("name", "overflow b", "Two spaces have the name"),
        ("name", "", "A space has no name"),
    ],
)
def test_a_slip_in_a_figure_is_a_sentence_and_nothing_can_be_opened(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]], column: str, text: str, sentence: str
) -> None:
    index = first_start.rooms_column.model.index(1, COLUMNS.index(column))
    first_start.rooms_column.model.setData(index, text)
    assert sentence in first_start.status_label.text()
    assert not first_start.open_button.isEnabled()
    QTest.keyClick(first_start, Qt.Key.Key_Return)
    assert wanted == []


@pytest.mark.parametrize("text", ["24:00", "soon", "1800", "18:60", "-1:00"])
def test_a_time_that_is_none_is_a_sentence(first_start: FirstStart, text: str) -> None:
    first_start.doors_open_edit.setText(text)
    assert f"“{text}” is no time" in first_start.status_label.text()
    assert not first_start.open_button.isEnabled()


def test_times_may_be_left_out_and_written_short() -> None:
    assert [time_typed(text) for text in ("", "9:30", " 18:05 ")] == ["", "09:30", "18:05"]


def test_a_meeting_needs_a_name(first_start: FirstStart) -> None:
    first_start.name_edit.clear()
    assert first_start.status_label.text() == "Give the meeting a name."
    assert not first_start.open_button.isEnabled()


# --- one's own building ------------------------------------------------------------------------------


def test_a_building_of_ones_own_begins_empty_and_becomes_ready(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]
) -> None:
    first_start.own_choice.click()
    assert first_start.rooms_column.model.rowCount() == 0
    assert first_start.status_label.text() == "Give the building a name."
    QTest.keyClicks(first_start.building_name_edit, "Town Hall")
    assert "Add the spaces" in first_start.status_label.text()
    first_start.timezone_edit.clear()
    QTest.keyClicks(first_start.timezone_edit, "America/Denver")
    first_start.rooms_column.add_button.click()
    assert "A space has no name" in first_start.status_label.text()
    type_into(first_start, 0, "name", "Hall")
    assert "“Hall” has no limit" in first_start.status_label.text()
    type_into(first_start, 0, "limit", "40")
    assert first_start.status_label.text() == "Ready to open"
    first_start.open_meeting()
    building = wanted[0][0].building
    assert (building.name, building.spaces[0].kind, building.spaces[0].limit) == ("Town Hall", SpaceKind.CHAMBER, 40)


def test_a_time_zone_nobody_knows_is_a_sentence(first_start: FirstStart) -> None:
    first_start.file_choice.setChecked(False)
    first_start.choose(Choice.OWN)
    QTest.keyClicks(first_start.building_name_edit, "Town Hall")
    first_start.rooms_column.add_button.click()
    type_into(first_start, 0, "name", "Hall")
    type_into(first_start, 0, "limit", "40")
    first_start.timezone_edit.clear()
    QTest.keyClicks(first_start.timezone_edit, "Mars/Olympus")
    assert "The time zone “Mars/Olympus” is not known" in first_start.status_label.text()


def test_what_was_typed_in_one_building_is_there_after_a_look_at_another(first_start: FirstStart) -> None:
    type_into(first_start, 0, "limit", "30")
    first_start.own_choice.click()
    first_start.sample_choice.click()
    assert first_start.rooms_column.plan.rows[0].limit == "30"


# --- from a file -------------------------------------------------------------------------------------


def test_a_building_is_read_from_a_file(first_start: FirstStart, tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text('name = "Hall"\ntimezone = "UTC"\n[[space]]\nname = "A"\nkind = "overflow"\nlimit = 9\n', "utf-8")
    first_start.read_file(file)
    assert first_start.file_choice.isChecked()
    assert first_start.building_name_edit.text() == "Hall"
    assert first_start.rooms_column.places_label.text() == "9 public places in 1 room"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"name = ", "not valid TOML"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b'name = "H"\ntimezone = "UTC"\n', "nowhere to send people"),
        (b'name = "H"\ntimezone = "UTC"\n[[space]]\nname = "A"\nkind = "attic"\n', "the kind “attic”"),
    ],
)
def test_a_file_that_is_no_building_is_a_sentence_and_changes_nothing(
    first_start: FirstStart, tmp_path: Path, text: bytes, sentence: str
) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(text)
    first_start.read_file(file)
    assert sentence in first_start.file_problem_label.text()
    assert first_start.sample_choice.isChecked()
    assert first_start.rooms_column.places_label.text() == "249 public places in 4 rooms"


def test_a_file_that_cannot_be_read_is_a_sentence(first_start: FirstStart, tmp_path: Path) -> None:
    first_start.read_file(tmp_path / "gone.toml")
    assert first_start.file_problem_label.text() == "The file gone.toml cannot be read."


def test_the_file_is_asked_for_in_a_dialog_that_stops_nobody(first_start: FirstStart, tmp_path: Path) -> None:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    first_start.file_choice.click()
    dialog = first_start.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    assert first_start.sample_choice.isChecked()


# --- the plan and its table --------------------------------------------------------------------------


def test_a_building_comes_back_from_its_plan_unchanged(sample: Building) -> None:
    assert plan_of(sample).building() == sample


def test_the_order_of_rooms_is_the_order_in_which_they_fill(
    first_start: FirstStart, wanted: list[tuple[OpenMeeting, Path]]
) -> None:
    column = first_start.rooms_column
    column.rooms_table.setCurrentIndex(column.model.index(3, 0))
    column.up_button.click()
    column.up_button.click()
    first_start.open_meeting()
    names = [space.name for space in wanted[0][0].building.rooms]
    assert names == ["Commission Chamber", "Overflow C", "Overflow A", "Overflow B"]


def test_a_space_can_be_removed(first_start: FirstStart) -> None:
    column = first_start.rooms_column
    column.rooms_table.setCurrentIndex(column.model.index(7, 0))
    column.remove_button.click()
    assert "Plaza" not in [row.name for row in column.plan.rows]


def test_another_kind_of_space_empties_what_means_nothing_there() -> None:
    room = PlanRow("A", SpaceKind.OVERFLOW, "40", "2", "1")
    assert room.of_kind(SpaceKind.KEEP_CLEAR) == replace(
        room, kind=SpaceKind.KEEP_CLEAR, limit="0", reserved="", accessible=""
    )
    assert room.of_kind(SpaceKind.KEEP_CLEAR).of_kind(SpaceKind.WAITING).limit == ""
    assert not room.of_kind(SpaceKind.OUTSIDE).can_edit("limit")


def test_a_plan_without_rooms_is_no_building() -> None:
    plan = Plan("H", "UTC", (PlanRow("Lobby", SpaceKind.WAITING, "10"),))
    with pytest.raises(BuildingError, match="nowhere to send people"):
        plan.building()


def test_the_table_is_a_sound_model(sample: Building, qtmodeltester: ModelTester) -> None:
    model = PlanModel(plan_of(sample))
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    model.move_row(3, -1)
    model.add_row()
    model.remove_row(0)
    assert model.index(0, 0) != QModelIndex()


# --- the run: what a folder holds decides ------------------------------------------------------------


class Started:
    """A run with its own clock and chance."""

    def __init__(self, folder: Path) -> None:
        self.window = MainWindow()
        self.crash = CrashNotes()
        self.remembered: list[Path] = []
        parts = Parts(
            folder, True, self.remembered.append, clock=SimulatedClock(SIX_PM), mint=SeededMint(1), durable=False
        )
        self.run = Run(self.window, parts, self.crash)

    def stop(self) -> None:
        self.window.close()
        self.run.stop()
        self.crash.remove()
        self.window.deleteLater()


@pytest.fixture
def starts(dressed: QApplication) -> Iterator[list[Started]]:
    """Runs that are stopped when the test ends."""
    started: list[Started] = []
    yield started
    for one in started:
        one.stop()


def start(starts: list[Started], folder: Path, qtbot: QtBot) -> Started:
    """Show a window on a folder, until it shows a screen to work on."""
    one = Started(folder)
    starts.append(one)
    one.window.show()
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        one.run.begin()
    return one


def open_meeting(one: Started, qtbot: QtBot, *, practice: bool = False) -> None:
    assert one.window.first_start is not None
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        one.window.first_start.open_meeting(practice=practice)


def test_an_empty_folder_offers_first_start_and_opening_shows_the_desk(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    one = start(starts, tmp_path / "log", qtbot)
    assert one.window.meeting_screen is None
    assert not (tmp_path / "log").exists()
    open_meeting(one, qtbot)
    assert one.window.meeting_screen is not None
    assert one.window.meeting_screen.header_bar.name_label.text() == "City Commission"
    assert (tmp_path / "log" / "roomflow.db").exists()


def test_a_folder_with_an_open_meeting_continues_it(starts: list[Started], tmp_path: Path, qtbot: QtBot) -> None:
    first = start(starts, tmp_path, qtbot)
    open_meeting(first, qtbot)
    starts.remove(first)
    first.stop()
    second = start(starts, tmp_path, qtbot)
    assert second.window.first_start is None
    assert second.window.meeting_screen is not None


def test_a_window_closed_while_the_log_is_read_leaves_no_desk_behind(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    first = start(starts, tmp_path, qtbot)
    open_meeting(first, qtbot)
    starts.remove(first)
    first.stop()
    second = Started(tmp_path)
    second.window.show()
    second.run.begin()
    second.stop()  # before the window's loop could take the desk
    third = start(starts, tmp_path, qtbot)  # the lock of the folder is free again
    assert third.window.meeting_screen is not None


def test_a_second_desk_on_the_same_folder_is_refused_with_a_sentence(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    open_meeting(start(starts, tmp_path, qtbot), qtbot)
    other = Started(tmp_path)
    starts.append(other)
    with qtbot.waitSignal(other.run.failed, timeout=WAIT_MS) as waiting:
        other.run.begin()
    assert "desk" in waiting.args[0]
    assert waiting.args[0].endswith(".")


def test_after_the_close_a_new_meeting_is_offered_in_the_same_log(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    from roomflow.desktop.cards.close import CloseMeetingDialog
    from roomflow.domain.commands import Adjourn, Close

    one = start(starts, tmp_path, qtbot)
    open_meeting(one, qtbot)
    screen = one.window.meeting_screen
    assert screen is not None
    with qtbot.waitSignals([screen.bridge.answered] * 2, timeout=WAIT_MS):
        screen.ask(Adjourn())
        screen.ask(Close())
    screen.close_log()
    card = screen._cards[CloseMeetingDialog]
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        card.accept()
    assert one.window.first_start is not None
    open_meeting(one, qtbot)
    assert one.window.meeting_screen is not None
    assert one.window.meeting_screen.meeting is not None
    assert one.window.meeting_screen.meeting.number == 2


def test_enter_pressed_from_habit_after_the_close_opens_no_second_meeting(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    from roomflow.domain.commands import Adjourn, Close

    one = start(starts, tmp_path, qtbot)
    assert one.window.first_start is not None
    assert one.window.first_start.enter_opens, "the control: at a first start Enter does open"
    open_meeting(one, qtbot)
    screen = one.window.meeting_screen
    assert screen is not None
    with qtbot.waitSignals([screen.bridge.answered] * 2, timeout=WAIT_MS):
        screen.ask(Adjourn())
        screen.ask(Close())
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        screen.ended.emit()
    page = one.window.first_start
    assert page is not None
    wanted: list[object] = []
    page.open_wanted.connect(lambda command, _folder: wanted.append(command))
    page.open_wanted.disconnect(one.run._open_meeting)
    QTest.keyClick(page.name_edit, Qt.Key.Key_Return)
    assert wanted == []
    assert page.status_note_label.text() == "Press the button of what comes next."
    page.name_edit.setText("School Board")
    for _press in range(2):  # the limits of the sample are invented
        QTest.keyClick(page.name_edit, Qt.Key.Key_Return)
    assert len(wanted) == 1


def test_the_next_evening_is_offered_in_the_building_of_the_last_one(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    from roomflow.domain.commands import Adjourn, Close

    one = start(starts, tmp_path, qtbot)
    assert one.window.first_start is not None
    type_into(one.window.first_start, 0, "limit", "90")
    open_meeting(one, qtbot)
    screen = one.window.meeting_screen
    assert screen is not None
    with qtbot.waitSignals([screen.bridge.answered] * 2, timeout=WAIT_MS):
        screen.ask(Adjourn())
        screen.ask(Close())
    starts.remove(one)
    one.stop()
    next_evening = start(starts, tmp_path, qtbot).window.first_start
    assert next_evening is not None
    assert next_evening.own_choice.isChecked()
    assert next_evening.rooms_column.plan.rows[0].limit == "90"


def test_a_practice_evening_lies_beside_the_log_and_never_in_it(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    one = start(starts, tmp_path / "log", qtbot)
    open_meeting(one, qtbot, practice=True)
    assert one.window.practice_band.isVisible()
    assert (tmp_path / "log-practice" / "roomflow.db").exists()
    assert not (tmp_path / "log").exists()
    assert one.remembered == []


def test_a_practice_folder_named_on_the_command_line_is_marked(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    first = start(starts, tmp_path / "log", qtbot)
    open_meeting(first, qtbot, practice=True)
    starts.remove(first)
    first.stop()
    second = start(starts, tmp_path / "log-practice", qtbot)
    assert second.window.practice_band.isVisible()


def test_a_folder_chosen_at_first_start_is_remembered_once_it_holds_a_log(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    one = start(starts, tmp_path / "log", qtbot)
    assert one.window.first_start is not None
    one.window.first_start.set_folder(tmp_path / "elsewhere")
    assert one.remembered == []
    open_meeting(one, qtbot)
    assert one.remembered == [tmp_path / "elsewhere"]


def test_the_window_and_the_store_call_the_file_of_the_log_the_same() -> None:
    from roomflow.store.sqlite import LOG_NAME as NAME_OF_THE_STORE

    assert LOG_NAME == NAME_OF_THE_STORE


def test_a_folder_where_no_log_can_lie_is_a_sentence(starts: list[Started], tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    assert folder_problem(file / "log") == f"The log cannot lie in {file / 'log'}: {file} is no folder."
    assert folder_problem(tmp_path / "new" / "log") == ""
    one = start(starts, file / "log", qtbot)
    assert one.window.first_start is not None
    assert "is no folder" in one.window.first_start.status_label.text()


def test_a_folder_that_cannot_be_written_is_never_ready_to_open(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(**_where: object) -> object:
        raise PermissionError

    monkeypatch.setattr("roomflow.desktop.computer.opening.tempfile.TemporaryFile", refuses)
    page = FirstStart(tmp_path / "log", lambda: SIX_PM, may_change_folder=True)
    assert page.status_label.text() == f"The log cannot lie in {tmp_path / 'log'}: {tmp_path} cannot be written."
    page.name_edit.setText("Council")  # typing takes other sentences away, and not this one
    assert "cannot be written" in page.status_label.text()
    assert not page.open_button.isEnabled()
    monkeypatch.undo()
    page._change_folder(tmp_path / "elsewhere")
    assert page.status_label.text() == "Ready to open"
    page.deleteLater()


def test_limits_typed_for_a_practice_evening_are_there_for_the_real_one(
    starts: list[Started], tmp_path: Path, qtbot: QtBot
) -> None:
    from roomflow.desktop.cards.question import EndPracticeDialog

    one = start(starts, tmp_path / "log", qtbot)
    assert one.window.first_start is not None
    page = one.window.first_start
    typed = building_from({**page.command().building.as_dict(), "name": "Our own hall"})
    page.offer(typed)
    open_meeting(one, qtbot, practice=True)
    screen = one.window.meeting_screen
    assert screen is not None
    screen.menu.end_practice_action.trigger()
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        screen._cards[EndPracticeDialog].accept()
    assert one.window.first_start is not None
    assert one.window.first_start.command().building == typed


def test_a_practice_evening_leads_back_to_the_first_screen(starts: list[Started], tmp_path: Path, qtbot: QtBot) -> None:
    from roomflow.desktop.cards.question import EndPracticeDialog

    one = start(starts, tmp_path / "log", qtbot)
    open_meeting(one, qtbot, practice=True)
    screen = one.window.meeting_screen
    assert screen is not None
    screen.menu.end_practice_action.trigger()
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        screen._cards[EndPracticeDialog].accept()
    assert not one.window.practice_band.isVisible()
    assert one.window.first_start is not None
    open_meeting(one, qtbot)
    assert one.window.meeting_screen is not None
    assert one.window.meeting_screen.meeting is not None
    assert not one.window.meeting_screen.meeting.practice


def test_a_space_is_dragged_to_another_place_in_the_order(first_start: FirstStart) -> None:
    column = first_start.rooms_column
    model, table = column.model, column.rooms_table
    names = [row.name for row in column.plan.rows]
    assert table.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    assert not table.dragDropOverwriteMode()
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.moveRow(QModelIndex(), 1, QModelIndex(), 4)
    assert [row.name for row in column.plan.rows] == [names[0], names[2], names[3], names[1], *names[4:]]
    assert model.moveRow(QModelIndex(), 3, QModelIndex(), 1)
    assert [row.name for row in column.plan.rows] == names
    assert not model.moveRow(QModelIndex(), 1, QModelIndex(), 2), "where it stands already"

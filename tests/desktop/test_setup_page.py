"""The Setup page: what is changed is kept for the next meeting, every slip has a sentence, an open meeting stays."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from roomflow import assets
from roomflow.computer import Settings
from roomflow.desktop.basis.pages import SETUP
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.setup.figures import figure_words
from roomflow.desktop.setup.page import STATIONS, SetupPage
from roomflow.desktop.setup.stations import StationsModel, station_rows
from roomflow.domain.building import read_building
from roomflow.domain.commands import SendParty, Tap
from roomflow.domain.planning import estimate
from roomflow.service.desk import Desk
from roomflow.settings import BOUNDS, MINUTE_MS, Figures
from tests.desktop.evenings import sample_building
from tests.desktop.hands import Hands
from tests.service.evening import BUILDING, SIX_PM, Station


@pytest.fixture
def kept(tmp_path: Path) -> KeptSettings:
    return KeptSettings(tmp_path / "config" / "settings.toml")


@pytest.fixture
def setup(dressed: QApplication, kept: KeptSettings, qtbot: QtBot, tmp_path: Path) -> SetupPage:
    """The page without a meeting, on the sample building."""
    page = SetupPage(ThisComputer(kept, tmp_path / "log"))
    qtbot.addWidget(page)
    page.without_meeting()
    page.resize(1286, 664)
    page.show()
    return page


def type_in(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def field(page: SetupPage, name: str) -> QLineEdit:
    control = page.building.space_card.fields[name].control
    assert isinstance(control, QLineEdit)
    return control


# --- the building ------------------------------------------------------------------------------------


def test_a_building_is_changed_and_saved_with_its_comments(
    setup: SetupPage, kept: KeptSettings, tmp_path: Path
) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(assets.resource("samples", "building.toml").read_bytes())
    assert setup.building.open_file(file)
    type_in(field(setup, "limit"), "110")
    assert setup.building.is_changed
    setup.building.save_button.click()
    text = file.read_text("utf-8")
    assert "limit = 110" in text
    assert "# dais, staff and press, not for the public" in text
    assert read_building(text.encode()).spaces[0].limit == 110
    assert kept.settings.building_file == kept.settings.next_building == str(file)
    assert setup.building.status_label.text() == f"Saved: {file}"


def test_everything_a_space_has_can_be_typed(setup: SetupPage, tmp_path: Path) -> None:
    building = setup.building
    building.rooms_column.rooms_table.selectRow(1)
    for name, text in (
        ("name", "Annex"),
        ("limit", "55"),
        ("reserved", "5"),
        ("accessible", "3"),
        ("floor", "Ground floor"),
        ("directions", "Room 1, left"),
        ("floor_es", "Planta baja"),
        ("directions_es", "Sala 1"),
    ):
        type_in(field(setup, name), text)
    doors = building.space_card.fields["doors"].control
    assert isinstance(doors, QPlainTextEdit)
    doors.setPlainText("North\n\n South ")
    arrow = building.space_card.fields["arrow"].control
    assert isinstance(arrow, QComboBox)
    arrow.setFocus()
    QTest.keyClick(arrow, Qt.Key.Key_Down)
    assert building.save_to(tmp_path / "b.toml")
    space = read_building((tmp_path / "b.toml").read_bytes()).spaces[1]
    assert (space.name, space.limit, space.reserved, space.accessible) == ("Annex", 55, 5, 3)
    assert (space.floor, space.directions, space.doors) == ("Ground floor", "Room 1, left", ("North", "South"))
    assert space.words == {"es": {"floor": "Planta baja", "directions": "Sala 1"}}
    assert space.arrow == "right"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("limit", "many", "must be a whole number"),
        ("limit", "", "has no limit"),
        ("reserved", "71", "71 reserved places but a limit of 70"),
        ("accessible", "70", "more accessible places"),
        ("name", "Overflow B", "Two spaces have the name"),
    ],
)
def test_a_slip_has_its_sentence_beside_its_field_and_is_not_saved(
    setup: SetupPage, kept: KeptSettings, name: str, text: str, sentence: str
) -> None:
    if name == "name":
        setup.building.rooms_column.rooms_table.selectRow(2)
        type_in(field(setup, name), "Overflow A")
    else:
        setup.building.rooms_column.rooms_table.selectRow(1)
        type_in(field(setup, name), text)
    assert sentence in setup.building.space_card.problem()
    assert sentence in field(setup, name).accessibleDescription()
    assert not setup.building.save_button.isEnabled()
    assert kept.settings.building_file == ""


def test_doors_of_one_name_are_said_beside_the_doors(setup: SetupPage) -> None:
    doors = setup.building.space_card.fields["doors"].control
    assert isinstance(doors, QPlainTextEdit)
    doors.setPlainText("North\nnorth")
    assert "Two doors" in setup.building.space_card.problem()


def test_spaces_are_added_removed_and_ordered_by_keys(setup: SetupPage, qtbot: QtBot) -> None:
    column = setup.building.rooms_column
    qtbot.waitActive(setup)
    column.rooms_table.setFocus()
    column.rooms_table.selectRow(1)
    QTest.keyClick(column.rooms_table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in column.plan.rows[1:3]] == ["Overflow B", "Overflow A"]
    QTest.keyClick(column.rooms_table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in column.plan.rows[1:3]] == ["Overflow A", "Overflow B"]
    column.add_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(column.add_button, Qt.Key.Key_Space)
    assert len(column.plan.rows) == 9
    assert setup.building.space_card.title_label.text() == "A new space"
    column.remove_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(column.remove_button, Qt.Key.Key_Space)
    assert len(column.plan.rows) == 8


def test_a_file_changed_by_somebody_else_is_not_written_over(setup: SetupPage, tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(assets.resource("samples", "building.toml").read_bytes())
    setup.building.open_file(file)
    type_in(field(setup, "limit"), "110")
    file.write_text(file.read_text("utf-8") + "# by hand\n", "utf-8")
    setup.building.save_button.click()
    assert "was changed by somebody else" in setup.building.status_label.text()
    assert "# by hand" in file.read_text("utf-8")
    assert "limit = 120" in file.read_text("utf-8")


def test_what_is_not_saved_is_not_dropped_by_one_press(setup: SetupPage) -> None:
    type_in(field(setup, "limit"), "110")
    type_in(setup.building.name_edit, "Town Hall")
    setup.building.open_button.click()
    assert "is not saved" in setup.building.status_label.text()
    assert setup.building.rooms_column.plan.rows[0].limit == "110"


def test_a_file_that_is_no_building_is_a_sentence_and_the_sample_stays(setup: SetupPage, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("name = ", "utf-8")
    assert not setup.building.open_file(tmp_path / "bad.toml")
    assert "not valid TOML" in setup.building.status_label.text()
    assert setup.building.rooms_column.plan.building() == sample_building()


def test_the_building_saved_last_is_there_at_the_next_start(
    setup: SetupPage, kept: KeptSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    type_in(field(setup, "limit"), "99")
    assert setup.building.save_to(tmp_path / "mine.toml")
    again = SetupPage(ThisComputer(KeptSettings(kept.file)))
    qtbot.addWidget(again)
    again.show()
    assert again.building.rooms_column.plan.rows[0].limit == "99"


def test_the_limits_helper_reckons_and_sets_nothing(setup: SetupPage) -> None:
    card = setup.building.planning_card
    before = setup.building.rooms_column.plan
    card.use_choice.setCurrentIndex(card.use_choice.findData("chairs"))
    type_in(card.figure_edit, "700")
    assert card.estimate_label.text() == "about 100 people"
    assert card.title_label.text() == "Planning only: the posted sign controls"
    type_in(card.figure_edit, "many")
    assert card.figure_field.problem_label.text() == "Enter a whole number."
    assert setup.building.rooms_column.plan == before


@pytest.mark.parametrize(
    ("use", "figure", "people"),
    [("standing", 104, 20), ("chairs", 700, 100), ("tables", 14, 0), ("tables", 150, 10), ("seats", 120, 120)],
)
def test_an_estimate_counts_whole_people(use: str, figure: int, people: int) -> None:
    assert estimate(use, figure) == people


# --- the next meeting, the figures, this computer ----------------------------------------------------


def test_the_next_meeting_is_kept_as_it_is_typed(setup: SetupPage, kept: KeptSettings) -> None:
    meeting = setup.meeting
    type_in(meeting.name_edit, "Budget hearing")
    type_in(meeting.date_edit, "2026-02-03")
    type_in(meeting.doors_open_edit, "9:30")
    type_in(meeting.call_to_order_edit, "24:00")
    assert (kept.settings.next_name, kept.settings.next_date) == ("Budget hearing", "2026-02-03")
    assert (kept.settings.next_doors_open, kept.settings.next_call_to_order) == ("09:30", "")
    assert "“24:00” is no time" in meeting.fields["next_call_to_order"].problem_label.text()
    type_in(meeting.date_edit, "tomorrow")
    assert kept.settings.next_date == "2026-02-03"
    assert "is no date" in meeting.fields["next_date"].problem_label.text()


def test_the_next_meeting_says_what_else_it_begins_with(setup: SetupPage, kept: KeptSettings, tmp_path: Path) -> None:
    meeting = setup.meeting
    assert meeting.building_label.text() == "The building of the last meeting, or the sample."
    assert meeting.figures_label.text() == "Every figure at its default."
    assert setup.building.save_to(tmp_path / "hall.toml")
    type_in(setup.figures.rows["party_people_max"].figure_edit, "4")
    assert meeting.building_label.text() == "The building saved in hall.toml."
    assert meeting.figures_label.text() == "1 figure is not at its default."
    meeting.section_wanted.emit("figures")
    assert setup.buttons["figures"].isChecked()


def test_every_figure_of_the_brief_has_a_field_and_its_default() -> None:
    named = [name for cards in figure_words() for _title, figures in cards for name, _words in figures]
    assert sorted(named) == sorted(BOUNDS) == sorted(Figures().as_dict())


def test_a_page_that_was_made_again_hears_of_no_change(
    dressed: QApplication, kept: KeptSettings, tmp_path: Path
) -> None:
    gone = SetupPage(ThisComputer(kept, tmp_path / "log"))
    delete(gone)
    kept.change(voice="chime")
    assert kept.settings.voice == "chime"


def test_figures_are_kept_when_they_go_together(setup: SetupPage, kept: KeptSettings) -> None:
    rows = setup.figures.rows
    type_in(rows["party_people_max"].figure_edit, "4")
    type_in(rows["call_grace_ms"].figure_edit, "7")
    assert (kept.settings.figures.party_people_max, kept.settings.figures.call_grace_ms) == (4, 7 * MINUTE_MS)
    type_in(rows["recall_second_ms"].figure_edit, "7")
    assert "within the grace" in rows["recall_second_ms"].problem_label.text()
    assert kept.settings.figures.recall_second_ms == 4 * MINUTE_MS
    type_in(rows["undo_ms"].figure_edit, "ten")
    assert "Enter a whole number from 1 to 60." in rows["undo_ms"].problem_label.text()
    setup.figures.defaults_button.click()
    assert kept.settings.figures == Figures()
    assert rows["undo_ms"].problem_label.isHidden()


def test_a_folder_for_copies_is_chosen_and_switched_off(setup: SetupPage, kept: KeptSettings, tmp_path: Path) -> None:
    card = setup.computer.copies_card
    assert card.folder_label.text() == "No copies are made."
    card.choose(str(tmp_path / "USB"))
    assert kept.settings.copies_folder == str(tmp_path / "USB")
    type_in(card.minutes_edit, "0")
    assert "from 1 to 60" in card.minutes_field.problem_label.text()
    type_in(card.minutes_edit, "5")
    assert kept.settings.copies_minutes == 5
    card.off_button.click()
    assert kept.settings.copies_folder == ""


def test_settings_that_cannot_be_written_are_said_and_not_taken(
    setup: SetupPage, kept: KeptSettings, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("in the way", "utf-8")
    type_in(setup.meeting.name_edit, "Budget hearing")
    assert "cannot be written" in setup.problem_label.text()
    assert kept.settings == Settings()


def test_a_settings_file_that_cannot_be_read_is_said(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("copies_minutes = ", "utf-8")
    page = SetupPage(ThisComputer(KeptSettings(tmp_path / "settings.toml")))
    qtbot.addWidget(page)
    page.show()
    assert "not valid TOML" in page.problem_label.text()


def test_every_control_says_what_it_is(setup: SetupPage) -> None:
    for name in setup.buttons:
        setup.show_section(name)
        for kind in (QLineEdit, QComboBox, QPlainTextEdit):
            shown = [each for each in setup.findChildren(kind) if each.isVisible()]
            unnamed = [each.objectName() for each in shown if not each.accessibleName()]
            assert unnamed == [], name
            by_tab = Qt.FocusPolicy.TabFocus
            assert all(each.focusPolicy() & by_tab for each in shown if each.isEnabled()), name


# --- in a meeting ------------------------------------------------------------------------------------


def in_meeting(hands: Hands) -> SetupPage:
    hands.press_key(Qt.Key.Key_F5)
    page = hands.screen.pages.page(SETUP)
    assert isinstance(page, SetupPage)
    assert page.isVisible()
    return page


def test_setup_is_a_page_of_the_meeting_whose_limits_it_leaves(hands: Hands, desk: Desk) -> None:
    page = in_meeting(hands)
    assert hands.screen.page_rail.setup_button.isChecked()
    assert page.building.rooms_column.plan.building() == BUILDING
    assert "A limit of the meeting that is open is changed in the room's menu" in page.building.note_label.text()
    before = desk.meeting(1)
    type_in(field(page, "limit"), "9")
    assert desk.meeting(1) is before


def test_what_is_typed_on_the_page_is_text_and_no_key_of_the_desk(hands: Hands, desk: Desk) -> None:
    page = in_meeting(hands)
    before = desk.meeting(1)
    page.building.rooms_column.rooms_table.setFocus()
    QTest.keyClicks(page.building.rooms_column.rooms_table, "T")
    assert not any(card.isVisible() for card in hands.screen._cards.values())
    assert desk.meeting(1) is before
    hands.press_key(Qt.Key.Key_F1)
    hands.answered(lambda: hands.press("2"))


def test_the_stations_of_the_meeting_are_listed_with_what_they_did(hands: Hands, station: Station) -> None:
    hands.see(station.do(Tap("Chamber", 2, "North")))
    hands.answered(lambda: hands.screen.ask(SendParty(2)))
    page = in_meeting(hands)
    page.show_section(STATIONS)
    meeting = hands.screen.meeting
    assert meeting is not None
    rows = {row.name: row for row in station_rows(meeting, SIX_PM + 3 * MINUTE_MS)}
    assert rows["East door"].did == "North +2"
    assert rows["East door"].seen == "18:00:00, 3 min ago"
    assert rows["Desk"].where == "Chamber"
    assert rows["South"].did == "nobody counted here yet"
    assert rows["North"].did == "2 in, 0 out"


def test_the_stations_are_a_sound_model(
    hands: Hands, station: Station, qtmodeltester: ModelTester, dressed: QApplication
) -> None:
    meeting = hands.screen.meeting
    assert meeting is not None
    model = StationsModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    model.show_rows(station_rows(meeting, SIX_PM))
    model.show_rows(station_rows(meeting, SIX_PM + 5 * MINUTE_MS))
    assert model.rowCount() > 0

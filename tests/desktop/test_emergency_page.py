"""The page of an emergency: done with the keyboard alone, on one sheet of paper, and all of it seen at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.emergency.card import EndEmergencyDialog
from roomflow.desktop.emergency.page import EmergencyPage
from roomflow.desktop.emergency.paper import file_name, paint_sheet, save_sheet
from roomflow.desktop.emergency.row import EmergencyRow
from roomflow.desktop.emergency.sheet import sheet_rows, sheet_text, sum_words, sums_of
from roomflow.domain.commands import (
    BeginEmergency,
    OpenMeeting,
    Tap,
)
from roomflow.domain.events import Kind
from tests.desktop.emergencies import begun, card_of, meeting_of, page_of, press_on, tab_to
from tests.desktop.evenings import sample_building
from tests.desktop.hands import Hands
from tests.service.evening import Station


@pytest.fixture
def page(hands: Hands, station: Station) -> EmergencyPage:
    return begun(hands, station)


# --- the keyboard alone ------------------------------------------------------------------------------


def test_a_whole_emergency_is_done_with_the_keyboard_alone(hands: Hands, page: EmergencyPage) -> None:
    chamber, room_a = page.row("Chamber"), page.row("Room A")
    tab_to(hands, chamber.more_button)
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Space))
    hands.press_key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is room_a.more_button
    hands.press_key(Qt.Key.Key_Up)
    tab_to(hands, chamber.cleared_toggle)
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Space))
    hands.press_key(Qt.Key.Key_Down)
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Space))
    spaces = meeting_of(hands).spaces
    assert (spaces["Chamber"].assistance, spaces["Chamber"].cleared, spaces["Room A"].cleared) == (1, True, True)
    tab_to(hands, page.end_button)
    hands.press_key(Qt.Key.Key_Space)
    card = card_of(hands, EndEmergencyDialog)
    assert card.focusWidget() is card.authority_widget.role_combo
    press_on(card, Qt.Key.Key_Down)
    press_on(card, Qt.Key.Key_Tab)
    assert card.focusWidget() is card.authority_widget.reason_combo
    press_on(card, Qt.Key.Key_Down)
    hands.answered(lambda: press_on(card, Qt.Key.Key_Return))
    assert not meeting_of(hands).in_emergency


def test_a_space_pressed_from_habit_clears_nothing(hands: Hands, page: EmergencyPage) -> None:
    assert QApplication.focusWidget() is page
    seq = meeting_of(hands).seq
    hands.press_key(Qt.Key.Key_Space)
    hands.press_key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.row("Chamber").cleared_toggle
    assert meeting_of(hands).seq == seq


def test_each_control_says_what_it_is_and_of_which_space(page: EmergencyPage) -> None:
    for name, row in page._rows.items():
        names = [control.accessibleName() for control in row.controls()]
        assert len(set(names)) == len(names)
        assert all(said.endswith(name) for said in names), names
    silent = [
        control.objectName()
        for kind in (QAbstractButton, QLineEdit)
        for control in page.findChildren(kind)
        if control.isVisible() and not (control.accessibleName() or getattr(control, "text", str)())
    ]
    assert silent == []


# --- on paper ----------------------------------------------------------------------------------------


def test_the_sheet_holds_what_the_page_shows(hands: Hands, page: EmergencyPage) -> None:
    meeting = meeting_of(hands)
    text = sheet_text(meeting, page._now)
    assert sum_words(sums_of(meeting)) in text
    for row in sheet_rows(meeting, page._now):
        assert [cell for cell in row if cell and cell not in text] == []
    assert "PRACTICE" not in text


def test_the_sheet_is_saved_as_text_without_a_printer(
    hands: Hands, page: EmergencyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    hands.click(page.print_button)
    assert page.problem_label.text() == ("Cannot print: no printer is set up. “Save as text…” works without a printer.")
    hands.click(page.save_button)
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.isVisible()
    assert dialog.selectedFiles()[0].endswith(file_name(meeting_of(hands), page._now))
    saved = tmp_path / "sheet.txt"
    dialog.fileSelected.emit(str(saved))
    dialog.reject()
    assert saved.read_text("utf-8") == sheet_text(meeting_of(hands), page._now)
    assert page.problem_label.text() == f"Saved: {saved}"


def test_a_file_that_cannot_be_written_is_said(hands: Hands, page: EmergencyPage, tmp_path: Path) -> None:
    said: list[tuple[str, bool]] = []
    shown_now = (meeting_of(hands), page._now)
    save_sheet(str(tmp_path / "no such folder" / "sheet.txt"), shown_now, lambda *words: said.append(words))
    assert said[0][0].startswith("Not saved: ")
    assert not said[0][1]


def test_the_sheet_is_one_page_of_black_on_white_large_enough_to_read(hands: Hands, page: EmergencyPage) -> None:
    meeting = meeting_of(hands)
    paper = QImage(2480, 3508, QImage.Format.Format_Grayscale8)  # A4 at 300 dots an inch
    paper.setDotsPerMeterX(11_811)
    paper.setDotsPerMeterY(11_811)
    paper.fill(255)
    assert paint_sheet(paper, meeting, Now(meeting.at, meeting.elapsed))  # type: ignore[arg-type]  # a page too
    used = [y for y in range(0, 3508, 4) if any(paper.pixelColor(x, y).lightness() < 64 for x in range(0, 2480, 4))]
    assert 900 < used[-1] < 3_500, "as many dots for so few rows only where the letters have 12 points"


# --- another usher -----------------------------------------------------------------------------------


def test_another_usher_at_a_room_is_noted_where_heads_are_counted(hands: Hands) -> None:
    hands.screen.count_heads("Room A")
    card = card_of(hands, HeadCountDialog)
    (entry,) = hands.answered(lambda: hands.click(card.usher_button)).entries
    assert (entry.kind, entry.space) == (Kind.USHER_CHANGED, "Room A")
    assert card.isVisible()
    assert card.running_label.text().startswith("A head count is asked for here.")
    assert card.focusWidget() is card.start_button
    card.close()


# --- room for it -------------------------------------------------------------------------------------


class TestInTheSampleBuilding:
    """At 1366×768 nothing scrolls and nothing is cut."""

    @pytest.fixture
    def opening(self) -> OpenMeeting:
        return OpenMeeting(name="City Commission", date="2026-01-13", building=sample_building())

    @pytest.fixture
    def station(self, desk: "object", opening: OpenMeeting) -> Station:
        station = Station(desk, "East door")  # type: ignore[arg-type]
        assert station.do(opening).is_done
        return station

    @pytest.mark.parametrize("height", [768, 710])
    def test_all_seven_spaces_are_seen_at_once(self, hands: Hands, station: Station, height: int) -> None:
        hands.window.resize(1366, height)
        hands.see(station.do(Tap("Commission Chamber", 6)))
        hands.see(station.do(BeginEmergency()))
        page = page_of(hands)
        QApplication.processEvents()
        assert len(page._rows) == 7
        assert page.rows_area.verticalScrollBar().maximum() == 0
        for row in page.findChildren(EmergencyRow):
            assert row.name_label.width() >= row.name_label.sizeHint().width()
            assert row.together_label.width() >= row.together_label.sizeHint().width()
            assert row.width() <= page.rows_area.viewport().width()
        assert page.sums_label.width() >= page.sums_label.sizeHint().width()

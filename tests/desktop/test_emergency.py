"""An emergency at the desk: one press and one answer stop everything, and what is read is what the log holds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from roomflow.desktop.basis.pages import DOORS
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.emergency.card import EmergencyDialog, EndEmergencyDialog
from roomflow.desktop.emergency.page import EmergencyPage
from roomflow.desktop.emergency.sheet import counted_spaces
from roomflow.desktop.widgets.door_figures import DoorFigures
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.desktop.widgets.waiting_rows import WaitingRow
from roomflow.domain.commands import (
    BeginEmergency,
    EndEmergency,
    MarkCleared,
    NoteAssistance,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.meeting import rooms
from roomflow.service.clock import SimulatedClock
from tests.desktop.emergencies import OVER, begun, card_of, meeting_of, press_on, shown
from tests.desktop.hands import WAIT_MS, Hands, whole_in_sight
from tests.service.evening import Gate, Station
from tests.service.memory import MemoryLog, at_once


@pytest.fixture
def page(hands: Hands, station: Station) -> EmergencyPage:
    return begun(hands, station)


# --- it begins ---------------------------------------------------------------------------------------


def test_esc_goes_back_and_nothing_was_stopped(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F12)
    card = card_of(hands, EmergencyDialog)
    assert card.stop_button.text() == "Stop everything: nobody is invited until it has ended"
    assert card.stop_button.isDefault()
    assert card.focusWidget() is card.stop_button
    press_on(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert not meeting_of(hands).in_emergency
    assert not hands.screen.emergency.is_shown


def test_before_it_begins_the_card_names_people_and_reserved_places(hands: Hands, station: Station) -> None:
    hands.see(station.do(Tap("Chamber", 6)))
    hands.click(hands.screen.header_bar.emergency_button)
    card = card_of(hands, EmergencyDialog)
    rows = [[cell.text() for cell in card._cells[start : start + 4]] for start in range(0, len(card._cells), 5)]
    assert ["Chamber", "6", "2", "8"] in rows
    assert rows[-1] == ["All spaces", "6", "2", "8"]
    card.close()


def test_two_presses_stop_everything_and_the_page_is_all_there_is(hands: Hands, page: EmergencyPage) -> None:
    assert meeting_of(hands).in_emergency
    assert hands.screen.pages.page("emergency") is page
    assert page.isVisible()
    assert not card_of(hands, EmergencyDialog).isVisible()
    assert hands.text("state_label") == "EMERGENCY: nobody is invited"
    since = clock_words(meeting_of(hands).emergency_since or 0, "America/Denver")
    assert page.title_label.text() == f"EMERGENCY since {since}  Nobody is invited until it has ended."
    assert hands.screen.page_rail.emergency_button.isVisible()


def test_the_keys_of_the_desk_send_nobody_from_a_page_that_does_not_show_them(
    hands: Hands, page: EmergencyPage
) -> None:
    seq = meeting_of(hands).seq
    hands.press("1c a")
    hands.press_key(Qt.Key.Key_Escape)
    assert not hands.screen.page.chamber_toggle.isChecked()
    assert hands.screen.bridge.waiting == 0, "nothing was asked"
    hands.screen.emergency.show_desk()
    answer = hands.answered(lambda: hands.press("1"))
    assert [entry.kind for entry in answer.entries] == [Kind.ISSUED], "the freeze is seen: a ticket and no room"
    assert answer.entries[0].seq == seq + 1


def test_an_emergency_begun_elsewhere_turns_this_desk_too(hands: Hands, station: Station) -> None:
    hands.screen.find_ticket()
    hands.see(station.do(BeginEmergency()))
    assert hands.screen.emergency.is_shown
    assert not any(card.isVisible() for card in hands.screen._cards.values())
    hands.see(station.do(EndEmergency(OVER)))
    assert not hands.screen.emergency.is_shown
    assert not hands.screen.page_rail.emergency_button.isVisible()


def test_while_it_lasts_no_free_places_are_offered_on_any_page(hands: Hands, station: Station) -> None:
    row = hands.screen.page.rooms_panel.row("Room A")
    assert isinstance(row, RoomRow)
    before = hands.text("free_label"), row.free_label.text(), row.free_word.text()
    assert before == ("16 free", "6", "free")
    hands.see(station.do(BeginEmergency()))
    hands.screen.emergency.show_desk()
    assert hands.text("free_label") == "Nobody is let in"
    assert (row.free_label.text(), row.free_word.text()) == ("–", "no entry")
    waiting = hands.screen.page.rooms_panel.row("Hallway")
    assert isinstance(waiting, WaitingRow)
    assert waiting.free_label.text() == "no entry"
    hands.press_key(Qt.Key.Key_F2)
    figures = hands.screen.pages.page(DOORS).findChild(DoorFigures)
    assert figures is not None
    assert figures.accessibleName().endswith("no entry, 0 held")
    hands.see(station.do(EndEmergency(OVER)))
    hands.screen.emergency.show_desk()
    assert (hands.text("free_label"), row.free_label.text(), row.free_word.text()) == before


def test_f12_comes_back_from_the_desk_page(hands: Hands, page: EmergencyPage) -> None:
    hands.click(hands.screen.page_rail.desk_button)
    assert not hands.screen.emergency.is_shown
    hands.press_key(Qt.Key.Key_F12)
    assert hands.screen.emergency.is_shown
    hands.click(hands.screen.page_rail.desk_button)
    hands.click(hands.screen.page_rail.emergency_button)
    assert hands.screen.emergency.is_shown


# --- the figures -------------------------------------------------------------------------------------


def test_every_figure_is_the_meetings(hands: Hands, page: EmergencyPage, station: Station) -> None:
    for people in (6, 6, 2):
        station.do(Tap("Hallway", people))
    station.do(NoteAssistance("Chamber", 2))
    hands.see(station.do(MarkCleared("Room A", True)))
    assert shown(page) == [
        ("Chamber", "6", "+ 2", "= 8"), ("Room A", "0", "+ 0", "= 0"), ("Hallway", "14", "+ 0", "= 14"),
    ]  # fmt: skip
    assert page.sums_label.text() == "22 people in 3 spaces, 1 cleared, 2 need assistance"
    assert page.present_label.text() == "20 inside (6 in rooms, 14 elsewhere) + 2 reserved"
    for space in counted_spaces(meeting_of(hands)):
        row = page.row(space.name)
        assert row.assistance_edit.text() == str(space.assistance)
        assert row.cleared_toggle.isChecked() == space.cleared
    assert page.row("Chamber").age_label.text() == "not counted yet"


def test_counting_goes_on_here(hands: Hands, page: EmergencyPage) -> None:
    hands.answered(lambda: hands.click(page.row("Chamber").minus_button))
    hands.answered(lambda: hands.click(page.row("Room A").plus_button))
    assert [row[1] for row in shown(page)] == ["5", "1", "0"]


def test_a_tick_comes_with_the_answer_and_not_before(hands: Hands, page: EmergencyPage, log: MemoryLog) -> None:
    toggle = page.row("Chamber").cleared_toggle
    gate = Gate()
    log.before_commit = gate
    with hands.waits():
        hands.click(toggle)
        assert gate.reached.wait(WAIT_MS / 1000)
        assert not toggle.isChecked(), "nothing is shown as done before it is recorded"
        gate.let_go()
    log.before_commit = at_once
    assert toggle.isChecked()
    assert meeting_of(hands).spaces["Chamber"].cleared
    hands.answered(lambda: hands.click(toggle))
    assert not toggle.isChecked()


def test_presses_faster_than_the_disk_are_all_counted(hands: Hands, page: EmergencyPage, log: MemoryLog) -> None:
    row = page.row("Chamber")
    gate = Gate()
    log.before_commit = gate
    with hands.waits():
        for _ in range(3):
            hands.click(row.more_button)
        assert gate.reached.wait(WAIT_MS / 1000)
        assert row.assistance_edit.text() == "0"
        gate.let_go()
    log.before_commit = at_once
    if page.row("Chamber").assistance_edit.text() != "3":
        with hands.waits():
            pass
    assert meeting_of(hands).spaces["Chamber"].assistance == 3
    assert row.assistance_edit.text() == "3"


def test_a_typed_number_needs_assistance(hands: Hands, page: EmergencyPage) -> None:
    row = page.row("Room A")
    row.assistance_edit.setFocus()
    row.assistance_edit.selectAll()
    hands.press("12")
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Return))
    assert meeting_of(hands).spaces["Room A"].assistance == 12
    assert QApplication.focusWidget() is row.cleared_toggle
    hands.answered(lambda: hands.press("z", Qt.KeyboardModifier.ControlModifier))
    assert row.assistance_edit.text() == "0"
    row.assistance_edit.setFocus()
    row.assistance_edit.selectAll()
    hands.press("two")
    hands.press_key(Qt.Key.Key_Tab)
    assert page.problem_label.text() == "Type how many people need assistance, as a number."
    assert row.assistance_edit.text() == "0"


def test_what_the_desk_refuses_is_said_on_the_page(hands: Hands, page: EmergencyPage) -> None:
    row = page.row("Room A")
    row.assistance_edit.setFocus()
    row.assistance_edit.setMaxLength(9)
    row.assistance_edit.selectAll()
    hands.press("999999999")
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Return))
    assert page.problem_label.text() == "Enter a whole number from 0 to 100000."
    assert row.assistance_edit.text() == "0"


# --- it ends -----------------------------------------------------------------------------------------


def test_it_ends_with_who_says_so_and_why_and_every_room_asks_for_a_head_count(
    hands: Hands, page: EmergencyPage
) -> None:
    hands.click(page.end_button)
    card = card_of(hands, EndEmergencyDialog)
    hands.click(card.end_button)
    assert card.problem_label.text() == "Choose who says so."
    assert whole_in_sight(card.problem_label), "the card grew by its sentence"
    card.authority_widget.role_combo.setCurrentIndex(card.authority_widget.role_combo.findData("fire-official"))
    hands.click(card.end_button)
    assert card.problem_label.text() == "Choose the reason."
    assert whole_in_sight(card.problem_label), "the card grew by its sentence"
    card.authority_widget.reason_combo.setCurrentIndex(card.authority_widget.reason_combo.findData("safety"))
    assert "No names of attendees" in card.authority_widget.words_caption_label.text()
    assert card.authority_widget.words_edit.maxLength() == 60
    card.authority_widget.words_edit.setText("alarm  was false")
    (entry,) = hands.answered(lambda: hands.click(card.end_button)).entries
    by = {key: entry.details[key] for key in ("role", "reason", "words")}
    assert by == {"role": "fire-official", "reason": "safety", "words": "alarm was false"}
    assert not card.isVisible()
    assert not hands.screen.emergency.is_shown
    assert all(room.count_asked for room in rooms(meeting_of(hands)))
    said = hands.screen.page.answer_card.accessibleName() or hands.screen.page.answer_card.words.sentence_label.text()
    assert "Every room asks for a head count" in said


def test_a_press_by_mistake_is_taken_back(hands: Hands, page: EmergencyPage) -> None:
    hands.answered(lambda: hands.press("z", Qt.KeyboardModifier.ControlModifier))
    assert not meeting_of(hands).in_emergency
    assert not hands.screen.emergency.is_shown
    assert not any(room.count_asked for room in rooms(meeting_of(hands)))


def test_a_press_older_than_ten_seconds_is_not_taken_back(
    hands: Hands, page: EmergencyPage, clock: SimulatedClock
) -> None:
    clock.advance(10_001)
    hands.press("z", Qt.KeyboardModifier.ControlModifier)
    assert hands.screen.footer_bar.reason_label.text() == "only for 10 seconds"
    assert meeting_of(hands).in_emergency


def test_an_end_by_mistake_is_taken_back_to_what_was_cleared(hands: Hands, page: EmergencyPage) -> None:
    hands.answered(lambda: hands.click(page.row("Room A").cleared_toggle))
    hands.answered(lambda: hands.screen.ask(EndEmergency(OVER)))
    hands.answered(lambda: hands.press("z", Qt.KeyboardModifier.ControlModifier))
    assert hands.screen.emergency.is_shown
    assert page.row("Room A").cleared_toggle.isChecked()

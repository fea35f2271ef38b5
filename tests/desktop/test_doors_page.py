"""The Doors page through the real desk: taps, who is expected, scans at a door, and what each state says."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import DARK, LIGHT, contrast
from roomflow.desktop.basis.pages import DOORS
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.doors.page import DoorsPage
from roomflow.desktop.doors.words import expected_here, expected_sum, mood_of, notices_for
from roomflow.domain.commands import (
    BeginEmergency,
    Call,
    CloseSpace,
    Mark,
    SaveHeadCount,
    SendParty,
    SetOnDeck,
    StepOut,
    Tap,
)
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Meeting, publish
from roomflow.service.clock import SimulatedClock
from roomflow.store.journal import DiskFull
from tests.desktop.hands import WAIT_MS, Hands
from tests.desktop.page_scenes import rooms_of_every_state
from tests.domain.table import Table
from tests.service.evening import SECONDS, Gate, Station
from tests.service.memory import MemoryLog, at_once


def meeting_of(hands: Hands) -> Meeting:
    assert hands.screen.meeting is not None
    return hands.screen.meeting


@pytest.fixture
def page(hands: Hands) -> DoorsPage:
    """Shown at the North door of the chamber, which has 10 places."""
    hands.press_key(Qt.Key.Key_F2)
    page = hands.screen.pages.page(DOORS)
    assert isinstance(page, DoorsPage)
    page.stand_at("Chamber", "North")
    return page


def fill(hands: Hands, station: Station) -> None:
    """Every place of the building is taken by people inside."""
    for size in (5, 5, 6):
        assert station.do(SendParty(size)).is_done
    for room, people in (("Chamber", 6), ("Chamber", 4), ("Room A", 6)):
        hands.see(station.do(Tap(room, people)))


def called(hands: Hands, station: Station, people: int, room: str) -> int:
    """The number of a ticket that is called to a room; the building is full before."""
    issued = station.do(SendParty(people))
    number = issued.entries[0].ticket
    assert number is not None
    station.do(Tap(room, -people))
    station.do(SaveHeadCount(room, meeting_of(hands).spaces[room].inside - people))
    hands.see(station.do(Call(number, room)))
    assert meeting_of(hands).tickets[number].state is TicketState.CALLED
    return number


# --- counting ----------------------------------------------------------------------------------------


def test_plus_minus_and_digits_count_at_this_door(hands: Hands, page: DoorsPage) -> None:
    hands.answered(lambda: hands.press("+"))
    hands.answered(lambda: hands.press("="))
    hands.answered(lambda: hands.press("4"))
    answer = hands.answered(lambda: hands.press("-"))
    assert (answer.entries[0].space, answer.entries[0].door, answer.entries[0].change) == ("Chamber", "North", -1)
    assert meeting_of(hands).spaces["Chamber"].inside == 5
    assert page.figures_widget.accessibleName() == "5 inside of 10 5 free, 0 held"
    assert page.balance_label.text() == "North 6 in, 1 out; South 0 in, 0 out"
    assert page.age_label.text() == "not counted yet; 7 crossings since"
    assert not any(entry.kind == Kind.SENT for entry in meeting_of(hands).recent), "a digit sent a party"


def test_pads_and_steps_count_with_the_mouse_too(hands: Hands, page: DoorsPage) -> None:
    hands.answered(lambda: hands.click(page.plus_pad))
    hands.answered(lambda: hands.click(page._steps[4]))
    hands.answered(lambda: hands.click(page.minus_pad))
    assert meeting_of(hands).spaces["Chamber"].inside == 6


def test_a_tap_past_the_places_is_taken_and_the_page_says_so(hands: Hands, page: DoorsPage) -> None:
    for _ in range(2):
        hands.answered(lambda: hands.press("6"))
    assert meeting_of(hands).spaces["Chamber"].inside == 12
    assert page.figures_widget.word() == "OVER"
    assert page.notice_label.text() == "2 people past the places."
    assert page.plus_pad.text() == "one in anyway"
    assert page.plus_pad.isEnabled()


def test_what_is_not_recorded_yet_is_said_and_not_counted(
    hands: Hands, page: DoorsPage, log: MemoryLog, qtbot: QtBot
) -> None:
    gate = Gate()
    log.before_commit = gate
    with qtbot.waitSignal(page._taps.pending_changed, timeout=WAIT_MS) as pending:
        hands.press("3")
    assert gate.reached.wait(SECONDS)
    assert pending.args == ["+3 being recorded"]
    assert page.pending_label.text() == "+3 being recorded"
    assert page.figures_widget.accessibleName().startswith("0 inside")
    with hands.waits():
        gate.let_go()
    assert page.pending_label.text() == ""
    assert page.figures_widget.accessibleName().startswith("3 inside")


def test_a_problem_of_the_store_is_said_here(hands: Hands, page: DoorsPage, log: MemoryLog) -> None:
    def full(_batches: object) -> None:
        raise DiskFull("There is no room on the disk.")

    log.before_commit = full
    hands.answered(lambda: hands.press("+"))
    assert "There is no room on the disk." in page.side_panel.answer_card.accessibleName()
    assert page.figures_widget.accessibleName().startswith("0 inside")
    log.before_commit = at_once


def test_undo_names_what_it_takes_back_and_for_how_long(hands: Hands, page: DoorsPage, clock: SimulatedClock) -> None:
    hands.answered(lambda: hands.press("2"))
    clock.advance(3_000)
    hands.screen._tick()
    assert page.side_panel.undo_button.text() == "Undo +2, 7 s"
    hands.answered(lambda: hands.click(page.side_panel.undo_button))
    assert meeting_of(hands).spaces["Chamber"].inside == 0
    assert not page.side_panel.undo_button.isEnabled()
    assert "Undo: nothing to take back" in page.side_panel.reason_label.text()


def test_a_head_count_is_started_and_saved_from_here(hands: Hands, page: DoorsPage) -> None:
    hands.answered(lambda: hands.press("4"))
    hands.press("n")
    card = hands.screen._cards[HeadCountDialog]
    assert isinstance(card, HeadCountDialog)
    assert card.space_combo.currentText() == "Chamber"
    hands.answered(lambda: hands.click(card.start_button))
    assert page.side_panel.count_button.text() == "Enter figure"
    assert page.age_label.text() == "counting now, +0 since Start"
    card.figure_edit.setText("5")
    hands.answered(lambda: hands.click(card.save_button))
    assert meeting_of(hands).spaces["Chamber"].inside == 5
    assert page.age_label.text().startswith("counted just now")


# --- who is expected ---------------------------------------------------------------------------------


def test_everybody_expected_has_a_row_and_one_tap_lets_them_in(hands: Hands, station: Station, page: DoorsPage) -> None:
    hands.see(station.do(SendParty(3)))
    rows = page.side_panel.expected_area.rows()
    assert [(row.who_label.text(), row.people_label.text()) for row in rows] == [("On the way", "3 people")]
    assert rows[0].left_label.text() == "5:00 left"
    hands.answered(lambda: hands.click(rows[0].enter_button))
    assert (meeting_of(hands).spaces["Chamber"].inside, meeting_of(hands).spaces["Chamber"].held) == (3, 0)
    assert page.side_panel.expected_area.rows() == []
    assert page.side_panel.nobody_label.isVisible()
    hands.answered(lambda: hands.press("s"))
    (row,) = page.side_panel.expected_area.rows()
    assert row.enter_button.text() == "Back 1"
    assert meeting_of(hands).spaces["Chamber"].inside == 2
    hands.answered(lambda: hands.click(row.enter_button))
    assert meeting_of(hands).spaces["Chamber"].inside == 3


def test_a_called_ticket_is_seated_or_was_already_counted(hands: Hands, station: Station, page: DoorsPage) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Chamber")
    (row,) = page.side_panel.expected_area.rows()
    assert (row.who_label.text(), row.enter_button.text()) == (str(number), "Seat 2")
    hands.answered(lambda: hands.press("2"))
    assert page.side_panel.expected_area.rows() == [row], "a tap ended a called ticket's hold (rule 11)"
    assert row.counted_button.accessibleName() == f"Already counted: {number}, 2 people"
    hands.answered(lambda: hands.click(row.counted_button))
    assert meeting_of(hands).tickets[number].state is TicketState.SEATED
    assert meeting_of(hands).spaces["Chamber"].inside == 10


def test_who_stepped_out_and_was_tapped_in_counts_once(hands: Hands, station: Station, page: DoorsPage) -> None:
    hands.answered(lambda: hands.press("3"))
    hands.answered(lambda: hands.press("s"))
    hands.answered(lambda: hands.press("+"))
    (row,) = page.side_panel.expected_area.rows()
    hands.answered(lambda: hands.click(row.counted_button))
    chamber = meeting_of(hands).spaces["Chamber"]
    assert (chamber.inside, chamber.held) == (3, 0)


def test_the_expected_stand_called_first_and_the_oldest_on_the_way_before_the_others() -> None:
    meeting = rooms_of_every_state()
    rows = expected_here(meeting, "Overflow A", None, Now(meeting.at, meeting.elapsed))
    assert [(row.who, row.left) for row in rows] == [
        ("126", "1:20 left"), ("On the way", "2:51 left"), ("Stepped out", "3:00 left"),
    ]  # fmt: skip
    assert [row.counted is None for row in rows] == [False, True, False]


def test_who_is_out_in_a_recess_has_one_row_and_taps_bring_them_back(hands: Hands, page: DoorsPage) -> None:
    hands.answered(lambda: hands.press("6"))
    hands.answered(lambda: hands.screen.ask(Mark("recess")))
    for _ in range(4):
        hands.answered(lambda: hands.press("-"))
    (row,) = page.side_panel.expected_area.rows()
    assert (row.who_label.text(), row.people_label.text()) == ("Out, coming back", "4 people")
    assert not row.counted_button.isVisible()
    hands.answered(lambda: hands.click(row.enter_button))
    assert row.people_label.text() == "3 people"
    assert (meeting_of(hands).spaces["Chamber"].inside, meeting_of(hands).spaces["Chamber"].held) == (3, 3)


def test_speakers_take_a_seat_on_deck_with_one_tap(hands: Hands, page: DoorsPage) -> None:
    hands.answered(lambda: hands.screen.ask(SetOnDeck(2)))
    (row,) = page.side_panel.expected_area.rows()
    assert (row.who_label.text(), row.people_label.text(), row.enter_button.text()) == (
        "Speakers",
        "2 people",
        "Seat 1",
    )
    answer = hands.answered(lambda: hands.click(row.enter_button))
    assert answer.is_done
    assert meeting_of(hands).spaces["Chamber"].inside == 1


def test_what_was_counted_without_a_door_stands_beside_the_doors(
    hands: Hands, station: Station, page: DoorsPage
) -> None:
    hands.answered(lambda: hands.press("3"))
    hands.see(station.do(Tap("Chamber", 2)))
    hands.see(station.do(SaveHeadCount("Chamber", 4)))
    assert page.balance_label.text() == "North 3 in, 0 out; South 0 in, 0 out; without a door +2; head counts −1"


# --- scans at a door ---------------------------------------------------------------------------------


def test_a_scan_at_the_right_door_seats(hands: Hands, station: Station, page: DoorsPage) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Chamber")
    hands.answered(lambda: hands.scan("R" + meeting_of(hands).tickets[number].code))
    assert page.side_panel.answer_card.accessibleName() == f"{number} seated. Chamber, 2 people"
    assert meeting_of(hands).spaces["Chamber"].inside == 10


def test_a_ticket_at_the_wrong_door_is_moved_here_and_seated_with_one_key(
    hands: Hands, station: Station, page: DoorsPage
) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Room A")
    station.do(Tap("Chamber", -3))
    hands.see(station.do(SaveHeadCount("Chamber", 7)))
    page.stand_at("Chamber", "South")
    hands.answered(lambda: hands.scan("R" + meeting_of(hands).tickets[number].code))
    assert f"{number} goes to Room A" in page.side_panel.answer_card.accessibleName()
    assert page.side_panel.move_button.isVisible()
    assert page.side_panel.move_button.text() == f"Move {number} here and seat"
    seats = meeting_of(hands).spaces["Room A"].free
    answers = [hands.answered(lambda: hands.press("m"))]
    with hands.waits() as waiting:
        pass
    assert waiting.args is not None
    answers.append(waiting.args[1])
    assert [entry.kind for answer in answers for entry in answer.entries] == [Kind.MOVED, Kind.SEATED]
    assert meeting_of(hands).tickets[number].space == "Chamber"
    assert (meeting_of(hands).spaces["Chamber"].inside, meeting_of(hands).spaces["Room A"].free) == (9, seats + 2)
    assert page.side_panel.answer_card.accessibleName() == f"{number} seated. Chamber, 2 people"
    assert not page.side_panel.move_button.isVisible()


def test_where_there_are_no_places_nothing_is_moved_and_it_is_said(
    hands: Hands, station: Station, page: DoorsPage
) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Room A")
    hands.answered(lambda: hands.scan("R" + meeting_of(hands).tickets[number].code))
    hands.answered(lambda: hands.press("m"))
    assert page.side_panel.answer_card.accessibleName().startswith("Not moved. Chamber has 0 places free")
    assert meeting_of(hands).tickets[number].space == "Room A"


def test_the_offer_goes_when_the_ticket_does(hands: Hands, station: Station, page: DoorsPage) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Room A")
    hands.answered(lambda: hands.scan("R" + meeting_of(hands).tickets[number].code))
    from roomflow.domain.commands import Miss

    hands.see(station.do(Miss(number)))
    assert not page.side_panel.move_button.isVisible()
    seq = meeting_of(hands).seq
    hands.press("m")
    assert meeting_of(hands).seq == seq


def test_in_a_waiting_space_a_scan_means_the_room_the_ticket_is_called_to(
    hands: Hands, station: Station, page: DoorsPage
) -> None:
    fill(hands, station)
    number = called(hands, station, 2, "Room A")
    page.stand_at("Hallway")
    hands.answered(lambda: hands.scan("R" + meeting_of(hands).tickets[number].code))
    assert meeting_of(hands).tickets[number].state is TicketState.SEATED


# --- states ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("space", "mood", "notice"),
    [
        ("Commission Chamber", "full", "Please ask people to wait."),
        ("Overflow A", "plain", ""),
        ("Overflow B", "over", "3 people past the places."),
        ("Overflow C", "plain", "Count first."),
        ("Third-floor hallway", "plain", "Approximately."),
        ("Stairwells", "over", "2 people here: ask them to move on."),
    ],
)
def test_each_state_is_said_in_words(space: str, mood: str, notice: str) -> None:
    meeting = rooms_of_every_state()
    now = Now(meeting.at, meeting.elapsed)
    assert mood_of(meeting.spaces[space], meeting, now) == mood
    assert notices_for(meeting.spaces[space], meeting, now)[0] == notice


@pytest.mark.parametrize(
    ("inside", "held", "notice"),
    [
        (8, 0, "2 people past the places."),
        (7, 3, "1 person past the places."),
        (5, 2, "1 place more is promised than there are."),
        (5, 5, "4 places more are promised than there are."),
    ],
)
def test_places_that_are_only_promised_are_not_called_people(inside: int, held: int, notice: str) -> None:
    meeting = publish(Table().draft)
    chamber = replace(meeting.spaces["Chamber"], inside=inside, held=held)
    assert chamber.places == 6
    strong, further = notices_for(chamber, meeting, Now(meeting.at, meeting.elapsed))
    assert strong == notice
    assert further.startswith("Please let nobody in." if inside > 6 else "Ask the desk whom to let in.")


def test_full_is_the_whole_ground_and_nothing_moves(hands: Hands, station: Station, page: DoorsPage) -> None:
    def places() -> list[QRect]:
        QApplication.processEvents()
        buttons = (page.minus_pad, page.plus_pad, *page._steps, page.side_panel.count_button)
        return [QRect(button.mapTo(page, QPoint(0, 0)), button.size()) for button in buttons]

    before = places()
    fill(hands, station)
    station.do(SaveHeadCount("Chamber", 10))
    hands.see(station.do(SaveHeadCount("Room A", 6)))
    assert page.figures_widget.word() == "FULL"
    assert places() == before
    picture = page.grab().toImage()
    assert picture.pixelColor(4, 4).name().upper() == "#8F3300"
    assert picture.pixelColor(picture.width() - 4, picture.height() - 4).name().upper() == "#8F3300"
    hands.see(station.do(CloseSpace("Room A")))
    page.stand_at("Room A")
    assert page.notice_label.text() == "This room is closed."
    assert places() == before
    hands.see(station.do(BeginEmergency()))
    hands.press_key(Qt.Key.Key_F2)
    assert page.notice_label.text() == "Emergency."


def test_each_pad_is_at_least_a_quarter_of_the_page_high(hands: Hands, page: DoorsPage) -> None:
    QApplication.processEvents()
    for pad in (page.minus_pad, page.plus_pad):
        assert pad.height() * 4 >= page.height()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_shouts_can_be_read(theme: object) -> None:
    assert contrast(LIGHT.door_ink, LIGHT.door_full) >= 7
    assert contrast(LIGHT.door_ink, LIGHT.states["over"].ground) >= 7
    assert (DARK.door_full, DARK.states["over"].ground) == (LIGHT.door_full, LIGHT.states["over"].ground)


def test_stepping_out_says_why_it_cannot_be_done(hands: Hands, page: DoorsPage) -> None:
    assert not page.side_panel.out_button.isEnabled()
    assert "Stepped out: nobody is inside" in page.side_panel.reason_label.text()
    hands.answered(lambda: hands.press("+"))
    assert page.side_panel.out_button.isEnabled()


# --- the place somebody stands at --------------------------------------------------------------------


def test_room_and_door_are_chosen_with_the_keyboard_and_remembered(hands: Hands, page: DoorsPage) -> None:
    hands.press("w")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Chamber, 10 free", "Room A, 6 free", "Hallway"]
    menu.actions()[1].trigger()
    menu.close()
    assert page.space_button.text() == "Room A"
    assert not page.door_button.isVisible()
    page.stand_at("Chamber")
    hands.press("d")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "South").trigger()
    menu.close()
    assert page.door_button.text() == "South"
    again = DoorsPage(hands.screen.ask, "Desk", hands.screen.remembered)
    again.show_meeting(meeting_of(hands))
    assert (again.space_button.text(), again.door_button.text()) == ("Chamber", "South")
    again.deleteLater()


def test_a_space_of_another_building_is_forgotten(hands: Hands) -> None:
    remembered = Remembered()
    remembered.keep("doors.space", "Ballroom")
    page = DoorsPage(hands.screen.ask, "Desk", remembered)
    page.show_meeting(meeting_of(hands))
    assert page.space_button.text() == "Chamber"
    page.deleteLater()


def test_without_a_door_a_tap_counts_for_the_room_alone(hands: Hands, page: DoorsPage) -> None:
    page.stand_at("Chamber")
    assert page.door_button.text() == "which door?"
    answer = hands.answered(lambda: hands.press("+"))
    assert answer.entries[0].door is None


def test_every_control_of_a_door_has_a_name(hands: Hands, station: Station, page: DoorsPage) -> None:
    hands.see(station.do(SendParty(3)))
    hands.answered(lambda: hands.press("+"))
    silent = [
        control.objectName()
        for control in page.findChildren(QAbstractButton)
        if control.isVisible() and not (control.accessibleName() or control.text())
    ]
    assert silent == []


def test_a_step_out_past_who_is_inside_is_never_asked(hands: Hands, station: Station, page: DoorsPage) -> None:
    """The control of the reason: the desk itself refuses it."""
    refused = station.do(StepOut("Chamber", 1, "North"))
    assert refused.refusal is not None
    seq = meeting_of(hands).seq
    hands.press("s")
    assert meeting_of(hands).seq == seq


def test_who_is_out_for_the_recess_stands_in_one_row_and_comes_back_one_by_one() -> None:
    table = Table()
    table.ask(SaveHeadCount("A", 4))
    table.ask(Mark("recess"))
    table.ask(Tap("A", -1, "Door"))
    table.wait(minutes=1)
    table.ask(Tap("A", -2, "Door"))
    meeting = publish(table.draft)
    now = Now(meeting.at, meeting.elapsed)
    (row,) = expected_here(meeting, "A", "Door", now)
    assert (row.who, row.people, row.left) == ("Out, coming back", "3 people", "14:00 left")
    assert (row.enter_words, row.enter) == ("Back 1", Tap("A", 1, "Door"))
    assert expected_sum(meeting, "A") == "3 places held"

"""The window of a meeting: its figures are the log's, its light is the store's, and every control does something."""

import re
import sys
import threading
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.key_sheet import key_sheet
from roomflow.desktop.cards.close import CloseMeetingDialog
from roomflow.desktop.cards.find import FindTicketDialog
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.cards.turn_away import TurnAwayDialog
from roomflow.desktop.widgets.asking import Card
from roomflow.desktop.widgets.footer import why_no_undo
from roomflow.desktop.window.header_words import state_line
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.commands import (
    Adjourn,
    Mark,
    OpenMeeting,
    StopInvitations,
    Tap,
    Undo,
)
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Phase
from roomflow.domain.spaces import crowd_managers
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.settings import Figures
from roomflow.slip_words import grouped
from roomflow.store.journal import DiskFull
from tests.conftest import ExpectLog
from tests.desktop.hands import WAIT_MS, Hands
from tests.service.evening import OPENING, SECONDS, Gate, Station
from tests.service.memory import MemoryLog, at_once

CardType = TypeVar("CardType", bound=Card)


def card_of(screen: MeetingScreen, kind: type[CardType]) -> CardType:
    """The card of this kind, which a test has opened."""
    card = screen._cards[kind]
    assert isinstance(card, kind)
    return card


def come_and_go(hands: Hands, station: Station) -> None:
    """Everybody on the way to the chamber comes in and leaves again, so that its places are free."""
    for _ in range(2):
        station.do(Tap("Chamber", 6))
        hands.see(station.do(Tap("Chamber", -6)))


# --- the header --------------------------------------------------------------------------------------


def test_the_header_adds_up_to_the_rooms(hands: Hands, station: Station) -> None:
    station.do(Tap("Chamber", 6, "North"))
    hands.answered(lambda: hands.press("4"))
    assert hands.text("free_label") == "6 free"
    assert hands.text("sum_label") == "6 inside, 4 held, of 16 public places"
    assert hands.text("present_label") == "6 inside + 2 reserved"


def test_a_room_over_its_places_is_never_a_number_below_zero(hands: Hands, station: Station) -> None:
    for _ in range(3):
        station.do(Tap("Room A", 6))
    hands.answered(lambda: hands.screen.ask(Tap("Room A", 1)))
    assert hands.text("free_label") == "10 free, 13 over the posted limit"


def test_the_header_says_how_far_the_meeting_is(hands: Hands, clock: SimulatedClock) -> None:
    hands.answered(lambda: hands.screen.ask(Mark("called-to-order")))
    assert hands.text("state_label") == "Called to order 18:00"
    clock.advance(60_000)
    hands.answered(lambda: hands.screen.ask(Mark("recess")))
    assert hands.text("state_label") == "In recess since 18:01"
    hands.answered(lambda: hands.screen.ask(StopInvitations()))
    assert hands.text("state_label") == "Invitations stopped"


def test_the_clock_shows_the_meetings_zone(hands: Hands, clock: SimulatedClock) -> None:
    clock.advance(7 * 60_000 + 31_000)
    hands.screen._tick()
    assert hands.text("clock_label") + hands.text("seconds_label") == "18:07:31"


@pytest.mark.parametrize(("people", "needed"), [(0, 1), (250, 1), (251, 2), (500, 2), (501, 3)])
def test_crowd_managers_are_one_for_each_250_people(people: int, needed: int) -> None:
    assert crowd_managers(people, Figures()) == needed


def test_two_crowd_managers_are_needed_above_500_even_where_one_would_do_for_more() -> None:
    figures = Figures(crowd_manager_people=1_000)
    assert [crowd_managers(people, figures) for people in (500, 501)] == [1, 2]


# --- recorded ----------------------------------------------------------------------------------------


def test_the_light_says_recorded_only_after_the_store_answered(
    hands: Hands, log: MemoryLog, clock: SimulatedClock, qtbot: QtBot
) -> None:
    hands.answered(lambda: hands.press("1"))
    assert hands.text("recorded_label") == "Recorded 18:00:00"
    clock.advance(5_000)
    gate = Gate()
    log.before_commit = gate
    hands.press("2")
    assert gate.reached.wait(SECONDS)
    with qtbot.waitSignal(hands.screen._slow.timeout, timeout=WAIT_MS):
        pass
    assert hands.text("recorded_label") == "Recording…"
    with hands.waits():
        gate.let_go()
    assert hands.text("recorded_label") == "Recorded 18:00:05"


def test_a_problem_of_the_store_is_said_in_words_until_something_is_recorded(hands: Hands, log: MemoryLog) -> None:
    def full(_batches: object) -> None:
        raise DiskFull("There is no room on the disk.")

    log.before_commit = full
    answer = hands.answered(lambda: hands.press("2"))
    assert answer.problem is not None
    assert hands.text("recorded_label") == "Not recorded"
    assert "There is no room on the disk." in hands.text("notice_label")
    assert hands.text("sum_label").startswith("0 inside, 0 held")
    log.before_commit = at_once
    hands.answered(lambda: hands.press("2"))
    assert hands.text("recorded_label").startswith("Recorded")
    assert hands.text("notice_label") == ""


# --- keys and the footer -----------------------------------------------------------------------------


def test_a_party_key_sends_and_the_footer_tells(hands: Hands) -> None:
    answer = hands.answered(lambda: hands.press("3"))
    assert [entry.kind for entry in answer.entries] == [Kind.SENT]
    assert next(hands.screen.footer_bar.recent_entries.lines()) == ("18:00:00", "3 people sent to Chamber")


def test_undo_takes_back_the_last_request_for_ten_seconds(hands: Hands, clock: SimulatedClock) -> None:
    undo = hands.screen.footer_bar.undo_button
    assert not undo.isEnabled()
    hands.answered(lambda: hands.press("3"))
    assert undo.isEnabled()
    hands.answered(lambda: hands.press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert hands.text("sum_label").startswith("0 inside, 0 held")
    assert not undo.isEnabled()
    assert hands.text("reason_label") == "nothing to take back"
    hands.answered(lambda: hands.press("3"))
    clock.advance(10_001)
    hands.screen._tick()
    assert not undo.isEnabled()
    assert hands.text("reason_label") == "only for 10 seconds"


def test_undo_is_for_what_this_station_did(hands: Hands, station: Station) -> None:
    hands.answered(lambda: hands.press("2"))
    station.do(Tap("Room A", 1))
    answer = hands.answered(hands.screen.undo)
    assert [entry.undoes for entry in answer.entries] == [2]


def test_the_desk_itself_refuses_an_undo_that_comes_late(hands: Hands, clock: SimulatedClock) -> None:
    """The control of the button: the rule stands also where the screen is behind."""
    answer = hands.answered(lambda: hands.press("3"))
    clock.advance(10_001)
    late = hands.answered(lambda: hands.screen.ask(Undo(answer.request)))
    assert late.refusal is not None
    assert late.refusal.key == "too-late"


def test_space_calls_the_whole_suggestion(hands: Hands, station: Station) -> None:
    for _ in range(8):
        hands.answered(lambda: hands.press("2"))
    waiting = hands.answered(lambda: hands.press("4"))
    assert [entry.kind for entry in waiting.entries] == [Kind.ISSUED]
    come_and_go(hands, station)
    answer = hands.answered(lambda: hands.press(" "))
    assert [(entry.kind, entry.ticket) for entry in answer.entries] == [(Kind.CALLED, 101)]


def test_a_scan_seats_and_the_word_for_it_stays(hands: Hands, station: Station) -> None:
    for _ in range(8):
        hands.answered(lambda: hands.press("2"))
    hands.answered(lambda: hands.press("2"))
    meeting = hands.screen.meeting
    assert meeting is not None
    code = meeting.tickets[101].code
    hands.answered(lambda: hands.scan("R" + code))
    assert "not called yet" in hands.text("notice_label")
    come_and_go(hands, station)
    hands.answered(lambda: hands.press(" "))
    hands.answered(lambda: hands.scan("R" + code))
    assert hands.text("notice_label").startswith("Ticket 101 seated in Chamber: 2 people")
    hands.answered(lambda: hands.scan("r" + code.lower()))
    assert hands.text("notice_label") == "Ticket 101 was seated already, at 18:00 in Chamber."


def test_a_scan_of_something_else_asks_nobody(hands: Hands, log: MemoryLog) -> None:
    commits = len(log.commits)
    hands.scan("https://city.example")
    assert "web address" in hands.text("notice_label")
    hands.scan("R123")
    assert "no whole ticket code" in hands.text("notice_label")
    assert len(log.commits) == commits


def test_the_keys_card_names_every_key_that_acts(hands: Hands) -> None:
    hands.press("?")
    card = hands.screen._keys_card
    assert card is not None
    assert card.isVisible()
    named = {key for _page, rows in key_sheet() for keys, _words in rows for key in keys}
    acting = set(hands.screen._actions()) - {"Ctrl+Z"}
    assert acting <= named
    card.close()


# --- cards -------------------------------------------------------------------------------------------


def test_turning_away_is_called_wrong_while_places_are_free(hands: Hands) -> None:
    hands.press("t")
    card = card_of(hands.screen, TurnAwayDialog)
    assert "16 places are free: turning people away is wrong now" in card.free_label.text()
    card.people_edit.setText("x")
    hands.click(card.save_button)
    assert "as a number" in card.problem_label.text()
    card.people_edit.setText("3")
    answer = hands.answered(lambda: hands.click(card.save_button))
    assert answer.entries[0].details["free"] == 16
    assert not card.isVisible()


def test_what_the_desk_refuses_stays_in_its_card(hands: Hands) -> None:
    hands.press("t")
    card = card_of(hands.screen, TurnAwayDialog)
    card.people_edit.setText("999")
    hands.answered(lambda: hands.click(card.save_button))
    assert card.isVisible()
    assert "from 1 to 20 people" in card.problem_label.text()
    card.close()


def test_a_head_count_begins_and_is_saved_with_what_came_in_between(hands: Hands, station: Station) -> None:
    station.do(Tap("Room A", 4))
    hands.screen.count_heads("Room A")
    card = card_of(hands.screen, HeadCountDialog)
    assert not card.save_button.isEnabled()
    hands.answered(lambda: hands.click(card.start_button))
    station.do(Tap("Room A", 1))
    card.figure_edit.setText("5")
    answer = hands.answered(lambda: hands.click(card.save_button))
    assert (answer.entries[0].people, answer.entries[0].change) == (5, 1)
    assert not card.isVisible()


def test_a_head_count_says_whom_it_may_count_twice(hands: Hands) -> None:
    hands.answered(lambda: hands.press("4"))
    hands.answered(lambda: hands.press("2"))
    hands.screen.count_heads("Chamber")
    card = card_of(hands.screen, HeadCountDialog)
    meeting = hands.screen.meeting
    assert meeting is not None
    sent = sum(hold.people for hold in meeting.holds.values() if hold.space == "Chamber")
    assert f"{sent} people were sent here and are not tapped in" in card.running_label.text()
    hands.answered(lambda: hands.screen.ask(Tap("Chamber", sent)))
    assert "sent here" not in card.running_label.text()
    card.close()


def test_a_notice_is_read_whole_what_only_reminds_gives_way_to_it(hands: Hands) -> None:
    hands.screen.hall._begins.stop()  # nobody but this test says whether the computer stays awake
    footer = hands.screen.footer_bar
    footer.show_awake(holds=True)
    keys = footer.keys_button
    assert not keys.isHidden()
    for length in range(10, 200):
        footer.show_notice("x" * length, good=False)
        QApplication.processEvents()
        assert footer.notice_label.fits() or keys.isHidden(), length
        assert footer.undo_button.isVisible()
        if footer.awake_label.isHidden():
            break
    assert footer.awake_label.isHidden()
    footer.show_notice("", good=True)
    assert not footer.awake_label.isHidden()
    assert not keys.isHidden()


def test_a_ticket_is_found_by_its_number_and_by_its_code(hands: Hands) -> None:
    for _ in range(8):
        hands.answered(lambda: hands.press("2"))
    hands.answered(lambda: hands.press("3"))
    hands.press("/")
    card = card_of(hands.screen, FindTicketDialog)
    assert card.focusWidget() is card.number_edit
    QTest.keyClicks(card.number_edit, "101")
    assert card.found_label.text() == "Ticket 101: 3 people, any room"
    assert card.detail_label.text() == "Waiting; it is the first in line."
    meeting = hands.screen.meeting
    assert meeting is not None
    code = meeting.tickets[101].code
    for typed in ("R" + code, code, grouped(code), f"r {grouped(code).lower()}"):  # as scanned, and as the slip has it
        card.number_edit.clear()
        card.number_edit.setText(typed)
        assert card.found_label.text().startswith("Ticket 101"), typed
    hands.answered(lambda: hands.click(card.leave_button))
    assert hands.screen.meeting is not None
    assert hands.screen.meeting.tickets[101].state is TicketState.LEFT
    card.close()


def test_the_menu_offers_what_can_be_done_and_says_why_the_rest_cannot(hands: Hands) -> None:
    menu = hands.screen.menu
    menu.aboutToShow.emit()
    assert menu.close_action.text() == "Close the log…  (adjourn first)"
    hands.answered(menu.order_action.trigger)
    menu.aboutToShow.emit()
    assert not menu.order_action.isEnabled()
    hands.answered(lambda: hands.screen.ask(Adjourn()))
    menu.aboutToShow.emit()
    assert menu.close_action.isEnabled()
    assert not menu.stop_action.isEnabled()


def test_closing_shows_the_head_to_keep_and_then_ends_the_screen(hands: Hands, desk: Desk, qtbot: QtBot) -> None:
    hands.answered(lambda: hands.screen.ask(Adjourn()))
    hands.screen.menu.close_action.trigger()
    card = card_of(hands.screen, CloseMeetingDialog)
    assert not card.head_edit.isVisible()
    hands.answered(lambda: hands.click(card.close_log_button))
    meeting = desk.meeting(1)
    assert meeting is not None
    assert meeting.phase is Phase.CLOSED
    assert card.head_edit.toPlainText().replace(" ", "") == meeting.head
    hands.click(card.copy_button)
    assert meeting.head[:8] in QApplication.clipboard().text()
    with qtbot.waitSignal(hands.screen.ended, timeout=WAIT_MS):
        hands.click(card.close_log_button)


# --- the window --------------------------------------------------------------------------------------


@pytest.fixture
def practice_opening() -> OpenMeeting:
    return OpenMeeting("Council", "2026-01-13", OPENING.building, practice=True)


class TestPractice:
    @pytest.fixture
    def opening(self, practice_opening: OpenMeeting) -> OpenMeeting:
        return practice_opening

    def test_a_practice_evening_is_marked_across_the_window(self, window: MainWindow, screen: MeetingScreen) -> None:
        assert window.practice_band.isVisible()
        assert window.practice_band.width() == window.width()
        assert window.windowTitle() == "PRACTICE: Council – roomflow"


def test_a_real_evening_has_no_band(window: MainWindow, screen: MeetingScreen) -> None:
    assert not window.practice_band.isVisible()
    assert window.windowTitle() == "Council – roomflow"


def test_nothing_is_wider_or_higher_than_a_small_screen(window: MainWindow, screen: MeetingScreen) -> None:
    least = window.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 768


def test_an_error_nobody_expected_is_shown_and_can_be_copied(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("an error nobody expected")
    crash = CrashNotes()
    crash.happened.connect(window.show_error)
    crash.keep(tmp_path)
    try:
        with qtbot.waitSignal(crash.happened, timeout=WAIT_MS):
            crash.report(ZeroDivisionError("a rule"))
    finally:
        crash.remove()
    dialog = window.error_dialog
    assert dialog.isVisible()
    assert "ZeroDivisionError: a rule" in dialog.details_edit.toPlainText()
    assert "ZeroDivisionError: a rule" in (tmp_path / "roomflow-errors.txt").read_text("utf-8")
    dialog.copy_button.click()
    assert "a rule" in QApplication.clipboard().text()
    dialog.close()


def test_an_error_in_a_slot_reaches_the_card_though_emit_returns_as_if_all_were_well(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("an error nobody expected")
    crash = CrashNotes()
    crash.happened.connect(window.show_error)
    monkeypatch.setattr(sys, "excepthook", crash._exception)

    def slot() -> None:
        raise ZeroDivisionError("a slot")

    window.closing.connect(slot)
    with qtbot.waitSignal(crash.happened, timeout=WAIT_MS):
        window.closing.emit()
    window.closing.disconnect(slot)
    assert "ZeroDivisionError: a slot" in window.error_dialog.details_edit.toPlainText()
    window.error_dialog.close()


def test_an_error_on_another_thread_reaches_the_card_on_the_windows_own(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("an error nobody expected")
    crash = CrashNotes()
    crash.happened.connect(window.show_error)
    monkeypatch.setattr(threading, "excepthook", crash._thread_exception)

    def wrong() -> None:
        raise ZeroDivisionError("a thread")

    with qtbot.waitSignal(crash.happened, timeout=WAIT_MS):
        threading.Thread(target=wrong).start()
    assert "ZeroDivisionError: a thread" in window.error_dialog.details_edit.toPlainText()
    window.error_dialog.close()


def test_the_hooks_are_given_back(tmp_path: Path) -> None:
    before = sys.excepthook
    crash = CrashNotes()
    crash.install()
    assert sys.excepthook != before
    crash.remove()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook = before


def test_every_control_can_be_named_by_a_screen_reader(screen: MeetingScreen) -> None:
    from PySide6.QtWidgets import QAbstractButton

    silent = [
        button.objectName()
        for button in screen.findChildren(QAbstractButton)
        if button.isVisible() and not (button.text() or button.accessibleName())
    ]
    assert silent == []


KINDS = (
    "_label|_button|_edit|_combo|_bar|_line|_stack|_page|_layout|_spacer|_frame|_dialog|_widget|_window|_band|_screen"
    "|_title|_choice|_column|_table|_rail|_start|_entries|_toggle|_panel|_card|_head|_reason|_legend|_area|_view|_rule|_badge|_pad"
)


@pytest.mark.parametrize("form", sorted(path.name for path in (assets.root() / "ui").glob("*.ui")))
def test_names_in_forms_are_snake_case_and_end_in_their_kind(form: str) -> None:
    text = (assets.root() / "ui" / form).read_text("utf-8")
    names = re.findall(r'<(?:widget|layout|spacer)\b[^>]*\bname="([^"]+)"', text)
    assert names
    wrong = [name for name in names if not re.fullmatch(rf"[a-z0-9_]*[a-z0-9]({KINDS})|legend", name)]
    assert wrong == []


def test_no_menu_offers_what_nobody_listens_to(screen: MeetingScreen) -> None:
    signal = "2triggered(bool)"
    assert all(action.receivers(signal) > 0 for action in screen.menu.actions() if not action.isSeparator())
    assert QAction().receivers(signal) == 0


def test_what_can_be_taken_back_is_said_for_a_new_meeting(screen: MeetingScreen, desk: Desk) -> None:
    meeting = desk.meeting(1)
    assert meeting is not None
    assert why_no_undo(meeting, "Desk", meeting.at) == "nothing to take back"
    assert state_line(meeting) == "Not called to order yet"

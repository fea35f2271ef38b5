"""Cards that ask before what cannot be taken back, and what Enter presses in them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from roomflow.desktop.cards.close import CloseMeetingDialog, closing_words
from roomflow.desktop.cards.find import FindTicketDialog
from roomflow.desktop.cards.question import AdjournDialog, CloseWindowDialog, EndPracticeDialog
from roomflow.desktop.cards.turn_away import TurnAwayDialog, free_places_words
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.commands import Adjourn, Call, OpenMeeting, StopInvitations
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Phase
from tests.desktop.hands import WAIT_MS, Hands
from tests.desktop.scenes import desk_count_first, desk_light
from tests.desktop.test_main_window import card_of, come_and_go
from tests.service.evening import OPENING, Station


def fill(hands: Hands, waiting: int = 1) -> None:
    """The places are taken by parties on the way, and so many parties of two wait."""
    for _ in range(8 + waiting):
        hands.answered(lambda: hands.press("2"))


def phase(hands: Hands) -> Phase:
    assert hands.screen.meeting is not None
    return hands.screen.meeting.phase


# --- adjourn -----------------------------------------------------------------------------------------


def test_adjourn_asks_with_the_parties_that_are_still_in_line(hands: Hands) -> None:
    fill(hands, waiting=2)
    hands.screen.menu.adjourn_action.trigger()
    card = card_of(hands.screen, AdjournDialog)
    assert card.isVisible()
    assert card.title_label.text() == "Adjourn Council?"
    assert card.meaning_label.text() == "Nobody is invited any more. 2 parties are still in line."
    assert phase(hands) is Phase.OPEN
    hands.answered(lambda: QTest.keyClick(card.focusWidget(), Qt.Key.Key_Return))
    assert phase(hands) is Phase.ADJOURNED
    assert not card.isVisible()


def test_adjourn_tells_the_called_from_those_in_line_as_the_line_does(hands: Hands, station: Station) -> None:
    fill(hands, waiting=3)
    come_and_go(hands, station)
    hands.answered(lambda: hands.screen.ask(Call(101, "Chamber")))
    hands.screen.menu.adjourn_action.trigger()
    card = card_of(hands.screen, AdjournDialog)
    assert card.meaning_label.text() == (
        "Nobody is invited any more. 2 parties are still in line. 1 called party is not here yet."
    )
    assert hands.screen.page.line_head.count_label.text().startswith("2 parties")


def test_esc_goes_back_from_adjourn(hands: Hands) -> None:
    hands.screen.menu.adjourn_action.trigger()
    card = card_of(hands.screen, AdjournDialog)
    assert card.meaning_label.text() == "Nobody is invited any more."
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert phase(hands) is Phase.OPEN


def test_adjourn_does_not_lie_below_stopping_invitations(screen: MeetingScreen) -> None:
    screen.menu.aboutToShow.emit()
    shown = [action for action in screen.menu.actions() if action.isVisible() and not action.isSeparator()]
    assert shown.index(screen.menu.adjourn_action) - shown.index(screen.menu.stop_action) > 1
    assert screen.menu.stop_action.text() == "Stop invitations"


# --- find --------------------------------------------------------------------------------------------


def called_ticket(hands: Hands, station: Station) -> FindTicketDialog:
    """Ticket 101 is called, and its number is typed in the card."""
    fill(hands)
    come_and_go(hands, station)
    hands.answered(lambda: hands.press(" "))
    hands.press("/")
    card = card_of(hands.screen, FindTicketDialog)
    QTest.keyClicks(card.number_edit, "101")
    return card


def state_of_101(hands: Hands) -> TicketState:
    assert hands.screen.meeting is not None
    return hands.screen.meeting.tickets[101].state


def test_enter_finds_and_seats_nobody(hands: Hands, station: Station) -> None:
    card = called_ticket(hands, station)
    assert card.detail_label.text().startswith("Called to Chamber")
    asked: list[object] = []
    card.ask = lambda command, _then: asked.append(command)
    QTest.keyClick(card.number_edit, Qt.Key.Key_Return)
    QTest.keyClick(card.number_edit, Qt.Key.Key_Enter)
    assert asked == []
    assert card.isVisible()
    assert card.number_edit.selectedText() == "101"


def test_enter_seats_once_tab_has_reached_the_button(hands: Hands, station: Station) -> None:
    """The control of the test before."""
    card = called_ticket(hands, station)
    assert [card.act_button.text(), card.miss_button.text(), card.leave_button.text()] == ["Seat", "Missed", "Left"]
    while card.focusWidget() is not card.act_button:
        QTest.keyClick(card.focusWidget(), Qt.Key.Key_Tab)
    hands.answered(lambda: QTest.keyClick(card.act_button, Qt.Key.Key_Return))
    assert state_of_101(hands) is TicketState.SEATED
    assert card.focusWidget() is card.number_edit


def test_a_button_that_means_something_else_now_loses_the_focus(hands: Hands, station: Station) -> None:
    from roomflow.domain.commands import Miss

    card = called_ticket(hands, station)
    card.act_button.setFocus()
    hands.see(station.do(Miss(101)))
    assert card.act_button.text() == "Back"
    assert card.focusWidget() is card.number_edit


# --- close the log -----------------------------------------------------------------------------------


def test_closing_counts_the_called_parties_too() -> None:
    meeting, _entry = desk_light()
    assert meeting.line.parties() == 18
    assert "21 parties still in line are written down as not seated." in closing_words(meeting)


def test_enter_presses_the_button_that_looks_so(hands: Hands) -> None:
    hands.answered(lambda: hands.screen.ask(Adjourn()))
    hands.screen.close_log()
    card = card_of(hands.screen, CloseMeetingDialog)
    assert card.focusWidget() is card.close_log_button
    hands.answered(lambda: QTest.keyClick(card.focusWidget(), Qt.Key.Key_Return))
    assert phase(hands) is Phase.CLOSED


# --- turn away ---------------------------------------------------------------------------------------


def test_places_that_wait_for_a_count_are_to_be_counted_first() -> None:
    meeting, _entry = desk_count_first()
    words = free_places_words(meeting)
    assert "Count Overflow A first: 3 places may be free there." in words


def test_nobody_is_told_to_send_people_in_while_nobody_is_invited(hands: Hands) -> None:
    hands.press("t")
    card = card_of(hands.screen, TurnAwayDialog)
    assert "16 places are free" in card.free_label.text()
    hands.answered(lambda: hands.screen.ask(StopInvitations()))
    assert card.free_label.text() == ""
    card.close()


# --- closing the window ------------------------------------------------------------------------------


def asked_to_close(window: MainWindow) -> CloseWindowDialog:
    window.asks_before_closing = True
    window.close()
    assert window._question is not None
    return window._question


def test_closing_the_window_of_an_open_meeting_asks_in_words(
    window: MainWindow, screen: MeetingScreen, qtbot: QtBot
) -> None:
    question = asked_to_close(window)
    assert window.isVisible()
    assert question.meaning_label.text() == "The meeting stays open; start roomflow again to go on."
    assert [question.act_button.text(), question.back_button.text()] == ["Close", "Stay"]
    question.back_button.click()
    assert window.isVisible()
    assert window.meeting_screen is screen
    window.close()
    with qtbot.waitSignal(window.closing, timeout=WAIT_MS):
        question.act_button.click()
    assert not window.isVisible()


def test_a_window_without_a_meeting_closes_at_once(window: MainWindow) -> None:
    window.asks_before_closing = True
    window.close()
    assert not window.isVisible()


# --- practice ----------------------------------------------------------------------------------------


def test_a_real_evening_cannot_be_ended_as_practice(screen: MeetingScreen) -> None:
    screen.menu.aboutToShow.emit()
    assert not screen.menu.end_practice_action.isVisible()


class TestPractice:
    @pytest.fixture
    def opening(self) -> OpenMeeting:
        return OpenMeeting("Council", "2026-01-13", OPENING.building, practice=True)

    def test_a_practice_evening_is_ended_from_the_menu(self, hands: Hands, qtbot: QtBot) -> None:
        action = hands.screen.menu.end_practice_action
        hands.screen.menu.aboutToShow.emit()
        assert action.isVisible()
        action.trigger()
        card = card_of(hands.screen, EndPracticeDialog)
        with qtbot.waitSignal(hands.screen.ended, timeout=WAIT_MS):
            card.act_button.click()

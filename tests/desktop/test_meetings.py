"""Several meetings at one window: listed, switched to, opened beside, scanned apart; one emergency for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.cards.expected_end import ExpectedEndDialog
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.emergency.card import EmergencyDialog
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.desktop.window.open_another import OpenAnotherDialog
from roomflow.desktop.window.start import Run
from roomflow.domain.building import read_building
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    Close,
    Command,
    EndEmergency,
    MarkCleared,
    OpenMeeting,
    SendParty,
    Tap,
)
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.sqlite import open_journal
from tests.desktop.hands import WAIT_MS, Hands
from tests.service.evening import SIX_PM, Station

SAMPLE = read_building(assets.resource("samples", "building.toml").read_bytes())
FIRST = OpenMeeting("City Commission", "2026-01-13", SAMPLE, spaces=("Commission Chamber", "Overflow A", "Lobby"))
SECOND = OpenMeeting("School Board", "2026-01-13", SAMPLE, spaces=("Overflow B", "Third-floor hallway"))


class Windowed:
    """A window on a folder, with a person at it."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.window = MainWindow()
        self.crash = CrashNotes()
        self.clock = SimulatedClock(SIX_PM)
        self._qtbot = qtbot
        self._asked = 0
        self.run = Run(self.window, Parts(folder, clock=self.clock, mint=SeededMint(5), durable=False), self.crash)
        self.window.show()
        with qtbot.waitSignal(self.window.screen_shown, timeout=WAIT_MS):
            self.run.begin()

    @property
    def screen(self) -> MeetingScreen:
        assert self.window.meeting_screen is not None
        return self.window.meeting_screen

    @property
    def hands(self) -> Hands:
        return Hands(self.window, self.screen)

    @property
    def name(self) -> str:
        return self.screen.header_bar.name_label.text()

    def do(self, meeting: int, *commands: Command) -> None:
        """Somebody else acts in a meeting, and this window has heard of it."""
        assert self.run.opened is not None
        station = Station(self.run.opened.desk, f"door of {meeting}", meeting=meeting)
        for command in commands:
            self._asked += 1
            assert station.do(command, id=f"other {self._asked}").is_done
        # The desk answers before it tells the windows; when it is done with this too, it has told them.
        self.run.opened.desk.wake().result(WAIT_MS / 1_000)
        QApplication.processEvents()

    def switch(self) -> None:
        with self._qtbot.waitSignal(self.window.screen_shown, timeout=WAIT_MS):
            self.hands.press_key(Qt.Key.Key_F6)

    def stop(self) -> None:
        self.window.close()
        self.run.stop()
        self.crash.remove()
        self.window.deleteLater()


def prepare(folder: Path, *openings: OpenMeeting) -> None:
    desk = Desk(
        lambda: open_journal(folder, practice=False, durable=False), SimulatedClock(SIX_PM - 60_000), SeededMint(9)
    )
    desk.start()
    for opening in openings:
        assert Station(desk, "clerk").do(opening, id=opening.name).is_done
    desk.stop()


@pytest.fixture
def two(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Windowed]:
    """A window on a log in which two meetings are open; it shows the second."""
    prepare(tmp_path, FIRST, SECOND)
    windowed = Windowed(tmp_path, qtbot)
    yield windowed
    windowed.stop()


@pytest.fixture
def one(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Windowed]:
    """A window on a log in which one meeting is open."""
    prepare(tmp_path, FIRST)
    windowed = Windowed(tmp_path, qtbot)
    yield windowed
    windowed.stop()


def listed(screen: MeetingScreen) -> list[tuple[str, bool]]:
    return [(action.text(), action.isChecked()) for action in screen.menu.meeting_actions]


# --- which meeting is shown ----------------------------------------------------------------------------


def test_after_a_restart_the_menu_lists_all_open_meetings_and_the_header_says_which_it_is(two: Windowed) -> None:
    assert (two.name, two.screen.header_bar.meeting_button.text()) == ("School Board", "Meeting 2 of 2")
    assert listed(two.screen) == [
        ("City Commission  (Commission Chamber and Overflow A)", False),
        ("School Board  (Overflow B)", True),
    ]


def test_a_key_and_the_menu_switch_between_them_and_each_keeps_its_figures(two: Windowed, qtbot: QtBot) -> None:
    two.hands.answered(lambda: two.hands.press("2"))
    two.switch()
    assert (two.name, list(two.screen.meeting.spaces) if two.screen.meeting else []) == (
        "City Commission",
        ["Commission Chamber", "Overflow A", "Lobby"],
    )
    answer = two.hands.answered(lambda: two.hands.press("3"))
    assert (answer.meeting, answer.entries[0].space) == (1, "Commission Chamber")
    with qtbot.waitSignal(two.window.screen_shown, timeout=WAIT_MS):
        two.screen.menu.meeting_actions[1].trigger()
    assert two.name == "School Board"
    assert two.screen.meeting is not None
    assert [hold.people for hold in two.screen.meeting.holds.values()] == [2]


def test_with_one_meeting_nothing_is_listed_and_the_key_does_nothing(one: Windowed) -> None:
    assert listed(one.screen) == []
    assert one.screen.header_bar.meeting_button.text() == "Meeting"
    screen = one.screen
    one.hands.press_key(Qt.Key.Key_F6)
    QApplication.processEvents()
    assert one.screen is screen


def test_an_answer_that_comes_after_the_switch_is_not_shown_in_the_other_meeting(two: Windowed, qtbot: QtBot) -> None:
    with qtbot.waitSignal(two.window.screen_shown, timeout=WAIT_MS):
        two.hands.press("4")
        two.hands.press_key(Qt.Key.Key_F6)
    assert two.run.bridge is not None
    while two.run.bridge.waiting:
        with qtbot.waitSignal(two.run.bridge.answered, timeout=WAIT_MS):
            pass
    assert two.name == "City Commission"
    assert two.screen.meeting is not None
    assert not two.screen.meeting.holds


def test_when_one_is_closed_the_other_is_shown(two: Windowed, qtbot: QtBot) -> None:
    two.do(2, Adjourn(), Close())
    with qtbot.waitSignal(two.window.screen_shown, timeout=WAIT_MS):
        two.screen.ended.emit()
    assert two.name == "City Commission"
    assert two.screen.header_bar.meeting_button.text() == "Meeting"


# --- tickets of the other meeting ----------------------------------------------------------------------


def test_a_scan_of_a_ticket_of_the_other_meeting_says_which_it_belongs_to(two: Windowed) -> None:
    two.do(1, *[Tap("Commission Chamber", 6)] * 17, *[Tap("Overflow A", 6)] * 12)
    assert two.run.opened is not None
    entries = Station(two.run.opened.desk, "North", meeting=1).do(SendParty(2)).entries
    code = (entries[0].private or {})["code"]
    two.hands.answered(lambda: two.hands.scan("R" + code))
    assert two.screen.footer_bar.notice_label.text() == (
        "Ticket 101 belongs to the meeting “City Commission”, not to this one."
    )


# --- opening another -----------------------------------------------------------------------------------


def card(screen: MeetingScreen) -> OpenAnotherDialog:
    found = screen.findChild(OpenAnotherDialog)
    assert found is not None
    return found


def test_another_meeting_is_opened_in_the_rooms_that_are_chosen_and_shown(one: Windowed, qtbot: QtBot) -> None:
    one.screen.menu.open_another_action.trigger()
    asking = card(one.screen)
    taken = asking.box("Commission Chamber")
    assert (taken.isEnabled(), taken.text()) == (False, "Commission Chamber: belongs to City Commission")
    QTest.keyClicks(asking.name_edit, "School Board")
    QTest.keyClicks(asking.expected_end_edit, "0:30")
    asking.box("Overflow B").click()
    asking.box("Third-floor hallway").click()
    with qtbot.waitSignal(one.window.screen_shown, timeout=WAIT_MS):
        QTest.keyClick(asking.name_edit, Qt.Key.Key_Return)
    assert (one.name, one.screen.header_bar.meeting_button.text()) == ("School Board", "Meeting 2 of 2")
    meeting = one.screen.meeting
    assert meeting is not None
    assert list(meeting.spaces) == ["Overflow B", "Third-floor hallway", "Plaza"]
    assert (meeting.expected_end, meeting.whole) == ("00:30", SAMPLE)


def test_without_a_name_or_a_room_the_card_says_what_is_missing(one: Windowed) -> None:
    one.screen.meetings.open_another()
    asking = card(one.screen)
    asking.open_button.click()
    assert asking.problem_label.text() == "Give the meeting a name."
    QTest.keyClicks(asking.name_edit, "School Board")
    asking.box("Third-floor hallway").click()
    asking.open_button.click()
    assert asking.problem_label.text().startswith("Choose a chamber or an overflow room")
    asking.box("Overflow B").click()
    QTest.keyClicks(asking.doors_open_edit, "late")
    asking.open_button.click()
    assert asking.problem_label.text() == "“late” is no time; write it like 18:00."


def test_a_room_that_somebody_else_took_meanwhile_is_refused_in_the_card(one: Windowed) -> None:
    one.screen.meetings.open_another()
    asking = card(one.screen)
    QTest.keyClicks(asking.name_edit, "Planning")
    asking.box("Overflow B").click()
    one.do(1, SECOND)
    one.hands.answered(asking.open_button.click)
    assert asking.problem_label.text().startswith("Overflow B belongs to the meeting “School Board”")


# --- the expected end ----------------------------------------------------------------------------------


def test_the_expected_end_is_changed_from_the_menu_and_stands_in_it(one: Windowed) -> None:
    one.screen.menu.aboutToShow.emit()
    assert one.screen.menu.expected_end_action.text() == "Expected end…"
    one.screen.menu.expected_end_action.trigger()
    asking = one.screen._cards[ExpectedEndDialog]
    assert isinstance(asking, ExpectedEndDialog)
    asking.time_edit.setText("25:00")
    asking.save_button.click()
    assert asking.problem_label.text() == "“25:00” is no time; write it like 18:00."
    asking.time_edit.setText("22:30")
    one.hands.answered(asking.save_button.click)
    one.screen.menu.aboutToShow.emit()
    assert one.screen.menu.expected_end_action.text() == "Expected end: 22:30…"
    assert not asking.isVisible()


# --- an emergency --------------------------------------------------------------------------------------


def test_an_emergency_is_one_of_all_meetings_and_its_page_shows_all_their_spaces(two: Windowed) -> None:
    two.do(1, Tap("Commission Chamber", 5))
    two.do(2, Tap("Overflow B", 2))
    two.hands.press_key(Qt.Key.Key_F12)
    asking = two.screen._cards[EmergencyDialog]
    assert isinstance(asking, EmergencyDialog)
    two.hands.answered(asking.stop_button.click)
    QApplication.processEvents()
    page = two.screen.emergency.page
    assert page is not None
    shown = {name: row.inside_label.text() for name, row in page._rows.items()}
    assert shown == {
        "Commission Chamber": "5",
        "Overflow A": "0",
        "Overflow B": "2",
        "Third-floor hallway": "0",
        "Lobby": "0",
    }
    two.hands.answered(page.row("Commission Chamber").cleared_toggle.click)
    two.do(1, MarkCleared("Overflow A", True))
    assert page.row("Commission Chamber").cleared_toggle.isChecked()
    assert page.row("Overflow A").cleared_toggle.isChecked()
    two.do(1, EndEmergency(Authority("fire-official", "fire-official")))
    assert two.screen.meeting is not None
    assert not two.screen.meeting.in_emergency
    assert not two.screen.emergency.is_shown

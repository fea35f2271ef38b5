"""A phone that asks to be let in: seen on every page, reached by one key; and practice that stays practice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.pages import DOORS, LINE, SETUP
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network import Network
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.setup.page import STATIONS, SetupPage
from roomflow.desktop.setup.stations import StationsSection
from roomflow.desktop.stations.pairing import WaitingRow
from roomflow.desktop.window.let_in import asking_words
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.meeting import Meeting
from roomflow.service.clock import SimulatedClock
from roomflow.web.hosted import WaitingLine
from tests.desktop.scenes import desk_light
from tests.desktop.stage import StillDesk
from tests.desktop.stations import StillServer, network_of, still_computer


@pytest.fixture
def meeting() -> Meeting:
    return desk_light()[0]


@pytest.fixture
def screen(window: MainWindow, meeting: Meeting) -> MeetingScreen:
    """The desk of a meeting for which nobody asks yet."""
    window.computer = still_computer(meeting.at)
    network = window.computer.network
    assert network is not None
    assert isinstance(network._server, StillServer)
    network._server.is_full = False
    network.look()
    screen = window.show_meeting(Bridge(StillDesk(meeting), SimulatedClock(meeting.at), parent=window), meeting)
    QTest.qWaitForWindowActive(window)
    return screen


def asks(screen: MeetingScreen) -> Network:
    """A phone asks now."""
    network = screen.computer.network
    assert network is not None
    assert isinstance(network._server, StillServer)
    network._server.is_full = True
    network.look()
    return network


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_nobody_asks_and_nothing_is_said_and_the_key_turns_no_page(screen: MeetingScreen) -> None:
    assert screen.footer_bar.let_in_button.isHidden()
    before = screen.pages.name
    press(Qt.Key.Key_F7)
    assert screen.pages.name == before


@pytest.mark.parametrize("page", ["desk", DOORS, LINE, SETUP])
def test_who_asks_is_seen_on_every_page_and_covers_none(screen: MeetingScreen, page: str) -> None:
    screen.pages.show(page)
    focus = QApplication.focusWidget()
    asks(screen)
    button = screen.footer_bar.let_in_button
    assert button.isVisible()
    assert button.text() == "A phone asks to be let in: East door"
    assert (screen.pages.name, QApplication.focusWidget()) == (page, focus)


def test_one_key_goes_to_the_button_that_lets_it_in(screen: MeetingScreen) -> None:
    network = asks(screen)
    press(Qt.Key.Key_F7)
    assert screen.pages.name == SETUP
    page = screen.pages.page(SETUP)
    assert isinstance(page, SetupPage)
    assert page.buttons[STATIONS].isChecked()
    row = page.stations.pairing_card.findChild(WaitingRow)
    assert row is not None
    assert QApplication.focusWidget() is row.approve_button
    server = network._server
    assert isinstance(server, StillServer)
    network.refuse("w1")
    assert ("refuse", "w1") in server.asked


def test_when_nobody_asks_any_more_the_button_goes(screen: MeetingScreen) -> None:
    network = asks(screen)
    assert isinstance(network._server, StillServer)
    network._server.is_full = False
    network.look()
    assert screen.footer_bar.let_in_button.isHidden()


def test_two_that_ask_are_counted_and_no_name_that_a_phone_gives_itself_is_shown() -> None:
    one = WaitingLine("a", "Fire official, urgent", "display", None, None)
    assert asking_words((one,)) == "A phone asks to be let in"
    assert asking_words((one, one._replace(id="b"))) == "2 ask to be let in"


# --- practice -------------------------------------------------------------------------------------------


def test_serving_that_was_switched_on_in_practice_is_off_at_a_real_meeting(dressed: QApplication, qtbot: QtBot) -> None:
    kept = KeptSettings()
    tried = network_of(StillServer(is_full=False), kept, practice=True)
    tried.begin()
    section = StationsSection(ThisComputer(kept, Path(), None, tried))
    qtbot.addWidget(section)
    section.network_card.serve_box.click()
    qtbot.waitUntil(lambda: tried._server is not None)
    tried.end()
    assert (kept.settings.serves_practice, kept.settings.serves) == (True, False)
    server = StillServer(is_full=False)
    real = network_of(server, kept)
    real.begin()
    qtbot.waitUntil(lambda: real._pending == 0)
    real.end()
    assert ("start",) not in server.asked
    again = network_of(server, kept, practice=True)  # the control: the next practice is served
    again.begin()
    qtbot.waitUntil(lambda: again._server is not None)
    again.end()
    assert ("start",) in server.asked


def test_how_long_ago_a_station_was_seen_goes_on_counting(
    dressed: QApplication, meeting: Meeting, qtbot: QtBot
) -> None:
    section = StationsSection(still_computer(meeting.at))
    qtbot.addWidget(section)
    section.show_meeting(meeting, meeting.at)
    assert section.model.rows[0].seen.endswith("just now")
    section.show_tick(meeting.at + 180_000)
    assert section.model.rows[0].seen.endswith("3 min ago")

"""What the tests of the window share: a desk on a log in memory, a clock moved by hand, a dressed application.

An error in a slot fails the test that caused it: pytest-qt catches what reaches `sys.excepthook`.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.garbage import look
from roomflow.desktop.basis.look import LIGHT, Look, dress, look_of
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.commands import OpenMeeting
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from tests.desktop.hands import Hands
from tests.desktop.shown import Shown
from tests.service.evening import OPENING, SIX_PM, Station, desk_on
from tests.service.memory import MemoryLog, at_once

# What the platform for tests says of itself where a real one has a window system behind it.
PLATFORM_SAYS = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore(PLATFORM_SAYS, extend=True))


@pytest.fixture(autouse=True, scope="module")
def garbage_of_this_thread() -> Iterator[None]:
    """As in the program: rings of objects that hold something of Qt are taken apart on this thread and on no other."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def garbage_after_each() -> Iterator[None]:
    yield
    look()


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(SIX_PM)


@pytest.fixture
def desk(log: MemoryLog, clock: SimulatedClock) -> Iterator[Desk]:
    desk = desk_on(log, clock)
    desk.start()
    yield desk
    log.before_commit = at_once
    desk.stop()


@pytest.fixture
def opening() -> OpenMeeting:
    """The meeting that is open; a test may bring another."""
    return OPENING


@pytest.fixture
def station(desk: Desk, opening: OpenMeeting) -> Station:
    """Another place that acts, with the meeting open."""
    station = Station(desk, "East door")
    assert station.do(opening).is_done
    return station


@pytest.fixture
def bridge(desk: Desk, clock: SimulatedClock, station: Station, qapp: QApplication) -> Iterator[Bridge]:
    """Of the station "Desk"; watches nothing yet."""
    bridge = Bridge(desk, clock)
    yield bridge
    bridge.stop()


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    if look_of() != Look() or not qapp.styleSheet():  # a third of a second, so only where it changes something
        dress(qapp)
    return qapp


@pytest.fixture
def window(dressed: QApplication) -> Iterator[MainWindow]:
    window = MainWindow()
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def screen(window: MainWindow, bridge: Bridge, desk: Desk) -> MeetingScreen:
    """The screen of the open meeting, shown."""
    meeting = desk.meeting(1)
    assert meeting is not None
    return window.show_meeting(bridge, meeting)


@pytest.fixture
def hands(window: MainWindow, screen: MeetingScreen) -> Hands:
    """A person at the desk."""
    return Hands(window, screen)


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot) -> Shown:
    """The Desk page in the light look, with nothing on it yet."""
    dress(qapp, LIGHT)
    return Shown(qtbot)

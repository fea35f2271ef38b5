"""The computer stays awake while a meeting is open; where it cannot be kept awake, the desk says so."""

import shutil
import subprocess
import sys
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.computer.awake import Awake, Keeper
from roomflow.desktop.computer.awake_later import LaterKeeper
from roomflow.desktop.computer.awake_ways import (
    BusKeeper,
    ProcessKeeper,
    ThreadKeeper,
    keepers_of_this_system,
    linux_words,
    mac_words,
)
from roomflow.desktop.window.hall_parts import HallParts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.domain.commands import Adjourn, Close
from roomflow.service.desk import Desk
from tests.desktop.hands import WAIT_MS, Hands


class KeptKeeper(QObject):
    """Answers when it is told to."""

    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.holds: bool | None = None
        self.reasons: list[str] = []
        self.is_held = False

    def begin(self, reason: str) -> None:
        self.reasons.append(reason)
        self.is_held = True

    def end(self) -> None:
        self.is_held = False
        self.holds = None

    def answer(self, holds: bool) -> None:
        self.holds = holds
        self.settled.emit()


def test_it_is_awake_when_one_way_holds_and_asleep_when_none_does(qapp: QApplication) -> None:
    one, other = KeptKeeper(), KeptKeeper()
    kept = Awake([one, other])
    assert kept.holds is None
    kept.want(True)
    kept.want(True)
    assert one.reasons == other.reasons == ["A meeting is going on."]
    one.answer(False)
    assert kept.holds is None
    other.answer(True)
    assert kept.holds is True
    other.answer(False)
    assert kept.holds is False
    kept.want(False)
    assert kept.holds is None
    assert not one.is_held


def test_the_desk_says_whether_the_computer_stays_awake_until_the_log_is_closed(
    dressed: QApplication, bridge: Bridge, desk: Desk, qtbot: QtBot
) -> None:
    keeper = KeptKeeper()

    def make(_parent: QObject | None) -> Sequence[Keeper]:
        return [keeper]

    window = MainWindow()
    window.hall_parts = HallParts(make_keepers=make)
    window.show()
    meeting = desk.meeting(1)
    assert meeting is not None
    hands = Hands(window, window.show_meeting(bridge, meeting))
    label = hands.screen.footer_bar.awake_label
    assert not keeper.is_held, "not while a screen is made"
    with qtbot.waitSignal(hands.screen.hall._begins.timeout, timeout=WAIT_MS):
        pass
    assert keeper.is_held
    assert not label.isVisible()
    keeper.answer(True)
    assert label.text() == "Stays awake"
    keeper.answer(False)
    assert label.text() == "May fall asleep"
    assert "switch sleep off" in label.toolTip()
    hands.answered(lambda: hands.screen.ask(Adjourn()))
    assert keeper.is_held
    hands.answered(lambda: hands.screen.ask(Close()))
    assert not keeper.is_held
    assert not label.isVisible()
    window.close()
    window.deleteLater()


# --- the ways -------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the program that waits is one of Unix")
def test_a_program_holds_while_it_runs_and_is_ended_with_the_meeting(qtbot: QtBot) -> None:
    keeper = ProcessKeeper(lambda _reason: ("cat",))
    with qtbot.waitSignal(keeper.settled, timeout=WAIT_MS):
        keeper.begin("A meeting is going on.")
    assert keeper.holds is True
    settled = QSignalSpy(keeper.settled)
    keeper.end()
    assert keeper.holds is None
    assert keeper._process.state() is QProcess.ProcessState.NotRunning
    assert settled.count() == 0


def test_a_program_that_is_not_there_holds_nothing(qtbot: QtBot) -> None:
    keeper = ProcessKeeper(lambda _reason: ("roomflow-no-such-program",))
    with qtbot.waitSignal(keeper.settled, timeout=WAIT_MS):
        keeper.begin("A meeting is going on.")
    assert keeper.holds is False
    keeper.end()


def test_a_program_that_is_refused_and_ends_by_itself_holds_no_longer(qtbot: QtBot) -> None:
    keeper = ProcessKeeper(lambda _reason: (sys.executable, "-c", "raise SystemExit(1)"))
    with qtbot.waitSignals([keeper.settled, keeper._process.finished], timeout=WAIT_MS):
        keeper.begin("A meeting is going on.")
    assert keeper.holds is False
    keeper.end()


def test_without_a_session_bus_nothing_is_promised(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    keeper = BusKeeper()
    keeper.begin("A meeting is going on.")
    assert keeper.holds is False
    keeper.end()
    assert keeper.holds is None


def test_windows_is_asked_once_for_the_system_and_the_display_and_told_when_it_is_over() -> None:
    said: list[int] = []

    def say(flags: int) -> int:
        said.append(flags)
        return flags

    keeper = ThreadKeeper(say)
    keeper.begin("A meeting is going on.")
    assert keeper.holds is True
    keeper.end()
    assert said == [0x80000003, 0x80000000]
    refused = ThreadKeeper(lambda _flags: 0)
    refused.begin("A meeting is going on.")
    assert refused.holds is False


def test_each_system_has_its_way_and_none_of_them_is_the_network(qapp: QApplication) -> None:
    assert keepers_of_this_system()
    assert linux_words("A meeting.")[0] == "systemd-inhibit"
    assert "--why=A meeting." in linux_words("A meeting.")
    assert mac_words("A meeting.")[0] == "caffeinate"


ON_A_BUS = """
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection
from roomflow.desktop.computer.awake_ways import BusKeeper

app = QCoreApplication([])

@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class ScreenSaver(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, program, reason):
        print("asked by", program, "since", reason)
        return 7

bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "screen-saver")
bus.registerService("org.freedesktop.ScreenSaver")
saver = ScreenSaver()
bus.registerObject("/org/freedesktop/ScreenSaver", saver, QDBusConnection.RegisterOption.ExportAllSlots)
keeper = BusKeeper()
keeper.settled.connect(lambda: (print("holds", keeper.holds), keeper.end(), app.quit()))
QTimer.singleShot(0, lambda: keeper.begin("a meeting"))
QTimer.singleShot(20_000, app.quit)
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no session bus to be had here")
def test_on_a_session_bus_the_screen_saver_is_asked_and_its_answer_is_taken() -> None:
    done = subprocess.run(
        ["dbus-run-session", sys.executable, "-c", ON_A_BUS], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "asked by roomflow since a meeting\nholds True\n", done.stderr


def test_what_keeps_awake_is_made_a_moment_after_it_is_wanted_and_says_the_same(
    qapp: QApplication, qtbot: QtBot
) -> None:
    made: list[KeptKeeper] = []

    def make() -> Sequence[Keeper]:
        made.append(KeptKeeper())
        return made

    kept = Awake([LaterKeeper(make)])
    kept.want(True)
    assert (made, kept.holds) == ([], None)
    qtbot.waitUntil(lambda: bool(made) and made[0].is_held, timeout=WAIT_MS)
    made[0].answer(holds=True)
    assert kept.holds is True
    kept.want(False)
    assert not made[0].is_held
    kept.want(True)
    qtbot.waitUntil(lambda: made[0].is_held, timeout=WAIT_MS)
    assert len(made) == 1
    kept.want(False)


def test_what_is_no_longer_wanted_before_that_moment_is_never_made(qapp: QApplication) -> None:
    made: list[KeptKeeper] = []
    later = LaterKeeper(lambda: made)
    kept = Awake([later])
    kept.want(True)
    kept.want(False)
    assert not later._timer.isActive()

"""Starting and stopping the whole window leaves nothing behind: no thread, timer, file, window or child process."""

import gc
import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.window.hall_parts import HallParts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run
from roomflow.service.clock import SimulatedClock, SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.sqlite import open_journal
from tests.desktop.hands import WAIT_MS
from tests.desktop.heard_parts import KeptPlayer, KeptSpeaker
from tests.service.evening import SIX_PM, opened

FEW = 10
ROUNDS = 4
MANY = 300
FILES_MAX = 2
"""What the system itself may open once and keep, such as a list of time zones."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log with a meeting that goes on."""
    desk = Desk(
        lambda: open_journal(tmp_path / "log", practice=False, durable=False), SimulatedClock(SIX_PM), SeededMint(1)
    )
    opened(desk)
    desk.stop()
    return tmp_path / "log"


def start_and_stop(folder: Path, qtbot: QtBot) -> None:
    """What a person does: start, see the meeting, show the public screen, press a key, close."""
    window = MainWindow()
    window.remembered = Remembered(folder.parent / "window.json", window)
    window.hall_parts = HallParts(KeptPlayer, lambda parent: KeptSpeaker(parent=parent))
    crash = CrashNotes()
    run = Run(window, Parts(folder, clock=SystemClock(), durable=False), crash)
    with qtbot.waitSignal(window.screen_shown, timeout=WAIT_MS):
        window.show()
        run.begin()
    screen = window.meeting_screen
    assert screen is not None
    screen.hall.public.change(shown=True)
    screen.hall.show_public_card()
    with qtbot.waitSignal(screen.bridge.answered, timeout=WAIT_MS):
        screen.page.press_size(1)
    window.leave()
    run.stop()
    crash._forget()
    for each in (window, run, crash):
        delete(each)


def settle() -> None:
    """What was put aside to be deleted is deleted, and what that alone held after it."""
    for _ in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def alive(kind: type[QObject]) -> int:
    """How many objects of a kind there are that Qt has not deleted."""
    from shiboken6 import isValid

    return sum(1 for each in gc.get_objects() if isinstance(each, kind) and isValid(each))


def counted() -> dict[str, int]:
    settle()
    return {
        "threads": threading.active_count(),
        "windows": len(QApplication.topLevelWidgets()),
        "widgets": len(QApplication.allWidgets()),
        "timers": alive(QTimer),
        "processes": alive(QProcess),
        "Qt's threads": alive(QThread),
    }


def open_files() -> int:
    if not sys.platform.startswith("linux"):
        pytest.skip("open files are counted in /proc")
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the list itself is all that is wanted


def cycle(times: int, folder: Path, qtbot: QtBot) -> None:
    start_and_stop(folder, qtbot)  # what is made once for the whole program is there after this
    before, files = counted(), open_files()
    for _ in range(times):
        start_and_stop(folder, qtbot)
    assert counted() == before
    assert open_files() <= files + FILES_MAX


def test_a_few_starts_and_stops_leave_nothing_behind(dressed: QApplication, qtbot: QtBot, folder: Path) -> None:
    cycle(FEW, folder, qtbot)


@pytest.mark.proof
def test_three_hundred_starts_and_stops_leave_nothing_behind(dressed: QApplication, qtbot: QtBot, folder: Path) -> None:
    cycle(MANY, folder, qtbot)


def test_negative_control_a_window_that_is_kept_is_seen(dressed: QApplication, qtbot: QtBot, folder: Path) -> None:
    start_and_stop(folder, qtbot)
    before = counted()
    kept = MainWindow()
    timer = QTimer()
    after = counted()
    assert after["windows"] == before["windows"] + 1
    assert after["timers"] >= before["timers"] + 1
    delete(kept)
    delete(timer)
    assert counted() == before

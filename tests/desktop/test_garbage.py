"""What Qt made is taken apart on the thread of the window, whichever thread fills Python's count of new objects."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import roomflow
from roomflow.desktop.basis.garbage import Garbage, look
from tests.desktop.hands import WAIT_MS

SECONDS = 60
NEW_OBJECTS = 5_000


class Ringed(QObject):
    """Nobody holds it but itself."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    made = Garbage()
    yield made
    made.end()
    gc.unfreeze()
    gc.disable()  # as every test of the window begins


def thrown_away() -> list[int]:
    """Throw a ring away; the list gets the thread it is taken apart on."""
    where: list[int] = []
    Ringed().destroyed.connect(lambda: where.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)
    return where


def work_elsewhere(kept: list[list[int]]) -> int:
    """Another thread makes so many objects that Python looks, if it looks there. Gives which it was."""
    thread = threading.Thread(target=lambda: kept.extend([number] for number in range(NEW_OBJECTS)))
    thread.start()
    thread.join()
    assert thread.ident is not None
    return thread.ident


def test_no_other_thread_takes_apart_what_is_of_qt(garbage: Garbage) -> None:
    where = thrown_away()
    kept: list[list[int]] = []
    work_elsewhere(kept)
    assert where == []
    look()
    assert where == [threading.get_ident()]


def test_negative_control_where_python_looks_by_itself_another_thread_does(garbage: Garbage) -> None:
    gc.collect()
    where = thrown_away()
    gc.enable()
    other = work_elsewhere([])
    gc.disable()
    assert where == [other]


def test_once_a_screen_is_there_it_looks_by_itself(garbage: Garbage, qtbot: QtBot) -> None:
    garbage.begin()
    kept = [[number] for number in range(NEW_OBJECTS)]
    where = thrown_away()
    kept += [[number] for number in range(NEW_OBJECTS)]
    qtbot.waitUntil(lambda: where == [threading.get_ident()] or gc.get_freeze_count() > 0, timeout=WAIT_MS)
    where = thrown_away()
    kept += [[number] for number in range(NEW_OBJECTS)]
    qtbot.waitUntil(lambda: where == [threading.get_ident()], timeout=WAIT_MS)


TIMER_ELSEWHERE = """
import gc, os, sys, threading
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from roomflow.desktop.basis.garbage import Garbage

class Ringed(QObject):
    def __init__(self):
        super().__init__()
        QTimer(self).start(0)
        self.ring = self

def work():
    kept = [[number] for number in range(100_000)]

app = QApplication(sys.argv[:1])
garbage = Garbage(app)
if sys.argv[1] == "python":
    gc.enable()
for _ in range(40):
    Ringed()
    app.processEvents()
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        app.processEvents()
os.write(1, b"went on")
os._exit(0)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="how a program ends that Qt ended is known there")
@pytest.mark.parametrize(("who", "code", "said"), [("ours", 0, "went on"), ("python", -11, "")])
def test_a_timer_that_another_thread_takes_apart_ends_the_program(who: str, code: int, said: str) -> None:
    """The second is what ours keeps away, and what a rare fault of these tests was: a segmentation fault."""
    source = str(Path(roomflow.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", TIMER_ELSEWHERE, who],
        env={**os.environ, "PYTHONPATH": source}, check=False, capture_output=True, encoding="utf-8", timeout=SECONDS,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, said), done.stderr

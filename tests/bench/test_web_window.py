"""How late the desk's own window is while 2,000 people look at the pages of their tickets beside it."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from time import perf_counter
from typing import Final

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run
from roomflow.service.clock import SystemClock
from roomflow.web.server import WebOptions, WebServer
from tests.bench.test_web import VIEWERS, fill, line, viewed
from tests.service.evening import SECONDS
from tests.web.site import ADDRESS, UNHURRIED, Site, site_in

pytestmark = [pytest.mark.bench, pytest.mark.qt_log_ignore("This plugin does not support")]

BEAT_MS: Final = 10


class Beats(QObject):
    """How late each beat of a timer on the GUI thread comes, in ms."""

    heard = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1e3 - BEAT_MS))
        self._last = now

    def line(self, process: subprocess.Popen[str]) -> str:
        """The next line of a crowd; the window lives on until it is there."""
        loop = QEventLoop()
        found: list[str] = []
        self.heard.connect(found.append)
        self.heard.connect(loop.quit)
        self._last = perf_counter()
        self._timer.start()
        threading.Thread(target=lambda: self.heard.emit(line(process)), daemon=True).start()
        loop.exec()
        self._timer.stop()
        self.heard.disconnect()
        return found[0]


def test_the_window_beside_2000_viewers(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    dress(qapp, LIGHT)
    with site_in(tmp_path, durable=True) as site:
        fill(site, VIEWERS)
    window, crash, clock = MainWindow(), CrashNotes(), SystemClock()
    window.resize(1366, 768)
    run = Run(window, Parts(tmp_path, clock=clock), crash)
    window.show()
    with qtbot.waitSignal(window.screen_shown, timeout=int(SECONDS * 1_000)):
        run.begin()
    assert run.opened is not None
    errors: list[BaseException] = []
    options = WebOptions(ADDRESS, 0, tickets_on=True, limits=UNHURRIED)
    web = WebServer(run.opened.desk, clock, tmp_path, options, errors.append)
    web.start()
    beats = Beats()
    try:
        viewed(Site(run.opened.desk, web, tmp_path, clock, errors), beats.line)
    finally:
        web.stop()
        window.leave()
        run.stop()
        crash.remove()
        window.deleteLater()
    beats.late.sort()
    p50, p99 = (beats.late[int(len(beats.late) * part)] for part in (0.5, 0.99))
    print(f"the window beside them: {len(beats.late)} beats, late", end=" ")
    print(f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, at most {beats.late[-1]:.1f} ms")
    assert errors == []

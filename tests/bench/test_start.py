"""How fast the window is there, beside a bare QMainWindow: started in turns as whole processes, in one run."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.sqlite import open_journal
from tests.service.evening import opened

pytestmark = pytest.mark.bench

ROUNDS = 15
FIRST_PAINT_TIMES_MAX = 1.5
READY_TIMES_MAX = 2.5

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", time.monotonic_ns())
        app.quit()

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from roomflow.desktop import main_window
from roomflow.desktop.opening import Parts
from roomflow.desktop.start import run

class Timed(main_window.MainWindow):
    def __init__(self, *parts, **named):
        super().__init__(*parts, **named)
        self.first_painted.connect(lambda: print("painted", time.monotonic_ns()))
        self.screen_shown.connect(self.ask)

    def ask(self):
        # Ready is: a key was pressed, the desk answered after its commit, and the page shows it.
        self.meeting_screen.bridge.answered.connect(lambda *_: QTimer.singleShot(0, self.tell))
        self.meeting_screen.page.press_size(2)

    def tell(self):
        print("ready", time.monotonic_ns())
        self.leave()

import roomflow.desktop.start as start
start.MainWindow = Timed
sys.exit(run(Parts(Path(sys.argv[1])), None))
"""


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], None]]:
    lines: list[str] = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n  ")


def moments(program: str, *arguments: str) -> dict[str, float]:
    """Start a process and give, in ms since then, when it told what."""
    from time import monotonic_ns

    began = monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
    )
    lines = (line.split() for line in done.stdout.splitlines())
    return {word: (int(at) - began) / 1e6 for word, at in lines}


def test_first_paint_and_readiness_beside_a_bare_window(tmp_path: Path, report: Callable[[str], None]) -> None:
    desk = Desk(lambda: open_journal(tmp_path, practice=False), SystemClock(), SystemMint())
    opened(desk)
    desk.stop()
    bare: list[float] = []
    painted: list[float] = []
    ready: list[float] = []
    for _ in range(ROUNDS):  # in turns, so that a busy machine is unkind to both
        bare.append(moments(BARE)["painted"])
        ours = moments(OURS, str(tmp_path))
        painted.append(ours["painted"])
        ready.append(ours["ready"])
    first = median(one / other for one, other in zip(painted, bare, strict=True))
    answering = median(one / other for one, other in zip(ready, bare, strict=True))
    report(f"bare QMainWindow painted: median {median(bare):.0f} ms of {ROUNDS}")
    report(f"roomflow painted: median {median(painted):.0f} ms, {first:.2f} times (at most {FIRST_PAINT_TIMES_MAX})")
    report(f"roomflow answering: median {median(ready):.0f} ms, {answering:.2f} times (at most {READY_TIMES_MAX})")
    assert first <= FIRST_PAINT_TIMES_MAX
    assert answering <= READY_TIMES_MAX

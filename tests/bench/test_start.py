"""How fast the window is there, beside a bare QMainWindow: started in turns as whole processes, in one run.

On an X server, as somebody starts it, and on the platform of tests, where a bare window costs less. Two clocks: that of
the wall, which a busy machine spoils, and the processor time of the process, which it does not.
Python's own compiled files lie beside their sources for both, as pip brings them: made in a round before.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import monotonic_ns
from typing import NamedTuple

import pytest

from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.sqlite import open_journal
from tests.service.evening import SECONDS, opened
from tests.x_server import under_x, x_server

pytestmark = pytest.mark.bench

ROUNDS = 15
PAINTED_MAX = 1.5
READY_MAX = 2.5

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", time.monotonic_ns(), time.process_time_ns())
        app.quit()

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
import roomflow.__main__ as program

sys.argv = ["roomflow"]
run_desk = program.run_desk

def timed_desk(*parts):
    # Within what the program does by itself: whatever is read for this alone it reads as well.
    from roomflow.desktop.window import main_window, running
    from PySide6.QtCore import QTimer

    class Timed(main_window.MainWindow):
        def __init__(self, *parts, **named):
            super().__init__(*parts, **named)
            self.first_painted.connect(lambda: print("painted", time.monotonic_ns(), time.process_time_ns()))
            self.screen_shown.connect(self.ask)

        def ask(self):
            QTimer.singleShot(0, lambda: print("shown", time.monotonic_ns(), time.process_time_ns()))
            # Ready is: a key was pressed, the desk answered after its commit, and the page shows it.
            self.meeting_screen.bridge.answered.connect(lambda *_: QTimer.singleShot(0, self.tell))
            self.meeting_screen.page.press_size(2)

        def tell(self):
            print("ready", time.monotonic_ns(), time.process_time_ns())
            self.leave()

    running.MainWindow = Timed
    return run_desk(*parts)

program.run_desk = timed_desk
program.main()
"""


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], None]]:
    lines: list[str] = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n  ")


class Moment(NamedTuple):
    """ms since the start of a process: by the wall, and of processor time."""

    wall: float
    cpu: float


@pytest.fixture(params=["offscreen", pytest.param("xcb", marks=under_x)])
def platform(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What a process must know of the window system."""
    if request.param == "xcb":
        with x_server() as display:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    else:
        yield {"QT_QPA_PLATFORM": request.param}


@pytest.fixture
def installed(tmp_path: Path, platform: dict[str, str]) -> dict[str, str]:
    """The surroundings of a process whose code was compiled before, and whose computer knows nothing of roomflow."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {**surroundings, **homes, **platform}


def moments(surroundings: dict[str, str], program: str) -> dict[str, Moment]:
    """Start a process and give when it told what."""
    began = monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        env=surroundings,
    )
    lines = (line.split() for line in done.stdout.splitlines())
    return {word: Moment((int(wall) - began) / 1e6, int(cpu) / 1e6) for word, wall, cpu in lines}


def times(ours: list[Moment], bare: list[Moment]) -> Moment:
    """How many times a bare window's, at the median, by each clock."""
    return Moment(
        median(one.wall / other.wall for one, other in zip(ours, bare, strict=True)),
        median(one.cpu / other.cpu for one, other in zip(ours, bare, strict=True)),
    )


def test_first_paint_and_readiness_beside_a_bare_window(
    tmp_path: Path, installed: dict[str, str], report: Callable[[str], None]
) -> None:
    folder = tmp_path / "roomflow"
    desk = Desk(lambda: open_journal(folder, practice=False), SystemClock(), SystemMint())
    opened(desk)
    desk.stop()
    for program in (BARE, OURS):
        moments(installed, program)
    bare: list[Moment] = []
    painted: list[Moment] = []
    shown: list[Moment] = []
    ready: list[Moment] = []
    for _ in range(ROUNDS):  # in turns, so that a busy machine is unkind to both
        bare.append(moments(installed, BARE)["painted"])
        ours = moments(installed, OURS)
        painted.append(ours["painted"])
        shown.append(ours["shown"])
        ready.append(ours["ready"])
    kinds = {"bare QMainWindow painted": bare, "roomflow painted": painted, "page laid out": shown, "answering": ready}
    for name, found in kinds.items():
        wall, cpu = median(each.wall for each in found), median(each.cpu for each in found)
        report(f"{name}: median {wall:.0f} ms, {cpu:.0f} ms of processor time, of {ROUNDS}")
    first, answering = times(painted, bare), times(ready, bare)
    report(f"painted {first.wall:.2f} times by the wall, {first.cpu:.2f} of processor time (at most {PAINTED_MAX})")
    report(f"answering {answering.wall:.2f} times, {answering.cpu:.2f} of processor time (at most {READY_MAX})")
    assert first.cpu <= PAINTED_MAX
    assert answering.cpu <= READY_MAX

"""From a key press to the answer on the screen, durable, in the real window; at once and after a very long evening."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Final

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run
from roomflow.domain.codes import draw_code
from roomflow.domain.commands import SendParty
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, Wish
from roomflow.domain.fold import apply, fold
from roomflow.domain.requests import Request, Secret, Stamp
from roomflow.service.clock import SimulatedClock
from roomflow.store.journal import Batch
from roomflow.store.sqlite import open_journal
from tests.bench.long_evening import TURN_MS, long_evening
from tests.desktop.hands import Hands
from tests.service.evening import SECONDS

pytestmark = [pytest.mark.bench, pytest.mark.qt_log_ignore("This plugin does not support")]

PARTIES: Final = 1_000
ROUNDS: Final = 4
PRESSES: Final = 50
FILLING: Final = 130
FEW: Final = 10
MANY: Final = 100_000
TICKETS: Final = 5_000
MEDIAN_MAX, P99_MAX = 20.0, 60.0
TIMES_MAX = 1.3
Report = Callable[[str], None]


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Iterator[Report]:
    lines: list[str] = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n  ")


def evening_of(entries: int, tickets: int) -> list[Entry]:
    """An evening of so many entries in which so many tickets were issued; the last of them all wait."""
    written = long_evening(entries)
    draft, dice = fold(1, written), random.Random(126)
    while len(draft.tickets) < tickets:
        number = len(written)
        secret = Secret(draw_code(dice.getrandbits), dice.randbytes(16))
        elapsed = draft.elapsed + TURN_MS
        stamp = Stamp(draft.at + TURN_MS, draft.at + TURN_MS, elapsed, (secret,))
        for entry in decide(draft, Request(f"more-{number}", "Desk", SendParty(6, wish=Wish.CHAMBER), 1), stamp):
            apply(draft, entry)
            written.append(entry)
    return written


class Opened:
    """A log on the disk, opened by the window."""

    def __init__(self, folder: Path, entries: list[Entry], qtbot: QtBot) -> None:
        with open_journal(folder, practice=False) as journal:
            journal.append([Batch(1, 0, entries, [])])
        self.window, self._crash = MainWindow(), CrashNotes()
        self.window.resize(1366, 768)
        self._run = Run(self.window, Parts(folder, clock=SimulatedClock(entries[-1].at + TURN_MS)), self._crash)
        self.window.show()
        with qtbot.waitSignal(self.window.screen_shown, timeout=int(SECONDS * 1_000)):
            self._run.begin()
        screen = self.window.meeting_screen
        assert screen is not None
        self.hands = Hands(self.window, screen)

    def press(self, times: int) -> list[float]:
        """Milliseconds of each press, from the key to the painted answer of a commit that is on the disk."""
        taken = []
        for place in range(times):
            QApplication.processEvents()
            begin = perf_counter()
            self.hands.answered(lambda: QTest.keyClicks(self.window, "123456"[place % 6]))  # noqa: B023 - asked at once
            QApplication.processEvents()
            taken.append((perf_counter() - begin) * 1e3)
        return taken

    def close(self) -> None:
        self.window.leave()
        self._run.stop()
        self._crash.remove()
        self.window.deleteLater()


def test_a_thousand_parties(qapp: QApplication, qtbot: QtBot, tmp_path: Path, report: Report) -> None:
    dress(qapp, LIGHT)
    opened = Opened(tmp_path / "log", long_evening(FEW), qtbot)
    taken = opened.press(PARTIES)
    opened.close()
    half, worst = median(taken), quantiles(taken, n=100)[98]
    report(f"{PARTIES} parties: median {half:.1f} ms (at most {MEDIAN_MAX:.0f}), p99 {worst:.1f} ms ({P99_MAX:.0f})")
    assert half <= MEDIAN_MAX
    assert worst <= P99_MAX


def test_a_very_long_evening_beside_one_that_begins(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, report: Report
) -> None:
    dress(qapp, LIGHT)
    logs = {"ten entries": long_evening(FEW), "a long evening": evening_of(MANY, TICKETS)}
    windows = {name: Opened(tmp_path / name, entries, qtbot) for name, entries in logs.items()}
    taken: dict[str, list[float]] = {name: [] for name in logs}
    for opened in windows.values():  # until the rooms are full: a ticket, with its QR, takes longer than a room
        opened.press(FILLING)
    for _ in range(ROUNDS):  # in turns, so that a busy machine is unkind to both
        for name, opened in windows.items():
            opened.window.activateWindow()
            taken[name] += opened.press(PRESSES)
    for name, opened in windows.items():
        meeting = opened.hands.screen.meeting
        assert meeting is not None
        report(f"{name}, {meeting.seq} entries, {len(meeting.tickets)} tickets: median {median(taken[name]):.1f} ms")
        opened.close()
    few, many = (median(each) for each in taken.values())
    report(f"{many / few:.2f} times (at most {TIMES_MAX})")
    assert many <= few * TIMES_MAX

"""How late the window is while the record of 100,000 entries is read, saved and printed beside it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.wait_signal import SignalBlocker

from roomflow.desktop.basis.look import dress
from roomflow.desktop.clerk.page import ClerkPage
from tests.reports.logs import write_log
from tests.reports.many import many_entries

pytestmark = pytest.mark.bench
ENTRIES = 100_000
LATE_MS_MAX = 50.0
PDF_SECONDS_MAX = 3.0
BEAT_MS = 5
WAIT_MS = 180_000


class Beats:
    """A timer of the window: how much later than it should each of its beats came."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1_000 - BEAT_MS)
        self._last = now

    def p99(self) -> float:
        self._timer.stop()
        return sorted(self.late)[int(len(self.late) * 0.99)]


def children() -> float:
    """Seconds of the processor that ended processes of ours took: the clock on the wall counts what others do too."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_the_window_is_in_time_while_a_very_long_evening_is_read_saved_and_printed(
    qapp: QApplication, tmp_path: Path
) -> None:
    dress(qapp)
    page = ClerkPage(write_log(tmp_path / "log", many_entries(ENTRIES)), lambda: 0)
    page.resize(1286, 660)
    page.show()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    out = tmp_path / "out"
    found: dict[str, tuple[float, float]] = {}
    processor: dict[str, float] = {}
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: page.show_number(1),
        "pdf": lambda: page.saving.save("pdf", out),
        "xlsx": lambda: page.saving.save("xlsx", out),
        "csv": lambda: page.saving.save("csv", out),
        "print": lambda: page.saving.print_record(printer),
    }
    for name, act in acts.items():
        idle = SignalBlocker(timeout=WAIT_MS, raising=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types
        idle.connect(page.work.idle)  # type: ignore[no-untyped-call]
        begun, worked, beats = time.perf_counter(), children(), Beats()
        with idle:
            act()
        found[name] = (time.perf_counter() - begun, beats.p99())
        processor[name] = children() - worked
    page.end()
    print("\n" + "; ".join(f"{name} {took:.1f} s, late p99 {late:.0f} ms" for name, (took, late) in found.items()))
    print(", ".join(f"{name} {spent:.1f} s of the processor" for name, spent in processor.items() if spent))
    assert processor["pdf"] <= PDF_SECONDS_MAX
    assert max(late for _took, late in found.values()) <= LATE_MS_MAX

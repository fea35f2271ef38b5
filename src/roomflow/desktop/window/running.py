"""Runs the window until it is closed: dresses the application, notes crashes and lateness, and puts all away."""

from __future__ import annotations

import signal
import sys
from typing import Final

from PySide6.QtCore import Qt, QTimer
from shiboken6 import delete

from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.garbage import Garbage
from roomflow.desktop.basis.lateness import Lateness
from roomflow.desktop.basis.look import application
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run

FAILED: Final = 2
"""Exit code where the log cannot be opened."""


def run(parts: Parts, quit_after_ms: int | None) -> int:
    """Show the window until it is closed; gives 0, or 2 where the log cannot be opened. Smoke tests quit it."""
    app = application(sys.argv[0])
    garbage = Garbage(app)
    app.setApplicationName("roomflow")
    appearance = Appearance(app, parts.preferences, parts.remember_preferences)
    crash = CrashNotes()
    crash.install()
    window = MainWindow(appearance)
    window.remembered = Remembered(parts.window_file, window)
    going = Run(window, parts, crash)
    lateness = Lateness(crash.note)
    window.screen_shown.connect(lateness.begin, Qt.ConnectionType.QueuedConnection)
    window.screen_shown.connect(garbage.begin)

    def fail(sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
        window.error_dialog.finished.connect(lambda _result: app.exit(FAILED))
        window.error_dialog.show_problem(sentence)
        if quit_after_ms is not None:
            app.exit(FAILED)

    def equip() -> None:
        from roomflow.desktop.window.hall_parts import parts_of_this_computer

        window.hall_parts = parts_of_this_computer()

    def leave() -> None:
        window.asks_before_closing = False
        app.quit()

    window.asks_before_closing = True
    going.failed.connect(fail)
    window.first_painted.connect(equip, Qt.ConnectionType.QueuedConnection)
    window.first_painted.connect(going.begin, Qt.ConnectionType.QueuedConnection)
    window.show_on(window.screen().availableGeometry().size())
    if quit_after_ms is not None:
        QTimer.singleShot(quit_after_ms, leave)
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: leave())
    try:
        code = app.exec()
    finally:
        signal.signal(signal.SIGINT, before)
        lateness.end()
        going.stop()
        crash.remove()
        # Widgets go before their application does; Python alone would take them in any order.
        delete(window)
        delete(going)
        delete(appearance)
        delete(lateness)
        garbage.end()
    return code

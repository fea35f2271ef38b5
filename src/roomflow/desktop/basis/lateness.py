"""Notices when the window stands still: longer than 250 ms without a beat, and what it was doing is written down.

A timer beats on the GUI thread. A thread of its own looks whether the last beat is too long ago, since a thread that
stands still cannot say so itself.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

LATE_MS: Final = 250
BEAT_MS: Final = 50
NOTES_MAX: Final = 100
"""In one run: a window that is always slow must not fill the disk."""

Clock = Callable[[], float]
"""Seconds that never fall."""


class Watch:
    """Says for each standstill how long it lasts by now, and where the GUI thread is.

    The same place is written down with its stack the first time, and then the tenth, the hundredth … in one line.
    """

    def __init__(self, clock: Clock, stack: Callable[[], str], note: Callable[[str], None]) -> None:
        self._clock = clock
        self._stack = stack
        self._note = note
        self._beaten = clock()
        self._is_noted = False
        self.notes = 0
        self._times: Counter[str] = Counter()

    def beat(self) -> None:
        """The GUI thread is at work."""
        self._beaten = self._clock()
        self._is_noted = False

    def look(self) -> None:
        """Note a standstill that is not noted yet."""
        late_ms = round((self._clock() - self._beaten) * 1_000)
        if late_ms <= LATE_MS or self._is_noted or self.notes >= NOTES_MAX:
            return
        self._is_noted = True
        stack = self._stack()
        place = stack.rstrip().rpartition("  File ")[2]
        self._times[place] += 1
        times = self._times[place]
        if times == 1:
            self.notes += 1
            self._note(f"the window stands still for {late_ms} ms, here:\n{stack}")
        elif str(times).rstrip("0") == "1":  # 10, 100, 1000 …
            self.notes += 1
            self._note(f"the window stood still {times} times at {place.splitlines()[0]}, now for {late_ms} ms")


class Lateness(QObject):
    """Watches the thread it was made on, from `begin` until `end`."""

    def __init__(
        self, note: Callable[[str], None], clock: Clock = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gui = threading.get_ident()
        self.watch = Watch(clock, self._stack, note)
        self._beats = QTimer(self)
        self._beats.setInterval(BEAT_MS)
        self._beats.timeout.connect(self.watch.beat)
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Watch from now on; a second call changes nothing."""
        if self._thread is None:
            self.watch.beat()
            self._beats.start()
            self._thread = threading.Thread(target=self._look, name="roomflow-lateness", daemon=True)
            self._thread.start()

    def end(self) -> None:
        self._beats.stop()
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _look(self) -> None:
        while not self._ended.wait(BEAT_MS / 1_000):
            self.watch.look()

    def _stack(self) -> str:
        frame = sys._current_frames().get(self._gui)  # noqa: SLF001 - Python's own name for it
        return "".join(traceback.format_stack(frame)) if frame is not None else "(no Python code)\n"

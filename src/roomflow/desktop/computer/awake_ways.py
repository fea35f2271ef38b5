"""The ways to keep a computer and its screens awake, by system; none of them is the network.

A call on the session bus and a waiting child process on Linux, a child process on macOS, one call of the kernel on
Windows. All of them end by themselves when roomflow does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from roomflow.desktop.computer.awake import Keeper

PROGRAM: Final = "roomflow"
ANSWER_MS_MAX: Final = 3_000
"""So long the bus may take to answer; the window does not wait for it."""
STOP_MS_MAX: Final = 1_000


class BusKeeper(QObject):
    """Linux: asks the desktop not to blank its screens. It holds for as long as the connection lives."""

    settled = Signal()

    NAME: Final = "org.freedesktop.ScreenSaver"
    PATH: Final = "/org/freedesktop/ScreenSaver"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.holds: bool | None = None
        # A connection of its own: ending it gives the promise back, whatever number it had.
        self._connection_name = f"roomflow-awake-{id(self)}"
        self._watcher: QDBusPendingCallWatcher | None = None

    def begin(self, reason: str) -> None:
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._connection_name)
        if not bus.isConnected():
            self._settle(False)
            return
        message = QDBusMessage.createMethodCall(self.NAME, self.PATH, self.NAME, "Inhibit")
        message.setArguments([PROGRAM, reason])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(message, ANSWER_MS_MAX), self)
        self._watcher.finished.connect(self._answered)

    def end(self) -> None:
        self._watcher = None
        QDBusConnection.disconnectFromBus(self._connection_name)
        self.holds = None

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        if watcher is self._watcher:
            self._settle(watcher.isValid() and not watcher.isError())

    def _settle(self, holds: bool) -> None:
        self.holds = holds
        self.settled.emit()


class ProcessKeeper(QObject):
    """A program of the system that keeps awake while it runs; it ends when its input does, or when it is told."""

    settled = Signal()

    def __init__(self, words: Callable[[str], Sequence[str]], parent: QObject | None = None) -> None:
        """`words` gives the program and its arguments for a reason."""
        super().__init__(parent)
        self.holds: bool | None = None
        self._words = words
        self._is_wanted = False
        self._process = QProcess(self)
        self._process.started.connect(lambda: self._settle(True))
        self._process.errorOccurred.connect(lambda _error: self._settle(False))
        self._process.finished.connect(lambda _code, _status: self._settle(False))

    def begin(self, reason: str) -> None:
        self._is_wanted = True
        program, *arguments = self._words(reason)
        self._process.start(program, arguments)

    def end(self) -> None:
        self._is_wanted = False
        self.holds = None
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        self._process.terminate()
        if not self._process.waitForFinished(STOP_MS_MAX):
            self._process.kill()
            self._process.waitForFinished(STOP_MS_MAX)

    def _settle(self, holds: bool) -> None:
        if self._is_wanted:
            self.holds = holds
            self.settled.emit()


def linux_words(reason: str) -> Sequence[str]:
    """systemd's own program; `cat` waits for the end of what it reads, which comes with the end of roomflow."""
    return ("systemd-inhibit", "--what=sleep:idle", f"--who={PROGRAM}", f"--why={reason}", "--mode=block", "cat")


def mac_words(_reason: str) -> Sequence[str]:
    """Neither the display nor the computer sleeps while this process of ours lives."""
    return ("caffeinate", "-d", "-i", "-s", "-w", str(os.getpid()))


class ThreadKeeper(QObject):
    """Windows: one call says that this thread needs the system and its display (winbase.h, SetThreadExecutionState)."""

    settled = Signal()

    CONTINUOUS: Final = 0x80000000
    SYSTEM: Final = 0x00000001
    DISPLAY: Final = 0x00000002

    def __init__(self, say: Callable[[int], int], parent: QObject | None = None) -> None:
        """`say` is the kernel's SetThreadExecutionState: 0 where it failed."""
        super().__init__(parent)
        self.holds: bool | None = None
        self._say = say

    def begin(self, _reason: str) -> None:
        self.holds = self._say(self.CONTINUOUS | self.SYSTEM | self.DISPLAY) != 0
        self.settled.emit()

    def end(self) -> None:
        self._say(self.CONTINUOUS)
        self.holds = None


def keepers_of_this_system(parent: QObject | None = None) -> Sequence[Keeper]:
    """The ways this system has."""
    if sys.platform == "win32":
        import ctypes

        return [ThreadKeeper(ctypes.windll.kernel32.SetThreadExecutionState, parent)]
    if sys.platform == "darwin":
        return [ProcessKeeper(mac_words, parent)]
    return [BusKeeper(parent), ProcessKeeper(linux_words, parent)]

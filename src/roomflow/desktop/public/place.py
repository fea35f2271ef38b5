"""Where the public screen stands: on the chosen monitor, in a window, or nowhere while its monitor is gone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QScreen

MM_PER_INCH: Final = 25.4
INCHES_MIN: Final = 15
INCHES_MAX: Final = 150
"""What a monitor says of itself outside of these is not believed: projectors report anything."""


class Monitor(Struct, frozen=True):
    """One monitor. `name` is what the system calls its socket; `inches` its diagonal, 0 where it does not say."""

    name: str
    label: str
    area: QRect
    inches: float = 0.0


class Where(Enum):
    """How the public screen stands."""

    OFF = "off"
    FULL = "full"
    WINDOW = "window"
    LOST = "lost"


class Place(Struct, frozen=True):
    """Where to stand now, and on which monitor."""

    where: Where
    monitor: Monitor | None = None


def place_for(wanted: bool, chosen: str, monitors: Sequence[Monitor], of_the_desk: str) -> Place:
    """Where the public screen stands: `chosen` and `of_the_desk` are names of monitors.

    Without a choice it takes the first one that the desk is not on. A chosen one that is gone is waited for: on
    another monitor it might cover the desk. With one monitor alone and no choice it is a window.
    """
    if not wanted:
        return Place(Where.OFF)
    if chosen:
        found = next((monitor for monitor in monitors if monitor.name == chosen), None)
        if found is None:
            return Place(Where.LOST)
        # The desk was dragged onto it, or it is the only one: full screen would cover the desk.
        return Place(Where.WINDOW if found.name == of_the_desk else Where.FULL, found)
    other = next((monitor for monitor in monitors if monitor.name != of_the_desk), None)
    if other is not None:
        return Place(Where.FULL, other)
    return Place(Where.WINDOW, monitors[0]) if monitors else Place(Where.LOST)


class Monitors(QObject):
    """The monitors of this computer as they come and go."""

    changed = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        for screen in app.screens():
            screen.geometryChanged.connect(self._tell)
        app.screenAdded.connect(self._come)
        app.screenRemoved.connect(self._tell)

    def listed(self) -> tuple[Monitor, ...]:
        """All of them, the primary one first."""
        return tuple(monitor_of(screen) for screen in self._app.screens())

    def screen(self, name: str) -> QScreen | None:
        return next((screen for screen in self._app.screens() if name_of(screen) == name), None)

    def _come(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._tell)
        self._tell()

    def _tell(self, _what: object = None) -> None:
        self.changed.emit()


def name_of(screen: QScreen) -> str:
    """A name that stays the same from evening to evening: the socket, and the make where it is told."""
    return " ".join(filter(None, (screen.name(), screen.manufacturer(), screen.model()))) or "screen"


def monitor_of(screen: QScreen) -> Monitor:
    area = screen.geometry()
    millimetres = screen.physicalSize()
    diagonal = (millimetres.width() ** 2 + millimetres.height() ** 2) ** 0.5 / MM_PER_INCH
    inches = diagonal if INCHES_MIN <= diagonal <= INCHES_MAX else 0.0
    label = f"{screen.model() or screen.name() or '?'}, {area.width()}×{area.height()}"
    return Monitor(name_of(screen), label, area, inches)

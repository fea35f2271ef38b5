"""Python's garbage, looked for on the thread of the window only, and not before the first answer.

Python looks on whichever thread fills its count: a ring of objects that holds a widget or a timer of Qt would be taken
apart on the desk's thread or the server's, and Qt ends the program for that. A start makes hardly any garbage, and to
look for it was a twentieth of the start. What is there once the screen stands stays, and is never looked at again.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

SETTLED_MS: Final = 1_000
"""So long after a screen is there it is taken as made."""
LOOK_MS: Final = 1_000


class Garbage(QObject):
    """From the moment it is made until its end nothing is looked for but by it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._settle)
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(look)

    def begin(self) -> None:
        """A screen is there: keep what it is made of, and look for garbage from now on."""
        if not self._looks.isActive():
            self._settled.start()

    def end(self) -> None:
        """Python looks by itself again; call when no other thread is left."""
        self._settled.stop()
        self._looks.stop()
        gc.enable()

    def _settle(self) -> None:
        gc.freeze()
        self._looks.start()


def look() -> int:
    """Look on this thread where Python itself would by now; gives how much was found."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    # Of the three ages of objects the oldest that is due: the younger ones are looked at with it.
    due = [age for age, (count, most) in enumerate(counts) if count > most]
    return gc.collect(due[-1]) if due else 0

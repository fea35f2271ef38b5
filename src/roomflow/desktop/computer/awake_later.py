"""Keeps awake a moment after it is asked to: the first answer does not wait for the system's ways to be looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from roomflow.desktop.computer.awake import Awake, Keeper

LATER_MS: Final = 700


class LaterKeeper(QObject):
    """Stands for all keepers that `make` gives; they are made when it first begins."""

    settled = Signal()

    def __init__(self, make: Callable[[], Sequence[Keeper]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.holds: bool | None = None
        self._make = make
        self._awake: Awake | None = None
        self._timer = QTimer(self, singleShot=True, interval=LATER_MS)
        self._timer.timeout.connect(self._begin)

    def begin(self, _reason: str) -> None:
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        if self._awake is not None:
            self._awake.want(False)

    def _begin(self) -> None:
        if self._awake is None:
            self._awake = Awake(self._make(), self)
            self._awake.changed.connect(self._settle)
        self._awake.want(True)

    def _settle(self) -> None:
        assert self._awake is not None
        self.holds = self._awake.holds
        self.settled.emit()

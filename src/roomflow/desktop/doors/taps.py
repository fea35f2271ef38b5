"""Taps at a door: each is asked at once, and what is not recorded yet is said where that takes longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.asking import Ask, Then
from roomflow.domain.commands import Tap

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

PENDING_SHOWN_AFTER_MS: Final = 250
"""A commit takes a few ms; a word that came and went with every tap would only disturb."""


class DoorTaps(QObject):
    """Adds up what was tapped and not answered; the count itself is always the meeting's."""

    pending_changed = Signal(str)
    """“+3 being recorded”; empty where everything is."""

    def __init__(self, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._open: list[Tap] = []
        self.slow = QTimer(self)
        self.slow.setSingleShot(True)
        self.slow.setInterval(PENDING_SHOWN_AFTER_MS)
        self.slow.timeout.connect(self._tell)

    def ask(self, command: Tap, then: Then) -> None:
        def answered(answer: Answer) -> None:
            self._open.remove(command)
            if not self._open:
                self.slow.stop()
            if not self.slow.isActive():
                self._tell()
            then(answer)

        self._open.append(command)
        if not self.slow.isActive():
            self.slow.start()
        self._ask(command, answered)

    def _tell(self) -> None:
        change = sum(command.change for command in self._open)
        words = _("{change} being recorded").format(change=f"{'−' if change < 0 else '+'}{abs(change)}")
        self.pending_changed.emit(words if self._open else "")

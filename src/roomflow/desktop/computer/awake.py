"""Keeps the computer and its screens awake while a meeting is open; where it cannot, the desk says so in words.

The ways a system has for that are in `awake_ways`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from roomflow.desktop.basis.words import _


class Keeper(Protocol):
    """One way to keep awake. `holds` is None until the system answered."""

    settled: SignalInstance
    holds: bool | None

    def begin(self, reason: str, /) -> None: ...
    def end(self) -> None: ...


class Awake(QObject):
    """Holds every way there is, and knows whether one of them holds."""

    changed = Signal()

    def __init__(self, keepers: Sequence[Keeper], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keepers = keepers
        self._is_wanted = False
        for keeper in keepers:
            keeper.settled.connect(self.changed)

    @property
    def holds(self) -> bool | None:
        """Whether the computer stays awake; None while nothing is wanted, or nobody answered yet."""
        answers = [keeper.holds for keeper in self._keepers] if self._is_wanted else []
        if any(answers):
            return True
        return None if not answers or None in answers else False

    def want(self, wanted: bool) -> None:
        """Keep awake from now on, or no longer."""
        if wanted == self._is_wanted:
            return
        self._is_wanted = wanted
        for keeper in self._keepers:
            if wanted:
                keeper.begin(_("A meeting is going on."))
            else:
                keeper.end()
        self.changed.emit()

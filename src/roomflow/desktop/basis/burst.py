"""Tells by the speed of keys that a machine types them: a barcode of something else, which begins with no R.

A person's key acts at once, so the first key of such a barcode has acted before a second one is there. The second is
held back; with a third at the same speed all of them are a scan, and what the first did is taken back (decision 0090).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from roomflow.desktop.basis.scanner import SILENCE_MS

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from roomflow.desktop.basis.scanner import Scanner

BURST_MS: Final = 50
"""Scanners type a character in 2 to 30 ms; nobody strikes three different keys of the desk within twice this."""


class Stroke(NamedTuple):
    """One press. `text` is what it types, empty for Enter; `at` is the time of the window system in ms, 0 unknown."""

    key: int
    text: str
    at: int
    modifiers: Qt.KeyboardModifier

    @classmethod
    def of(cls, event: QKeyEvent, *, ends: bool) -> Stroke:
        return cls(event.key(), "" if ends else event.text(), event.timestamp(), event.modifiers())


class Burst(QObject):
    """Looks at each press that may be a person's; those of a machine go on to the scanner."""

    began = Signal()
    """The last key that acted was the first of a barcode."""
    given_back = Signal(object)
    """A Stroke that was held back and is a person's after all."""

    def __init__(self, scanner: Scanner, parent: QObject) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._first: Stroke | None = None
        self._second: Stroke | None = None
        self._seen = (0, 0)
        """The last press that was let go, and when."""
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self._give_back)

    @property
    def is_holding(self) -> bool:
        """Whether a key waits for what comes after it."""
        return self._second is not None

    def follows(self, stroke: Stroke) -> bool:
        """Whether a press came as fast after the one before as a machine types."""
        before = self._second or self._first
        return before is not None and before.at > 0 and 0 <= stroke.at - before.at <= BURST_MS

    def take(self, stroke: Stroke) -> bool:
        """Whether this press is a machine's, or is held back until that is known."""
        if self._second is None and self._first is not None and (stroke.key, stroke.at) == self._seen:
            return False  # no control wanted it, and it comes again for the one around that
        self._seen = (stroke.key, stroke.at)
        if not self.follows(stroke):
            self._give_back()
            self._first = stroke if stroke.text and stroke.at > 0 else None
            return False
        first = self._first
        assert first is not None
        if self._second is not None:
            self._begin(first.text + self._second.text, stroke)
            return True
        if stroke.key == first.key:  # the same digit twice, or a held key that nobody marks as repeating
            self._first = stroke._replace(text=first.text + stroke.text)
            return False
        if not stroke.text and len(first.text) < 2:  # one character and Enter are no barcode
            self._first = None
            return False
        if not stroke.text:
            self._begin(first.text, stroke)
            return True
        self._second = stroke
        self._silence.start()
        return True

    def _begin(self, typed: str, stroke: Stroke) -> None:
        self._silence.stop()
        self._first = self._second = None
        self._scanner.go_on(typed)
        self.began.emit()
        self._scanner.take(stroke.text, ends=not stroke.text)

    def _give_back(self) -> None:
        self._silence.stop()
        held, self._first, self._second = self._second, None, None
        if held is not None:
            self.given_back.emit(held)

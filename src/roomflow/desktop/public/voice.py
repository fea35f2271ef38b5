"""The voice of the public screen: a chime, then each language in turn; what cannot be heard is left to a person.

Which sounds and voices there are is known only to the two parts it is made of. Both may be missing: then it says so
in words, and everything else goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

CHIME: Final = "chime"
OK: Final = "ok"
ATTENTION: Final = "attention"
SOUNDS: Final = (CHIME, OK, ATTENTION)
"""The files in resources/sounds."""


class Sentence(NamedTuple):
    """What is said in one language (`en`, `es`)."""

    language: str
    words: str


class Player(Protocol):
    """Plays the sounds that ship with roomflow."""

    finished: SignalInstance
    """A sound came to its end."""
    problem: str
    """Why nothing is heard, as a sentence; empty where it is."""

    def play(self, name: str, /) -> bool:
        """Whether it plays now; `finished` follows where it does."""
        ...

    def hush(self) -> None: ...


class Speaker(Protocol):
    """Speaks sentences."""

    finished: SignalInstance
    """A sentence came to its end, or to an error."""
    problem: str

    def speak(self, sentence: Sentence, /) -> bool:
        """Whether it speaks now; not where no voice speaks that language."""
        ...

    def speaks(self, language: str, /) -> bool: ...

    def hush(self) -> None: ...


class Voice(QObject):
    """Says one thing after another, never two at once."""

    finished = Signal()
    """All of it was heard, or none of it can be."""
    _step = Signal()

    def __init__(self, player: Player, speaker: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._speaker = speaker
        self._left: list[Sentence | str] = []
        self._is_saying = False
        player.finished.connect(self._part_ended)
        speaker.finished.connect(self._part_ended)
        # Queued: `finished` never comes before say() has returned.
        self._step.connect(self._next, Qt.ConnectionType.QueuedConnection)

    @property
    def problem(self) -> str:
        """Why there is no sound, or no voice, as sentences."""
        return " ".join(filter(None, (self._player.problem, self._speaker.problem)))

    def unspoken(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Those that no voice here can say."""
        return tuple(sentence for sentence in sentences if not self._speaker.speaks(sentence.language))

    def say(self, sentences: Sequence[Sentence]) -> None:
        """The chime, then the sentences one after another; what was said before is broken off."""
        self.hush()
        self._left = [CHIME, *sentences]
        self._is_saying = True
        self._step.emit()

    def hush(self) -> None:
        """Be silent at once; `finished` does not follow."""
        self._left = []
        self._is_saying = False
        self._player.hush()
        self._speaker.hush()

    def _part_ended(self) -> None:
        if self._is_saying:
            self._step.emit()

    def _next(self) -> None:
        if not self._is_saying:
            return
        while self._left:
            part = self._left.pop(0)
            if self._player.play(part) if isinstance(part, str) else self._speaker.speak(part):
                return
        self._is_saying = False
        self.finished.emit()


class NoPlayer(QObject):
    """Where there is no sound: nothing plays."""

    finished = Signal()

    def __init__(self, problem: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = problem

    def play(self, _name: str) -> bool:
        return False

    def hush(self) -> None:
        """There is nothing to silence."""


class NoSpeaker(QObject):
    """Where there is no voice: a person reads the words aloud."""

    finished = Signal()

    def __init__(self, problem: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = problem

    def speak(self, _sentence: Sentence) -> bool:
        return False

    def speaks(self, _language: str) -> bool:
        return False

    def hush(self) -> None:
        """There is nothing to silence."""

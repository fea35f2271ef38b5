"""What a hall is made of for tests: a player and a speaker that keep what they were asked for, monitors by hand."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QScreen

from roomflow.desktop.public.place import Monitor
from roomflow.desktop.public.voice import Sentence, Voice

DESK = Monitor("DP-1", "Desk, 1920×1080", QRect(0, 0, 1920, 1080), 24.0)
HALL = Monitor("HDMI-1", "Hall, 1920×1080", QRect(1920, 0, 1920, 1080), 55.0)
OTHER = Monitor("HDMI-2", "Other, 1280×720", QRect(3840, 0, 1280, 720))


class KeptPlayer(QObject):
    """Plays until it is told that the sound came to its end."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None, *, problem: str = "") -> None:
        super().__init__(parent)
        self.problem = problem
        self.played: list[str] = []
        self.is_playing = False

    def play(self, name: str) -> bool:
        if self.problem:
            return False
        self.played.append(name)
        self.is_playing = True
        return True

    def hush(self) -> None:
        self.is_playing = False

    def end(self) -> None:
        self.is_playing = False
        self.finished.emit()


class KeptSpeaker(QObject):
    """Speaks the languages it is given until it is told that the sentence came to its end."""

    finished = Signal()

    def __init__(self, languages: tuple[str, ...] = ("en", "es"), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = "" if languages else "There is no voice."
        self.languages = languages
        self.spoken: list[Sentence] = []
        self.is_speaking = False

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def speak(self, sentence: Sentence) -> bool:
        if not self.speaks(sentence.language):
            return False
        self.spoken.append(sentence)
        self.is_speaking = True
        return True

    def hush(self) -> None:
        self.is_speaking = False

    def end(self) -> None:
        self.is_speaking = False
        self.finished.emit()


class KeptMonitors(QObject):
    """Monitors that are plugged and pulled by hand."""

    changed = Signal()

    def __init__(self, *monitors: Monitor) -> None:
        super().__init__()
        self.monitors = monitors

    def listed(self) -> tuple[Monitor, ...]:
        return self.monitors

    def screen(self, _name: str) -> QScreen | None:
        return None

    def become(self, *monitors: Monitor) -> None:
        self.monitors = monitors
        self.changed.emit()


def voice_of(player: KeptPlayer, speaker: KeptSpeaker) -> Callable[[], Voice]:
    return lambda: Voice(player, speaker)

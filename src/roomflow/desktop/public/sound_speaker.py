"""Speaks by QtTextToSpeech with the voices of this computer; no text leaves it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtTextToSpeech import QTextToSpeech

from roomflow.desktop.basis.words import _
from roomflow.desktop.public.voice import Sentence

FOR_TESTS: Final = "mock"
"""An engine of Qt's that says it speaks and is never heard."""
RATE: Final = -0.15
"""A little slower than the voice's own: it is heard in a hallway."""


class SoundSpeaker(QObject):
    """Speaks one sentence at a time."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self.problem = ""
        self._speaks = False
        self._locales: dict[str, QLocale] = {}
        name = engine or next((one for one in QTextToSpeech.availableEngines() if one != FOR_TESTS), "")
        if not name:
            self.problem = _("There is no voice: this system has no speech engine.")
            return
        self._engine = QTextToSpeech(name, self)
        if self._engine.state() is QTextToSpeech.State.Error:
            self.problem = _("There is no voice: {reason}.").format(reason=self._engine.errorString().rstrip("."))
            return
        self._engine.setRate(RATE)
        for locale in self._engine.availableLocales():
            self._locales.setdefault(locale.name().partition("_")[0], locale)
        self._engine.stateChanged.connect(self._changed)

    def speaks(self, language: str) -> bool:
        return language in self._locales

    def speak(self, sentence: Sentence) -> bool:
        locale = self._locales.get(sentence.language)
        if locale is None:
            return False
        self._engine.setLocale(locale)
        self._speaks = True
        self._engine.say(sentence.words)
        return True

    def hush(self) -> None:
        self._speaks = False
        if self._locales:
            self._engine.stop()

    def _changed(self, state: QTextToSpeech.State) -> None:
        ended = state in (QTextToSpeech.State.Ready, QTextToSpeech.State.Error)
        if ended and self._speaks:
            self._speaks = False
            self.finished.emit()
